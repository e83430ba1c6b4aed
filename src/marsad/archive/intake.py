"""Inputs that a user names, one report at a time; one bad item is named and the rest goes on."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from marsad.archive.items import Container, Given, Intake, Item, Problem, Unread, from_lines
from marsad.archive.recognise import HEAD, KNOWN, LINES, recognise
from marsad.archive.unfold import File, unfold

__all__ = ["Container", "Intake", "Item", "Problem", "Unread", "take"]

Fetch = Callable[[str, Given], Iterator[Item]]
"""Asks for an address of the web."""
STDIN = "-"
LARGEST = 256 << 20
"""Bytes of a file that is read in one piece; JSON lines, archives and exports may be larger."""
SHOWN = 5
"""Names of passed-over files that a warning shows."""
_RIGHTS = "check the name and who may read it"
_TAKES = "docs/formats.md names the formats that a folder is searched for; name the file to keep it all the same"


def take(  # noqa: PLR0913 - what a user may say of inputs, by name
    inputs: Sequence[str],
    *,
    published: date | None = None,
    outlet: str | None = None,
    given_id: str | None = None,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Item]:
    """Every report in the inputs, in their order, and every problem in its place; nothing raises for a bad item.

    An input is a file of a known format, a folder (searched for their endings, in the order of names, below it too;
    hidden names are left out), "-" for `stdin`, or an address that `fetch` asks for. `published` and `outlet` are for
    reports that give none themselves; `given_id` names a single text, which else gets a prefix of its digest.
    """
    given = Given(published, outlet, given_id)
    for name in inputs:
        if is_location(name):
            yield from fetch(name, given) if fetch else _unfetched(name)
        elif name == STDIN:
            yield from _guarded("stdin", _standard_input(stdin or sys.stdin.buffer, given))
        elif Path(name).is_dir():
            yield from _folder(Path(name), given)
        else:
            yield from _guarded(name, _file(Path(name), given))


def is_location(name: str) -> bool:
    """Whether an input is meant as an address of the web."""
    return name.lower().startswith(("http://", "https://"))


def _unfetched(name: str) -> Iterator[Item]:
    yield Problem(where=name, what="only `marsad add` and `marsad watch` fetch from the web", mend="add it to a record")


def _guarded(where: str, items: Iterator[Item]) -> Iterator[Item]:
    """The items, up to where the system cannot read on."""
    try:
        yield from items
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
        yield Problem(where=where, what=what, mend=_RIGHTS)


def _folder(folder: Path, given: Given) -> Iterator[Item]:
    """Every report in a folder and those below it; files of other kinds are named once for each folder."""
    found = 0
    problems: list[OSError] = []
    for path, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = [Path(path) / name for name in sorted(names) if not name.startswith(".")]
        for file in files:
            if file.suffix.lower() in KNOWN:
                found += 1
                yield from _guarded(str(file), _file(file, given))
        if others := [file.name for file in files if file.suffix.lower() not in KNOWN]:
            yield _passed_over(path, others)
    for error in problems:
        yield Problem(where=str(error.filename), what=f"the folder cannot be read: {error.strerror}", mend=_RIGHTS)
    if not found:
        yield Problem(where=str(folder), what="there is no report in the folder", mend=_TAKES)


def _passed_over(folder: str, names: list[str]) -> Problem:
    shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
    what = f"{len(names)} of other kinds passed over: {shown}"
    return Problem(where=folder, what=what, mend=_TAKES, level="warning")


def _file(path: Path, given: Given) -> Iterator[Item]:
    """Lines one by one, however many; what else is large is read from the disk, all other files from memory."""
    with path.open("rb") as file:
        kind = recognise(file.read(HEAD), path.name)
        file.seek(0)
        if kind == LINES:
            yield from from_lines(file, str(path), given)
            return
        size = os.fstat(file.fileno()).st_size
        data = file.read() if size <= LARGEST or not stat.S_ISREG(path.stat().st_mode) else path
    yield from unfold(File(data=data, name=path.name, where=str(path)), given)


def _standard_input(file: BinaryIO, given: Given) -> Iterator[Item]:
    """Lines as they come, else all of it as one file."""
    head = file.read(HEAD)
    if recognise(head, "") == LINES:
        yield from from_lines(_lines(head, file), "stdin", given)
    else:
        yield from unfold(File(data=head + file.read(), name="", where="stdin"), given)


def _lines(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream whose first bytes were read already."""
    *whole, torn = head.splitlines(keepends=True) or [b""]
    yield from whole
    yield torn if torn.endswith(b"\n") else torn + file.readline()
    yield from file
