"""Inputs that a user names, one report at a time; one bad item is named and the rest goes on."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO, Literal

import msgspec

from marsad.model.report import Report
from marsad.model.sealed import TextBase


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """A report ready to be sealed: `original` is its own bytes (a file's, or one JSON line's), `source` "file:line"."""

    report: Report
    original: bytes
    source: str = ""
    base: TextBase = TextBase()


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something a user should know about an input. An `error` was not taken in, a `warning` was, with a doubt."""

    where: str
    what: str
    mend: str = ""
    level: Literal["error", "warning"] = "error"


def take(
    inputs: Sequence[str],
    *,
    published: date | None = None,
    outlet: str | None = None,
    given_id: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Intake | Problem]:
    """Every report in the inputs, in their order, and every problem in its place; nothing raises for a bad item.

    An input is a text file, a folder (searched recursively, in the order of names), a .jsonl of reports, or "-" for
    `stdin` (JSON lines, or one text). `published` and `outlet` are for reports that give none themselves; `given_id`
    names a single text, which else gets a prefix of its digest.
    """
    yield from ()
