"""Several indexes on disk as one, behind rows in memory that hide theirs."""

from collections.abc import Container, Iterable, Iterator

from marsad.gazetteer.disk import DiskIndex
from marsad.gazetteer.order import likeliest
from marsad.gazetteer.place import PlaceRow

_MEMORY = 1 << 16
"""Look-ups that are remembered."""
_NOTHING: tuple[tuple[PlaceRow, ...], bool] = ((), False)


class Shelf:
    """Rows whose ids are hidden, or stand in an index before, are left out."""

    def __init__(self, indexes: Iterable[DiskIndex], hidden: Container[str]) -> None:
        """Over open indexes, the first of which counts most."""
        self._indexes = tuple(indexes)
        self._hidden = hidden
        self._looked: dict[str, tuple[tuple[PlaceRow, ...], bool]] = {}

    def count(self) -> int:
        """How many rows stand: each is read."""
        return sum(1 for _ in self.rows())

    def get(self, place_id: str) -> PlaceRow | None:
        """The row with this id, or None."""
        if place_id in self._hidden:
            return None
        return next(filter(None, (index.get(place_id) for index in self._indexes)), None)

    def look(self, key: str) -> tuple[tuple[PlaceRow, ...], bool]:
        """The places that bear a folded key, the likeliest first, and whether longer names begin with its words."""
        looked = self._looked.get(key)
        if looked is None:
            looked = self._look(key)
            if len(self._looked) >= _MEMORY:
                self._looked.clear()
            self._looked[key] = looked
        return looked

    def rows(self) -> Iterator[PlaceRow]:
        """Every row, index after index."""
        for at, index in enumerate(self._indexes):
            yield from (row for row in index.rows() if self._stands(row, at))

    def _look(self, key: str) -> tuple[tuple[PlaceRow, ...], bool]:
        found: list[PlaceRow] = []
        begins = False
        for at, index in enumerate(self._indexes):
            rows, longer = index.look(key)
            begins = begins or longer
            found += (row for row in rows if self._stands(row, at))
        return (tuple(sorted(found, key=likeliest)), begins) if found or begins else _NOTHING

    def _stands(self, row: PlaceRow, at: int) -> bool:
        """Whether a row of one index is the one that counts of its id."""
        return row.id not in self._hidden and not any(index.get(row.id) for index in self._indexes[:at])
