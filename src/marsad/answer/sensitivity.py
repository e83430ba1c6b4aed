"""How far a number hangs on the rule that made it: each line by every rule, side by side."""

from collections.abc import Callable, Iterable

import msgspec

from marsad.model.answer import CountLine, Ruled
from marsad.model.asked import Asked
from marsad.model.vocabulary import CountRule

Counting = Callable[[Asked], Iterable[CountLine]]
"""Answers the same question by the rule that it names."""


def with_sensitivity(
    lines: Iterable[CountLine], asked: Asked, count: Counting, rules: Iterable[CountRule]
) -> list[CountLine]:
    """The lines, each with what every rule makes of it; a rule that does not count such people has no entry."""
    others: dict[tuple[str | None, ...], list[Ruled]] = {}
    for rule in rules:
        for line in count(msgspec.structs.replace(asked, rule=rule)):
            if (line.low, line.best, line.high) != (None, None, None):
                others.setdefault(_key(line), []).append(Ruled(rule, line.low, line.best, line.high))
    return [msgspec.structs.replace(line, sensitivity=tuple(others.get(_key(line), ()))) for line in lines]


def _key(line: CountLine) -> tuple[str | None, ...]:
    return (line.place, line.period, line.kind, line.party, line.source, line.outcome, line.group)
