"""An immutable index of places on disk, asked without loading it: millions of names in a few megabytes of memory.

In memory are a filter, which knows for most words at once that no name begins so, and where the table's buckets begin.
What passes costs one small read, and one for each row, or for a name that many rows bear. A file that is cut short
while it is open gives an error, not a crash.
"""

import hashlib
import sys
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from marsad.arabic.fold import fold_key
from marsad.gazetteer.disk.form import (
    BEGINS,
    ENTRY,
    HASH,
    HEADER,
    ID,
    IS,
    KIND_BITS,
    NAMES,
    SHARED,
    Header,
    Shared,
    filter_place,
    key_hash,
    read_header,
    row_size,
    unpack_pointer,
    unpack_row,
    unpack_shared,
)
from marsad.gazetteer.disk.reads import Reads
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.order import likeliest
from marsad.gazetteer.place import PlaceRow

_PIECE = 1 << 23
"""Bytes read at once; a row is shorter."""
_MEMORY = 1 << 12
"""Rows that are kept once they are read."""


class Named(NamedTuple):
    """A key: the ids that bear it, the likeliest first, and whether longer names begin so."""

    ids: tuple[str, ...] = ()
    begins: bool = False


class _Led(NamedTuple):
    """What the table knows of a key: where its rows stand (sorted, if `shared`), and whether longer names begin so."""

    pointers: tuple[int, ...] = ()
    shared: Shared | None = None
    begins: bool = False


NOBODY = Named()
_NOWHERE = _Led()


class DiskIndex:
    """One open file. Raises RulebookError, naming it, where it is no index, of a newer form, cut off or damaged.

    Opening checks the header, the length, and what is held in memory; `check` reads the rest.
    """

    def __init__(self, path: Path) -> None:
        """Open a file that `build.build_disk_index` wrote."""
        self._read = Reads(path)
        self.header = read_header(self._read(0, min(HEADER, self._read.size)), str(path))
        if self._read.size != self.header.size:
            raise self._read.damaged(f"it has {self._read.size} bytes of {self.header.size}")
        self._shift = 64 - self.header.bits
        self._buckets, self._filter = self._load(self.header)
        self._rows: dict[int, PlaceRow] = {}

    def _load(self, header: Header) -> "tuple[array[int], array[int]]":
        buckets, words = array("I"), array("Q")
        data = self._read(header.buckets_at, header.filter_at - header.buckets_at)
        buckets.frombytes(data)
        checked = zlib.crc32(data)
        data = self._read(header.filter_at, header.blocks * 8)
        words.frombytes(data)
        if zlib.crc32(data, checked) != header.memory:
            raise self._read.damaged("its buckets or its filter")
        if sys.byteorder == "big":
            buckets.byteswap()
            words.byteswap()
        return buckets, words

    def __len__(self) -> int:
        return self.header.rows

    def close(self) -> None:
        """Let go of the file."""
        self._read.close()

    def get(self, place_id: str) -> PlaceRow | None:
        """The row with this id, or None."""
        for kind, pointer in self._entries(ID + place_id):
            if kind == IS and (row := self._row(pointer)).id == place_id:
                return row
        return None

    def exactly(self, key: str) -> tuple[PlaceRow, ...]:
        """The places that bear a folded key, the likeliest first."""
        led = self._led(key)
        if led.shared:
            return tuple(map(self._row, led.pointers))
        return tuple(sorted((row for row in map(self._row, led.pointers) if bears(row, key)), key=likeliest))

    def named(self, key: str) -> Named:
        """Who bears a folded key, and whether longer names begin with its words; rows are read for few names only."""
        led = self._led(key)
        if led is _NOWHERE:
            return NOBODY
        if led.shared:
            return Named(led.shared.ids, led.begins)
        rows = self.exactly(key) if led.pointers else ()
        return Named(tuple(row.id for row in rows), led.begins)

    def rows(self) -> Iterator[PlaceRow]:
        """Every row, in the order in which they were given."""
        at, end = HEADER, self.header.names_at
        while at < end:
            piece = self._read(at, min(_PIECE, end - at))
            start = 0
            while (size := row_size(piece, start)) and start + size <= len(piece):
                yield unpack_row(piece[start : start + size], f"{self._read.path}: byte {at + start}")
                start += size
            if not start:
                raise self._read.damaged("a row", at)
            at += start

    def check(self) -> None:
        """Read the whole file. RulebookError where a byte of it has changed."""
        digest = hashlib.sha256()
        for at in range(HEADER, self.header.size, _PIECE):
            digest.update(self._read(at, min(_PIECE, self.header.size - at)))
        if digest.digest() != self.header.digest:
            raise self._read.damaged("it is not what was written")

    def _led(self, key: str) -> _Led:
        entries = self._entries(key)
        if not entries:
            return _NOWHERE
        begins = False
        pointers: list[int] = []
        shared: Shared | None = None
        for kind, pointer in entries:
            if kind == BEGINS:
                begins = True
            elif kind == NAMES:
                pointers.append(pointer)
            elif kind == SHARED:
                name = self._shared(pointer)
                shared = name if name.key == key else None
        return _Led(shared.pointers if shared else tuple(pointers), shared, begins)

    def _entries(self, key: str) -> list[tuple[int, int]]:
        """Kind and pointer of the table's entries for a key, with those of another key where their hashes meet."""
        hashed = key_hash(key)
        number = int.from_bytes(hashed, "big")
        word, bits = filter_place(number, self.header.blocks)
        if self._filter[word] & bits != bits:
            return []
        bucket = number >> self._shift
        start, end = self._buckets[bucket], self._buckets[bucket + 1]
        data = self._read(self.header.table_at + start * ENTRY, (end - start) * ENTRY)
        at = data.find(hashed)
        while at > 0 and at % ENTRY:
            at = data.find(hashed, at + 1)
        found = []
        while at >= 0 and data.startswith(hashed, at):
            number = int.from_bytes(data[at + HASH : at + ENTRY], "big")
            found.append((number & 3, number >> KIND_BITS))
            at += ENTRY
        return found

    def _row(self, pointer: int) -> PlaceRow:
        row = self._rows.get(pointer)
        if row is None:
            at, size = unpack_pointer(pointer)
            row = unpack_row(self._read(HEADER + at, size), f"{self._read.path}: byte {HEADER + at}")
            if len(self._rows) >= _MEMORY:
                self._rows.clear()
            self._rows[pointer] = row
        return row

    def _shared(self, pointer: int) -> Shared:
        at, size = unpack_pointer(pointer)
        at += self.header.names_at
        return unpack_shared(self._read(at, size), f"{self._read.path}: byte {at}")


def bears(row: PlaceRow, key: str) -> bool:
    """Whether the key is one of the row's names: hashes may meet. Most names are their folded letters already."""
    names = (row.name_ar, *row.variants)
    return any(fold_key(name) == key for name in names) or any(name_key(name) == key for name in names)
