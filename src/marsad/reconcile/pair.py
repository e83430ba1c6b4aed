"""How much speaks for two claims telling of one event: one level for each feature, and the weights of the table added.

Levels are discrete, as Splink's are, so that a bulk linker reaches the same weights from the same table.
"""

import math
from collections.abc import Callable, Mapping
from typing import get_args

import msgspec

from marsad.arabic.fold import fold_key
from marsad.model.claim import Claim
from marsad.model.holding import side_key
from marsad.model.name import Name
from marsad.model.vocabulary import Kind, Outcome
from marsad.model.world import World
from marsad.reconcile.edge import Edge
from marsad.reconcile.node import Node, Spot, Window
from marsad.reconcile.weights import Weights

KINDS: tuple[Kind, ...] = get_args(Kind)
WEEK = 7
NIGHT = 2
"""Days that a night belongs to."""
NOTABLE = 5
"""A figure from which on being equal is hardly chance."""


class Comparison(msgspec.Struct, frozen=True):
    """Two claims taken apart: each feature's level and its weight; `never` names the feature that keeps them apart.

    A level that joins alone keeps apart where the pair's own weight is not above 0.
    """

    one: str
    other: str
    levels: tuple[tuple[str, str, float], ...]
    weight: float
    never: str | None


class Comparer:
    """Compares claims under one table and one world; pure."""

    def __init__(self, weights: Weights, world: World) -> None:
        self.weights = weights
        self._world = world
        self._kinds = {(one, other): weights.related(one, other) for one in KINDS for other in KINDS}
        self._never = frozenset((f, level) for f, bars in weights.never.items() for level in bars)
        self._never_or_alone = self._never | {(f, level) for f, bars in weights.alone.items() for level in bars}
        self._features: dict[str, Callable[[Node, Node], str]] = {
            "kind": lambda a, b: self._kinds[a.claim.kind, b.claim.kind],
            "change": _change,
            "place": self._place,
            "day": self._day,
            "counts": _counts,
            "actor": self._actor,
            "target": lambda a, b: self._party(a.claim.target, b.claim.target, "different"),
            "report": self._report,
            "means": lambda a, b: _known(a.claim.means, b.claim.means),
            "site": lambda a, b: _known(a.claim.site, b.claim.site),
            "wording": _wording,
        }

    def compare(self, a: Node, b: Node) -> Comparison:
        """The pair's levels and weight, the same whichever comes first."""
        one, other = sorted((a, b), key=lambda node: node.id)
        levels = {feature: self.level(feature, one, other) for feature in self._features}
        weight, never = self.weight_of(levels)
        table = self.weights.feature
        return Comparison(
            one.id, other.id, tuple((f, level, table[f][level]) for f, level in levels.items()), weight, never
        )

    def level(self, feature: str, one: Node, other: Node) -> str:
        """One feature's level, smaller id first. What it looks at of a claim stands in `weigh.ASPECTS` too."""
        return self._features[feature](one, other)

    def weight_of(self, levels: Mapping[str, str]) -> tuple[float, str | None]:
        """The weight of a pair with these levels, and the feature that keeps the two apart."""
        table = self.weights.feature
        weight = math.fsum([self.weights.prior, *(table[feature][level] for feature, level in levels.items())])
        bars = self._never if weight > 0 else self._never_or_alone
        return weight, next((feature for feature in self._features if (feature, levels[feature]) in bars), None)

    def edge(self, a: Node, b: Node) -> Edge:
        """The pair's weight without its reasons."""
        found = self.compare(a, b)
        return Edge(found.one, found.other, found.weight, found.never is not None)

    def _place(self, a: Node, b: Node) -> str:
        if not a.spots or not b.spots:
            return "none"
        level = min((self._spots(x, y) for x in a.spots for y in b.spots), key=_NEAREST.index)
        if not (a.carried or b.carried):
            return level
        return _CARRIED.get(level, "carried_off")

    def _spots(self, x: Spot, y: Spot) -> str:
        if x.key == y.key:
            return "wide" if x.wide or y.wide else "same"
        if y.key in x.ancestors or x.key in y.ancestors:
            outer = y if y.key in x.ancestors else x
            return "inside_wide" if outer.wide else "inside"
        unnamed = x.key.startswith("~") or y.key.startswith("~")
        if unnamed and (x.words < y.words or y.words < x.words):
            return "part_name"
        if x.wide != y.wide and (y.whole in x.ancestors or x.whole in y.ancestors):
            return "inside_wide"
        return self._apart(x, y) or ("unlike" if unnamed else "elsewhere")

    def _apart(self, x: Spot, y: Spot) -> str | None:
        """How near two fine places are; an unresolved name has the point of what it is said to lie in."""
        distance = kilometres(x, y)
        if distance is None or x.wide or y.wide or distance > self.weights.distance.around:
            return None
        return "near" if distance <= self.weights.distance.near else "around"

    def _day(self, a: Node, b: Node) -> str:
        x, y = a.window, b.window
        if not (x.dated and y.dated):
            return "undated" if _meet(x, y, 0) and a.reports & b.reports else "apart"
        if not _meet(x, y, 0):
            if _meet(x, y, self.weights.days.slack):
                return "adjacent"
            return "recalled" if self._recalls(a, b) or self._recalls(b, a) else "apart"
        if x.presumed or y.presumed:
            return "present" if _present(a, b) and _present(b, a) else "presumed"
        if _length(x) > WEEK or _length(y) > WEEK:
            return "long"
        return "same" if x == y and _length(x) == 1 else "overlap"

    def _recalls(self, a: Node, b: Node) -> bool:
        """Whether the first, which gives no day, may speak of the second as of something known."""
        if not a.window.presumed or a.said is None or b.window.end is None:
            return False
        return 0 <= a.said - b.window.end <= self.weights.days.recall

    def _actor(self, a: Node, b: Node) -> str:
        if a.opposes(b):
            return "opposed"
        if a.claim.kind == "control" == b.claim.kind:
            return "same" if a.claim.actor and b.claim.actor and self._one_side(a.claim, b.claim) else "unknown"
        level = self._party(a.claim.actor, b.claim.actor, "different")
        return "side" if level == "different" and self._one_side(a.claim, b.claim) else level

    def _one_side(self, a: Claim, b: Claim) -> bool:
        return side_key(a.actor, self._world.side, fold_key) == side_key(b.actor, self._world.side, fold_key)

    @staticmethod
    def _party(a: Name | None, b: Name | None, otherwise: str) -> str:
        if a is None or b is None:
            return "unknown"
        same = a.id == b.id if a.id and b.id else fold_key(a.text) == fold_key(b.text)
        return "same" if same else otherwise

    def _report(self, a: Node, b: Node) -> str:
        if not a.reports & b.reports:
            return "different"
        if not a.same_voice(b):
            return "same_text"
        return "told_apart" if self._told_apart(a, b) else "same_voice"

    def _told_apart(self, a: Node, b: Node) -> bool:
        """Whether one voice in one report tells two happenings: other days, other places, or other figures.

        A denial repeats what it denies, so it is never told apart from it; a change of hands is, from the opposite one.
        """
        if a.claim.stance != b.claim.stance:
            return False
        if a.opposes(b):
            return True
        days = a.window.dated and b.window.dated and not _meet(a.window, b.window, 0)
        places = bool(a.spots and b.spots) and not {s.key for s in a.spots} & {s.key for s in b.spots}
        return days or places or _counts(a, b) in {"update", "conflict"}


