"""Sorting more entries than memory holds: parted by the first bits of their hashes, each part then sorted by itself."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from marsad.gazetteer.disk.form import ENTRY

_PARTS = 64
_PART_SHIFT = 2
"""The first byte of a hash without so many bits is its part's number."""
_WAITING = 1 << 12
"""Entries of one part that wait in memory."""


class Sorting:
    """Entries in any order in, parts of the sorted whole out; hashes spread evenly, so that every part is small."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        """Parts go to nameless files in a folder, which the stack closes; few entries need none."""
        self._folder, self._stack = folder, stack
        self._files: list[IO[bytes] | None] = [None] * _PARTS
        self._waiting: list[list[bytes]] = [[] for _ in range(_PARTS)]

    def add(self, entry: bytes) -> None:
        """Take one entry."""
        part = entry[0] >> _PART_SHIFT
        waiting = self._waiting[part]
        waiting.append(entry)
        if len(waiting) >= _WAITING:
            self._file(part).write(b"".join(waiting))
            waiting.clear()

    def parts(self) -> Iterator[list[bytes]]:
        """The entries in order, each once, in parts of which none parts a hash's entries; to be asked once."""
        for file, waiting in zip(self._files, self._waiting, strict=True):
            data = _emptied(file) + b"".join(waiting)
            yield sorted({data[at : at + ENTRY] for at in range(0, len(data), ENTRY)})

    def _file(self, number: int) -> IO[bytes]:
        file = self._files[number]
        if file is None:
            file = self._files[number] = scratch(self._folder, self._stack)
        return file


def scratch(folder: Path, stack: ExitStack) -> IO[bytes]:
    """A nameless file in a folder, gone when the stack ends."""
    file = TemporaryFile(dir=folder, suffix=".tmp")  # noqa: SIM115 - the stack closes it
    return stack.enter_context(file)


def _emptied(file: IO[bytes] | None) -> bytes:
    """All that a part holds, and its room on the disk given back."""
    if file is None:
        return b""
    file.seek(0)
    data = file.read()
    file.truncate(0)
    return data
