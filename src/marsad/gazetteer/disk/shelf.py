"""Several indexes on disk as one, behind rows in memory that hide theirs."""

from collections.abc import Collection, Iterable, Iterator

from marsad.gazetteer.disk.index import NOBODY, DiskIndex, Named
from marsad.gazetteer.order import likeliest
from marsad.gazetteer.place import PlaceRow

_MEMORY = 1 << 14
"""Rows, and names without any, that are remembered."""


class Shelf:
    """Rows whose ids are hidden, or stand in an index before, are left out."""

    def __init__(self, indexes: Iterable[DiskIndex], hidden: Collection[str]) -> None:
        """Over open indexes, the first of which counts most."""
        self._indexes = tuple(indexes)
        self._hidden = hidden
        self._found: dict[str, tuple[PlaceRow, ...]] = {}
        self._held = 0

    def count(self) -> int:
        """How many rows stand; with more indexes than one each row is read."""
        if len(self._indexes) > 1:
            return sum(1 for _ in self.rows())
        return sum(len(index) - sum(index.get(place) is not None for place in self._hidden) for index in self._indexes)

    def check(self) -> None:
        """Read every index. RulebookError for the first that has changed."""
        for index in self._indexes:
            index.check()

    def get(self, place_id: str) -> PlaceRow | None:
        """The row with this id, or None."""
        if place_id in self._hidden:
            return None
        return next(filter(None, (index.get(place_id) for index in self._indexes)), None)

    def exactly(self, key: str) -> tuple[PlaceRow, ...]:
        """The places that bear a folded key, the likeliest first; remembered."""
        found = self._found.get(key)
        if found is None:
            found = self._exactly(key)
            self._held += len(found) + 1
            if self._held > _MEMORY:
                self._found.clear()
                self._held = len(found) + 1
            self._found[key] = found
        return found

    def named(self, key: str) -> Named:
        """Who bears a folded key, and whether longer names begin with its words. Not remembered: whoever asks does."""
        told = [index.named(key) for index in self._indexes]
        bearing = [at for at, named in enumerate(told) if named.ids]
        begins = any(named.begins for named in told)
        if not bearing:
            return Named((), begins=True) if begins else NOBODY
        first = told[bearing[0]]
        if len(bearing) == 1 and all(self._stands(place, bearing[0]) for place in first.ids):
            return first if first.begins == begins else first._replace(begins=begins)
        rows = self._exactly(key)
        return Named(tuple(row.id for row in rows), begins)

    def rows(self) -> Iterator[PlaceRow]:
        """Every row, index after index."""
        for at, index in enumerate(self._indexes):
            yield from (row for row in index.rows() if self._stands(row.id, at))

    def _exactly(self, key: str) -> tuple[PlaceRow, ...]:
        found = [
            row for at, index in enumerate(self._indexes) for row in index.exactly(key) if self._stands(row.id, at)
        ]
        return tuple(sorted(found, key=likeliest))

    def _stands(self, place_id: str, at: int) -> bool:
        """Whether the row of an id in one index is the one that counts."""
        return place_id not in self._hidden and not any(index.get(place_id) for index in self._indexes[:at])
