"""Offices: persons and the roles they speak in ("the director of B, P"; "P, the spokesman of B"; "P of B")."""

from marsad.grammar.lexicon import ARTICLE
from marsad.read.speech.cues import Cues
from marsad.read.speech.growth import grow, take_tail
from marsad.read.speech.mention import (
    BODIES,
    COMMAS,
    TO,
    Inner,
    Mention,
    joined_particle,
    name_end,
    name_words,
)

_NO_BODY = frozenset({"place", "name"})


def office(cues: Cues, at: int, stop: int, inner: Inner, *, outermost: bool) -> Mention:
    """The person with the body before them, or the role as described where no name follows."""
    role = cues.labels(at)["speech_role"]
    kind = "self" if role.value == "self" else "speech_role"
    mention = Mention(at, role.end, list(range(at, role.end)), kind, role.value, role.prefix)
    _take_adjectives(cues, mention, stop)
    take_tail(cues, mention)
    body = _body(cues, mention, stop, inner)
    person = _titled(cues, mention.end, stop)
    if person and kind == "self":
        return person if _bounded(cues, person.end, stop) else mention
    if person and outermost:
        if body and role.value == "of" and body.kind not in _NO_BODY:
            person.body, person.body_particle = body.words, body.particle
        person.start = at
        return person
    mention.bare = len(mention.words) == 1 and cues.definite(at)
    if body:
        mention.body, mention.body_particle = body.words, body.particle
    return mention


def person(cues: Cues, at: int, stop: int, inner: Inner, *, particle: bool) -> Mention | None:
    """A person's name, with the body that an apposition after it names."""
    end = name_end(cues, at, stop)
    if end == at:
        return None
    words = name_words(cues, at, end)
    mention = Mention(at, end, words, "name", particle=joined_particle(cues, at, expected=particle), person=True)
    apposition = _apposed(cues, mention.end, stop, inner)
    if apposition:
        mention.end = apposition.end
        if apposition.body:
            mention.body, mention.body_particle = apposition.body, apposition.body_particle
        elif apposition.kind in BODIES:
            mention.body, mention.body_particle = apposition.words, apposition.particle
    return mention


def _apposed(cues: Cues, at: int, stop: int, inner: Inner) -> Mention | None:
    """What stands in apposition to a name: a role, "who is …", "of ‹body›"."""
    if cues.value(at, "speech_link") == "of":
        found = inner(at + 1)
        return found if found and found.kind in BODIES else None
    if at < stop and cues.tokens[at].key in COMMAS:
        at += 1
    if cues.value(at, "speech_link") == "who":
        return _of_body(cues, inner(at + 1), inner)
    if at >= stop or "speech_role" not in cues.labels(at) or cues.joined(at):
        return None
    found = office(cues, at, stop, inner, outermost=False)
    if found.head == "title":
        found.body = []
    return found


def _of_body(cues: Cues, found: Mention | None, inner: Inner) -> Mention | None:
    """A description with the body that "for" ties to it ("a deputy for the party")."""
    if found and not found.body and cues.value(found.end, "speech_link") == "about":
        body = inner(found.end + 1)
        if body and body.kind in BODIES:
            found.body, found.body_particle, found.end = body.words, body.particle, body.end
    return found


def _take_adjectives(cues: Cues, mention: Mention, stop: int) -> None:
    definite = cues.definite(mention.start)
    while mention.end < stop and "speech_adjective" in cues.labels(mention.end):
        if cues.definite(mention.end) != definite or cues.joined(mention.end):
            return
        mention.words.append(mention.end)
        mention.end += 1


def _body(cues: Cues, mention: Mention, stop: int, inner: Inner) -> Mention | None:
    """The body that a role is of; its words go on with the role's. Of bodies in one another the last stands."""
    at = mention.end
    if at >= stop or "speech_medium" in cues.labels(at):
        return None
    link = cues.get(at, "speech_link")
    tied = any(m.prefix in TO for m in cues.lattice.at[at])
    if link is not None and link.value in {"in", "of"}:
        at = link.end
    elif not tied and cues.definite(mention.start) and not cues.definite(at):
        return None
    found = inner(at, particle=tied) or _definite_body(cues, mention, at, stop, inner)
    if found is None or (found.person and link is None):
        return None
    mention.words += [*range(mention.end, at), *found.words]
    mention.end = found.end
    if found.end < stop and any(m.prefix in TO and m.label == "speech_org" for m in cues.lattice.at[found.end]):
        return _body(cues, mention, stop, inner) or found
    return found


def _definite_body(cues: Cues, mention: Mention, at: int, stop: int, inner: Inner) -> Mention | None:
    """A definite word after a role that other lexicons know as something else ("director of health")."""
    if at >= stop or not cues.tokens[at].key.startswith(ARTICLE) or cues.definite(mention.start):
        return None
    return grow(cues, Mention(at, at + 1, [at], "definite"), stop, inner)


def _titled(cues: Cues, at: int, stop: int) -> Mention | None:
    """The person's name after a role, past a comma and titles; after a comma another mark or "that" must follow it."""
    comma = at < stop and cues.tokens[at].key in COMMAS
    at += comma
    while at < stop and cues.value(at, "speech_role") == "title":
        at += 1
    if at >= stop or cues.stops(at) or cues.definite(at) or cues.joined(at):
        return None
    end = name_end(cues, at, stop)
    if end == at or (comma and not _bounded(cues, end, stop)):
        return None
    return Mention(at, end, name_words(cues, at, end), "name", person=True)


def _bounded(cues: Cues, end: int, stop: int) -> bool:
    """Whether a mark or "that" follows a name."""
    return end < stop and (cues.is_mark(end) or "that_word" in cues.labels(end))
