"""Sayings: verbs, participles and nouns that open what somebody says, with their subject and where the content begins."""

import msgspec

from marsad.read.cues import Cues, happens
from marsad.read.sentences import Range
from marsad.read.mention import LONGEST, Mention
from marsad.read.speakers import speakers

_COMMAS = frozenset("،,")
_COLON = ":"
_TOLD = frozenset({"say", "announce", "continue", "deny", "own"})
"""Verbs whose pronoun stands for what went before ("which it denied")."""
_AHEAD = 16
"""Tokens between a speaker and the word that opens the content, at most."""
_BACK = 14
"""Tokens that a subject before its verb lies back, at most."""
_TO = ("ل", "لل")


class Saying(msgspec.Struct):
    """Token `verb` says by `value` (see speech_verb.txt); the clause begins at `clause`, the content at `start`.

    `subjects` is empty where the speaker is left out; `outer` relays what they say, `inner` is whom they cite. `this` for a
    content that only points back ("denied this"), `told` for one that went before ("which … denied").
    """

    verb: int
    value: str
    clause: int
    start: int
    subjects: list[Mention] = []
    outer: list[Mention] = []
    inner: list[Mention] = []
    cites_last: bool = False
    this: bool = False
    told: bool = False
    ends: bool = False
    this_end: int = 0


def saying(cues: Cues, verb: int, value: str, sentence: Range, told_by: Mention | None = None) -> Saying | None:
    """What a verb of saying at a token opens, or None where nobody says it; `told_by` where its subject is known."""
    first, stop = sentence
    after = past_adverbs(cues, verb + 1, stop)
    said = Saying(verb, value, verb, after)
    match = cues.get(verb, "speech_verb")
    if match is not None and match.suffix and value in _TOLD and verb > first and refers(cues, verb - 1):
        said.told = True
        while said.clause > first and _points(cues, said.clause - 1):
            said.clause -= 1
    if told_by is not None:
        said.subjects, said.clause = [told_by], told_by.start
    elif not cues.joined(verb) and _look_back(cues, said, first, strictly=True):
        pass
    elif not _opens_content(cues, after, stop):
        said.subjects = _heard(cues, speakers(cues, after, stop), verb)
        after = said.subjects[-1].end if said.subjects else after
    if not said.subjects and not cues.joined(verb):
        _look_back(cues, said, first, strictly=False)
    if said.subjects and "speech_nobody" in cues.labels(said.subjects[0].start):
        return None
    if value == "relay":
        after = _cited(cues, said, after, stop)
    said.start = _content(cues, said, after, stop)
    said.ends = not any(cues.tokens[at].kind in ("word", "number") for at in range(said.start, stop))
    said.this = _only_points(cues, said.start, stop)
    return said


def _only_points(cues: Cues, at: int, stop: int) -> bool:
    """Whether a content is no more than "that", "this matter" or the like."""
    match = cues.get(at, "speech_object") if at < stop else None
    if match is None or match.value != "this":
        return False
    return match.end >= stop or cues.is_mark(match.end) or cues.joined(match.end)


def _heard(cues: Cues, found: list[Mention], verb: int) -> list[Mention]:
    """The subjects after a verb; in a relative clause a lone unknown word is its object rather."""
    lone = bool(found) and found[0].person and len(found[0].words) == 1
    return [] if lone and "relative" in cues.labels(verb - 1) else found


def refers(cues: Cues, at: int) -> bool:
    """Whether a word before the verb points to what was told: "which", "a matter that"."""
    return "relative" in cues.labels(at) or cues.value(at, "speech_link") == "what"


def _points(cues: Cues, at: int) -> bool:
    """Whether a word is part of "which" or "a matter that"."""
    return refers(cues, at) or cues.value(at, "speech_link") == "who" or cues.value(at, "speech_object") == "this"


def past_adverbs(cues: Cues, at: int, stop: int) -> int:
    """Past time words and asides between a verb and its subject."""
    while at < stop:
        medium = cues.get(at, "speech_medium")
        date = cues.get(at, "date")
        if medium is not None and medium.value == "adverb":
            at = medium.end
        elif date is not None:
            at = date.end
        elif (link := cues.get(at, "speech_link")) is not None and link.suffix and link.value in {"in", "about"}:
            at += 1
        elif _is_time(cues, at) or (cues.tokens[at].key in _COMMAS and _is_time(cues, at - 1)):
            at += 1
        else:
            break
    return at


_TIMES = ("date_weekday", "date_this", "date_day", "date_part", "date_phase")


