"""The pairs that share a key, found day by day: what is held in memory is one day's keys, not those of a whole war."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marsad.model.vocabulary import Kind
from marsad.reconcile.block import Held, Key, Pair, at_places, kind_groups, of_figures, own_days, recalled_days
from marsad.reconcile.node import Node, Spot
from marsad.reconcile.weights import Weights

_NOBODY: frozenset[int] = frozenset()
Met = Mapping[int, set[int]]
"""A claim → those that it meets, by their places in the sequence given."""


class Meeting(NamedTuple):
    """A claim and others that it is worth comparing with, by their places in the sequence given.

    `by_figure`: they share a figure and a day; if a place or report too, they come up for that as well.
    """

    one: int
    others: set[int]
    by_figure: bool


def pairs(nodes: Mapping[str, Node], weights: Weights) -> Iterator[Pair]:
    """Each pair once, smaller id first, in sorted order."""
    known = [nodes[claim] for claim in sorted(nodes)]
    met = {(min(one, other), max(one, other)) for one, others, _ in meetings(known, weights) for other in others}
    yield from ((known[one].id, known[other].id) for one, other in sorted(met))


def meetings(known: Sequence[Node], weights: Weights) -> Iterator[Meeting]:
    """Every pair that shares a key, from either side; few come up twice."""
    groups = kind_groups(weights)
    reports: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for number, node in enumerate(known):
        for report in node.reports:
            reports[groups[node.claim.kind], report].add(number)
    for here in reports.values():
        if len(here) > 1:
            yield from (Meeting(one, {other for other in here if other > one}, by_figure=False) for one in here)
    yield from _by_days(known, groups, weights)


def _by_days(known: Sequence[Node], groups: Mapping[Kind, str], weights: Weights) -> Iterator[Meeting]:
    """Who meets on each day. Who has met goes on meeting while both are there: those of the day before are past."""
    there, recalling = _present(known, weights)
    held = _Holders(groups)
    before: tuple[Met, Met] = {}, {}
    for day in sorted(there):
        here = [(number, held.of(known[number])) for number in there[day]]
        recalled = [(number, held.of(known[number]).recalled) for number in recalling.get(day, ())]
        now = _by_place(here, recalled), _by_figure((number, held.figures(known[number])) for number in there[day])
        yield from _fresh(now[0], (), before, by_figure=False)
        yield from _fresh(now[1], now[:1], before, by_figure=True)
        before = now


def _fresh(met: Met, known: Sequence[Met], before: Sequence[Met], *, by_figure: bool) -> Iterator[Meeting]:
    """Who meets now and did not before, nor is known already from either side."""
    for one, others in met.items():
        fresh = others.difference(*(past.get(one, _NOBODY) for past in (*known, *before)))
        fresh.discard(one)
        fresh -= {other for other in fresh if other < one and one in met.get(other, _NOBODY)}
        if fresh:
            yield Meeting(one, fresh, by_figure)


def _present(known: Sequence[Node], weights: Weights) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Day → who holds keys on it, and who may recall it."""
    there: defaultdict[int, list[int]] = defaultdict(list)
    recalling: defaultdict[int, list[int]] = defaultdict(list)
    for number, node in enumerate(known):
        for day in own_days(node, weights):
            there[day].append(number)
        for day in recalled_days(node, weights):
            recalling[day].append(number)
    return dict(there), dict(recalling)


class _Holders:
    """The keys of claims; those by places are made once for all claims of the same places."""

    def __init__(self, groups: Mapping[Kind, str]) -> None:
        self._groups = groups
        self._by_places: dict[tuple[str, tuple[Spot, ...]], Held] = {}

    def of(self, node: Node) -> Held:
        """The keys that a claim holds by its places."""
        group = self._groups[node.claim.kind]
        held = self._by_places.get((group, node.spots))
        if held is None:
            held = self._by_places[group, node.spots] = at_places(node.spots, group)
        return held

    def figures(self, node: Node) -> Sequence[Key]:
        """The keys that it owns by its figures."""
        return of_figures(node, self._groups[node.claim.kind]) if node.figures else ()


def _by_place(there: Iterable[tuple[int, Held]], recalling: Iterable[tuple[int, Sequence[Key]]]) -> Met:
    """Owners with the owners and visitors of one key, themselves among them."""
    owners: defaultdict[Key, set[int]] = defaultdict(set)
    visitors: defaultdict[Key, set[int]] = defaultdict(set)
    for number, held in there:
        for key in held.owned:
            owners[key].add(number)
        for key in held.visited:
            visitors[key].add(number)
    for number, recalled in recalling:
        for key in recalled:
            visitors[key].add(number)
    met: defaultdict[int, set[int]] = defaultdict(set)
    for key, here in owners.items():
        others = visitors.get(key, _NOBODY)
        if len(here) > 1 or others:
            for one in here:
                met[one] |= here
                met[one] |= others
    return met


def _by_figure(there: Iterable[tuple[int, Sequence[Key]]]) -> Met:
    """Owners of one figure, themselves among them."""
    owners: defaultdict[Key, set[int]] = defaultdict(set)
    for number, figures in there:
        for key in figures:
            owners[key].add(number)
    met: defaultdict[int, set[int]] = defaultdict(set)
    for here in owners.values():
        if len(here) > 1:
            for one in here:
                met[one] |= here
    return met
