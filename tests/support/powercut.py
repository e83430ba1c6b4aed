"""What a disk may hold after a power cut: a program's system calls recorded by strace, and the states they may leave.

The method of ALICE: what was written since a file's last fsync may be there in any part, torn at 512 bytes, reordered;
names made, changed or taken away since a folder's last fsync may be lost from any point on.
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "openat,write,pwrite64,fsync,fdatasync,rename,unlink,ftruncate,lseek,close"
_CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
SECTOR = 512


@dataclass(frozen=True)
class Call:
    """A system call that succeeded: its strings as bytes, its other arguments as text, what it returned."""

    name: str
    strings: list[bytes]
    numbers: list[str]
    result: int


def recorded(code: str, *arguments: object, trace: Path) -> list[Call]:
    """Run Python code under strace, which must end well, and give its calls."""
    command = ["strace", "-qq", "-xx", "-s", "10000000", "-e", f"trace={CALLS}", "-o", str(trace)]
    subprocess.run([*command, sys.executable, "-c", code, *map(str, arguments)], check=True, capture_output=True)
    return list(parsed(trace))


def parsed(trace: Path) -> Iterator[Call]:
    for line in trace.read_text().splitlines():
        found = _CALL.match(line)
        if found and int(found[3]) >= 0:
            strings = [bytes.fromhex(text.replace("\\x", "")) for text in _STRING.findall(found[2])]
            numbers = [part.strip() for part in _STRING.sub("", found[2]).split(",")]
            yield Call(found[1], strings, numbers, int(found[3]))


@dataclass
class File:
    """What of a file is on the disk for certain, and what was done to it since."""

    durable: bytes = b""
    pending: list[tuple[int, bytes]] = field(default_factory=list)

    def synced(self) -> None:
        for at, data in self.pending:
            self.durable = patched(self.durable, at, data)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random, share: float) -> bytes:
        """What may be left of it."""
        data = self.durable
        writes = [write for write in self.pending if chance.random() < share]
        chance.shuffle(writes)
        for at, piece in writes:
            kept = piece if chance.random() < share else piece[: SECTOR * chance.randrange(len(piece) // SECTOR + 1)]
            data = patched(data, at, kept)
        return data


def patched(data: bytes, at: int, piece: bytes) -> bytes:
    return data[:at].ljust(at, b"\0") + piece + data[at + len(piece) :]


class Disk:
    """A folder's files as the calls leave them, what is durable apart from what is not."""

    def __init__(self, folder: Path, seen: Path) -> None:
        """`folder` as it is now, all of it durable; `seen`: under which path the calls know it."""
        self._root = f"{seen}/"
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        self._names = {name: File(path.read_bytes()) for name, path in files.items()}
        self._durable = dict(self._names)
        self._pending: dict[str, list[tuple[str, File | None]]] = {}
        self._open: dict[int, tuple[str, File | None, int]] = {}
        self.acknowledged: list[bytes] = []

    def does(self, call: Call) -> None:
        """Take in the next call."""
        number = int(call.numbers[0]) if call.numbers[0].lstrip("-").isdigit() else -1
        name, file, at = self._open.get(number, ("", None, 0))
        if call.name == "openat":
            self._opened(call)
        elif call.name == "write" and number == 1:
            self.acknowledged += call.strings[0].splitlines()
        elif call.name in {"write", "pwrite64"} and file:
            offset = int(call.numbers[-1]) if call.name == "pwrite64" else at
            file.pending.append((offset, call.strings[0][: call.result]))
            if call.name == "write":
                self._open[number] = name, file, at + call.result
        elif call.name == "lseek" and file:
            self._open[number] = name, file, call.result
        elif call.name in {"fsync", "fdatasync"} and name:
            self._sync(name, file)
        elif call.name in {"rename", "unlink"}:
            self._moved([self._inside(path) for path in call.strings])
        elif call.name == "close":
            self._open.pop(number, None)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Path → bytes of every file in one of the states that may be left."""
        share = chance.choice([0.0, 0.5, 0.9, 1.0])
        names = dict(self._durable)
        for changes in self._pending.values():
            for name, file in changes[: round(len(changes) * chance.choice([0, chance.random(), 1]))]:
                if file is None:
                    names.pop(name, None)
                else:
                    names[name] = file
        return {name: file.after_a_cut(chance, share) for name, file in names.items()}

    def _inside(self, path: bytes) -> str:
        text = path.decode()
        return text.removeprefix(self._root) if text.startswith(self._root) else ""

    def _opened(self, call: Call) -> None:
        name = self._inside(call.strings[0])
        if name and "O_CREAT" in call.numbers[-2] + call.numbers[-1] and name not in self._names:
            self._change(name, File())
        if name:
            self._open[call.result] = name, self._names.get(name), 0

    def _sync(self, name: str, file: File | None) -> None:
        if file:
            file.synced()
        for changed, now in self._pending.pop(name, ()) if not file else ():
            if now is None:
                self._durable.pop(changed, None)
            else:
                self._durable[changed] = now

    def _moved(self, names: list[str]) -> None:
        """A file under another name (both in one folder, as everywhere here), or no more under its own."""
        if not names[0]:
            return
        file = self._names.get(names[0])
        if len(names) > 1 and file:
            self._change(names[1], file)
        self._change(names[0], None)

    def _change(self, name: str, file: File | None) -> None:
        self._pending.setdefault(name.rpartition("/")[0], []).append((name, file))
        if file is None:
            self._names.pop(name, None)
        else:
            self._names[name] = file
