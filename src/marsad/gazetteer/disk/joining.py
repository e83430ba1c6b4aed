"""Entries of one hash, joined: the rows that share a name become one entry, and an id that comes twice is told."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from marsad.errors import RulebookError
from marsad.gazetteer.disk.form import (
    ENTRY,
    HASH,
    HEADER,
    IS,
    KIND_BITS,
    LARGEST,
    NAMES,
    SHARED,
    Shared,
    key_hash,
    pack_entry,
    pack_pointer,
    pack_shared,
    unpack_pointer,
    unpack_row,
)
from marsad.gazetteer.disk.index import bears
from marsad.gazetteer.disk.reads import Reads
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.order import likeliest
from marsad.gazetteer.place import PlaceRow


class Joining:
    """Joins the sorted entries of a file whose rows are written; shared names come out beside the entries."""

    def __init__(self, read: Reads) -> None:
        """Over the file, whose rows are read again where several share a name."""
        self._read = read
        self.name_bytes = 0

    def joined(self, entries: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """The entries that the table gets, each with what goes to the names. RulebookError for an id twice."""
        for hashed, group in groupby(entries, key=lambda entry: entry[:HASH]):
            several = list(group)
            if len(several) == 1:
                yield several[0], b""
            else:
                yield from self._several(hashed, several)

    def _several(self, hashed: bytes, entries: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
        bearing = [entry for entry in entries if _kind(entry) == NAMES]
        called = [entry for entry in entries if _kind(entry) == IS]
        if len(called) > 1:
            twice = self._row(_pointer(called[1])).id
            raise RulebookError(f"id {twice!r} comes twice", mend="give each place an id of its own")
        data = self._shared(hashed, bearing) if len(bearing) > 1 else b""
        if data:
            entry = pack_entry(hashed, SHARED, pack_pointer(self.name_bytes, len(data)))
            self.name_bytes += len(data)
            bearing = []
            entries = sorted([entry, *(entry for entry in entries if _kind(entry) != NAMES)])
        for entry in entries:
            yield entry, data if _kind(entry) == SHARED else b""

    def _shared(self, hashed: bytes, bearing: list[bytes]) -> bytes:
        """The shared name's bytes; none where hashes of two names meet, or too many rows bear it for one record."""
        rows = [(likeliest(row := self._row(_pointer(entry))), row, _pointer(entry)) for entry in bearing]
        rows.sort(key=lambda found: found[0])
        key = _key_of(rows[0][1], hashed)
        if not all(bears(row, key) for _, row, _ in rows):
            return b""
        ids = tuple(row.id for _, row, _ in rows)
        data = pack_shared(Shared(key, ids, tuple(pointer for *_, pointer in rows)))
        return data if len(data) <= LARGEST else b""

    def _row(self, pointer: int) -> PlaceRow:
        at, size = unpack_pointer(pointer)
        return unpack_row(self._read(HEADER + at, size), str(self._read.path))


def _kind(entry: bytes) -> int:
    return entry[ENTRY - 1] & 3


def _pointer(entry: bytes) -> int:
    return int.from_bytes(entry[HASH:], "big") >> KIND_BITS


def _key_of(row: PlaceRow, hashed: bytes) -> str:
    """The name of the row that has this hash."""
    return next(key for key in map(name_key, (row.name_ar, *row.variants)) if key_hash(key) == hashed)
