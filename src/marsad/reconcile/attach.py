"""Running totals and prospects: they form no event, but stand at those that they speak of.

A total stands at events of its kind, inside its places and days, of a party that it does not contradict; a prospect at
those that happened where and soon after it was said, or a little before. Either may stand at none, and is then loose.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.arabic.fold import fold_key
from marsad.model.holding import side_key
from marsad.model.vocabulary import Kind
from marsad.model.world import World
from marsad.reconcile.block import kind_groups
from marsad.reconcile.bonds import Verdicts
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


class _Group(msgspec.Struct, frozen=True):
    """What a total or prospect is held against: the kinds, days and sides that a group's claims tell of."""

    kinds: frozenset[Kind]
    windows: frozenset[Window]
    sides: frozenset[str]


def _summed(group: Sequence[Node], world: World) -> _Group:
    sides = {side_key(node.claim.actor, world.side, fold_key) for node in group}
    return _Group(
        kinds=frozenset(node.claim.kind for node in group),
        windows=frozenset(node.window for node in group),
        sides=frozenset(side for side in sides if side is not None),
    )


class _Index:
    """Groups by kind group, by the places that they happened at or inside of, and by months of days."""

    def __init__(self, groups: Sequence[Sequence[Node]], weights: Weights, world: World, verdicts: Verdicts) -> None:
        self._groups = {group[0].id: _summed(group, world) for group in groups}
        self._home = {node.id: group[0].id for group in groups for node in group}
        self._weights, self._world = weights, world
        self._kinds = kind_groups(weights)
        self._at: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
        self._inside: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
        self._in_report: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._judged: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
        for group in groups:
            self._put(group[0].id, group)
        for (one, other), same in reversed(list(verdicts.items())):
            self._judged[one].append((other, same))
            self._judged[other].append((one, same))

    def _put(self, name: str, group: Sequence[Node]) -> None:
        windows = (Window(w.end if w.start is None else w.start, w.end) for w in self._groups[name].windows)
        filed = [parts if len(parts) <= _PART else (_LONG,) for parts in map(_parts, windows)]
        for kind, spot in {(self._kinds[node.claim.kind], spot) for node in group for spot in node.spots}:
            for part in {part for parts in filed for part in parts}:
                self._at[kind, spot.key, part].add(name)
                for key in (spot.key, *spot.ancestors):
                    self._inside[kind, key, part].add(name)
        for node in group:
            for report in node.reports:
                self._in_report[self._kinds[node.claim.kind], report].add(name)

    def places_of(self, aside: Node) -> list[str]:
        """The groups that a total or prospect speaks of; what people judged of it and a claim of a group goes first."""
        likely = self._likely(aside)
        for other, same in self._judged.get(aside.id, ()):
            named = {self._home[other]} & self._groups.keys() if other in self._home else set()
            likely = likely | named if same else likely - named
        return sorted(likely)

    def _likely(self, aside: Node) -> set[str]:
        days = reach(aside, self._weights)
        here = side_key(aside.claim.actor, self._world.side, fold_key) if aside.claim.kind != "control" else None
        return {
            name
            for name in self._near(aside, days)
            if (here is None or not (sides := self._groups[name].sides) or here in sides)
            and any(self._weights.akin(aside.claim.kind, kind) for kind in self._groups[name].kinds)
            and any(_within(window, days) for window in self._groups[name].windows)
        }

    def _near(self, aside: Node, days: Window) -> set[str]:
        kind = self._kinds[aside.claim.kind]
        if not aside.spots:
            return set().union(*(self._in_report.get((kind, report), set()) for report in aside.reports))
        near: set[str] = set()
        for part in (*_parts(days), _LONG):
            for spot in aside.spots:
                near |= self._inside.get((kind, spot.key, part), set())
                if aside.claim.modality == "prospect":
                    near |= set().union(*(self._at.get((kind, key, part), set()) for key in spot.ancestors), set())
        return near


_PART, _LONG = 32, -1
"""Days that are filed together; under which number a window is filed that reaches into more than so many parts."""


def _parts(days: Window) -> range:
    """The parts of the calendar that the days reach into; none where either end is open (see `_within`)."""
    if days.start is None or days.end is None:
        return range(0)
    return range(days.start // _PART, days.end // _PART + 1)


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
