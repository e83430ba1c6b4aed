"""Writing an index of places on disk from a stream of rows: memory does not grow with them, equal rows equal bytes.

The rows are written as they come. The entries of their keys are parted by hash into files of their own, each of which
is then sorted by itself: hashes spread evenly, so that every part is small.
"""

import hashlib
import os
import sys
import zlib
from array import array
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from struct import iter_unpack
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from marsad.errors import RulebookError
from marsad.gazetteer.disk import DiskIndex
from marsad.gazetteer.diskform import (
    BEGINS,
    ENTRY,
    HASH,
    HEADER,
    ID,
    IS,
    NAMES,
    Header,
    filter_place,
    key_hash,
    pack_entry,
    pack_row,
    unpack_pointer,
    unpack_row,
)
from marsad.gazetteer.keys import name_words
from marsad.gazetteer.place import PlaceRow

_PARTS = 64
_PART_SHIFT = 2
"""The first byte of a hash without so many bits is its part's number."""
_WAITING = 1 << 12
"""Entries of one part that wait in memory."""
_KNOWN_BEGINNINGS = 1 << 16
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
            built = _Writing(file, stack, path).write(rows)
        _check_parents(temporary, built.parents, known, path)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()
    _sync_folder(path.parent)
    header = built.header
    return Built(header.rows, header.names, header.size, header.digest.hex())


class _Written(NamedTuple):
    header: Header
    parents: dict[str, str]


class _Writing:
    """One file as it is written."""

    def __init__(self, file: IO[bytes], stack: ExitStack, path: Path) -> None:
        self._file, self._path, self._stack = file, path, stack
        self._parts: list[IO[bytes] | None] = [None] * _PARTS
        self._waiting: list[list[bytes]] = [[] for _ in range(_PARTS)]
        self._beginnings: set[str] = set()
        self._digest = hashlib.sha256()
        self._names = 0

    def write(self, rows: Iterable[PlaceRow]) -> _Written:
        """The whole file; durable when this returns."""
        self._file.write(bytes(HEADER))
        count = row_bytes = 0
        parents: dict[str, str] = {}
        for row in rows:
            data = pack_row(row)
            self._put(data)
            self._take(row, row_bytes, len(data))
            if row.parent is not None:
                parents.setdefault(row.parent, row.id)
            elif row.type != "country":
                raise self._wrong(f"{row.id!r} lies in nothing", "only a country has no parent")
            count += 1
            row_bytes += len(data)
        header = self._finish(Header(count, self._names, row_bytes, self._table(), 0, 0, b"", 0))
        return _Written(header, parents)

    def _take(self, row: PlaceRow, at: int, size: int) -> None:
        """The entries of one row."""
        self._enter(pack_entry(key_hash(ID + row.id), IS, at, size))
        names = dict.fromkeys(map(name_words, (row.name_ar, *row.variants)))
        names.pop((), None)
        self._names += len(names)
        for words in names:
            self._enter(pack_entry(key_hash(" ".join(words)), NAMES, at, size))
            for count in range(1, len(words)):
                self._begin(" ".join(words[:count]))

    def _begin(self, key: str) -> None:
        if key not in self._beginnings:
            if len(self._beginnings) >= _KNOWN_BEGINNINGS:
                self._beginnings.clear()
            self._beginnings.add(key)
            self._enter(pack_entry(key_hash(key), BEGINS))

    def _enter(self, entry: bytes) -> None:
        part = entry[0] >> _PART_SHIFT
        waiting = self._waiting[part]
        waiting.append(entry)
        if len(waiting) >= _WAITING:
            self._part(part).write(b"".join(waiting))
            waiting.clear()

    def _part(self, number: int) -> IO[bytes]:
        """The file of one part; few rows need none."""
        part = self._parts[number]
        if part is None:
            part = TemporaryFile(dir=self._path.parent, suffix=".tmp")  # noqa: SIM115 - the stack closes it
            self._parts[number] = self._stack.enter_context(part)
        return part

    def _table(self) -> int:
        """Write the sorted table; returns how many entries it has. A beginning that came twice stands once."""
        count = 0
        for part, waiting in zip(self._parts, self._waiting, strict=True):
            data = _emptied(part) + b"".join(waiting)
            entries = sorted({data[at : at + ENTRY] for at in range(0, len(data), ENTRY)})
            self._check_ids(entries)
            self._put(b"".join(entries))
            count += len(entries)
        return count

    def _check_ids(self, entries: list[bytes]) -> None:
        before = b""
        for entry in entries:
            if entry[-1] & 3 == IS:
                if entry.startswith(before[:HASH]) and before:
                    raise self._wrong(f"id {self._row(entry).id!r} comes twice", "give each place an id of its own")
                before = entry

    def _row(self, entry: bytes) -> PlaceRow:
        _, at, size = unpack_pointer(int.from_bytes(entry[HASH:], "big"))
        self._file.seek(HEADER + at)
        return unpack_row(self._file.read(size), str(self._path))

    def _finish(self, header: Header) -> Header:
        """Buckets and filter out of the table as it was written, then the header."""
        header = header._replace(
            bits=max(0, header.entries.bit_length() - _BUCKET_BITS), blocks=header.entries * _FILTER_BITS // 64 + 1
        )
        buckets, words = array("I", bytes(4 << header.bits)), array("Q", bytes(8 * header.blocks))
        shift = 64 - header.bits
        for number in self._hashes(header):
            buckets[number >> shift] += 1
            word, bits = filter_place(number, header.blocks)
            words[word] |= bits
        data, checked = b"", 0
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

    def _wrong(self, what: str, mend: str) -> RulebookError:
        return RulebookError(what, where=str(self._path), mend=mend)


def _emptied(part: IO[bytes] | None) -> bytes:
    """All that a part holds, and its room on the disk given back."""
    if part is None:
        return b""
    part.seek(0)
    data = part.read()
    part.truncate(0)
    return data


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


def _check_parents(written: Path, parents: dict[str, str], known: Container[str], path: Path) -> None:
    """That every parent is there, and none lies in itself; `parents` maps each to the first row that names it."""
    index = DiskIndex(written)
    sound: set[str] = set()
    try:
        for parent, child in parents.items():
            sound.update(_chain(index, parent, child, lambda place: place in sound or place in known))
    except RulebookError as error:
        raise RulebookError(error.what, where=str(path), mend=error.mend) from None
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
