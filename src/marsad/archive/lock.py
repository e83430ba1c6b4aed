"""One writer at a time: a lock that the system lets go of when its holder dies, in a file that names the holder."""

import os
import socket
import sys
import threading
from datetime import datetime
from pathlib import Path

import msgspec

from marsad.errors import RecordError
from marsad.model.canonical import canonical

if sys.platform == "win32":
    import msvcrt

    def _grasp(handle: int) -> None:
        os.lseek(handle, 1 << 30, os.SEEK_SET)  # far behind the holder's name, which others must be able to read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _grasp(handle: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Holder(msgspec.Struct, frozen=True):
    """Who writes, and since when."""

    pid: int
    host: str
    since: datetime


_HELD: dict[str, Holder] = {}
"""Locks of this process, which the system's lock does not keep from opening a second door.

A forked child finds its parent here and knows by the process id that it holds nothing itself. While a lock is held,
this process must not open its file again: closing that would let go of it.
"""
_DOOR = threading.Lock()
_MEND = "wait until it is done, or end it; the lock goes with its holder"


class Lock:
    """Held from `Lock(path, now)` to `release`; `after_death` says that the last holder died without letting go."""

    def __init__(self, path: Path, now: datetime) -> None:
        self._name = os.path.realpath(path)
        with _DOOR:
            self._handle = _grasped(path, self._name)
            me = Holder(os.getpid(), socket.gethostname(), now)
            _HELD[self._name] = me
        os.lseek(self._handle, 0, os.SEEK_SET)
        self.after_death = os.read(self._handle, 1) != b""
        self._write(canonical(me))

    def release(self) -> None:
        """Let go; the file stays, empty: a lock on a file that has lost its name would keep nobody out."""
        with _DOOR:
            holder = _HELD.get(self._name)
            if holder and holder.pid == os.getpid():
                self._write(b"")
                del _HELD[self._name]
            os.close(self._handle)

    def _write(self, data: bytes) -> None:
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.ftruncate(self._handle, 0)
        os.write(self._handle, data)


def _grasped(path: Path, name: str) -> int:
    held = _HELD.get(name)
    if held and held.pid == os.getpid():
        raise _refusal(path, held)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as error:
        what = f"the record cannot be written to: {error.strerror}"
        raise RecordError(what, where=str(path), mend="check who owns the folder") from error
    try:
        _grasp(handle)
    except OSError as error:
        os.close(handle)
        raise _refusal(path, _holder(path)) from error
    return handle


def _holder(path: Path) -> Holder | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return None


def _refusal(path: Path, holder: Holder | None) -> RecordError:
    if holder is None:
        return RecordError("another process is writing to this record", where=str(path), mend=_MEND)
    since = holder.since.isoformat(sep=" ", timespec="seconds")
    what = f"process {holder.pid} on {holder.host} has been writing to this record since {since}"
    return RecordError(what, where=str(path), mend=_MEND)
