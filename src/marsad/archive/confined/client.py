"""The parent's side: hand a file to a confined reader, get what it found, or the reason why not."""

import atexit
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO

import msgspec

from marsad.archive.confined.frames import TornError, frames
from marsad.archive.confined.words import Answer, Ask
from marsad.archive.format import Found, Limits
from marsad.errors import InputError

MESSAGE = 1 << 16
_KEEP = "the bytes are kept as they are; look at the file with care, on a machine that holds nothing else"
_SMALLER = "give it in smaller parts"


class Confined:
    """A process that forks a child for each file; started with the first file, and again should it die."""

    def __init__(self) -> None:
        self._door: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.last = Answer("done")
        """How the last reading went, and what it cost."""

    def read(self, reader: str, data: bytes | BinaryIO, name: str, limits: Limits) -> Iterator[Found]:
        """What the reader ("module:function") found in the file, one thing in memory at a time.

        InputError where it refuses the file, exceeds a limit, crashes, or lacks a library; then nothing was yielded.
        """
        with _nowhere() as output:
            with _as_file(data) as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(0)
                self.last = self._ask(Ask(reader, name, size, limits), file.fileno(), output.fileno())
            if self.last.outcome != "done":
                raise failure(self.last, limits, size)
            try:
                yield from frames(output, self.last.number)
            except TornError as error:
                raise failure(Answer("crashed", what="noise"), limits, size) from error

    def close(self) -> None:
        """End the process, if there is one."""
        if self._door:
            self._door.close()
        if self._process:
            self._process.wait()
        self._door = self._process = None

    def _ask(self, ask: Ask, data: int, output: int) -> Answer:
        door = self._door or self._start()
        try:
            socket.send_fds(door, [msgspec.json.encode(ask)], [data, output])
            said = door.recv(MESSAGE)
        except OSError:
            said = b""
        if not said:
            self.close()
            return Answer("crashed", what="server")
        return msgspec.json.decode(said, type=Answer)

    def _start(self) -> socket.socket:
        """Start the server; `-P` keeps the folder that a user stands in out of what Python imports."""
        self._door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-P", "-m", "marsad.archive.confined.server", str(theirs.fileno())]
            quiet = subprocess.DEVNULL
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command, pass_fds=[theirs.fileno()], stdin=quiet, stdout=quiet, stderr=quiet
            )
        return self._door


@cache
def confined() -> Confined:
    """The one of this process, ended with it."""
    room = Confined()
    atexit.register(room.close)
    return room


def failure(answer: Answer, limits: Limits, size: int) -> InputError:
    """What a reading that gave nothing means to a user."""
    if answer.outcome == "refused":
        return InputError(answer.what, mend=answer.mend)
    if answer.outcome == "missing":
        what = f"reading it needs the package {answer.what}, which is not installed"
        return InputError(what, mend="install it with `pip install 'marsad[formats]'` and add the file again")
    if answer.outcome == "slow":
        return InputError(f"reading it takes more than {limits.time(size)} seconds", mend=_SMALLER)
    if answer.outcome == "greedy":
        return InputError(f"reading it takes more than {limits.memory >> 20} MB of memory", mend=_SMALLER)
    if answer.outcome == "large":
        return InputError(f"it unfolds to more than {limits.output >> 20} MB", mend=_SMALLER)
    return InputError(f"its reader failed on it ({answer.what})", mend=_KEEP)


def _as_file(data: bytes | BinaryIO) -> BinaryIO:
    """Bytes as an open file."""
    if not isinstance(data, bytes):
        return os.fdopen(os.dup(data.fileno()), "rb")
    file = _nowhere()
    file.write(data)
    file.flush()
    return file


def _nowhere() -> BinaryIO:
    """An open file without a name, and where the system allows it without a disk: making and freeing blocks is slow."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("marsad"), "w+b")
    return os.fdopen(os.dup(tempfile.TemporaryFile().fileno()), "w+b")
