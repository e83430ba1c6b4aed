"""Who does it: the constructions in which a party acts, the surest first."""

from collections.abc import Callable

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.read.naming.named import PartyName
from marsad.read.naming.scene import Actant
from marsad.read.naming.stage import BETWEEN_KINDS, DOERS, NEAR, Scene, acts
from marsad.read.naming.words import tidy

_TOLD_KINDS = frozenset({"airstrike", "shelling", "clash", "control", "agreement", "siege", "detention"})
"""Kinds that a party may tell of as its own deed."""
_ONE_SIDED = frozenset({"airstrike", "shelling", "control", "detention", "violence"})
"""Kinds that one party does to others."""
_SMALL = frozenset({"members", "fighters", "people", "command"})
"""Heads of parties that speak for nobody."""


def doer(scene: Scene) -> Actant | None:
    """The name that does what a scene's trigger says, or None."""
    ways: tuple[Callable[[Scene], Actant | None], ...] = (
        _by,
        _sides,
        _holder,
        _adjective,
        _genitive,
        _aimer,
        _killer,
        _subject,
        _opposed,
        _teller,
    )
    if scene.kind == "displacement":
        ways = (_by,)
    return next((found for way in ways if (found := way(scene)) is not None), None)


def subject(scene: Scene) -> Actant | None:
    """The first name of a sentence that nothing governs: it stays the doer of what follows until someone speaks."""
    if scene.kind not in _ONE_SIDED:
        return None
    told = [a for a in scene.before if acts(a) and a.mark in {"", "say"}]
    return told[0] if told and not any(a.mark for a in told) else None


def _by(scene: Scene) -> Actant | None:
    """The one after "by", "at the hands of", "that … launched"."""
    return next((a for a in scene.all if a.mark in DOERS and acts(a)), None)


def _sides(scene: Scene) -> Actant | None:
    """The first of two sides "between" which it is."""
    if scene.kind not in BETWEEN_KINDS:
        return None
    return next((a for a in scene.all if a.mark == "between" and acts(a)), None)


def _holder(scene: Scene) -> Actant | None:
    """The one under whose control it is."""
    return next((a for a in scene.all if a.mark == "hold" and acts(a)), None) if scene.kind == "control" else None


def _adjective(scene: Scene) -> Actant | None:
    """An adjective that names a party, right after the trigger: "Turkish raids"."""
    first = scene.after[0] if scene.after and scene.noun and not scene.takes_object else None
    if first is None or not isinstance(first.name, PartyName) or not first.name.adjectival:
        return None
    return first if first.start - scene.end <= NEAR and not first.mark else None


def _genitive(scene: Scene) -> Actant | None:
    """The one whose it is: right after the verbal noun, or near after "of"."""
    first = scene.after[0] if scene.after else None
    if first is None or not acts(first) or first.pause > scene.at or scene.dealt:
        return None
    owned = not scene.takes_object or scene.kind == "control"
    if owned and first.start == scene.end and not first.mark:
        return first
    of = first.mark == "for" or (first.mark == "of" and scene.kind != "control")
    return first if of and first.start - scene.end <= NEAR else None


def _aimer(scene: Scene) -> Actant | None:
    """The subject of a verb of targeting: what follows it is the target, unless a target follows that."""
    if len(scene.after) < 2 or not scene.verb:  # noqa: PLR2004 - a subject and an object
        return None
    first, second = next(
        ((a, b) for a, b in zip(scene.after, scene.after[1:], strict=False) if not b.listed), (None, None)
    )
    if first is None or second is None or first.mark != "aim" or not acts(first):
        return None
    return scene.after[0] if second.mark == "" and second.pause < scene.at and second.label != "place" else None


def _killer(scene: Scene) -> Actant | None:
    """The subject of a verb of killing or seizing that may be passive: a subject where people follow it."""
    names = scene.all
    for at, a in enumerate(names):
        if a.mark == "kill" and acts(a):
            victim = next((b for b in names[at + 1 :] if not b.listed and b.label != "place"), None)
            if victim is not None and victim.mark == "" and victim.pause < a.end:
                return a
    return None


def _subject(scene: Scene) -> Actant | None:
    """The verb's subject: right before or after it, else the last one before that nothing governs."""
    free = [at for at, a in enumerate(scene.before) if acts(a) and not a.mark]
    last = _first_of_list(scene.before, free[-1]) if free else None
    if last is not None and scene.at - scene.before[free[-1]].end <= 1:
        return last
    first = scene.after[0] if scene.after else None
    if first is not None and scene.verb and acts(first) and not first.mark and first.start - scene.end <= NEAR:
        return first
    if last is not None:
        return last
    return next((a for a in scene.after if scene.verb and acts(a) and not a.mark), None)


def _opposed(scene: Scene) -> Actant | None:
    """The other side of a clash or deal of which only one is told."""
    if scene.kind == "agreement" or (scene.kind == "clash" and any(a.mark == "suffer" for a in scene.all)):
        return next((a for a in scene.all if a.mark == "with" and acts(a)), None)
    return None


def _teller(scene: Scene) -> Actant | None:
    """A party that tells of its own deeds: "the army announced raids"."""
    told = [a for a in scene.before if a.mark == "say" and acts(a) and _grand(a)]
    return told[-1] if told and scene.kind in _TOLD_KINDS else None


def _first_of_list(names: list[Actant], at: int) -> Actant:
    while at and names[at].listed and acts(names[at - 1]):
        at -= 1
    return names[at]


def with_allies(lattice: Lattice, scene: Scene, found: Actant) -> PartyName:
    """The party with those that "and" joins to it; of two sides "between" which it is, the second is the other."""
    first = found.name
    if not isinstance(first, PartyName):
        raise TypeError(first)
    names = scene.all
    at = names.index(found)
    last = at
    while last + 1 < len(names) and names[last + 1].listed and acts(names[last + 1]):
        last += 1
    rest = names[last + 1 :]
    if found.mark == "between" and not any(acts(a) and (a.mark in {"with", "between"} or a.joins) for a in rest):
        last = at
    end = names[last].name
    if last == at or not isinstance(end, PartyName):
        return first
    return _spanning(lattice, first, end)


def _spanning(lattice: Lattice, first: PartyName, last: PartyName) -> PartyName:
    span = (first.text_span[0], last.text_span[1])
    between = lattice.text[first.text_span[1] : last.text_span[0]]
    tail = lattice.text[last.text_span[0] : last.text_span[1]]
    text = tidy(first.text + between + tail)
    return msgspec.structs.replace(first, text=text, end=last.end, text_span=span)


def _grand(a: Actant) -> bool:
    """Whether a party speaks for a side rather than for a few of its people."""
    return isinstance(a.name, PartyName) and a.name.head not in _SMALL
