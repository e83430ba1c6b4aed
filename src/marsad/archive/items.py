"""What an input comes to, item by item: a report ready to be sealed, a file that holds some, or a problem."""

import codecs
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from marsad.archive.extract import PLAIN, decode
from marsad.archive.jsonlines import JSON_LINE, report_of
from marsad.errors import InputError
from marsad.model.canonical import digest
from marsad.model.report import Report
from marsad.model.sealed import TextBase

ID_LENGTH = 24
"""Hexadecimal digits of the digest that name a report without an id."""
_KEPT = "it is kept all the same"
_MEANT = "leave it out, or give the file that was meant"


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """A report ready to be sealed: `original` is its own bytes (a file's, or one JSON line's), `source` "file:line".

    Where the report has no bytes of its own, as an entry of a feed, `original` is the digest of the Container before
    it; `within` is that digest for all that came out of one.
    """

    report: Report
    original: bytes | str
    source: str = ""
    base: TextBase = TextBase()
    within: str = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something a user should know about an input. An `error` was not taken in; a `warning` was, with a doubt."""

    where: str
    what: str
    mend: str = ""
    level: Literal["error", "warning"] = "error"


class Unread(Problem, frozen=True, kw_only=True):
    """A file, or a part or line of one, that gave no report: its bytes are kept all the same.

    `reader` is what tried ("pdf/1"), empty where nothing knows such bytes; of a large file `original` is the path.
    """

    original: bytes | Path
    reader: str = ""
    within: str = ""


class Container(msgspec.Struct, frozen=True, kw_only=True):
    """A file that holds the reports, problems and containers that follow it, and is kept whole beside them."""

    where: str
    original: bytes | Path
    digest: str
    reader: str
    within: str = ""


Item = Intake | Container | Problem


class Given:
    """What the user says of reports that do not say it themselves."""

    def __init__(self, published: date | None, outlet: str | None, given_id: str | None) -> None:
        self.published = published
        self.outlet = outlet
        self.given_id = given_id
        self.named = ""

    def name(self, where: str) -> str | None:
        """The given id, once; InputError for a second text."""
        if self.given_id and self.named:
            what = f"the id {self.given_id!r} was given for one text, and {self.named} has it"
            raise InputError(what, mend="give one text, or leave the id to the digest")
        self.named = where
        return self.given_id

    def fill(self, report: Report, original: bytes) -> Report:
        """The report with its gaps filled: id, day of publication, outlet."""
        return msgspec.structs.replace(
            report,
            report=report.report or digest(original)[:ID_LENGTH],
            published=report.published or self.published,
            outlet=report.outlet or self.outlet,
        )


def from_lines(file: Iterable[bytes], where: str, given: Given) -> Iterator[Item]:
    """A report a line; a line's own bytes, without its end, are its original."""
    found = False
    for number, raw in enumerate(file, 1):
        line = raw.removesuffix(b"\n").removesuffix(b"\r")
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            found = True
            yield from _line(line, f"{where}:{number}", given)
    if not found:
        yield Problem(where=where, what="there is no report in it", mend="one JSON object a line")


def _line(line: bytes, where: str, given: Given) -> Iterator[Item]:
    try:
        report, base, doubts = report_of(line)
    except InputError as error:
        yield Unread(where=where, what=error.what, mend=error.mend, original=line, reader=JSON_LINE)
        return
    yield from (Problem(where=where, what=doubt.what, mend=doubt.mend, level="warning") for doubt in doubts)
    yield from taken(Intake(report=given.fill(report, line), original=line, source=where, base=base))


def from_text(data: bytes, where: str, given: Given) -> Iterator[Item]:
    """One report from the bytes of a text."""
    if not data.strip():
        yield Problem(where=where, what="there is no text in it", mend=_MEANT)
        return
    try:
        text, base = decode(data)
        report = Report(report=given.name(where) or "", text=text)
    except InputError as error:
        yield Unread(where=where, what=error.what, mend=error.mend, original=data, reader=PLAIN)
        return
    yield from taken(Intake(report=given.fill(report, data), original=data, source=where, base=base))


def taken(intake: Intake) -> Iterator[Item]:
    """The intake, and a warning for each note on its text."""
    yield from (Problem(where=intake.source, what=note, mend=_KEPT, level="warning") for note in intake.base.notes)
    yield intake
