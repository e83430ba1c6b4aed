"""The record's truth: sealed objects and the log, behind one door."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from marsad.archive import attachments, erasure, kept, names, notes, overlays, readings, reports
from marsad.archive.items import Container, Intake, Unread
from marsad.archive.kinds import judgement_draft, sealed_judgement
from marsad.archive.ledger import Ledger
from marsad.archive.log import Clock, now
from marsad.archive.proof import bundle
from marsad.archive.proof.stamp import Stamp
from marsad.archive.signed import checkpoints
from marsad.archive.standing import Tally
from marsad.model.attachment import Attachment
from marsad.model.judgement import Judgement
from marsad.model.note import Note, Noted, SealedNote
from marsad.model.reading import Reading
from marsad.model.sealed import Acquisition, Logged, Names, SealedJudgement, SealedReading


class Archive:
    """A record on disk. All that a method has returned is durable; RecordError says what a user can mend.

    One process writes at a time, any number read: a reader sees the log as it was when it opened. A writer that ends
    well leaves the log signed, where the log's key is at hand; one that goes on for days calls `sign` now and then.
    """

    def __init__(self, ledger: Ledger, *, write: bool) -> None:
        self._ledger = ledger
        self._write = write

    @staticmethod
    def is_record(path: Path) -> bool:
        """Whether a record lies in this folder."""
        return (path / "log").is_dir()

    @classmethod
    def create(cls, path: Path, *, clock: Clock = now) -> Self:
        """A new record, open for writing; RecordError where there is one, or where other files lie."""
        return cls(Ledger.create(path, clock), write=True)

    @classmethod
    def open(cls, path: Path, *, write: bool = False, clock: Clock = now) -> Self:
        """A record that is there; for writing it takes the lock, and RecordError names the holder where it is held."""
        ledger = Ledger.open(path, clock, write=write)
        try:
            if write:
                erasure.finish(ledger)
        except BaseException:
            ledger.close()
            raise
        return cls(ledger, write=write)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and self._write:
                self._ledger.sign()
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the files and of the lock."""
        self._ledger.close()

    @property
    def size(self) -> int:
        """Entries in the log."""
        return self._ledger.log.size

    def sign(self, key: Path | None = None) -> None:
        """Sign the log as it is, with its own key or the one in a file; nothing where there is no key at hand."""
        self._ledger.sign(key)

    def checkpoint(self, key: Path | None = None) -> str:
        """The log as it is, signed with its own key or the one in a file: a C2SP note that others may keep."""
        return checkpoints.latest(self._ledger, key)

    def seal_stamp(self, note: str, stamp: Stamp) -> None:
        """Seal and log what an authority answered to a checkpoint."""
        checkpoints.keep_stamp(self._ledger, note, stamp)

    def rotate_key(self, key: Path | None = None) -> str:
        """Log a new key, signed by the one before; returns it as text, to be told to those who check."""
        return checkpoints.rotate(self._ledger, key)

    def prove(self, reports: Sequence[str], target: Path, *, made: datetime, earlier: Mapping[str, str]) -> int:
        """Write a bag that proves all versions of these reports, their readings and the files that held them."""
        positions = {at for report in reports for at in self._ledger.index.of_report(report)}
        positions |= kept.holding(self._ledger, positions)
        return bundle.write_bundle(self._ledger, positions, target, made=made, earlier=earlier)

    def export_bag(self, target: Path, *, made: datetime) -> int:
        """Write a bag of all that may leave the record, provable to strangers; how many entries."""
        return bundle.write_bundle(self._ledger, bundle.showable(self._ledger), target, made=made, earlier={})

    def root(self) -> str:
        """RFC 6962 tree hash over the log, hexadecimal."""
        return self._ledger.log.root()

    def entries(self, start: int = 0) -> Iterator[Logged]:
        """Every line of the log from a position on, of whatever kind."""
        for position in range(start, self.size):
            entry = self._ledger.log.get(position).entry
            yield Logged(position=position, kind=entry.kind, logged=entry.logged)

    def add_reports(self, batch: Sequence[Intake]) -> list[Acquisition]:
        """Seal and log a batch with one commit, and return it when it is durable, in order.

        A report that is there already (same id, bytes and metadata, wherever it was read) gives no new entry but its
        present acquisition, whose position lies below the `size` before. With anything else it is a new version.
        """
        return reports.add(self._ledger, batch)

    def keep(self, files: Sequence[Container | Unread]) -> None:
        """Seal and log, with one commit, files that held reports and such as could not be read."""
        kept.keep(self._ledger, files)

    def reports(self) -> Iterator[Acquisition]:
        """The latest version of every report, in log order."""
        return reports.acquired(self._ledger, self._ledger.index.current())

    def acquisitions(self, start: int = 0) -> Iterator[Acquisition]:
        """Every version of every report, in log order, from a position on."""
        positions = (position for position in self._ledger.index.acquisitions if position >= start)
        return reports.acquired(self._ledger, positions)

    def latest(self, most: int) -> Iterator[Acquisition]:
        """The versions that were acquired last, so many and no more, in log order."""
        return reports.acquired(self._ledger, iter(self._ledger.index.acquisitions[-most:]))

    def report(self, report: str) -> Acquisition | None:
        """The latest version of one report."""
        latest = next(self._ledger.index.versions(report), None)
        return None if latest is None else next(reports.acquired(self._ledger, iter([latest])))

    def text(self, digest: str) -> str:
        """A sealed text by its digest."""
        return reports.text_of(self._ledger, digest)

    def original(self, digest: str) -> bytes:
        """A sealed object by its digest, hashed anew as it is read."""
        return self._ledger.objects.get(digest)

    def seal_readings(self, batch: Sequence[Reading]) -> list[SealedReading]:
        """Seal and log readings with one commit; a reading equal to the latest of its report version adds nothing.

        RecordError where the record holds no report with that id and text.
        """
        return readings.seal(self._ledger, batch)

    def readings(self) -> Iterator[SealedReading]:
        """The latest reading of every report's latest version, in the order of the reports."""
        return readings.current(self._ledger)

    def seal_judgement(self, judgement: Judgement) -> SealedJudgement:
        """Log one judgement."""
        (opened,) = self._ledger.commit([judgement_draft(judgement)])
        return SealedJudgement(judgement=judgement, position=opened.position, logged=opened.entry.logged)

    def judgements(self) -> Iterator[SealedJudgement]:
        """All judgements, in log order."""
        found = (sealed_judgement(self._ledger.log.get(position)) for position in self._ledger.index.judgements)
        return (judgement for judgement in found if judgement)

    def seal_names(self, given: Names) -> frozenset[str]:
        """Log how the events' names have changed since the last time, if they have; to be called after reconciling.

        Returns former ids that lead nowhere any more.
        """
        return names.seal(self._ledger, given)

    def names(self) -> Names:
        """The names as last sealed: what reconciling needs as `before`, also on a rebuild."""
        return names.current(self._ledger)

    def seal_note(self, note: Note, reading: Reading) -> Noted:
        """Encrypt, seal and log a source note with its reading; RecordError where the record lists no key for it."""
        return notes.seal(self._ledger, note, reading)

    def notes(self, key: Path) -> Iterator[SealedNote]:
        """The source notes that the keys of a file open, in log order; InputError where there are some it does not."""
        return notes.opened(self._ledger, key)

    def note_digest(self, note: str) -> str | None:
        """The digest of a note's encrypted account, where the record holds such a note."""
        return notes.digest_of(self._ledger, note)

    def attach(self, path: Path, of: str, anchor: str) -> Attachment:
        """Seal and log a file that belongs to the report, claim or note of this id; OSError where it cannot be read."""
        return attachments.attach(self._ledger, path, of, anchor)

    def attachments(self, key: Path | None = None) -> Iterator[Attachment]:
        """All attachments, in log order; a key tells the names of those that belong to notes."""
        return attachments.attachments(self._ledger, key)

    def tally(self) -> Tally:
        """What came in by day and kind, and what failed and why."""
        tally = Tally()
        tally.run(self._ledger)
        return tally

    def seal_overlays(self) -> list[str]:
        """Seal and log each overlay file (rules/, knowledge/, settings.toml, recipients.txt) that changed; paths."""
        return overlays.seal(self._ledger)

    def seal_import(
        self, file: str, original: bytes | Path, importer: str, packs: Mapping[str, bytes | Path]
    ) -> list[str]:
        """Write packs that an importer made of a file's bytes (path inside the record → bytes); seal and log both.

        Of what is large a path may stand for the bytes: the original is copied, a pack is moved. `importer` is its name
        and version. Returns the overlay's paths that changed.
        """
        return overlays.seal_import(self._ledger, file, original, importer, packs)

    def overlays(self) -> Mapping[str, str]:
        """Path inside the record → digest, of every overlay file as last sealed."""
        return dict(sorted(self._ledger.index.overlays.items()))

    def erase_report(self, report: str, *, author: str, ground: str, key: Path | None = None) -> None:
        """Destroy all that is held of a report; the log keeps that it was, and by whom and on what ground it went.

        The tombstone is signed with the log's key, its own or the one in a file.
        """
        targets = erasure.whole_report(self._ledger, report)
        erasure.erase(self._ledger, targets, author=author, ground=ground, key=key)