_NEAREST = ("same", "inside", "wide", "part_name", "near", "inside_wide", "around", "unlike", "elsewhere")
_CARRIED = {
    "same": "carried",
    "inside": "carried",
    "part_name": "carried",
    "near": "carried",
    "wide": "carried_wide",
    "inside_wide": "carried_wide",
}


def _known(x: str | None, y: str | None) -> str:
    if x is None or y is None:
        return "unknown"
    return "same" if x == y else "different"


def _wording(a: Node, b: Node) -> str:
    """Words that both stand on, as a share of all words that either does (Jaccard)."""
    if not a.words or not b.words:
        return "unknown"
    both, either = len(a.words & b.words), len(a.words | b.words)
    if 10 * both < either:
        return "unlike"
    return "alike" if 10 * both < 3 * either else "copied"


def _change(a: Node, b: Node) -> str:
    if a.claim.kind == "control" == b.claim.kind:
        return "held"
    return "same" if a.claim.change == b.claim.change else "other"


def _meet(x: Window, y: Window, slack: int) -> bool:
    """Whether the windows share a day or come within the slack; an open end reaches for ever."""
    early = x.start is None or y.end is None or x.start - y.end <= slack
    return early and (y.start is None or x.end is None or y.start - x.end <= slack)


def _present(a: Node, b: Node) -> bool:
    """Whether the first gives a day, or was told on the day or night that the second gives, or else was told on."""
    if not a.window.presumed:
        return True
    if b.window.presumed:
        return a.said == b.said
    told = Window(a.said, a.said)
    return a.said is not None and _meet(told, b.window, 0) and _length(b.window) <= NIGHT


def _length(window: Window) -> int:
    return 1 + (window.end or 0) - (window.start or 0)


COUNTS_BEST_FIRST = ("equal", "conflict", "equal_small", "update", "compatible", "none")


def _counts(a: Node, b: Node) -> str:
    """The most telling level over the outcomes that both tell of."""
    levels = {_figure(a.figures[outcome], b.figures[outcome]) for outcome in _shared(a, b)}
    return min(levels, key=COUNTS_BEST_FIRST.index, default="none")


def _shared(a: Node, b: Node) -> set[Outcome]:
    return a.figures.keys() & b.figures.keys()


def _figure(x: tuple[int, int | None], y: tuple[int, int | None]) -> str:
    if x == y and x[0] == x[1]:
        return "equal" if x[0] >= NOTABLE else "equal_small"
    if (x[1] is None or x[1] >= y[0]) and (y[1] is None or y[1] >= x[0]):
        return "compatible"
    small, large = sorted((x[0], y[0]))
    return "update" if large <= 2 * small else "conflict"


def kilometres(x: Spot, y: Spot) -> float | None:
    """Great-circle distance (haversine, mean Earth radius 6371 km), or None where either has no point."""
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return None
    a, b, c, d = map(math.radians, (x.lat, x.lon, y.lat, y.lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))
