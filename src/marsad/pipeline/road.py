"""The road itself: bytes → archive → read → reconcile → store."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from marsad.archive.archive import Archive
from marsad.archive.intake import Intake, Unread
from marsad.model.done import Added, AddedReport, Given, Made
from marsad.model.reading import Reading
from marsad.model.sealed import Acquisition
from marsad.pipeline.awaiting import awaiting
from marsad.pipeline.inputs import BATCH, Complain, Sealable, Tick, batches, intakes, sealables
from marsad.pipeline.overlays import forget_packs, overlay_of
from marsad.pipeline.projection import PROJECTION, Evidence, bring_up, settled
from marsad.pipeline.readers import reader_for
from marsad.read.reader import Reader
from marsad.store.stores.sqlite import SqliteStore, replacing


def read(
    inputs: Sequence[str], given: Given, *, overlay: Path | None, complain: Complain, tick: Tick
) -> Iterator[Reading]:
    """The reading of each report as soon as it is made; nothing is kept. `overlay`: a record whose rules count too."""
    reader = reader_for(given.reader, overlay)
    for intake in intakes(inputs, given, complain):
        yield awaiting(reader.read(intake.report), intake.base.unsure)
        tick()


def add(record: Path, inputs: Sequence[str], given: Given, *, complain: Complain, tick: Tick) -> Added:
    """Seal, log and read the inputs, say which claims are one event, and bring the projection up to the log.

    Reports that are there already are read again and add nothing where the reading agrees. What cannot be read is
    kept all the same; without a single byte to keep no record is made.
    """
    waiting = batches(sealables(inputs, given, complain))
    first = next(waiting, None)
    if first is None:
        return Added()
    with Archive.open(record, write=True) if Archive.is_record(record) else Archive.create(record) as archive:
        if archive.seal_overlays():
            forget_packs()
        reader = reader_for(given.reader, overlay_of(record))
        before = archive.size
        taken, unread = seal(archive, chain([first], waiting))
        evidence = _settled(archive, record, reader, {acquisition.report.report for acquisition in taken}, tick)
    return _added(taken, unread, before, evidence)


def settle(record: Path, given: Given, *, tick: Tick) -> None:
    """Read what the record holds and nobody has read, reconcile, and bring the projection up to the log."""
    with Archive.open(record, write=True) as archive:
        if archive.seal_overlays():
            forget_packs()
        _settled(archive, record, reader_for(given.reader, overlay_of(record)), set(), tick)


def _settled(archive: Archive, record: Path, reader: Reader, given: set[str], tick: Tick) -> Evidence:
    _read_sealed(archive, reader, given, tick)
    evidence = settled(archive, record)
    with SqliteStore(record / PROJECTION) as store:
        bring_up(store, archive, evidence)
    return evidence


def seal(archive: Archive, waiting: Iterable[list[Sealable]]) -> tuple[list[Acquisition], int]:
    """The acquisitions of the reports, and how many files are kept that could not be read."""
    taken, unread = [], 0
    for batch in waiting:
        archive.keep([file for file in batch if not isinstance(file, Intake)])
        taken += archive.add_reports([report for report in batch if isinstance(report, Intake)])
        unread += sum(isinstance(file, Unread) for file in batch)
    return taken, unread


def rebuild(record: Path) -> Made:
    """A new projection from objects and log, by replaying sealed readings; it takes the old one's place."""
    with Archive.open(record, write=True) as archive:
        evidence = settled(archive, record)
        with replacing(record / PROJECTION) as store:
            bring_up(store, archive, evidence)
        return Made(sum(1 for _ in archive.reports()), len(evidence.result.claims), len(evidence.result.events))


def _read_sealed(archive: Archive, reader: Reader, given: set[str], tick: Tick) -> None:
    """Read the reports given and any that a cut-off run left unread; a reading like the last one adds nothing."""
    read_already = {sealed.of for sealed in archive.readings()}
    waiting = (
        acquisition
        for acquisition in archive.reports()
        if acquisition.report.report in given or acquisition.position not in read_already
    )
    while batch := list(islice(waiting, BATCH)):
        readings = []
        for acquisition in batch:
            readings.append(awaiting(reader.read(acquisition.report), acquisition.base.unsure))
            tick()
        archive.seal_readings(readings)


def _added(taken: Iterable[Acquisition], unread: int, before: int, evidence: Evidence) -> Added:
    claims = {sealed.reading.report: len(sealed.reading.claims) for sealed in evidence.readings}
    reports = {
        acquisition.position: AddedReport(
            report=acquisition.report.report,
            object=acquisition.object,
            text_digest=acquisition.text_digest,
            claims=claims.get(acquisition.report.report, 0),
            new=acquisition.position >= before,
        )
        for acquisition in taken
    }
    return Added(tuple(reports.values()), unread, len(evidence.result.claims), len(evidence.result.events))
