"""From weighed pairs to events: the strongest pairs first, and a group grows only when all of it fits.

Groups are joined while the mean weight between them is above 0 and no two of their claims keep apart, so a week of
shelling does not become one event by a chain of neighbouring days. A pair that shares no key of blocking counts with
the table's `unmet`. What people judged one event ends in one, with all that either would be in alone, and what they
judged two never does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from marsad.reconcile.block import Pair
from marsad.reconcile.bonds import Bonds, Verdicts
from marsad.reconcile.edge import Edge


class Between:
    """What stands between two groups: the sum of weights, how many pairs were weighed, how many keep apart."""

    __slots__ = ("barred", "met", "weight")

    def __init__(self, weight: int = 0, met: int = 0, barred: int = 0) -> None:
        self.weight = weight
        self.met = met
        self.barred = barred

    def add(self, other: "Between") -> None:
        """Count the other's pairs in."""
        self.weight += other.weight
        self.met += other.met
        self.barred += other.barred


_SCALE = 1 << 40
"""Weights are summed as whole numbers of 2^-40, so that no order of adding changes a sum."""


def scaled(weight: float) -> int:
    """A weight as a whole number, for sums that do not hang on their order."""
    return round(weight * _SCALE)


class Groups:
    """Claims in disjoint groups, what stands between them, and the judgements that bind or part them."""

    def __init__(self, claims: Iterable[str], unmet: float, bonds: Bonds) -> None:
        self._name = {claim: claim for claim in claims}
        self._members = {claim: [claim] for claim in self._name}
        self._between: defaultdict[str, dict[str, Between]] = defaultdict(dict)
        self._unmet = scaled(unmet)
        self._bonds = bonds

    def of(self, claim: str) -> list[str]:
        """The group that the claim is in."""
        return self._members[self._name[claim]]

    def together(self, one: str, other: str) -> bool:
        """Whether the two claims are in one group."""
        return self._name[one] == self._name[other]

    def all(self) -> list[tuple[str, ...]]:
        """Every group, with what people bound to it; its claims sorted, by its smallest claim."""
        if not self._bonds:
            return sorted(tuple(sorted(group)) for group in self._members.values())
        ends: defaultdict[str, list[str]] = defaultdict(list)
        for claim in self._name:
            ends[self._bonds.end(claim)].append(claim)
        return sorted(tuple(sorted(group)) for group in ends.values())

    def join(self, one: str, other: str) -> None:
        """Make one group of two: the smaller moves into the larger."""
        here, there = self._name[one], self._name[other]
        if here == there:
            return
        if self._bonds:
            self._bonds.tie(one, other)
        if len(self._members[here]) < len(self._members[there]):
            here, there = there, here
        for claim in self._members[there]:
            self._name[claim] = here
        self._members[here] += self._members.pop(there)
        for neighbour, between in self._between.pop(there, {}).items():
            del self._between[neighbour][there]
            if neighbour != here:
                self._put(here, neighbour, between)

    def _put(self, here: str, there: str, between: Between) -> None:
        known = self._between[here].get(there)
        if known is None:
            self._between[here][there] = self._between[there][here] = between
        else:
            known.add(between)

    def weigh(self, edge: Edge) -> None:
        """Lay a weighed pair between its groups."""
        here, there = self._name[edge.one], self._name[edge.other]
        if here != there:
            self._put(here, there, Between(scaled(edge.weight), 1, int(edge.barred)))

    def fits(self, one: str, other: str) -> bool:
        """Whether the two groups may be one: nothing keeps them apart, and their mean weight is above 0."""
        between = self._between[self._name[one]].get(self._name[other])
        if between is None or between.barred or self._bonds.apart(one, other):
            return False
        unmet = len(self.of(one)) * len(self.of(other)) - between.met
        return between.weight + unmet * self._unmet > 0


def clusters(
    claims: Iterable[str], edges: Iterable[Edge], verdicts: Verdicts, unmet: float
) -> tuple[list[tuple[str, ...]], Mapping[Pair, tuple[Pair, ...]]]:
    """Groups of claim ids, and each judged pair that later ones overrule, with those. The edges' order is nothing.

    A pair judged one event is weighed only where its weight speaks for it too.
    """
    bonds = Bonds(verdicts)
    groups = Groups(claims, unmet, bonds)
    weighed = [edge for edge in edges if _counts(edge, verdicts.get((edge.one, edge.other)))]
    for edge in weighed:
        groups.weigh(edge)
    for edge in sorted(
        (e for e in weighed if not e.barred and e.weight > 0), key=lambda e: (-e.weight, e.one, e.other)
    ):
        if not groups.together(edge.one, edge.other) and groups.fits(edge.one, edge.other):
            groups.join(edge.one, edge.other)
    return groups.all(), bonds.overruled


def _counts(edge: Edge, judged: bool | None) -> bool:  # noqa: FBT001 - a verdict, or none
    return judged is None or (judged and edge.weight > 0 and not edge.barred)
