"""From weighed pairs to events: the strongest pairs first, and a group grows only when all of it fits.

Groups are joined while the mean weight between them is above 0 and no two of their claims keep apart, so a week of
shelling does not become one event by a chain of neighbouring days. People's judgements come first and last.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from marsad.reconcile.block import Pair
from marsad.reconcile.node import Node
from marsad.reconcile.pair import Comparer, Comparison

Compare = Callable[[str, str], Comparison]
Verdicts = Mapping[Pair, bool]
"""Judged pairs, the later judgement first: True for one event, False for two."""


def pair_of(one: str, other: str) -> Pair:
    """The pair, smaller id first."""
    return (one, other) if one < other else (other, one)


class Groups:
    """Claims in disjoint groups, and the judgements that bind or part them."""

    def __init__(self, claims: Iterable[str]) -> None:
        self._group: dict[str, tuple[str, ...]] = {claim: (claim,) for claim in claims}
        self._bound: set[Pair] = set()
        self._parted: set[Pair] = set()

    def of(self, claim: str) -> tuple[str, ...]:
        """The group that the claim is in."""
        return self._group[claim]

    def all(self) -> list[tuple[str, ...]]:
        """Every group, its claims sorted, by its smallest claim."""
        return sorted(set(self._group.values()))

    def across(self, one: str, other: str) -> Iterator[Pair]:
        """Every pair between the groups of two claims."""
        return (pair_of(a, b) for a in self.of(one) for b in self.of(other))

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        both = tuple(sorted({*self.of(one), *self.of(other)}))
        for claim in both:
            self._group[claim] = both

    def judge(self, verdicts: Verdicts) -> list[Pair]:
        """Join what was judged one; gives back the judged pairs that a later judgement overrules."""
        overruled = []
        for (one, other), same in verdicts.items():
            together = self.of(one) == self.of(other)
            if same and any(pair in self._parted for pair in self.across(one, other)):
                overruled.append((one, other))
            elif same:
                self.join(one, other)
                self._bound.add((one, other))
            elif together:
                overruled.append((one, other))
            else:
                self._parted.add((one, other))
        return overruled

    def fits(self, one: str, other: str, compare: Compare) -> bool:
        """Whether the two groups may be one: no pair between them keeps apart, and their mean weight is above 0.

        A group that people made is not held against its own members: what was judged with a claim counts as that claim.
        """
        across = list(self.across(one, other))
        if any(pair in self._parted for pair in across):
            return False
        found = [compare(*pair) for pair in across]
        judged = self._judged(one, other)
        if any(c.never and pair not in judged for pair, c in zip(across, found, strict=True)):
            return False
        return math.fsum(c.weight for pair, c in zip(across, found, strict=True) if pair not in judged) > 0

    def _judged(self, one: str, other: str) -> set[Pair]:
        """Pairs whose own weight does not matter, since one of them is in its group by a person's word."""
        bound = {claim for pair in self._bound for claim in pair}
        return {pair for pair in self.across(one, other) if bound & set(pair) and pair != pair_of(one, other)}


def clusters(
    nodes: Mapping[str, Node], candidates: Iterable[Pair], comparer: Comparer, verdicts: Verdicts
) -> tuple[list[tuple[str, ...]], list[Pair]]:
    """Groups of claim ids, and the judged pairs that were overruled. Independent of the order of the candidates."""

    @lru_cache(maxsize=1 << 18)
    def compare(one: str, other: str) -> Comparison:
        return comparer.compare(nodes[one], nodes[other])

    groups = Groups(nodes)
    overruled = groups.judge(verdicts)
    for found in _strongest_first(compare(*pair) for pair in candidates if pair not in verdicts):
        if groups.of(found.one) != groups.of(found.other) and groups.fits(found.one, found.other, compare):
            groups.join(found.one, found.other)
    return groups.all(), overruled


def _strongest_first(found: Iterable[Comparison]) -> list[Comparison]:
    likely = [comparison for comparison in found if comparison.never is None and comparison.weight > 0]
    return sorted(likely, key=lambda c: (-c.weight, c.one, c.other))
