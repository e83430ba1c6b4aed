"""From weighed pairs to events: the strongest pairs first, and a group grows only when all of it fits.

Groups are joined while the mean weight between them is above 0 and no two of their claims keep apart, so a week of
shelling does not become one event by a chain of neighbouring days. A pair that shares no key of blocking counts with
the table's `unmet`. People's judgements come first and last.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from marsad.reconcile.block import Pair
from marsad.reconcile.edge import Edge

Verdicts = Mapping[Pair, bool]
"""Judged pairs, the later judgement first: True for one event, False for two."""


def pair_of(one: str, other: str) -> Pair:
    """The pair, smaller id first."""
    return (one, other) if one < other else (other, one)


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

    def __init__(self, claims: Iterable[str], unmet: float) -> None:
        self._name = {claim: claim for claim in claims}
        self._members = {claim: [claim] for claim in self._name}
        self._between: defaultdict[str, dict[str, Between]] = defaultdict(dict)
        self._bound: set[str] = set()
        self._parted: set[Pair] = set()
        self._unmet = scaled(unmet)

    def of(self, claim: str) -> list[str]:
        """The group that the claim is in."""
        return self._members[self._name[claim]]

    def together(self, one: str, other: str) -> bool:
        """Whether the two claims are in one group."""
        return self._name[one] == self._name[other]

    def all(self) -> list[tuple[str, ...]]:
        """Every group, its claims sorted, by its smallest claim."""
        return sorted(tuple(sorted(group)) for group in self._members.values())

    def join(self, one: str, other: str) -> None:
        """Make one group of two: the smaller moves into the larger."""
        here, there = self._name[one], self._name[other]
        if here == there:
            return
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
        """Lay a weighed pair between its groups; what people joined is not held against its own members."""
        here, there = self._name[edge.one], self._name[edge.other]
        if here != there:
            free = bool(self._bound & {edge.one, edge.other})
            self._put(here, there, Between(scaled(edge.weight), 1, int(edge.barred and not free)))

    def judge(self, verdicts: Verdicts) -> list[Pair]:
        """Join what was judged one; gives back the judged pairs that a later judgement overrules."""
        overruled = []
        for (one, other), same in verdicts.items():
            if same and self._apart(one, other):
                overruled.append((one, other))
            elif same:
                self.join(one, other)
                self._bound |= {one, other}
            elif self.together(one, other):
                overruled.append((one, other))
            else:
                self._parted.add((one, other))
        return overruled

    def _apart(self, one: str, other: str) -> bool:
        """Whether somebody judged two claims of these groups to be two events."""
        if not self._parted:
            return False
        return any(pair_of(a, b) in self._parted for a in self.of(one) for b in self.of(other))

    def fits(self, one: str, other: str) -> bool:
        """Whether the two groups may be one: nothing keeps them apart, and their mean weight is above 0."""
        between = self._between[self._name[one]].get(self._name[other])
        if between is None or between.barred or self._apart(one, other):
            return False
        unmet = len(self.of(one)) * len(self.of(other)) - between.met
        if self._bound:
            unmet = max(0, unmet - sum(a in self._bound or b in self._bound for a, b in self._across(one, other)))
        return between.weight + unmet * self._unmet > 0

    def _across(self, one: str, other: str) -> Iterator[Pair]:
        return ((a, b) for a in self.of(one) for b in self.of(other))


def clusters(
    claims: Iterable[str], edges: Iterable[Edge], verdicts: Verdicts, unmet: float
) -> tuple[list[tuple[str, ...]], list[Pair]]:
    """Groups of claim ids, and the judged pairs that were overruled. Independent of the order of the edges."""
    groups = Groups(claims, unmet)
    overruled = groups.judge(verdicts)
    weighed = [edge for edge in edges if (edge.one, edge.other) not in verdicts]
    for edge in weighed:
        groups.weigh(edge)
    for edge in sorted(
        (e for e in weighed if not e.barred and e.weight > 0), key=lambda e: (-e.weight, e.one, e.other)
    ):
        if not groups.together(edge.one, edge.other) and groups.fits(edge.one, edge.other):
            groups.join(edge.one, edge.other)
    return groups.all(), overruled
