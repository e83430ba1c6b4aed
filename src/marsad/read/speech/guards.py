"""Guards: which verbs of saying say something here, and which only look so."""

from marsad.read.sentences import Range
from marsad.read.speech.cues import Cues
from marsad.read.speech.saying import Saying, refers
from marsad.read.speech.speakers import speakers

_VERB_PREFIX = frozenset("وفس")
_NOT_OBJECTS = frozenset({"ي", "نا", "هن"})
"""Endings that make another word of a verb's letters."""
_BLAME_AHEAD = 16
"""Tokens within which a verb of blaming or refusing has the word that it needs."""
_OBJECT_AHEAD = 10
"""Tokens within which an object tells that something else is meant."""
_PLAIN = frozenset({"say", "announce", "continue"})
"""Verbs that with a pronoun for object say no more than "which they call"."""
_LEFT_OUT = frozenset({"say", "announce", "continue", "deny", "threaten"})
"""Verbs whose speaker may be left out."""
_ISSUERS = frozenset({"speech_media", "speech_text", "speech_source", "speech_org", "party", "speech_role", "self"})
_RELAYS = _ISSUERS - {"speech_text"} | {"definite", "name"}
_WITNESSES = frozenset({"speech_text", "speech_media", "party", "speech_source"})


def may_say(cues: Cues, at: int, sentence: Range) -> bool:
    """Whether a verb of saying may say something: not negated, not impersonal, with the word that it needs."""
    match = cues.labels(at)["speech_verb"]
    if not _VERB_PREFIX.issuperset(match.prefix) or match.suffix in _NOT_OBJECTS:
        return False
    if _negated(cues, at, sentence[0]) or _impersonal(cues, at, sentence[1]):
        return False
    if match.suffix and match.value in _PLAIN and not refers(cues, at - 1):
        return False
    return _has_object(cues, at, match.value, sentence[1])


def _negated(cues: Cues, at: int, first: int) -> bool:
    before = range(max(first, at - 2), at)
    return any("neg_word" in cues.labels(k) for k in before) and not any(cues.is_mark(k) for k in before)


def _impersonal(cues: Cues, at: int, stop: int) -> bool:
    """Whether a verb says "it is said": one that may be impersonal, and nobody after it who speaks."""
    if "speech_impersonal" not in cues.labels(at):
        return False
    found = speakers(cues, at + 1, stop)
    return not found or found[0].kind not in _ISSUERS


def _has_object(cues: Cues, at: int, value: str, stop: int) -> bool:
    """Whether a verb that needs a word after it, or must not have one, is well served."""
    if value in {"blame", "refuse"}:
        return any("speech_blame" in cues.labels(k) for k in range(at + 1, min(stop, at + _BLAME_AHEAD)))
    if value == "own":
        ahead = range(at + 1, min(stop, at + _OBJECT_AHEAD))
        return not any(cues.value(k, "speech_object") == "not-own" for k in ahead)
    return True


def introduced(cues: Cues, said: Saying) -> bool:
    """Whether "that", a colon or a quotation mark opens the content."""
    before = said.start - 1
    return "that_word" in cues.labels(before) or cues.tokens[before].key == ":" or before in cues.quotes


def stands(cues: Cues, said: Saying, sentence: Range) -> bool:
    """Whether what was found is a saying: some verbs need a speaker of a kind, others words that open the content."""
    kinds = {mention.kind for mention in said.subjects}
    opened = introduced(cues, said)
    if said.value == "publish":
        ahead = range(said.verb + 1, min(sentence[1], said.start + _OBJECT_AHEAD))
        return bool(kinds) and any(cues.value(k, "speech_object") == "published" for k in ahead)
    if said.value in {"show", "document"}:
        return bool(kinds & _WITNESSES)
    if said.value == "relay":
        return bool(kinds & _RELAYS) and (bool(said.inner) or said.cites_last or opened)
    if said.value == "reveal" and all(mention.person for mention in said.subjects):
        return opened or cues.value(said.start - 1, "speech_link") in {"about", "toward"}
    return bool(said.subjects) or said.told or opened or _speaks_on(cues, said)


def _speaks_on(cues: Cues, said: Saying) -> bool:
    """Whether a verb without subject and without "that" goes on with somebody's account."""
    if "relative" in cues.labels(said.verb - 1) or said.ends:
        return False
    if said.value == "continue":
        return cues.value(said.verb + 1, "speech_link") in {"about", "toward"}
    return said.value in _LEFT_OUT
