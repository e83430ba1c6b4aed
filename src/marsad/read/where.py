"""Which of a clause's places are where it happens."""

from collections.abc import Callable

from marsad.model.vocabulary import Kind
from marsad.read.named import PlaceName
from marsad.read.scene import Actant

Inside = Callable[[str, str], bool]
_AWAY = frozenset({"from", "to"})
_REACHED = frozenset({"shelling", "clash", "control", "airstrike"})
"""Kinds that may be told by where they come to ("rockets towards the city")."""


def chosen_places(before: list[Actant], after: list[Actant], kind: Kind, inside: Inside | None) -> list[PlaceName]:
    """The places of a happening, in text order, from the names before and after its trigger."""
    found = [place for a in before + after if (place := _place(a)) is not None]
    return _finest(_placed(found, kind), inside)


def _place(a: Actant) -> PlaceName | None:
    if a.place is not None:
        return a.place
    return a.name if isinstance(a.name, PlaceName) and a.mark not in {"say", "hold"} else None


def _placed(found: list[PlaceName], kind: Kind) -> list[PlaceName]:
    """Those whose preposition fits: where people flee from, not where to; others neither."""
    if kind == "displacement":
        origins = [p for p in found if p.via == "from"]
        return origins or [p for p in found if p.via != "to"]
    here = [p for p in found if p.via not in _AWAY]
    if here:
        return here
    return [p for p in found if p.via == "to"] or found if kind in _REACHED else found


def _finest(found: list[PlaceName], inside: Inside | None) -> list[PlaceName]:
    """Without repeated names and, where it is known what lies in what, without those that hold another."""
    kept: list[PlaceName] = []
    for place in found:
        if all(place.text != other.text for other in kept):
            kept.append(place)
    if inside is None:
        return kept
    return [p for p in kept if not any(_holds(p, q, inside) for q in kept if q is not p)]


def _holds(outer: PlaceName, inner: PlaceName, inside: Inside) -> bool:
    return any(a != b and inside(a, b) for b in outer.ids for a in inner.ids) and outer.ids != inner.ids
