"""Which pairs are worth comparing: claims that share a key of kind group, place and day, or stand in one report.

A claim owns the keys of its own places and visits those of places around them; owners meet owners and visitors, two
visitors do not meet, so that a governorate does not bring all its towns together.
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

from marsad.model.vocabulary import Kind
from marsad.reconcile.node import Node, Spot
from marsad.reconcile.weights import Weights

Key = tuple[str | int, ...]
Pair = tuple[str, str]

_CELL = (0.5, 0.75)
"""Degrees north and east of a cell of the map: half of it is wider than the wider distance where people live."""
_HALF = 0.5


class Held(NamedTuple):
    """Keys by place, without their day: owned, visited, and visited on days that a claim may recall."""

    owned: tuple[Key, ...]
    visited: tuple[Key, ...]
    recalled: tuple[Key, ...]


def kind_groups(weights: Weights) -> dict[Kind, str]:
    """Kind → one name for all kinds that may be one event with it, by families and tolls."""
    group: dict[Kind, str] = {}
    attacks = {"toll", *weights.tolls, *(kind for family in weights.families for kind in family)}
    for kind in get_args(Kind):
        group[kind] = "attack" if kind in attacks else kind
    return group


def keys(node: Node, group: str, weights: Weights) -> Iterator[tuple[Key, bool]]:
    """Every key of a claim, and whether it owns it."""
    for report in node.reports:
        yield (group, "report", report), True
    places, figures = at_places(node.spots, group), of_figures(node, group)
    for day in recalled_days(node, weights):
        yield from (((*key, day), False) for key in places.recalled)
    for day in own_days(node, weights):
        yield from (((*key, day), True) for key in (*places.owned, *figures))
        yield from (((*key, day), False) for key in places.visited)


def at_places(spots: tuple[Spot, ...], group: str) -> Held:
    """The keys that a claim of this group holds by its places."""
    told = [(place, owns) for spot in spots for place, owns in _places(spot)]
    return Held(
        owned=tuple(dict.fromkeys((group, "place", place) for place, owns in told if owns)),
        visited=tuple(dict.fromkeys((group, "place", place) for place, owns in told if not owns)),
        recalled=tuple((group, "place", spot.key) for spot in spots if not spot.wide),
    )


def of_figures(node: Node, group: str) -> tuple[Key, ...]:
    """The keys that a claim owns by its exact figures; a lone victim tells nothing apart."""
    return tuple(
        (group, "figure", outcome, low)
        for outcome, (low, high) in node.figures.items()
        if low == high and low >= 2  # noqa: PLR2004 - two at least
    )


def own_days(node: Node, weights: Weights) -> Iterable[int]:
    """The days on which a claim holds its keys; none where they are many or open."""
    start, end = node.window.start, node.window.end
    if start is None or end is None or end - start >= weights.days.span:
        return ()
    return range(start, end + weights.days.slack + 1)


def recalled_days(node: Node, weights: Weights) -> Iterable[int]:
    """Days before those that a claim without a day is presumed to speak of, on which it may be known already."""
    if not node.window.presumed or node.said is None:
        return ()
    return range(node.said - weights.days.recall, node.said - weights.days.presumed)


def _places(spot: Spot) -> Iterator[tuple[str, bool]]:
    """The place, what it is a part of or lies in, words of an unresolved name; and cells around a fine place."""
    yield spot.key, True
    yield from ((container, False) for container in spot.ancestors if container != spot.whole)
    if spot.whole != spot.key:
        yield spot.whole, True
    if spot.key.startswith("~"):
        yield from ((f"~{word}", False) for word in spot.words if f"~{word}" != spot.key)
    if spot.lat is not None and spot.lon is not None and not spot.wide:
        yield from _cells(spot.lat, spot.lon)


def _cells(lat: float, lon: float) -> Iterator[tuple[str, bool]]:
    """The cell that the point lies in, and the three nearest to it: all within half a cell is in one of them."""
    high, wide = _CELL
    row, column = math.floor(lat / high), math.floor(lon / wide)
    north = 1 if lat / high - row >= _HALF else -1
    east = 1 if lon / wide - column >= _HALF else -1
    yield f"cell {row} {column}", True
    for place in ((row + north, column), (row, column + east), (row + north, column + east)):
        yield f"cell {place[0]} {place[1]}", False
