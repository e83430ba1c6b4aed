"""The tree head: the log's size and root, rewritten after each commit, so that a shortened log is seen."""

import hashlib
from pathlib import Path

import msgspec

from marsad.archive.files import write_file
from marsad.errors import RecordError
from marsad.model.canonical import canonical, parse

MEND = "restore it from a copy of the record; `marsad verify` names all that is damaged"


class Head(msgspec.Struct, frozen=True):
    """Size and root (hexadecimal); `check` tells a damaged head from a damaged log."""

    size: int
    root: str
    check: str
    v: int = 1


def head_of(size: int, root: str) -> Head:
    """The head of a tree."""
    return Head(size, root, hashlib.sha256(f"{size}\n{root}\n".encode()).hexdigest()[:16])


def write_head(path: Path, head: Head) -> None:
    """Write a head durably."""
    write_file(path, canonical(head) + b"\n")


def read_head(path: Path) -> Head:
    """The head of a log; RecordError where there is none or where it is damaged."""
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"the log's head cannot be read: {error.strerror}"
        raise RecordError(what, where=str(path), mend=MEND) from error
    try:
        head = parse(data, Head)
    except msgspec.DecodeError as error:
        raise RecordError("the log's head is damaged", where=str(path), mend=MEND) from error
    if head.v != 1:
        raise RecordError("the log's head was written by a newer Marsad", where=str(path), mend="install that version")
    if canonical(head) + b"\n" != data or head != head_of(head.size, head.root):
        raise RecordError("the log's head is damaged", where=str(path), mend=MEND)
    return head
