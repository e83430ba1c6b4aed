"""Inputs that a user names, one report at a time; one bad item is named and the rest goes on."""

import codecs
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from marsad.archive.items import Given, Intake, Problem, from_lines, from_text

__all__ = ["Intake", "Problem", "take"]

JSON_LINES = frozenset({".jsonl", ".ndjson"})
TEXTS = frozenset({".txt"})
KNOWN = JSON_LINES | TEXTS
STDIN = "-"
SHOWN = 5
"""Names of passed-over files that a warning shows."""
_RIGHTS = "check the name and who may read it"
_TAKES = "a folder is searched for .txt and .jsonl files"


def take(
    inputs: Sequence[str],
    *,
    published: date | None = None,
    outlet: str | None = None,
    given_id: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Intake | Problem]:
    """Every report in the inputs, in their order, and every problem in its place; nothing raises for a bad item.

    An input is a text file, a folder (searched for .txt and .jsonl, in the order of names, below it too; hidden names
    are left out), a .jsonl of reports, or "-" for `stdin`. What the name does not tell is JSON lines where it begins
    with an opening brace, else one text. `published` and `outlet` are for reports that give none
    themselves; `given_id` names a single text, which else gets a prefix of its digest.
    """
    given = Given(published, outlet, given_id)
    for name in inputs:
        if name == STDIN:
            yield from _guarded("stdin", _sniffed(stdin or sys.stdin.buffer, "stdin", given))
        elif Path(name).is_dir():
            yield from _folder(Path(name), given)
        else:
            yield from _guarded(name, _file(Path(name), given))


def _guarded(where: str, items: Iterator[Intake | Problem]) -> Iterator[Intake | Problem]:
    """The items, up to where the system cannot read on."""
    try:
        yield from items
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
        yield Problem(where=where, what=what, mend=_RIGHTS)


def _folder(folder: Path, given: Given) -> Iterator[Intake | Problem]:
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


def _file(path: Path, given: Given) -> Iterator[Intake | Problem]:
    with path.open("rb") as file:
        if path.suffix.lower() in JSON_LINES:
            yield from from_lines(file, str(path), given)
        elif path.suffix.lower() in TEXTS:
            yield from from_text(file.read(), str(path), given)
        else:
            yield from _sniffed(file, str(path), given)


def _sniffed(file: BinaryIO, where: str, given: Given) -> Iterator[Intake | Problem]:
    """JSON lines where the first thing is an opening brace, else one text."""
    head = []
    for line in file:
        head.append(line)
        if line.strip():
            break
    if head and head[-1].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        yield from from_lines(chain(head, file), where, given)
    else:
        yield from from_text(b"".join([*head, file.read()]), where, given)
