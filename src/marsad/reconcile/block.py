"""Which pairs are worth comparing: claims that share a key of kind group, place and day, or stand in one report.

A claim owns the keys of its own places and visits those of places around them; owners meet owners and visitors, two
visitors do not meet, so that a governorate does not bring all its towns together.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from marsad.model.vocabulary import Kind
from marsad.reconcile.node import Node, Spot
from marsad.reconcile.weights import Weights

Key = tuple[str | int, ...]
Pair = tuple[str, str]

_CELL = (0.5, 0.75)
"""Degrees north and east of a cell of the map: half of it is wider than the wider distance where people live."""
_HALF = 0.5


def pairs(nodes: Mapping[str, Node], weights: Weights) -> Iterator[Pair]:
    """Each pair once, smaller id first, in sorted order."""
    group = kind_groups(weights)
    owners: defaultdict[Key, set[str]] = defaultdict(set)
    visitors: defaultdict[Key, set[str]] = defaultdict(set)
    for node in nodes.values():
        for key, owns in keys(node, group[node.claim.kind], weights):
            (owners if owns else visitors)[key].add(node.id)
    met = {
        (min(one, other), max(one, other))
        for key, here in owners.items()
        for one in here
        for other in here | visitors.get(key, set())
        if one != other
    }
    yield from sorted(met)


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
    for day in _recalled(node, weights):
        yield from (((group, "place", spot.key, day), False) for spot in node.spots if not spot.wide)
    for day in _days(node, weights):
        for place, owns in _places(node.spots):
            yield (group, "place", place, day), owns
        for outcome, (low, high) in node.figures.items():
            if low == high and low >= 2:  # noqa: PLR2004 - a lone victim tells nothing apart
                yield (group, "figure", outcome, low, day), True


def _days(node: Node, weights: Weights) -> Iterable[int]:
    start, end = node.window.start, node.window.end
    if start is None or end is None or end - start >= weights.days.span:
        return ()
    return range(start, end + weights.days.slack + 1)


def _recalled(node: Node, weights: Weights) -> Iterable[int]:
    """Days before those that a claim without a day is presumed to speak of, on which it may be known already."""
    if not node.window.presumed or node.said is None:
        return ()
    return range(node.said - weights.days.recall, node.said - weights.days.presumed)


def _places(spots: tuple[Spot, ...]) -> Iterator[tuple[str, bool]]:
    """Own places, containers, the last word of an unresolved name; and the cells of the map around a fine place."""
    for spot in spots:
        yield spot.key, True
        yield from ((container, False) for container in spot.ancestors)
        if spot.key.startswith("~"):
            yield from ((f"~{word}", False) for word in spot.words if f"~{word}" != spot.key)
        elif spot.lat is not None and spot.lon is not None and not spot.wide:
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
