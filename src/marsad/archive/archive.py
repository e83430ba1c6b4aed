"""The record's truth: sealed objects and the log, behind one door."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from marsad.archive.intake import Intake
from marsad.model.judgement import Judgement
from marsad.model.reading import Reading
from marsad.model.sealed import Acquisition, Logged, Names, SealedJudgement, SealedReading

Clock = Callable[[], datetime]


class Archive(Protocol):
    """A record on disk (signatures; the class follows)."""

    size: int
    """Entries in the log."""

    @classmethod
    def create(cls, path: Path, *, clock: Clock = ...) -> Self:
        """A new record, open for writing; RecordError where one is already."""

    @classmethod
    def open(cls, path: Path, *, write: bool = False, clock: Clock = ...) -> Self:
        """An existing record; for writing it takes the lock, and RecordError names the holder where it is held."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def close(self) -> None: ...

    def root(self) -> str:
        """RFC 6962 tree hash over the log, hexadecimal."""

    def entries(self, start: int = 0) -> Iterator[Logged]:
        """Every line of the log from a position on."""

    def add_reports(self, batch: Sequence[Intake]) -> list[Acquisition]:
        """Seal and log a batch with one commit, and return it when it is durable, in order.

        A report that is there already, same id, bytes and metadata, gives its present acquisition (its position lies
        below the `size` before) and no new entry.
        """

    def reports(self) -> Iterator[Acquisition]:
        """The latest version of every report, in log order."""

    def acquisitions(self, start: int = 0) -> Iterator[Acquisition]:
        """Every version of every report, in log order, from a position on."""

    def report(self, report: str) -> Acquisition | None:
        """The latest version of one report."""

    def text(self, digest: str) -> str:
        """A sealed text by its digest."""

    def original(self, digest: str) -> bytes:
        """A sealed object by its digest, re-hashed as it is read."""

    def seal_readings(self, readings: Sequence[Reading]) -> list[SealedReading]:
        """Seal and log readings with one commit; a reading equal to the latest of its report version adds nothing."""

    def readings(self) -> Iterator[SealedReading]:
        """The latest reading of every report's latest version, in the order of the reports."""

    def seal_judgement(self, judgement: Judgement) -> SealedJudgement:
        """Log one judgement."""

    def judgements(self) -> Iterator[SealedJudgement]:
        """All judgements, in log order."""

    def seal_names(self, names: Names) -> None:
        """Log how the events' names have changed since the last time, if they have; the pipeline does so after reconciling."""

    def names(self) -> Names:
        """The names that the last `seal_names` gave: what `reconcile` needs as `before`, also on a rebuild."""

    def seal_overlays(self) -> list[str]:
        """Seal and log each file of the overlay (rules/, knowledge/, settings.toml) that is new, changed or gone."""

    def overlays(self) -> Mapping[str, str]:
        """Path inside the record → digest, of every overlay file as last sealed."""
