"""The append-only log: a line a leaf, its openings beside it, one commit for a batch."""

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.archive.entries import MEND, Draft, Opened, Random, read_entry, read_openings, write_entry
from marsad.archive.files import disk_error, sync_folder
from marsad.archive.head import head_of, read_head, write_head
from marsad.archive.merkle import Frontier, leaf_hash
from marsad.archive.recovery import append, settle, whole_lines
from marsad.errors import RecordError

ENTRIES = "entries.jsonl"
OPENINGS = "openings.jsonl"
HEAD = "head.json"
SIGNED = "checkpoint.note"

Clock = Callable[[], datetime]


def now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


class Log:
    """The folder `log/`. What `append` has returned is durable; what a crash cut off was never acknowledged."""

    def __init__(self, folder: Path, *, write: bool, random: Random = os.urandom) -> None:
        """Open a log; `load` must be exhausted before anything else is asked."""
        self.folder = folder
        self._random = random
        self._write = write
        self._head = read_head(folder / HEAD)
        self._entries = _open(folder / ENTRIES, write=write)
        self._openings = _open(folder / OPENINGS, write=write)
        self._frontier = Frontier()
        self._starts = (array("Q", [0]), array("Q", [0]))

    @classmethod
    def create(cls, folder: Path, first: Draft, logged: datetime, random: Random = os.urandom) -> None:
        """Write a log with one entry, in a folder that is there and empty; the head comes last and makes it a log."""
        leaf, openings = write_entry(first, 0, logged, random)
        for name, line in ((ENTRIES, leaf), (OPENINGS, openings)):
            path = folder / name
            try:
                with path.open("xb") as file:
                    file.write(line + b"\n")
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as error:
                raise disk_error(path, error) from error
        sync_folder(folder)
        frontier = Frontier()
        frontier.add(leaf_hash(leaf))
        write_head(folder / HEAD, head_of(1, frontier.root().hex()))

    @property
    def size(self) -> int:
        """Entries that are acknowledged."""
        return self._head.size

    def root(self) -> str:
        """The tree hash over all of them."""
        return self._head.root

    def counted(self) -> bytes:
        """The tree hash over the entries that `load` has come to."""
        return self._frontier.root()

    def load(self) -> Iterator[Opened]:
        """Read the whole log once, in order; RecordError at its end where it is not the one its head speaks of.

        Open for writing, what an interrupted writer left is then taken in where it is whole, and else cut off.
        """
        for position in range(self.size):
            leaf = self._line(self._entries, position)
            opening = self._line(self._openings, position)
            self._count(leaf, opening)
            yield self._opened(position, leaf, opening)
        if self._frontier.root().hex() != self._head.root:
            where = str(self.folder / ENTRIES)
            raise RecordError("the log is not the one that its head speaks of", where=where, mend=MEND)
        if self._write:
            yield from self._recover()

    def _recover(self) -> Iterator[Opened]:
        first = self.size
        lines = whole_lines(self._entries, self._openings, first)
        settle(self._openings, self._starts[1][-1], [opening for _, opening in lines])
        settle(self._entries, self._starts[0][-1], [leaf for leaf, _ in lines])
        if lines:
            self._commit(lines)
        for position, (leaf, opening) in enumerate(lines, first):
            yield self._opened(position, leaf, opening)

    def get(self, position: int) -> Opened:
        """One entry, by its position."""
        leaf = self._again(self._entries, self._starts[0], position)
        return self._opened(position, leaf, self._again(self._openings, self._starts[1], position))

    def raw(self, position: int) -> tuple[bytes, bytes]:
        """The two lines of an entry, leaf and openings, without their ends."""
        leaves, openings = self._starts
        return self._again(self._entries, leaves, position), self._again(self._openings, openings, position)

    def append(self, drafts: Sequence[Draft], logged: datetime) -> list[Opened]:
        """Add entries with one commit, and return them when they are durable.

        RecordError where the disk refuses: nothing is then acknowledged, and the log must be opened anew.
        """
        if not self._write:
            raise RecordError("the record is not open for writing", where=str(self.folder), mend="open it anew")
        first = self.size
        lines = [write_entry(draft, first + n, logged, self._random) for n, draft in enumerate(drafts)]
        if lines:
            self._write = False
            append(self._openings, self._starts[1][-1], [opening for _, opening in lines])
            append(self._entries, self._starts[0][-1], [leaf for leaf, _ in lines])
            self._commit(lines)
            self._write = True
        return [self._opened(position, leaf, opening) for position, (leaf, opening) in enumerate(lines, first)]

    def close(self) -> None:
        """Let go of the files."""
        self._entries.close()
        self._openings.close()

    def _commit(self, lines: list[tuple[bytes, bytes]]) -> None:
        """Count lines that are durable, and say so in the head."""
        for leaf, opening in lines:
            self._count(leaf, opening)
        head = head_of(self._frontier.size, self._frontier.root().hex())
        write_head(self.folder / HEAD, head)
        self._head = head

    def _count(self, leaf: bytes, opening: bytes) -> None:
        self._frontier.add(leaf_hash(leaf))
        for starts, line in zip(self._starts, (leaf, opening), strict=True):
            starts.append(starts[-1] + len(line) + 1)

    def _line(self, file: BinaryIO, position: int) -> bytes:
        line = file.readline()
        if not line.endswith(b"\n"):
            what = f"the log ends after {position} entries, and its head speaks of {self.size}"
            raise RecordError(what, where=file.name, mend=MEND)
        return line[:-1]

    def _again(self, file: BinaryIO, starts: "array[int]", position: int) -> bytes:
        start, end = starts[position : position + 2]
        file.seek(start)
        return file.read(end - start)[:-1]

    def _opened(self, position: int, leaf: bytes, openings: bytes) -> Opened:
        name = ENTRIES
        try:
            entry = read_entry(leaf)
            name = OPENINGS
            return Opened(position, entry, read_openings(openings, position))
        except msgspec.DecodeError as error:
            where = f"{self.folder / name}:{position + 1}"
            raise RecordError(f"this line is damaged: {error}", where=where, mend=MEND) from error


def _open(path: Path, *, write: bool) -> BinaryIO:
    try:
        return path.open("r+b") if write else path.open("rb")
    except OSError as error:
        raise RecordError(f"the log cannot be read: {error.strerror}", where=str(path), mend=MEND) from error
