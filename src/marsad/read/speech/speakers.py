"""Speakers: the noun phrases that say who speaks ("the observatory's director Rami A.", "a source close to the army").

A phrase opens with a head that the lexicons know (a source, a body, a medium, a role), or is a name.
"""

from marsad.grammar.lattice import Match
from marsad.read.speech.cues import Cues
from marsad.read.speech.growth import grow
from marsad.read.speech.mention import HEADS, IN, NAME, TO, Mention, joined_particle, quoted_words
from marsad.read.speech.offices import office, person

_AND = "وف"
_DEEPEST = 2
"""Levels that a body may lie inside bodies."""
_JOINS_ON = (*HEADS, "speech_role", "party", "place")


def speakers(cues: Cues, at: int, stop: int, *, particle: bool = False) -> list[Mention]:
    """The speakers whose phrase begins at a token: one, or several joined by "and"; none where no phrase begins.

    With `particle`, the first word bears a joined "to" or "in" that is no part of the name; without, a head that bears
    one is nobody's subject.
    """
    if not particle and at < stop and any(_tied_on(match) for match in cues.lattice.at[at]):
        return []
    first = _mention(cues, at, stop, 0, particle=particle)
    found = [first] if first else []
    while found and len(found) < NAME:
        more = _next(cues, found, stop)
        if more is None:
            break
        found.append(more)
    return found


def _tied_on(match: Match) -> bool:
    return match.prefix.lstrip(_AND) in (*TO, *IN) and match.label in _JOINS_ON


def _next(cues: Cues, found: list[Mention], stop: int) -> Mention | None:
    """The speaker that "and" joins on, or None."""
    at = found[-1].end
    if at >= stop or not cues.joined(at):
        return None
    labels = cues.labels(at)
    if "speech_adjective" in labels and labels["speech_adjective"].value == "other":
        return _other(cues, found[0], at, stop)
    if any(label in labels for label in _JOINS_ON):
        return _mention(cues, at, stop, 0, particle=False)
    return None


def _other(cues: Cues, first: Mention, at: int, stop: int) -> Mention:
    """The same head with another adjective ("… and others opposed")."""
    words = [first.words[0]]
    end = at + 1
    while end < stop and "speech_adjective" in cues.labels(end):
        words.append(end)
        end += 1
    return Mention(at, end, words, first.kind, first.head)


def _mention(cues: Cues, at: int, stop: int, depth: int, *, particle: bool) -> Mention | None:
    """The phrase that begins at a token, one speaker of it."""
    while at < stop and cues.is_through(at):
        at += 1
    if at >= stop or depth > _DEEPEST:
        return None

    def inner(at: int, *, particle: bool = False) -> Mention | None:
        return _mention(cues, at, stop, depth + 1, particle=particle)

    if "speech_role" in cues.labels(at):
        return office(cues, at, stop, inner, outermost=depth == 0)
    whole = _quoted(cues, at, stop) or _named(cues, at, stop)
    if whole:
        return whole
    opened = _headed(cues, at, particle=particle)
    return grow(cues, opened, stop, inner) if opened else person(cues, at, stop, inner, particle=particle)


def _quoted(cues: Cues, at: int, stop: int) -> Mention | None:
    """A name in quotation marks."""
    words = quoted_words(cues, at, stop)
    return Mention(at, words[-1] + 2, words, "name") if words else None


def _headed(cues: Cues, at: int, *, particle: bool) -> Mention | None:
    """The phrase that a known head or a definite word opens, before it grows."""
    labels = cues.labels(at)
    for kind in HEADS:
        match = labels.get(kind)
        if match:
            words = list(range(match.start, match.end))
            return Mention(at, match.end, words, kind, match.value, match.prefix, plural=match.feature == "plural")
    if cues.stops(at) or not cues.definite(at):
        return None
    return Mention(at, at + 1, [at], "definite", particle=joined_particle(cues, at, expected=particle))


def _named(cues: Cues, at: int, stop: int) -> Mention | None:
    """A party or place that the names' step found, with the adjectives after a party."""
    labels = cues.labels(at)
    match = labels.get("party") or labels.get("place")
    if match is None or any(kind in labels for kind in HEADS):
        return None
    words = [k for k in range(at, match.end) if cues.tokens[k].kind == "word"]
    mention = Mention(at, match.end, words, match.label, match.value, match.prefix)
    end = match.end
    while match.label == "party" and end < stop and "speech_adjective" in cues.labels(end) and cues.definite(end):
        words.append(end)
        end += 1
    mention.end = end
    return mention