def _is_time(cues: Cues, at: int) -> bool:
    labels = cues.labels(at)
    return any(label in labels for label in _TIMES)


def _opens_content(cues: Cues, at: int, stop: int) -> bool:
    """Whether what follows a verb is already the content (or nothing), so that the subject is before or left out."""
    if at >= stop:
        return True
    labels = cues.labels(at)
    if "that_word" in labels or "speech_content" in labels or cues.tokens[at].key == _COLON:
        return True
    if at in cues.quotes:
        return cues.quotes[at] - at > LONGEST
    link = labels.get("speech_link")
    return (link is not None and link.value in {"about", "in"}) or cues.stops(at)


def _look_back(cues: Cues, said: Saying, first: int, *, strictly: bool) -> bool:
    """Find the subject before its verb: the phrase that begins the clause, `strictly` no later word of it."""
    verb = said.verb
    low = max(first, verb - _BACK)
    start = verb
    while start > low and not _bounds(cues, start - 1):
        start -= 1
    start = _past_opener(cues, start, verb)
    if strictly and start == verb > low and _named_aside(cues, said, low):
        return True
    for at in range(start, start + 1 if strictly else verb):
        found = speakers(cues, at, verb) if at < verb and (at == start or not cues.joined(at)) else []
        if found and _reaches(cues, found[-1].end, verb) and _solid(found[0], sure=at == start):
            said.subjects = found
            said.clause = at
            return True
    return False


def _past_opener(cues: Cues, start: int, verb: int) -> int:
    """Past a phrase such as "for his part" that a clause opens with."""
    for at in range(max(0, start - 2), start + 1):
        for label in ("speech_medium", "connector"):
            match = cues.get(at, label)
            if match is not None and start < match.end <= verb:
                return match.end
    return start


def _named_aside(cues: Cues, said: Saying, low: int) -> bool:
    """A subject whose name stands between commas before the verb ("the envoy, B. J., said")."""
    close = said.verb - 1
    opening = next((k for k in range(close - 1, low, -1) if cues.tokens[k].key in _COMMAS), 0)
    if cues.tokens[close].key not in _COMMAS or not opening:
        return False
    start = opening
    while start > low and not _bounds(cues, start - 1):
        start -= 1
    found = speakers(cues, start, said.verb) if start < opening else []
    if not found or found[-1].end != close or not found[0].person:
        return False
    said.subjects, said.clause = found, start
    return True


def _solid(mention: Mention, *, sure: bool) -> bool:
    """Whether a phrase before a verb is sure to be its subject: a name only where it begins the clause."""
    if mention.person:
        return sure and len(mention.words) > 1
    return sure or mention.kind != "place"


def _bounds(cues: Cues, at: int) -> bool:
    labels = cues.labels(at)
    if cues.is_mark(at) and at not in cues.quotes and at not in cues.quotes.values():
        return True
    return any(label in labels for label in ("connector", "that_word", "relative", "speech_while", "speech_by"))


def _reaches(cues: Cues, end: int, verb: int) -> bool:
    """Whether only asides stand between a subject and its verb."""
    return all(cues.value(at, "speech_medium") == "adverb" or _is_time(cues, at) for at in range(end, verb))


def _cited(cues: Cues, said: Saying, at: int, stop: int) -> int:
    """ "The agency quoted X": whom a relay cites, after "from"."""
    link = cues.get(said.verb + 1, "speech_link")
    if link is not None and link.value == "about" and link.suffix:
        said.subjects = speakers(cues, said.verb + 2, stop)
        said.cites_last = True
        return said.subjects[-1].end if said.subjects else at
    for k in range(at, min(stop, at + _AHEAD)):
        link = cues.get(k, "speech_link")
        if link is not None and link.value == "about":
            said.inner = speakers(cues, k + 1, stop)
            return said.inner[-1].end if said.inner else at
        if "that_word" in cues.labels(k):
            break
    return at


def _content(cues: Cues, said: Saying, at: int, stop: int) -> int:
    """Where the content begins: after "that", a colon or a quotation mark, past asides; relays on the way join."""
    limit = min(stop, at + 40)
    while at < limit:
        labels = cues.labels(at)
        token = cues.tokens[at]
        if "that_word" in labels:
            return labels["that_word"].end
        if token.key == _COLON or at in cues.quotes:
            return _after_colon(cues, at + 1, stop)
        step = _relay(cues, said, at, stop) or _aside(cues, at, stop)
        if step:
            at = step
            continue
        link = labels.get("speech_link")
        if link is not None and link.value == "about":
            at += 1
            return labels_end(cues, at) if at < stop and "that_word" in cues.labels(at) else at
        if token.key in _COMMAS:
            at = _parenthesis(cues, at, stop)
            continue
        return _ahead(cues, at, stop) or at
    return at


