"""Pairs weighed by the million: what `pair.py` says of two claims, remembered for all that look alike.

A feature looks at one aspect of each claim (its places, its days, its figures, its parties …). Claims that are alike in
an aspect get one number for it, the pure function is asked once for each pair of numbers, and the weight is its sum
over the same levels: equal to the last bit. Only report and wording, and open days, are asked of each pair.
"""

from collections.abc import Hashable, Mapping
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

_LOW = (1 << 32) - 1
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
        self._level = comparer.level
        self._known: dict[str, dict[int, int]] = {aspect: {} for aspect in ASPECTS}
        self._who, self._where, self._when, self._many = self._known.values()
        self._levels: list[tuple[str, ...]] = []
        self._numbered: dict[tuple[str, ...], int] = {}
        self._table = comparer.weights.feature
        self._copied = max(0.0, *self._table["wording"].values())
        near = sum(max(self._table[feature].values()) for feature in ("day", "counts"))
        self._elsewhere = comparer.weights.prior + self._table["place"]["elsewhere"] + near + ROUNDING
        self._most: dict[int, float] = {}
        self._sums: dict[tuple[int, int, int, int, str, str], Weighed] = {}

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
            self._number(("when", window, node.said)) if window.dated else 0,
            self._number(("many", *sorted(node.figures.items()))),
            bool(node.spots) and not node.carried and not any(spot.key.startswith("~") for spot in node.spots),
            node.reports,
            node.words,
        )

    def _number(self, aspect: Hashable) -> int:
        return self._numbers.setdefault(aspect, len(self._numbers) + 1)

    def may_join_by_figure(self, a: Signed, b: Signed) -> bool:
        """Whether the weight of two that share a figure, but no place and no report, may be above 0; False is sure."""
        if not (a.placed and b.placed):
            return True
        pair = a.who << 32 | b.who
        most = self._most.get(pair)
        if most is None:
            most = self._elsewhere + sum(self._table[f][self._level(f, a.node, b.node)] for f in ASPECTS["who"])
            if len(self._most) >= FULL:
                self._most.clear()
            self._most[pair] = most
        return most + (self._copied if a.words and b.words else 0.0) > 0

    def weigh(self, a: Signed, b: Signed) -> Weighed:
        """The weight of two claims, the smaller id first, and whether they keep apart."""
        one, who, where, when, many, _, reports, words = a
        other, other_who, other_where, other_when, other_many, _, other_reports, other_words = b
        found = (
            self._who.get(who << 32 | other_who) or self._ask("who", one, other, who << 32 | other_who),
            self._where.get(where << 32 | other_where) or self._ask("where", one, other, where << 32 | other_where),
            self._when.get(when << 32 | other_when) or self._ask("when", one, other, when << 32 | other_when),
            self._many.get(many << 32 | other_many) or self._ask("many", one, other, many << 32 | other_many),
            "different" if reports.isdisjoint(other_reports) else self._level("report", one, other),
            self._level("wording", one, other) if words and other_words else "unknown",
        )
        return self._sums.get(found) or self._sum(found)

    def _sum(self, levels: tuple[int, int, int, int, str, str]) -> Weighed:
        *told, report, wording = levels
        by_feature = {"report": report, "wording": wording}
        for features, number in zip(ASPECTS.values(), told, strict=True):
            by_feature |= zip(features, self._levels[number - 1], strict=True)
        weight, never = self._comparer.weight_of(by_feature)
        self._sums[levels] = found = (weight, never is not None)
        return found

    def _ask(self, aspect: str, one: Node, other: Node, pair: int) -> int:
        """The number (from 1 on) of the levels of an aspect's features; of an open window (0) nothing is remembered."""
        levels = tuple(self._level(feature, one, other) for feature in ASPECTS[aspect])
        number = self._numbered.setdefault(levels, len(self._levels) + 1)
        if number > len(self._levels):
            self._levels.append(levels)
        known = self._known[aspect]
        if len(known) >= FULL:
            known.clear()
        if pair >> 32 and pair & _LOW:
            known[pair] = number
        return number


def _named(name: Name | None) -> tuple[str | None, str] | None:
    return (name.id, fold_key(name.text)) if name else None
