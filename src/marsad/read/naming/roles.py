"""Who does it, to whom and where: the names that play a part around a trigger, by the constructions of Arabic."""

from marsad.grammar.lattice import Lattice
from marsad.read.naming.actors import doer, subject, with_allies
from marsad.read.naming.named import PartyName, PlaceName, ThingName
from marsad.read.naming.stage import Scene
from marsad.read.naming.targets import sufferer
from marsad.read.naming.where import Inside, chosen_places, finest

_NO_TARGET = frozenset({"control", "toll"})


def actor_of(lattice: Lattice, scene: Scene) -> PartyName | None:
    """The party that does what a scene's trigger says; None when the words do not say."""
    found = doer(scene)
    return with_allies(lattice, scene, found) if found else None


def subject_of(lattice: Lattice, scene: Scene) -> PartyName | None:
    """The party that a scene begins with, for what is told after it without a doer of its own."""
    found = subject(scene)
    return with_allies(lattice, scene, found) if found else None


def target_of(scene: Scene) -> PartyName | ThingName | None:
    """What or whom it is aimed at; None when the words do not say, for control and tolls."""
    if scene.kind in _NO_TARGET:
        return None
    return sufferer(scene, doer(scene))


def places_of(scene: Scene, inside: Inside | None = None) -> list[PlaceName]:
    """Where it happens: the places of a scene that nothing else takes, in text order.

    `inside(a, b)` says whether the place with id a lies in that with id b (marsad.gazetteer.ancestry): with it, a place
    that holds another of them is left out.
    """
    found = chosen_places(scene.before, scene.after, scene.kind)
    return found if inside is None else finest(found, inside)
