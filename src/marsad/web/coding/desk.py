"""The coder's desk: reports to code, and the file into which each is saved after every claim.

The file holds one report a line, without the reports' words. Each save replaces the file as a whole, so that it is
never half written; lines of other reports stay byte for byte, those that were added meanwhile too.
"""

import os
import tempfile
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from marsad.errors import InputError, MarsadError
from marsad.model.canonical import digest, text_digest
from marsad.model.report import Report
from marsad.web.coding.faults import faults
from marsad.web.coding.form import Coding, Saved, line


class Row(msgspec.Struct, frozen=True):
    """A report in the list, and how far it is coded."""

    report: str
    claims: int
    done: bool


class Opened(msgspec.Struct, frozen=True):
    """A report on the desk; `version` is that of its saved line, empty where it has none."""

    report: str
    text: str
    title: str | None
    outlet: str | None
    published: str | None
    claims: tuple[Coding, ...]
    done: bool
    version: str


class _Id(msgspec.Struct):
    report: str


class Stale(Exception):  # noqa: N818 - it is no error: somebody else saved first
    """The report was saved elsewhere since it was opened."""


class Refused(Exception):  # noqa: N818 - the coder's to mend
    """A claim that the codebook does not allow: its index, and what is wrong."""

    def __init__(self, claim: int, errors: Sequence[MarsadError]) -> None:
        super().__init__(claim)
        self.claim = claim
        self.errors = errors


class Desk:
    """Reports in their order. InputError where the file holds what this page did not save, or of another text."""

    def __init__(self, reports: Iterable[Report], out: Path, coder: str | None = None) -> None:
        self.reports = tuple({report.report: report for report in reports}.values())
        self.out = out
        self.coder = coder
        self._digests = [text_digest(report.text) for report in self.reports]
        self._at = {report.report: at for at, report in enumerate(self.reports)}
        self._lock = threading.Lock()
        self._saved()

    def rows(self) -> list[Row]:
        """Every report, and how far it is coded."""
        saved = self._saved()
        empty = Saved(report="", text_digest="")
        known = [saved.get(report.report, (empty, ""))[0] for report in self.reports]
        return [Row(report.report, len(one.claims), one.done) for report, one in zip(self.reports, known, strict=True)]

    def open(self, at: int) -> Opened:
        """A report with what is saved of it; IndexError where there is none."""
        report = self.reports[at]
        saved, version = self._saved().get(report.report, (Saved(report=report.report, text_digest=""), ""))
        published = report.published.isoformat() if report.published else None
        return Opened(
            report.report, report.text, report.title, report.outlet, published, saved.claims, saved.done, version
        )

    def save(self, at: int, claims: tuple[Coding, ...], *, done: bool, version: str) -> str:
        """Save a report's claims and give its new version; Refused for a fault, Stale where another save came first."""
        report = self.reports[at]
        for number, claim in enumerate(claims):
            if errors := list(faults(claim, report.text)):
                raise Refused(number, errors)
        saved = Saved(report=report.report, text_digest=self._digests[at], coder=self.coder, done=done, claims=claims)
        with self._lock:
            if self._saved().get(report.report, (None, ""))[1] != version:
                raise Stale
            self._write(report.report, line(saved))
        return digest(line(saved))

    def _saved(self) -> dict[str, tuple[Saved, str]]:
        """The saved lines of the desk's reports, each with its version."""
        found: dict[str, tuple[Saved, str]] = {}
        for number, data in enumerate(self._lines(), 1):
            where = f"{self.out}:{number}"
            at = self._at.get(_report(data, where))
            if at is None:
                continue
            saved = _parsed(data, where)
            if saved.text_digest != self._digests[at]:
                what = "the report was coded from another text than the one given"
                raise InputError(what, where=where, mend="give the text whose sha256 is its `text_digest`")
            found[saved.report] = (saved, digest(data))
        return found

    def _lines(self) -> list[bytes]:
        try:
            lines = self.out.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return []
        return [data if data.endswith(b"\n") else data + b"\n" for data in lines if data.strip()]

    def _write(self, report: str, new: bytes) -> None:
        """The file with one report's line replaced or added: written beside, flushed to the disk, then renamed."""
        lines = self._lines()
        ids = [_report(data, str(self.out)) for data in lines]
        if report in ids:
            lines[ids.index(report)] = new
        else:
            lines.append(new)
        handle, name = tempfile.mkstemp(dir=self.out.parent, prefix=f".{self.out.name}-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.out)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _report(data: bytes, where: str) -> str:
    try:
        return msgspec.json.decode(data, type=_Id).report
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = f"the line is no coded report: {error}"
        raise InputError(what, where=where, mend="mend it, or name another file with --out") from error


def _parsed(data: bytes, where: str) -> Saved:
    try:
        return msgspec.json.decode(data, type=Saved)
    except msgspec.DecodeError as error:
        what = f"the line holds more than this page can keep: {error}"
        raise InputError(what, where=where, mend="name another file with --out") from error
