"""Where things stand in the log: built by reading it once, and thrown away with the process."""

from collections.abc import Iterator

from marsad.archive.entries import OBJECT, Opened, sensible
from marsad.archive.kinds import (
    ATTACHMENT,
    CHANGES,
    CLAIMS,
    ERASURE,
    JUDGEMENT,
    KEPT,
    NAMES,
    NOTE,
    OVERLAY,
    READING,
    REPORT,
    STAMP,
    TEXT,
)
from marsad.archive.signed.keyring import Keyring


class Index:
    """Positions by what they hold; entries of unknown kind or version, and what was erased, are passed over."""

    def __init__(self) -> None:
        self.acquisitions: list[int] = []
        self.judgements: list[int] = []
        self.names: list[int] = []
        self.notes: list[int] = []
        self.attachments: list[int] = []
        self.overlays: dict[str, str] = {}
        self.kept: dict[str, list[int]] = {}
        self._latest: dict[str, int] = {}
        self._before: dict[int, int] = {}
        self._superseded: set[int] = set()
        self._readings: dict[int, int] = {}
        self.erasures: list[int] = []
        self.stamps: list[int] = []
        self.keys = Keyring()
        self._plain = {
            JUDGEMENT: self.judgements,
            NOTE: self.notes,
            ATTACHMENT: self.attachments,
            ERASURE: self.erasures,
            STAMP: self.stamps,
        }

    def see(self, opened: Opened) -> None:
        """Take in the next entry. RecordError where it is none of its kind."""
        with sensible(opened):
            self._see(opened)

    def _see(self, opened: Opened) -> None:
        kind, position = opened.kind, opened.position
        self.keys.see(opened)
        if kind in (plain := self._plain):
            plain[kind].append(position)
        elif kind == REPORT:
            self._see_report(opened)
        elif kind == READING and opened.has(CLAIMS):
            self._readings[opened.entry.facts["of"]] = position
        elif kind == NAMES and opened.has(CHANGES):
            self.names.append(position)
        elif kind == OVERLAY and opened.has("path"):
            self._see_overlay(opened)
        elif kind == KEPT and opened.has(OBJECT):
            self.kept.setdefault(opened.value(OBJECT), []).append(position)

    def versions(self, report: str) -> Iterator[int]:
        """Positions of a report's versions, the latest first."""
        position = self._latest.get(report)
        while position is not None:
            yield position
            position = self._before.get(position)

    def of_report(self, report: str) -> list[int]:
        """Positions of a report's versions and of the latest reading of each."""
        versions = list(self.versions(report))
        return sorted([*versions, *(self._readings[of] for of in versions if of in self._readings)])

    def current(self) -> Iterator[int]:
        """Positions of every report's latest version, in the order of the log."""
        return (position for position in self.acquisitions if position not in self._superseded)

    def reading(self, of: int) -> int | None:
        """Position of the latest reading of an acquisition."""
        return self._readings.get(of)

    def _see_report(self, opened: Opened) -> None:
        if not (opened.has("report") and opened.has(OBJECT) and opened.has(TEXT)):
            return
        report, position = opened.value("report"), opened.position
        before = self._latest.get(report)
        if before is not None:
            self._before[position] = before
            self._superseded.add(before)
        self._latest[report] = position
        self.acquisitions.append(position)

    def _see_overlay(self, opened: Opened) -> None:
        path = opened.value("path")
        if opened.has(OBJECT):
            self.overlays[path] = opened.value(OBJECT)
        else:
            self.overlays.pop(path, None)
