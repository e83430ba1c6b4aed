"""Sayings: what one verb of saying opens, with its subjects, those who relay it and whom it cites."""

import msgspec

from marsad.read.sentences import Range
from marsad.read.speech.content import AHEAD, Way
from marsad.read.speech.cues import Cues
from marsad.read.speech.mention import Mention
from marsad.read.speech.speakers import speakers
from marsad.read.speech.subjects import past_adverbs, subject_after, subject_before

_TOLD = frozenset({"say", "announce", "continue", "deny", "own"})
"""Verbs whose pronoun stands for what went before ("which it denied")."""


class Saying(msgspec.Struct):
    """Token `verb` says by `value` (see speech_verb.txt); the clause begins at `clause`, the content at `start`.

    `subjects` is empty where the speaker is left out; `outer` relays what they say, `inner` is whom they cite and
    `cites_last` the last speaker. `this`: a content that only points back ("denied this"). `told`: one that went before
    ("which … denied"). `ends`: nothing follows.
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


def saying(cues: Cues, verb: int, value: str, sentence: Range, told_by: Mention | None = None) -> Saying | None:
    """What a verb of saying at a token opens, or None where nobody says it; `told_by` where its subject is known."""
    first, stop = sentence
    said = Saying(verb, value, verb, past_adverbs(cues, verb + 1, stop))
    _point_back(cues, said, first)
    after = _find_subject(cues, said, sentence, told_by)
    if said.subjects and "speech_nobody" in cues.labels(said.subjects[0].start):
        return None
    if value == "relay":
        after = _cited(cues, said, after, stop)
    way = Way(cues, after, stop)
    said.start, said.outer, said.inner = way.start, way.outer, said.inner + way.inner
    said.ends = not any(cues.tokens[at].kind in ("word", "number") for at in range(said.start, stop))
    said.this = _only_points(cues, said.start, stop)
    return said


def _point_back(cues: Cues, said: Saying, first: int) -> None:
    """Whether the verb's pronoun stands for what was told, and from where."""
    match = cues.get(said.verb, "speech_verb")
    with_pronoun = match is not None and bool(match.suffix) and said.value in _TOLD and said.verb > first
    said.told = said.value == "owned" or (with_pronoun and refers(cues, said.verb - 1))
    while said.told and said.clause > first and _points(cues, said.clause - 1):
        said.clause -= 1


def refers(cues: Cues, at: int) -> bool:
    """Whether a word before the verb points to what was told: "which", "a matter that"."""
    return "relative" in cues.labels(at) or cues.value(at, "speech_link") == "what"


def _points(cues: Cues, at: int) -> bool:
    """Whether a word is part of "which" or "a matter that"."""
    return refers(cues, at) or cues.value(at, "speech_link") == "who" or cues.value(at, "speech_object") == "this"


def _find_subject(cues: Cues, said: Saying, sentence: Range, told_by: Mention | None) -> int:
    """Set the subjects: those known, before the verb, after it; the token from which the content is looked for."""
    (first, stop), after, free = sentence, said.start, not cues.joined(said.verb)
    found = ([told_by], told_by.start) if told_by is not None else None
    if found is None and free:
        found = subject_before(cues, said.verb, first, strictly=True)
    if found is None:
        said.subjects = subject_after(cues, said.verb, after, stop)
        after = said.subjects[-1].end if said.subjects else after
        if free and not said.subjects:
            found = subject_before(cues, said.verb, first, strictly=False)
    if found is not None:
        said.subjects, said.clause = found
    return after


def _cited(cues: Cues, said: Saying, at: int, stop: int) -> int:
    """Whom a relay cites, after "from" ("the agency quoted X"; "quoted him, the agency …")."""
    link = cues.get(said.verb + 1, "speech_link")
    if link is not None and link.value == "about" and link.suffix:
        said.subjects = speakers(cues, said.verb + 2, stop)
        said.cites_last = True
        return said.subjects[-1].end if said.subjects else at
    for k in range(at, min(stop, at + AHEAD)):
        if cues.value(k, "speech_link") == "about":
            said.inner = speakers(cues, k + 1, stop)
            return said.inner[-1].end if said.inner else at
        if "that_word" in cues.labels(k):
            break
    return at


def _only_points(cues: Cues, at: int, stop: int) -> bool:
    """Whether a content is no more than "that", "this matter" or the like."""
    match = cues.get(at, "speech_object") if at < stop else None
    if match is None or match.value != "this":
        return False
    return match.end >= stop or cues.is_mark(match.end) or cues.joined(match.end)
