"""Who does it, to whom and where: the names that play a part around a trigger, by the constructions of Arabic."""

from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Kind
from marsad.read.actors import doer, with_allies
from marsad.read.named import PartyName, PlaceName, ThingName
from marsad.read.stage import scene_of
from marsad.read.targets import sufferer
from marsad.read.where import Inside, chosen_places, finest

_NO_TARGET = frozenset({"control", "toll"})


def actor_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> PartyName | None:
    """The party that does what the trigger at a token says, in tokens `[start, end)`; None when they do not say."""
    scene = scene_of(lattice, start, end, trigger, kind)
    found = doer(scene)
    return with_allies(lattice, scene, found) if found else None


def target_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> PartyName | ThingName | None:
    """What or whom it is aimed at, in tokens `[start, end)`; None when the words do not say, for control and tolls."""
    if kind in _NO_TARGET:
        return None
    scene = scene_of(lattice, start, end, trigger, kind)
    return sufferer(scene, doer(scene))


def places_of(  # noqa: PLR0913, PLR0917 - a range, a trigger and what lies in what
    lattice: Lattice, start: int, end: int, trigger: int, kind: Kind, inside: Inside | None = None
) -> list[PlaceName]:
    """Where it happens: the places in tokens `[start, end)` that nothing else takes, in text order.

    `inside(a, b)` says whether the place with id a lies in that with id b (marsad.gazetteer.ancestry): with it, a place
    that holds another of them is left out.
    """
    scene = scene_of(lattice, start, end, trigger, kind)
    found = chosen_places(scene.before, scene.after, kind)
    return found if inside is None else finest(found, inside)
