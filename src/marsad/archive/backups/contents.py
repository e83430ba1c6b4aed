"""What a backup holds: the log up to its head at one moment, every object that it holds on to, keys, overlays.

Nothing is locked. The log's files are opened before the head is read, objects are durable before they are logged, and
nothing of it changes later, but for an erasure, which is noticed and makes the backup begin anew.
"""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from marsad.archive.entries import MEND, OBJECT, read_openings
from marsad.archive.head import read_head
from marsad.archive.log import ENTRIES, HEAD, OPENINGS, SIGNED
from marsad.archive.objects import is_digest
from marsad.archive.overlays import overlay_files
from marsad.archive.signed.signing import FOLLOWING, KEY_FILE
from marsad.errors import RecordError

_PIECE = 1 << 20
_BLOCK = 512


class ErasedMeanwhileError(Exception):
    """An erasure took away what the backup was about to copy."""


def contents(record: Path) -> Iterator[bytes]:
    """The bytes of a tar of the record. Raises ErasedMeanwhileError, and RecordError where it cannot be read."""
    try:
        with (record / "log" / ENTRIES).open("rb") as entries, (record / "log" / OPENINGS).open("rb") as openings:
            size, short = _short_files(record)
            for name, data in short.items():
                yield from _member(name, data)
            yield from _prefix(f"log/{ENTRIES}", entries, size)
            yield from _prefix(f"log/{OPENINGS}", openings, size)
            digests = _objects(openings, size)
        for digest in digests:
            yield from _file(record, f"objects/{digest[:2]}/{digest[2:]}")
        beside = [path for path in (KEY_FILE, FOLLOWING) if (record / path).exists()]
        for path in [*beside, *overlay_files(record)]:
            yield from _file(record, path)
        yield b"\0" * 2 * _BLOCK
    except FileNotFoundError as error:
        raise ErasedMeanwhileError from error
    except OSError as error:
        what = f"the record cannot be read: {error.strerror}"
        raise RecordError(what, where=str(error.filename), mend=MEND) from error


def _short_files(record: Path) -> tuple[int, dict[str, bytes]]:
    """How many entries the head speaks of, and head and checkpoint by their paths, the checkpoint read first."""
    note = record / "log" / SIGNED
    files = {f"log/{SIGNED}": note.read_bytes()} if note.exists() else {}
    size = read_head(record / "log" / HEAD).size
    files[f"log/{HEAD}"] = (record / "log" / HEAD).read_bytes()
    if read_head(record / "log" / HEAD).size != size:
        raise ErasedMeanwhileError  # a writer came in between: once more
    return size, files


def _prefix(name: str, file: io.BufferedReader, size: int) -> Iterator[bytes]:
    """The first lines of a file of the log, as a member of their own."""
    long = sum(len(line) for line in _lines(file, size))
    file.seek(0)
    yield _header(name, long)
    yield from _lines(file, size)
    yield b"\0" * (-long % _BLOCK)


def _lines(file: io.BufferedReader, size: int) -> Iterator[bytes]:
    for _ in range(size):
        line = file.readline()
        if not line.endswith(b"\n"):
            raise ErasedMeanwhileError
        yield line


def _objects(openings: io.BufferedReader, size: int) -> list[str]:
    """Digests of all objects that the openings hold on to."""
    found = set()
    openings.seek(0)
    for position, line in enumerate(_lines(openings, size)):
        try:
            opened = read_openings(line[:-1], position).open
        except msgspec.DecodeError as error:
            where = f"log/{OPENINGS}:{position + 1}"
            raise RecordError(f"this line is damaged: {error}", where=where, mend=MEND) from error
        found |= {value.strip('"') for name, (_, value) in opened.items() if name.split(".")[0] == OBJECT}
    return sorted(digest for digest in found if is_digest(digest))


def _file(record: Path, name: str) -> Iterator[bytes]:
    with (record / name).open("rb") as file:
        size = (record / name).stat().st_size
        yield _header(name, size)
        left = size
        while left and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
        if left:
            raise ErasedMeanwhileError
        yield b"\0" * (-size % _BLOCK)


def _member(name: str, data: bytes) -> Iterator[bytes]:
    yield _header(name, len(data))
    yield data
    yield b"\0" * (-len(data) % _BLOCK)


def _header(name: str, size: int) -> bytes:
    """A tar header; owner and times are left out, so that the same record gives the same bytes."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(tarfile.PAX_FORMAT)
