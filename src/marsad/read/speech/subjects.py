"""Subjects: who is told to say it, before the verb or after it, past what only stands between."""

from marsad.read.speech.cues import Cues
from marsad.read.speech.mention import COMMAS, LONGEST, Mention
from marsad.read.speech.speakers import speakers

_BACK = 14
"""Tokens that a subject before its verb lies back, at most."""
_OPENER = 2
"""Tokens that a phrase such as "for his part" begins before the clause's own words."""
_TIMES = ("date_weekday", "date_this", "date_day", "date_part", "date_phase")
_BOUNDS = ("connector", "that_word", "relative", "speech_while", "speech_by")
Found = tuple[list[Mention], int]
"""The subjects of a verb, and where their clause begins."""


def is_time(cues: Cues, at: int) -> bool:
    """Whether a word names a day or a part of it."""
    labels = cues.labels(at)
    return any(label in labels for label in _TIMES)


def past_adverbs(cues: Cues, at: int, stop: int) -> int:
    """Past time words and asides between a verb and its subject."""
    while at < stop:
        step = _adverb(cues, at)
        if not step:
            break
        at = step
    return at


def _adverb(cues: Cues, at: int) -> int:
    """The token after an adverb, a date or "in it"; 0 where none stands."""
    medium = cues.get(at, "speech_medium")
    if medium is not None and medium.value == "adverb":
        return medium.end
    date = cues.get(at, "date")
    if date is not None:
        return date.end
    link = cues.get(at, "speech_link")
    with_pronoun = link is not None and bool(link.suffix) and link.value in {"in", "about", "toward"}
    comma = cues.tokens[at].key in COMMAS and is_time(cues, at - 1)
    return at + 1 if with_pronoun or comma or is_time(cues, at) else 0


def subject_after(cues: Cues, verb: int, at: int, stop: int) -> list[Mention]:
    """The subjects after a verb; in a relative clause a lone unknown word is its object rather."""
    if _opens_content(cues, at, stop):
        return []
    found = speakers(cues, at, stop)
    lone = bool(found) and found[0].person and len(found[0].words) == 1
    return [] if lone and "relative" in cues.labels(verb - 1) else found


def _opens_content(cues: Cues, at: int, stop: int) -> bool:
    """Whether what follows a verb is already the content, or nothing."""
    if at >= stop or cues.tokens[at].key == ":":
        return True
    if at in cues.quotes:
        return cues.quotes[at] - at > LONGEST
    return cues.value(at, "speech_link") in {"about", "toward", "in"} or cues.stops(at)


def subject_before(cues: Cues, verb: int, first: int, *, strictly: bool) -> Found | None:
    """The phrase that begins the verb's clause (`strictly`), or any later one that reaches the verb."""
    low = max(first, verb - _BACK)
    start = _clause(cues, verb, low)
    if strictly and start == verb > low:
        return _between_commas(cues, verb, low)
    for at in range(start, start + 1 if strictly else verb):
        found = speakers(cues, at, verb) if at < verb and (at == start or not cues.joined(at)) else []
        if found and _reaches(cues, found[-1].end, verb) and _solid(found[0], sure=at == start):
            return found, at
    return None


def _clause(cues: Cues, at: int, low: int) -> int:
    """Where the words that lead up to a token begin, without a phrase such as "for his part"."""
    start = at
    while start > low and not _bounds(cues, start - 1):
        start -= 1
    for k in range(max(0, start - _OPENER), start + 1):
        for label in ("speech_medium", "connector"):
            match = cues.get(k, label)
            if match is not None and start < match.end <= at:
                return match.end
    return start


def _bounds(cues: Cues, at: int) -> bool:
    if cues.is_mark(at) and at not in cues.quotes and at not in cues.closers:
        return True
    labels = cues.labels(at)
    return any(label in labels for label in _BOUNDS)


def _between_commas(cues: Cues, verb: int, low: int) -> Found | None:
    """A subject whose name stands between commas before the verb ("the envoy, B. J., said")."""
    close = verb - 1
    opening = next((k for k in range(close - 1, low, -1) if cues.tokens[k].key in COMMAS), 0)
    if cues.tokens[close].key not in COMMAS or not opening:
        return None
    start = opening
    while start > low and not _bounds(cues, start - 1):
        start -= 1
    found = speakers(cues, start, verb) if start < opening else []
    if not found or found[-1].end != close or not found[0].person:
        return None
    return found, start


def _solid(mention: Mention, *, sure: bool) -> bool:
    """Whether a phrase before a verb is sure to be its subject: a name only where it begins the clause."""
    if mention.person:
        return sure and len(mention.words) > 1
    return sure or mention.kind != "place"


def _reaches(cues: Cues, end: int, verb: int) -> bool:
    """Whether only asides stand between a subject and its verb."""
    return all(cues.value(at, "speech_medium") == "adverb" or is_time(cues, at) for at in range(end, verb))
