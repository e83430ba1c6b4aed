"""An immutable index of places on disk, asked without loading it: millions of names in a few megabytes of memory.

In memory are a filter, which knows for most words at once that no name begins so, and where the table's buckets begin.
What passes costs one small read, and one for each row. Reads are positioned, so that processes and threads may share an
open index, and a file that is cut short under it gives an error, not a crash.
"""

import hashlib
import os
import sys
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from marsad.arabic.fold import fold_key
from marsad.errors import RulebookError
from marsad.gazetteer.diskform import (
    BEGINS,
    ENTRY,
    HASH,
    HEADER,
    ID,
    IS,
    NAMES,
    ROW_HEAD,
    Header,
    filter_place,
    key_hash,
    read_header,
    unpack_pointer,
    unpack_row,
)
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.order import likeliest
from marsad.gazetteer.place import PlaceRow

SUFFIX = ".index"
"""Ends the name of such a file among the packs."""
_PIECE = 1 << 23
"""Bytes read at once; a row is shorter."""
_MEMORY = 1 << 12
"""Rows that are kept once they are read."""


class DiskIndex:
    """One open file. Raises RulebookError, naming it, where it is no index, of a newer form, cut off or damaged.

    Opening checks the header, the length, and what is held in memory; `check` reads the rest.
    """

    def __init__(self, path: Path) -> None:
        """Open a file that `diskbuild.build_disk_index` wrote."""
        self.path = path
        self._lock = Lock()
        try:
            self._file: BinaryIO = path.open("rb", buffering=0)
            length = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise RulebookError(
                f"the index cannot be read: {error.strerror}", where=str(path), mend="check it"
            ) from error
        self.header = read_header(self._file.read(HEADER), str(path))
        if length != self.header.size:
            raise self._damaged(f"it has {length} bytes of {self.header.size}")
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
            raise self._damaged("its buckets or its filter")
        if sys.byteorder == "big":
            buckets.byteswap()
            words.byteswap()
        return buckets, words

    def __len__(self) -> int:
        return self.header.rows

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def get(self, place_id: str) -> PlaceRow | None:
        """The row with this id, or None."""
        for pointer in self._pointers(ID + place_id):
            kind, at, size = unpack_pointer(pointer)
            if kind == IS and (row := self._row(at, size)).id == place_id:
                return row
        return None

    def exactly(self, key: str) -> tuple[PlaceRow, ...]:
        """The places that bear a folded key, the likeliest first."""
        return self.look(key)[0]

    def look(self, key: str) -> tuple[tuple[PlaceRow, ...], bool]:
        """The places that bear a folded key, the likeliest first, and whether longer names begin with its words."""
        pointers = self._pointers(key)
        if not pointers:
            return (), False
        found: list[PlaceRow] = []
        begins = False
        for kind, at, size in map(unpack_pointer, pointers):
            if kind == BEGINS:
                begins = True
            elif kind == NAMES and _bears(row := self._row(at, size), key):
                found.append(row)
        return tuple(sorted(found, key=likeliest)), begins

    def rows(self) -> Iterator[PlaceRow]:
        """Every row, in the order in which they were given."""
        at, end = 0, self.header.row_bytes
        while at < end:
            piece = self._read(HEADER + at, min(_PIECE, end - at))
            start = 0
            while (size := _row_size(piece, start)) and start + size <= len(piece):
                yield unpack_row(piece[start : start + size], self._where(at + start))
                start += size
            if not start:
                raise self._damaged(f"the row at byte {HEADER + at}")
            at += start

    def check(self) -> None:
        """Read the whole file. RulebookError where a byte of it has changed."""
        digest = hashlib.sha256()
        for at in range(HEADER, self.header.size, _PIECE):
            digest.update(self._read(at, min(_PIECE, self.header.size - at)))
        if digest.digest() != self.header.digest:
            raise self._damaged("it is not what was written")

    def _pointers(self, key: str) -> list[int]:
        """What the table's entries of a key lead to; a key that shares its hash with another gets that one's too."""
        hashed = key_hash(key)
        number = int.from_bytes(hashed, "big")
        word, bits = filter_place(number, self.header.blocks)
        if self._filter[word] & bits != bits:
            return []
        bucket = number >> self._shift
        start, end = self._buckets[bucket], self._buckets[bucket + 1]
        data = self._read(self.header.table_at + start * ENTRY, (end - start) * ENTRY)
        at = data.find(hashed)
        while at % ENTRY and at > 0:
            at = data.find(hashed, at + 1)
        found = []
        while at >= 0 and data.startswith(hashed, at):
            found.append(int.from_bytes(data[at + HASH : at + ENTRY], "big"))
            at += ENTRY
        return found

    def _row(self, at: int, size: int) -> PlaceRow:
        row = self._rows.get(at)
        if row is None:
            row = unpack_row(self._read(HEADER + at, size), self._where(at))
            if len(self._rows) >= _MEMORY:
                self._rows.clear()
            self._rows[at] = row
        return row

    def _read(self, at: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            data = os.pread(self._file.fileno(), size, at)
        else:
            with self._lock:
                self._file.seek(at)
                data = self._file.read(size)
        if len(data) < size:
            raise self._damaged("it ends too early")
        return data

    def _where(self, at: int) -> str:
        return f"{self.path}: byte {HEADER + at}"

    def _damaged(self, how: str) -> RulebookError:
        return RulebookError(f"the index is damaged: {how}", where=str(self.path), mend="import the file again")


def _row_size(data: bytes, at: int) -> int:
    """Bytes of the row that begins there, or 0 where not even its length is there."""
    return ROW_HEAD.size + ROW_HEAD.unpack_from(data, at)[0] if at + ROW_HEAD.size <= len(data) else 0


def _bears(row: PlaceRow, key: str) -> bool:
    """Whether the key is one of the row's names: hashes may meet. Most names are their folded letters already."""
    names = (row.name_ar, *row.variants)
    return any(fold_key(name) == key for name in names) or any(name_key(name) == key for name in names)
