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

_CELL = 0.25
"""Degrees of a cell of the map: wider than the wider distance at latitudes where people live."""


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
    row, column = math.floor(lat / _CELL), math.floor(lon / _CELL)
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            yield f"cell {row + north} {column + east}", north == east == 0
