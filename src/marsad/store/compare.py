"""Two projections side by side, row by row: the present one, and one made anew from the log."""

from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from marsad.errors import RecordError
from marsad.store.store import Row, Store, Value

RANKS = (type(None), int | float, bytes)
"""SQLite's order of values of different types: null, numbers, text."""


class Difference(msgspec.Struct, frozen=True):
    """A row that is not as the log gives it; its values are not shown, for they may name people."""

    table: str
    key: str
    what: str


class Rows(Protocol):
    """Anything that has rows in the order of tables and keys."""

    def rows(self) -> Iterator[Row]:
        """The rows."""
        ...


def compare(present: Store, anew: Rows) -> Iterator[Difference]:
    """Every difference, in the order of tables and keys, and at its end what the present database says of itself.

    A present projection that cannot be read on ends the comparison, with a difference that says so.
    """
    try:
        yield from _differences(present.rows(), anew.rows())
    except RecordError as error:
        yield Difference("", "", error.what)
    for fault in present.faults():
        yield Difference("", "", f"the database itself: {fault}")


def _differences(present: Iterator[Row], anew: Iterator[Row]) -> Iterator[Difference]:
    left, right = next(present, None), next(anew, None)
    while left or right:
        if left and (right is None or _order(left) < _order(right)):
            yield _difference(left, "it is in the projection, and the log does not give it")
            left = next(present, None)
        elif right and (left is None or _order(right) < _order(left)):
            yield _difference(right, "it is missing from the projection")
            right = next(anew, None)
        elif left and right:
            if columns := _unequal(left, right):
                yield _difference(left, f"not as the log gives it: {', '.join(columns)}")
            left, right = next(present, None), next(anew, None)


def _unequal(left: Row, right: Row) -> list[str]:
    """Names of columns whose values differ, in type too: SQLite tells 1 from 1.0 and from text."""
    names = sorted(left.columns.keys() | right.columns.keys())
    return [name for name in names if _typed(left.columns.get(name)) != _typed(right.columns.get(name))]


def _typed(value: Value) -> tuple[type, Value]:
    return type(value), value


def _order(row: Row) -> tuple[str, list[Any]]:
    return row.table, [(_rank(value), value) for value in row.key]


def _rank(value: Value) -> int:
    return next(rank for rank, kind in enumerate(RANKS) if isinstance(value, kind))


def _difference(row: Row, what: str) -> Difference:
    shown = (value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value) for value in row.key)
    return Difference(row.table, ", ".join(shown), what)
