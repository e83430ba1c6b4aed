"""Which of a clause's places are where it happens."""

from collections.abc import Callable

from marsad.model.vocabulary import Kind
from marsad.read.naming.named import PlaceName
from marsad.read.naming.scene import Actant

Inside = Callable[[str, str], bool]
_AWAY = frozenset({"from", "to"})
_SIDES = frozenset({"between"})
"""Prepositions whose places are two ends and not the place itself: "a deal between …", "the road between …"."""
_REACHED = frozenset({"shelling", "clash", "control", "airstrike"})
"""Kinds that may be told by where they come to ("rockets towards the city")."""


def chosen_places(before: list[Actant], after: list[Actant], kind: Kind) -> list[PlaceName]:
    """The places of a happening, each name once, in text order, from the names before and after its trigger."""
    found = [place for a in before + after if (place := _place(a)) is not None]
    kept: list[PlaceName] = []
    for place in _placed(found, kind):
        if all(place.text != other.text for other in kept):
            kept.append(place)
    return kept


def finest(found: list[PlaceName], inside: Inside) -> list[PlaceName]:
    """The places without those that hold another of them; `inside(a, b)`: the place with id a lies in b."""
    return [p for p in found if not any(_holds(p, q, inside) for q in found if q is not p)]


def _place(a: Actant) -> PlaceName | None:
    if a.place is not None:
        return a.place
    return a.name if isinstance(a.name, PlaceName) and a.mark not in {"say", "hold"} else None


def _placed(found: list[PlaceName], kind: Kind) -> list[PlaceName]:
    """Those whose preposition fits: where people flee from, not where to; others neither."""
    found = [p for p in found if p.via not in _SIDES]
    named = [p for p in found if not _loose(p)]
    found = named or found
    if kind == "displacement":
        origins = [p for p in found if p.via == "from"]
        return origins or [p for p in found if p.via != "to"]
    here = [p for p in found if p.via not in _AWAY]
    if here:
        return here
    return [p for p in found if p.via == "to"] or found if kind in _REACHED else found


def _loose(place: PlaceName) -> bool:
    """Whether a phrase names no place by itself: "several areas", "the centre of the country"."""
    return place.cue == "vague" or (place.cue == "side" and not place.listed)


def _holds(outer: PlaceName, inner: PlaceName, inside: Inside) -> bool:
    return any(a != b and inside(a, b) for b in outer.ids for a in inner.ids) and outer.ids != inner.ids
