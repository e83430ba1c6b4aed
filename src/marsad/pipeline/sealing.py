"""What others are given of a record, so that they can check it without us: checkpoints and proofs."""

from collections.abc import Sequence
from pathlib import Path

from marsad.archive.archive import Archive
from marsad.archive.files import write_file
from marsad.archive.log import now
from marsad.archive.proof.stamp import ask
from marsad.errors import Doubt, InputError, MarsadError, RecordError
from marsad.pipeline.inputs import Complain
from marsad.pipeline.projection import PROJECTION, kept_up, projected
from marsad.pipeline.whole import note_in


def checkpoint(record: Path, copies: Sequence[Path] = (), *, key: Path | None = None) -> str:
    """The log as it is, signed; also written into each folder of `copies`, under a name that tells log and size."""
    with Archive.open(record, write=True) as archive, kept_up(archive, record):
        note = archive.checkpoint(key)
    origin, size = note.split("\n")[:2]
    for folder in copies:
        if not folder.is_dir():
            raise RecordError("there is no folder here", where=str(folder), mend="name a folder that is there")
        write_file(folder / f"{origin.replace('/', '-')}-{size}.note", note.encode(), mode=0o644)
    return note


def stamp(record: Path, authorities: Sequence[str], roots: Sequence[Path], *, complain: Complain) -> int:
    """Have the latest checkpoint stamped by each of these; how many did. The log is not locked while they are asked."""
    with Archive.open(record, write=True) as archive, kept_up(archive, record):
        note = archive.checkpoint()
    stamps = []
    for authority in authorities:
        try:
            stamps.append(ask(authority, note, roots))
        except MarsadError as error:
            complain(error)
    if stamps:
        with Archive.open(record, write=True) as archive, kept_up(archive, record):
            for made in stamps:
                archive.seal_stamp(note, made)
                if made.doubt:
                    complain(Doubt(made.doubt, where=made.authority, mend="give its root certificates with `--ca`"))
    return len(stamps)


def prove(record: Path, items: Sequence[str], target: Path, copies: Sequence[Path] = ()) -> int:
    """Write a bag that proves reports, and what claims and events stand on, to strangers; how many entries it holds.

    An item is the id of a report, or the first letters of a claim's or an event's.
    """
    notes = {str(copy): note_in(copy) for copy in copies}
    with Archive.open(record) as archive:
        reports = [report for item in items for report in _reports_of(archive, record, item)]
        return archive.prove(list(dict.fromkeys(reports)), target, made=now(), earlier=notes)


def export_bag(record: Path, target: Path) -> int:
    """Write a bag of all that may leave the record; how many log entries it holds."""
    with Archive.open(record) as archive:
        return archive.export_bag(target, made=now())


def _reports_of(archive: Archive, record: Path, item: str) -> list[str]:
    if archive.report(item):
        return [item]
    told = projected(archive, record / PROJECTION)
    item = told.aliases.get(item, item)
    claims = {claim for event in told.events if event.event.startswith(item) for claim in event.claims}
    claims |= {claim.claim.id for claim in told.claims if claim.claim.id.startswith(item)}
    found = sorted({claim.report for claim in told.claims if claim.claim.id in claims}) if item else []
    if not found:
        mend = "give the id of a report, or of a claim or event as `marsad events` prints it"
        raise InputError("nothing in the record has this id", where=item, mend=mend)
    return found


def rotate_key(record: Path, *, key: Path | None = None) -> str:
    """Hand the signing over to a new key; returns its public half as text."""
    with Archive.open(record, write=True) as archive, kept_up(archive, record):
        return archive.rotate_key(key)
