"""Readers that do what a hostile file makes a parser do; each runs confined, and never in the test's own process."""

import ctypes
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from marsad.archive.format import Found, Part, Text
from marsad.errors import InputError


def words(file: BinaryIO, name: str) -> Iterator[Found]:
    """An honest reader."""
    yield Text(text=f"{name}: {file.read().decode()}", extractor="words/1")


def spins(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Never ends, and works all the while."""
    while True:
        pass
    yield


def sleeps(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Never ends, and uses nothing."""
    time.sleep(3600)
    yield Text(text="", extractor="")


def eats(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Takes all the memory there is."""
    kept = [bytearray(1 << 20) for _ in range(100_000)]
    yield Text(text=str(len(kept)), extractor="eats/1")


def pours(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Finds more than a disk holds."""
    while True:
        yield Part(name="a", data=bytes(1 << 20))


def falls(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Follows a pointer to nowhere."""
    ctypes.string_at(0)
    yield Text(text="", extractor="")


def leaves(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Ends without a word."""
    os._exit(0)
    yield


def raises(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Raises what its library does not document, after it has found something."""
    yield Text(text="half", extractor="raises/1")
    raise NotImplementedError("a form that nobody knows")


def refuses(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Says what is wrong."""
    yield Text(text="half", extractor="refuses/1")
    raise InputError("the file is a bomb", mend="leave it out")


def starts(file: BinaryIO, _name: str) -> Iterator[Found]:
    """Leaves a process behind that would write into the file named, had it the time."""
    if os.fork() == 0:
        time.sleep(3600)
        Path(file.read().decode()).touch()
        os._exit(0)
    yield Text(text="begun", extractor="starts/1")


def tries(_file: BinaryIO, name: str) -> Iterator[Found]:
    """Opens a way out, or starts a program, and says what came of it."""
    acts: dict[str, Callable[[], object]] = {
        "asks": lambda: socket.socket(socket.AF_INET),
        "whispers": lambda: socket.socket(socket.AF_UNIX),
        "starts": lambda: subprocess.run(["true"], check=True),
        "spies": spy,
    }
    try:
        acts[name]()
        said = "done"
    except OSError as error:
        said = error.strerror or "refused"
    yield Text(text=said, extractor="tries/1")


def spy() -> None:
    """Asks the system for a look into another process."""
    if ctypes.CDLL(None, use_errno=True).ptrace(0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def lies(_file: BinaryIO, _name: str) -> Iterator[Found]:
    """Writes what is no frame where frames are expected."""
    for handle in range(3, 20):
        try:
            os.write(handle, b"\xff" * 64)
        except OSError:
            continue
    os._exit(0)
    yield


def read(_file: BinaryIO, name: str) -> Iterator[Found]:
    """A reader of lists that was turned: what it lists leads elsewhere, or is no list at all."""
    yield Part(name="", data=b'{"key":"k","url":"file:///etc/passwd"}' if '"kind":"feed"' in name else b"noise")
