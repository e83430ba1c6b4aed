"""Pairs weighed by the million: what `pair.py` says of two claims, remembered for all that look alike.

A feature looks at one aspect of each claim (its places, its days, its figures, its parties …). Claims that are alike in
an aspect get one number for it, the pure function is asked once for each pair of numbers, and the weight is its sum
over the same levels: equal to the last bit. Only report and wording, and open days, are asked of each pair.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

from marsad.arabic.fold import fold_key
from marsad.model.name import Name
from marsad.reconcile.node import Node
from marsad.reconcile.pair import Comparer

ASPECTS: Mapping[str, tuple[str, ...]] = {
    "who": ("kind", "change", "actor", "target", "means", "site"),
    "where": ("place",),
    "when": ("day",),
    "many": ("counts",),
}
"""Aspect → the features that look at it and at nothing else; `report` and `wording` are asked of each pair."""
FULL = 1 << 20
"""Pairs of numbers that are remembered of one aspect before it is forgotten and begun again."""
ROUNDING = 1e-6
"""More than all that sums of a dozen weights are rounded by."""

Levels = tuple[str, ...]
Weighed = tuple[float, bool]
"""A weight, and whether something keeps the two apart."""


class Signed(NamedTuple):
    """A claim with the number of each of its aspects; `placed`: all places that it names have an id."""

    node: Node
    who: int
    where: int
    when: int
    many: int
    placed: bool
    reports: frozenset[str]
    words: frozenset[str]


class Weigher:
    """Weighs pairs as its comparer does. Pure, but for what it remembers."""

    def __init__(self, comparer: Comparer) -> None:
        self._comparer = comparer
        self._numbers: dict[Hashable, int] = {}
        self._who, self._where = self._asked("who"), self._asked("where")
        self._when, self._many = self._asked("when"), self._asked("many")
        self._table = comparer.weights.feature
        self._copied = max(0.0, *self._table["wording"].values())
        near = sum(max(self._table[feature].values()) for feature in ("day", "counts"))
        self._elsewhere = comparer.weights.prior + self._table["place"]["elsewhere"] + near + ROUNDING
        self._most: dict[int, float] = {}
        self._sums: dict[tuple[Levels, Levels, Levels, Levels, str, str], Weighed] = {}

    def sign(self, node: Node) -> Signed:
        """The claim made ready to be weighed."""
        claim, window = node.claim, node.window
        who = (
            "who", claim.kind, claim.change, claim.means, claim.site, node.stand,
            _named(claim.actor), _named(claim.target),
        )  # fmt: skip
        return Signed(
            node,
            self._number(who),
            self._number(("where", node.spots, node.carried)),
            self._number(("when", window, node.said)) if window.dated else -1,
            self._number(("many", *sorted(node.figures.items()))),
            bool(node.spots) and not node.carried and not any(spot.key.startswith("~") for spot in node.spots),
            node.reports,
            node.words,
        )

    def _number(self, aspect: Hashable) -> int:
        return self._numbers.setdefault(aspect, len(self._numbers))

    def may_join_by_figure(self, a: Signed, b: Signed) -> bool:
        """Whether the weight of two that share a figure, but no place and no report, may be above 0; False is sure."""
        if not (a.placed and b.placed):
            return True
        pair = a.who << 32 | b.who
        most = self._most.get(pair)
        if most is None:
            most = self._elsewhere + sum(
                self._table[f][self._comparer.level(f, a.node, b.node)] for f in ASPECTS["who"]
            )
            if len(self._most) >= FULL:
                self._most.clear()
            self._most[pair] = most
        return most + (self._copied if a.words and b.words else 0.0) > 0

    def weigh(self, a: Signed, b: Signed) -> Weighed:
        """The weight of two claims, the smaller id first, and whether they keep apart."""
        level = self._comparer.level
        report = "different" if a.reports.isdisjoint(b.reports) else level("report", a.node, b.node)
        wording = level("wording", a.node, b.node) if a.words and b.words else "unknown"
        levels = (
            self._who(a, b, a.who, b.who),
            self._where(a, b, a.where, b.where),
            self._when(a, b, a.when, b.when),
            self._many(a, b, a.many, b.many),
            report,
            wording,
        )
        found = self._sums.get(levels)
        if found is None:
            found = self._sums[levels] = self._sum(levels)
        return found

    def _sum(self, levels: tuple[Levels, Levels, Levels, Levels, str, str]) -> Weighed:
        *told, report, wording = levels
        by_feature = {"report": report, "wording": wording}
        for features, found in zip(ASPECTS.values(), told, strict=True):
            by_feature |= zip(features, found, strict=True)
        weight, never = self._comparer.weight_of(by_feature)
        return weight, never is not None

    def _asked(self, aspect: str) -> Callable[[Signed, Signed, int, int], Levels]:
        """The levels of an aspect's features, remembered by the numbers of both claims; -1 is never remembered."""
        features, level = ASPECTS[aspect], self._comparer.level
        known: dict[int, Levels] = {}

        def levels(a: Signed, b: Signed, x: int, y: int) -> Levels:
            pair = x << 32 | y
            found = known.get(pair)
            if found is None:
                found = tuple(level(feature, a.node, b.node) for feature in features)
                if x >= 0 and y >= 0:
                    if len(known) >= FULL:
                        known.clear()
                    known[pair] = found
            return found

        return levels


def _named(name: Name | None) -> tuple[str | None, str] | None:
    return (name.id, fold_key(name.text)) if name else None