def _parenthesis(cues: Cues, at: int, stop: int) -> int:
    """Past a comma, and past what stands between it and a second one before "that"."""
    for k in range(at + 1, min(stop - 1, at + _AHEAD)):
        if "speech_verb" in cues.labels(k) or "that_word" in cues.labels(k):
            break
        if cues.tokens[k].key in _COMMAS and "that_word" in cues.labels(k + 1):
            return k + 1
    return at + 1


def labels_end(cues: Cues, at: int) -> int:
    """The token after "that"."""
    return cues.labels(at)["that_word"].end


def _after_colon(cues: Cues, at: int, stop: int) -> int:
    while at < stop and ("that_word" in cues.labels(at) or at in cues.quotes):
        at += 1
    return at


def _relay(cues: Cues, said: Saying, at: int, stop: int) -> int:
    """Past a relay ("told the agency Y", "according to Y") or a citation ("citing Y"); 0 where none stands."""
    by = cues.get(at, "speech_by")
    if by is not None:
        found = speakers(cues, by.end, stop, particle=by.value == "by-to")
        if not found:
            return 0
        (said.inner if by.value == "from" else said.outer).extend(found)
        return found[-1].end
    lone = cues.tokens[at].key == _TO[0]
    known = any(m.prefix in _TO and m.label in {"speech_media", "party"} for m in cues.lattice.at[at])
    if not lone and not known and not _unknown_relay(cues, at, stop):
        return 0
    found = speakers(cues, at + lone, stop, particle=True)
    if not found or found[0].kind not in {"speech_media", "party", "name"}:
        return 0
    said.outer += found[:1]
    return found[0].end


def _unknown_relay(cues: Cues, at: int, stop: int) -> bool:
    """Whether a word that no lexicon knows is "to Y" right before the content."""
    if cues.lattice.at[at] or not cues.tokens[at].key.startswith(_TO[0]) or at + 1 >= stop:
        return False
    labels = cues.labels(at + 1)
    return (
        "that_word" in labels or "speech_medium" in labels or at + 1 in cues.quotes or cues.tokens[at + 1].key == _COLON
    )


def _aside(cues: Cues, at: int, stop: int) -> int:
    """Past a time, a place of speaking or brackets; 0 where none stands."""
    medium = cues.get(at, "speech_medium")
    if medium is not None:
        return _ahead(cues, medium.end, stop, keep=True) or medium.end
    date = cues.get(at, "date")
    if date is not None:
        return date.end
    if _is_time(cues, at):
        return at + 1
    if "relative" in cues.labels(at):
        for k in range(at, min(stop, at + _AHEAD)):
            if cues.tokens[k].key in _COMMAS:
                return k + 1
            if cues.tokens[k].key == _COLON or k in cues.quotes or "that_word" in cues.labels(k):
                return k
        return 0
    if cues.tokens[at].key == "(":
        close = next((k for k in range(at, min(stop, at + LONGEST)) if cues.tokens[k].key == ")"), 0)
        return close + 1 if close else 0
    return 0


def _ahead(cues: Cues, at: int, stop: int, *, keep: bool = False) -> int:
    """The next word that opens content, before any happening is told; 0 where none stands. With `keep`, at that word."""
    for k in range(at, min(stop, at + _AHEAD)):
        labels = cues.labels(k)
        before = cues.labels(k - 1)
        if "that_word" in labels and "date_role" not in before:
            return k if keep else labels["that_word"].end
        if cues.tokens[k].key == _COLON or (k in cues.quotes and cues.quotes[k] - k > LONGEST):
            return k if keep else _after_colon(cues, k + 1, stop)
        if "speech_verb" in labels or "speech_while" in labels:
            return 0
        if "speech_content" in labels or _happens(cues, k):
            return _late(cues, k, stop, keep=keep)
    return 0


def _late(cues: Cues, at: int, stop: int, *, keep: bool) -> int:
    """A "that" right after a comma, past asides that tell of happenings; 0 where none stands."""
    for k in range(at, min(stop, at + _AHEAD)):
        that = cues.get(k, "that_word")
        if that is not None:
            return (k if keep else that.end) if cues.tokens[k - 1].key in _COMMAS and not that.prefix else 0
        if "speech_verb" in cues.labels(k) or "speech_while" in cues.labels(k):
            return 0
    return 0


def _happens(cues: Cues, at: int) -> bool:
    return any(label == "number" or happens(label) for label in cues.labels(at))
