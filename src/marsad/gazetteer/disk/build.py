"""Writing an index of places on disk from a stream of rows: memory does not grow with them, equal rows equal bytes."""

import hashlib
import os
import sys
import zlib
from array import array
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from struct import iter_unpack
from typing import IO, NamedTuple

from marsad.errors import RulebookError
from marsad.gazetteer.disk.form import (
    BEGINS,
    ENTRY,
    HEADER,
    ID,
    IS,
    NAMES,
    Header,
    filter_place,
    key_hash,
    pack_entry,
    pack_pointer,
    pack_row,
)
from marsad.gazetteer.disk.index import DiskIndex
from marsad.gazetteer.disk.joining import Joining
from marsad.gazetteer.disk.reads import Reads
from marsad.gazetteer.disk.sorting import Sorting, scratch
from marsad.gazetteer.keys import name_words
from marsad.gazetteer.place import PlaceRow

_BEGINNINGS = 1 << 16
"""Beginnings of names that are known to have an entry."""
_BUCKET_BITS = 5
"""A bucket holds 16 to 32 entries."""
_FILTER_BITS = 12
"""Of the filter, for each entry: some 2 % of the words that begin no name pass it."""
_PIECE = 1 << 20


class Built(NamedTuple):
    """What was written: rows, names that they bear together, bytes, and SHA-256 (hex) over all after the header."""

    rows: int
    names: int
    size: int
    digest: str


def build_disk_index(rows: Iterable[PlaceRow], path: Path, known: Container[str] = ()) -> Built:
    """Write an index; the file is there, whole and durable, when this returns, and not at all when it raises.

    `known` are ids, besides those of the rows, that a row may lie in. RulebookError for an id that comes twice, a
    parent that is nowhere, a place that lies in itself; OSErrors of the disk are let through.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("w+b") as file, ExitStack() as stack:
            writing = _Writing(file, temporary, stack)
            header = writing.write(rows)
        _check_parents(temporary, writing.parents, known)
        temporary.replace(path)
    except RulebookError as error:
        raise RulebookError(error.what, where=str(path), mend=error.mend) from error
    finally:
        with suppress(OSError):
            temporary.unlink()
    _sync_folder(path.parent)
    return Built(header.rows, header.names, header.size, header.digest.hex())


class _Writing:
    """One file as it is written; `parents` maps each to the first row that names it."""

    def __init__(self, file: IO[bytes], path: Path, stack: ExitStack) -> None:
        self.parents: dict[str, str] = {}
        self._file, self._path, self._stack = file, path, stack
        self._sorting = Sorting(path.parent, stack)
        self._beginnings: set[str] = set()
        self._digest = hashlib.sha256()

    def write(self, rows: Iterable[PlaceRow]) -> Header:
        """The whole file; durable when this returns."""
        self._file.write(bytes(HEADER))
        count = names = row_bytes = 0
        for row in rows:
            data = pack_row(row)
            self._put(data)
            names += self._take(row, pack_pointer(row_bytes, len(data)))
            count += 1
            row_bytes += len(data)
        name_bytes, entries = self._table()
        return self._finish(Header(count, names, row_bytes, name_bytes, entries, 0, 0, b"", 0))

    def _take(self, row: PlaceRow, pointer: int) -> int:
        """The entries of one row; returns how many names it bears."""
        if row.parent is not None:
            self.parents.setdefault(row.parent, row.id)
        elif row.type != "country":
            raise RulebookError(f"{row.id!r} lies in nothing", mend="only a country has no parent")
        self._sorting.add(pack_entry(key_hash(ID + row.id), IS, pointer))
        names = dict.fromkeys(map(name_words, (row.name_ar, *row.variants)))
        names.pop((), None)
        for words in names:
            self._sorting.add(pack_entry(key_hash(" ".join(words)), NAMES, pointer))
            for count in range(1, len(words)):
                self._begin(" ".join(words[:count]))
        return len(names)

    def _begin(self, key: str) -> None:
        if key not in self._beginnings:
            if len(self._beginnings) >= _BEGINNINGS:
                self._beginnings.clear()
            self._beginnings.add(key)
            self._sorting.add(pack_entry(key_hash(key), BEGINS))

    def _table(self) -> tuple[int, int]:
        """Write the shared names, then the table; returns the bytes of the one and the entries of the other."""
        self._file.flush()
        count = 0
        table = scratch(self._path.parent, self._stack)
        read = Reads(self._path)
        self._stack.callback(read.close)
        joining = Joining(read)
        for part in self._sorting.parts():
            for entry, name in joining.joined(part):
                table.write(entry)
                count += 1
                if name:
                    self._put(name)
        table.seek(0)
        while piece := table.read(_PIECE):
            self._put(piece)
        return joining.name_bytes, count

    def _finish(self, header: Header) -> Header:
        """Buckets and filter out of the table as it was written, then the header."""
        bits = max(0, header.entries.bit_length() - _BUCKET_BITS)
        header = header._replace(bits=bits, blocks=header.entries * _FILTER_BITS // 64 + 1)
        buckets, words = array("I", bytes(4 << header.bits)), array("Q", bytes(8 * header.blocks))
        shift = 64 - header.bits
        for number in self._hashes(header):
            buckets[number >> shift] += 1
            word, bits = filter_place(number, header.blocks)
            words[word] |= bits
        checked = 0
        for data in (_starts(buckets), _little(words)):
            checked = zlib.crc32(data, checked)
            self._put(data)
        header = header._replace(digest=self._digest.digest(), memory=checked)
        self._file.seek(0)
        self._file.write(header.pack())
        self._file.flush()
        os.fsync(self._file.fileno())
        return header

    def _hashes(self, header: Header) -> Iterator[int]:
        self._file.seek(header.table_at)
        left = header.entries * ENTRY
        while left:
            data = self._file.read(min(_PIECE, left))
            left -= len(data)
            for number, _ in iter_unpack(">QQ", data):
                yield number
        self._file.seek(0, os.SEEK_END)

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)


def _starts(counts: "array[int]") -> bytes:
    """Where each bucket begins, and the end, out of how many entries each has."""
    starts, at = array("I", bytes(4)), 0
    for count in counts:
        at += count
        starts.append(at)
    return _little(starts)


def _little(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _check_parents(written: Path, parents: dict[str, str], known: Container[str]) -> None:
    """That every parent is there, and none lies in itself."""
    index = DiskIndex(written)
    sound: set[str] = set()
    try:
        for parent, child in parents.items():
            sound.update(_chain(index, parent, child, lambda place: place in sound or place in known))
    finally:
        index.close()


def _chain(index: DiskIndex, parent: str, child: str, sound: Callable[[str], bool]) -> dict[str, None]:
    """A parent and what it lies in, as far as that is not known to be sound."""
    passed: dict[str, None] = {}
    above: str | None = parent
    below = child
    while above is not None and not sound(above):
        row = index.get(above)
        if row is None:
            raise RulebookError(f"no parent {above!r} of {below!r}", mend="import what it lies in first")
        if above in passed:
            raise RulebookError(f"{above!r} lies in itself", mend="mend its parent")
        passed[above] = None
        below, above = above, row.parent
    return passed


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; where a folder cannot be opened (Windows), the rename alone must do."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
