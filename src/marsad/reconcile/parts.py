"""Claims that may hang together: only those that a chain of pairs above 0 leads to can end in one event.

Each such part is grouped by itself as it would be among all (`cluster.py`); what stands alone is an event of its own.
"""

from array import array
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain

from marsad.reconcile.block import Pair
from marsad.reconcile.bonds import Verdicts
from marsad.reconcile.cluster import clusters
from marsad.reconcile.edge import Edge
from marsad.reconcile.meet import meetings
from marsad.reconcile.node import Node
from marsad.reconcile.weigh import Signed, Weigher
from marsad.reconcile.weights import Weights

Group = tuple[str, ...]
PAIR = 2
"""Claims of a part that need no grouping: they are a part because they are one event."""


def grouped(
    telling: Mapping[str, Node], weigher: Weigher, weights: Weights, verdicts: Verdicts
) -> tuple[list[Group], Mapping[Pair, tuple[Pair, ...]]]:
    """Groups of claim ids in order, and each judged pair that later ones overrule, with those."""
    signed = [weigher.sign(telling[claim]) for claim in sorted(telling)]
    parts = _Parts(len(signed))
    met = _join_above_zero(parts, signed, weigher, weights)
    of_judged = _join_judged(parts, signed, verdicts)
    groups: list[Group] = []
    hanging: list[list[int]] = []
    judged: list[int] = []
    for root, members in parts.all().items():
        if root == of_judged:
            judged = members
        elif len(members) > PAIR:
            hanging.append(members)
        else:
            groups.append(tuple(signed[number].node.id for number in members))
    edges = _edges_inside(parts, signed, {*map(parts.of, chain.from_iterable(hanging)), of_judged}, met, weigher)
    for members in hanging:
        ids = [signed[number].node.id for number in members]
        groups += clusters(ids, edges.pop(parts.of(members[0]), ()), {}, weights.unmet)[0]
    found, overruled = clusters(
        [signed[number].node.id for number in judged], edges.pop(of_judged, ()), verdicts, weights.unmet
    )
    return sorted([*groups, *found]), overruled


class _Parts:
    """Numbers in disjoint sets."""

    def __init__(self, size: int) -> None:
        self._root = list(range(size))

    def of(self, number: int) -> int:
        """The number that stands for its set."""
        root = self._root
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        self._root[self.of(other)] = self.of(one)

    def all(self) -> dict[int, list[int]]:
        """Each set's numbers in order, by the one that stands for it."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self._root)):
            found[self.of(number)].append(number)
        return dict(found)


class _Met:
    """Who met whom, packed: four bytes each."""

    def __init__(self) -> None:
        self._ones, self._sizes, self._others = array("I"), array("I"), array("I")

    def add(self, one: int, others: set[int]) -> None:
        """Keep a meeting."""
        self._ones.append(one)
        self._sizes.append(len(others))
        self._others.extend(others)

    def __iter__(self) -> Iterator[tuple[int, "array[int]"]]:
        start = 0
        for one, size in zip(self._ones, self._sizes, strict=True):
            yield one, self._others[start : start + size]
            start += size


def _join_above_zero(parts: _Parts, signed: Sequence[Signed], weigher: Weigher, weights: Weights) -> _Met:
    """Join what pairs above 0 join; gives back all who met."""
    met = _Met()
    may_join, weigh = weigher.may_join_by_figure, weigher.weigh
    for one, others, by_figure in meetings([claim.node for claim in signed], weights):
        met.add(one, others)
        for other in others:
            a, b = (signed[one], signed[other]) if one < other else (signed[other], signed[one])
            if not by_figure or may_join(a, b):
                weight, barred = weigh(a, b)
                if weight > 0 and not barred:
                    parts.join(one, other)
    return met


def _join_judged(parts: _Parts, signed: Sequence[Signed], verdicts: Verdicts) -> int:
    """Put all parts that people judged claims of into one; -1 where there are none."""
    judged = set(chain.from_iterable(verdicts))
    numbers = [number for number, claim in enumerate(signed) if claim.node.id in judged]
    for number in numbers:
        parts.join(numbers[0], number)
    return parts.of(numbers[0]) if numbers else -1


def _edges_inside(
    parts: _Parts, signed: Sequence[Signed], wanted: Container[int], met: _Met, weigher: Weigher
) -> dict[int, list[Edge]]:
    """Every weighed pair of these parts, each once, by part."""
    roots = [parts.of(number) for number in range(len(signed))]
    found: defaultdict[int, dict[tuple[int, int], Edge]] = defaultdict(dict)
    for one, others in met:
        if (here := roots[one]) not in wanted:
            continue
        for other in others:
            if roots[other] == here:
                a, b = (one, other) if one < other else (other, one)
                edge = Edge(signed[a].node.id, signed[b].node.id, *weigher.weigh(signed[a], signed[b]))
                found[here][a, b] = edge
    return {root: list(edges.values()) for root, edges in found.items()}
