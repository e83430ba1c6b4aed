"""A file read by position, so that processes and threads may share it; what it lacks is an error that names it."""

import os
from pathlib import Path
from threading import Lock

from marsad.errors import RulebookError


class Reads:
    """One open file. RulebookError where it cannot be opened, or ends before what is asked for."""

    def __init__(self, path: Path) -> None:
        """Open it."""
        self.path = path
        self._lock = Lock()
        try:
            self._file = path.open("rb", buffering=0)
            self.size = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise RulebookError(
                f"the index cannot be read: {error.strerror}", where=str(path), mend="check it"
            ) from error

    def __call__(self, at: int, size: int) -> bytes:
        """So many bytes from an offset on."""
        try:
            data = self._at(at, size)
        except OSError as error:
            raise RulebookError(
                f"the index cannot be read: {error.strerror}", where=str(self.path), mend="check the disk"
            ) from error
        if len(data) < size:
            raise self.damaged("it ends too early")
        return data

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def damaged(self, how: str, at: int | None = None) -> RulebookError:
        """What to raise where the bytes are not those that were written, at an offset if it is known."""
        where = str(self.path) if at is None else f"{self.path}: byte {at}"
        return RulebookError(f"the index is damaged: {how}", where=where, mend="import the file again")

    def _at(self, at: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, at)
        with self._lock:
            self._file.seek(at)
            return self._file.read(size)
