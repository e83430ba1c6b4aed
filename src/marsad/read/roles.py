"""Who does it, to whom and where: the names that play a part around a trigger, by the constructions of Arabic."""

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Kind
from marsad.read.named import PartyName, PlaceName, ThingName
from marsad.read.scene import Actant, actants

_DOERS = frozenset({"by", "fire", "verb"})
_AIMED = frozenset({"on", "aim"})
_NEAR = 3
"""Words between a trigger and an adjective or subject that belongs to it."""
_VICTIM_KINDS = frozenset({"violence", "detention", "displacement"})
_BETWEEN_KINDS = frozenset({"clash", "shelling", "agreement", "airstrike"})
_NO_TARGET = frozenset({"control", "toll"})


class _Scene(msgspec.Struct, frozen=True):
    """What stands around a trigger: names before and after it, and how the trigger word governs."""

    lattice: Lattice
    at: int
    end: int
    before: list[Actant]
    after: list[Actant]
    verb: bool
    takes_object: bool

    @property
    def all(self) -> list[Actant]:
        return self.before + self.after


def _scene(lattice: Lattice, start: int, end: int, trigger: int) -> _Scene:
    names = actants(lattice, start, end)
    labels = {m.label for m in lattice.at[trigger]} if trigger < len(lattice.at) else set()
    stop = max((m.end for m in lattice.at[trigger] if m.data is None and m.label.endswith(("_noun", "_word"))), default=trigger + 1)
    return _Scene(
        lattice,
        trigger,
        stop,
        [a for a in names if a.start < trigger],
        [a for a in names if a.start >= trigger],
        any(label.endswith("_verb") for label in labels),
        "role_object" in labels,
    )


def actor_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> PartyName | None:
    """The party that does what the trigger at a token says, in tokens `[start, end)`; None when the words do not say."""
    scene = _scene(lattice, start, end, trigger)
    for way in (_by, _sides, _adjective, _genitive, _subject):
        found = way(scene, kind)
        if found is not None and isinstance(found.name, PartyName):
            return _whole(scene, found)
    return None


def _by(scene: _Scene, kind: Kind) -> Actant | None:
    """The one after "by", "at the hands of", "that … launched"."""
    _ = kind
    return next((a for a in scene.all if a.mark in _DOERS and _acts(a)), None)


def _sides(scene: _Scene, kind: Kind) -> Actant | None:
    """The first of two sides "between" which it is."""
    if kind not in _BETWEEN_KINDS:
        return None
    return next((a for a in scene.all if a.mark == "between" and _acts(a)), None)


def _adjective(scene: _Scene, kind: Kind) -> Actant | None:
    """An adjective that names a party, right after the trigger: "Turkish raids"."""
    _ = kind
    for a in scene.after:
        if isinstance(a.name, PartyName) and a.name.adjectival:
            return a if a.start - scene.end <= _NEAR and not a.mark else None
        return None
    return None


def _genitive(scene: _Scene, kind: Kind) -> Actant | None:
    """The one whose it is: right after the verbal noun, or after "of"."""
    _ = kind
    if not scene.after:
        return None
    first = scene.after[0]
    if not _acts(first) or first.pause:
        return None
    if not scene.takes_object and first.start == scene.end and not first.mark:
        return first
    return first if first.mark == "for" and first.start - scene.end <= _NEAR else None


def _subject(scene: _Scene, kind: Kind) -> Actant | None:
    """The verb's subject: right before or after it, else the last one before that nothing governs."""
    _ = kind
    free = [a for a in scene.before if _acts(a) and not a.mark]
    if free and scene.at - free[-1].end <= 1:
        return free[-1]
    first = scene.after[0] if scene.after else None
    if first is not None and scene.verb and _acts(first) and not first.mark and first.start - scene.end <= _NEAR:
        return first
    if free:
        return free[-1]
    return next((a for a in scene.after if scene.verb and _acts(a) and not a.mark), None)


def _acts(a: Actant) -> bool:
    return (
        a.label == "party"
        and isinstance(a.name, PartyName)
        and a.name.role_hint != "voice"
        and not a.name.adjectival
    )


def target_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> PartyName | ThingName | None:
    """What or whom it is aimed at, in tokens `[start, end)`; None when the words do not say, and for control and tolls."""
    if kind in _NO_TARGET:
        return None
    scene = _scene(lattice, start, end, trigger)
    actor = actor_of(lattice, start, end, trigger, kind)
    for way in (_aimed, _other_side, _object, _victims):
        found = way(scene, kind, actor)
        if found is not None and not isinstance(found.name, PlaceName):
            return found.name
    return None


def _aimed(scene: _Scene, kind: Kind, actor: PartyName | None) -> Actant | None:
    """What stands after "on", "against", "targeting"."""
    if kind in _VICTIM_KINDS:
        return None
    ordered = scene.after + scene.before[::-1]
    return next((a for a in ordered if a.mark in _AIMED and _suffers(a, actor)), None)


def _other_side(scene: _Scene, kind: Kind, actor: PartyName | None) -> Actant | None:
    """The second of two sides, or the one fought "with"."""
    if kind not in _BETWEEN_KINDS:
        return None
    sides = [a for a in scene.all if a.mark in {"between", "with"} and _acts(a) and a.name is not actor]
    return sides[0] if sides else None


def _object(scene: _Scene, kind: Kind, actor: PartyName | None) -> Actant | None:
    """The verb's or verbal noun's object: the next name that nothing governs."""
    if not (scene.verb or scene.takes_object) or kind == "agreement":
        return None
    return next((a for a in scene.after if a.mark in {"", "for"} and not a.pause and _suffers(a, actor)), None)


def _victims(scene: _Scene, kind: Kind, actor: PartyName | None) -> Actant | None:
    """People named near the trigger, where the kind is one that befalls people."""
    if kind not in _VICTIM_KINDS:
        return None
    people = [a for a in scene.after if a.label in {"person", "party"} and _suffers(a, actor) and a.mark not in _DOERS]
    people += [a for a in scene.before[::-1] if a.label in {"person", "party"} and _suffers(a, actor) and a.mark not in _DOERS]
    return people[0] if people else None


def _suffers(a: Actant, actor: PartyName | None) -> bool:
    if a.name is actor or a.label == "place":
        return False
    return not (isinstance(a.name, PartyName) and (a.name.role_hint == "voice" or a.name.adjectival))


def _whole(scene: _Scene, found: Actant) -> PartyName:
    """The party with those that "and" joins to it; not of two sides, where the second is the other."""
    assert isinstance(found.name, PartyName)
    return found.name


def places_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> list[PlaceName]:
    """Where it happens: the finest places in tokens `[start, end)` that nothing else takes, in text order."""
    scene = _scene(lattice, start, end, trigger)
    found = [a for a in scene.all if a.label == "place" or a.place is not None]
    return [p for a in found if (p := a.place or a.name) and isinstance(p, PlaceName)]
