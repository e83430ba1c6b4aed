"""Running totals and prospects: they form no event, but stand at those that they speak of.

A total stands at events of its kind, inside its places and days, of a party that it does not contradict; a prospect at
those that happened where and soon after it was said, or a little before. Either may stand at none, and is then loose.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.arabic.fold import fold_key
from marsad.model.holding import side_key
from marsad.model.world import World
from marsad.reconcile.block import kind_groups
from marsad.reconcile.cluster import Verdicts
from marsad.reconcile.node import Node, Window
from marsad.reconcile.weights import Weights


class Attached(msgspec.Struct, frozen=True):
    """By group (its smallest claim): ids of totals and prospects; and those that stand at no group."""

    totals: Mapping[str, tuple[str, ...]]
    prospects: Mapping[str, tuple[str, ...]]
    loose: tuple[str, ...]


def attach(
    asides: Iterable[Node], groups: Sequence[Sequence[Node]], weights: Weights, world: World, verdicts: Verdicts
) -> Attached:
    """Put each running total and prospect where it belongs; independent of the order of either."""
    index = _Index(groups, weights, world, verdicts)
    totals: defaultdict[str, list[str]] = defaultdict(list)
    prospects: defaultdict[str, list[str]] = defaultdict(list)
    loose = []
    for aside in sorted(asides, key=lambda node: node.id):
        at = index.places_of(aside)
        for group in at:
            (prospects if aside.claim.modality == "prospect" else totals)[group].append(aside.id)
        if not at:
            loose.append(aside.id)
    return Attached(_frozen(totals), _frozen(prospects), tuple(loose))


def _frozen(found: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {group: tuple(claims) for group, claims in found.items()}


class _Index:
    """Groups by kind group and by the places that they happened at or inside of."""

    def __init__(self, groups: Sequence[Sequence[Node]], weights: Weights, world: World, verdicts: Verdicts) -> None:
        self._groups = {group[0].id: group for group in groups}
        self._weights, self._world, self._verdicts = weights, world, verdicts
        self._kinds = kind_groups(weights)
        self._at: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._inside: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._in_report: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for name, group in self._groups.items():
            for node in group:
                self._put(name, node, self._kinds[node.claim.kind])

    def _put(self, name: str, node: Node, kind: str) -> None:
        for spot in node.spots:
            self._at[kind, spot.key].add(name)
            for key in (spot.key, *spot.ancestors):
                self._inside[kind, key].add(name)
        for report in node.reports:
            self._in_report[kind, report].add(name)

    def places_of(self, aside: Node) -> list[str]:
        """The groups that a total or prospect speaks of; a judgement that it does or does not goes first."""
        likely = {name for name in self._near(aside) if self._speaks_of(aside, self._groups[name])}
        for (one, other), same in reversed(list(self._verdicts.items())):
            if aside.id in {one, other}:
                named = {
                    name for name, group in self._groups.items() if (other if one == aside.id else one) in _ids(group)
                }
                likely = likely | named if same else likely - named
        return sorted(likely)

    def _near(self, aside: Node) -> set[str]:
        kind = self._kinds[aside.claim.kind]
        if not aside.spots:
            return set().union(*(self._in_report.get((kind, report), set()) for report in aside.reports))
        near: set[str] = set()
        for spot in aside.spots:
            near |= self._inside.get((kind, spot.key), set())
            if aside.claim.modality == "prospect":
                near |= set().union(*(self._at.get((kind, key), set()) for key in spot.ancestors), set())
        return near

    def _speaks_of(self, aside: Node, group: Sequence[Node]) -> bool:
        kinds = {self._weights.related(aside.claim.kind, node.claim.kind) for node in group}
        days = reach(aside, self._weights)
        return (
            bool(kinds - {"other"})
            and any(_within(node.window, days) for node in group)
            and not self._other_party(aside, group)
        )

    def _other_party(self, aside: Node, group: Sequence[Node]) -> bool:
        """Whether the claim names one side and the group only others; for control, sides oppose and are no bar."""
        here = side_key(aside.claim.actor, self._world.side, fold_key)
        there = {side_key(node.claim.actor, self._world.side, fold_key) for node in group} - {None}
        return aside.claim.kind != "control" and here is not None and bool(there) and here not in there


def _ids(group: Sequence[Node]) -> set[str]:
    return {node.id for node in group}


def reach(aside: Node, weights: Weights) -> Window:
    """The days that a total sums up or a prospect looks to; a start not given reaches back as the table says."""
    start, end = aside.window.start, aside.window.end
    said = min((sourced.published.toordinal() for sourced in aside.told if sourced.published), default=None)
    if aside.claim.modality == "prospect":
        near = aside.window if aside.window.dated else Window(said, said)
        last = None if near.end is None else near.end + weights.days.horizon
        return Window(near.start, last)
    if aside.window.presumed or start is None:
        end = said if end is None else end
        return Window(None if end is None else end - weights.days.reach, end)
    return Window(start, end)


def _within(window: Window, days: Window) -> bool:
    """Whether a happening may lie in the days; without any day of its own, or theirs, it cannot be said to."""
    if days.start is None or days.end is None or window.end is None:
        return False
    start = window.end if window.start is None else window.start
    return start <= days.end and window.end >= days.start
