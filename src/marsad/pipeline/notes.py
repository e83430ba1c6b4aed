"""Source notes on the road: an account is read, encrypted, sealed; who holds the key sees what it says."""

from collections.abc import Iterator
from pathlib import Path

from marsad.archive import envelope
from marsad.archive.agekeys import new_key
from marsad.archive.archive import Archive
from marsad.archive.extract import decode
from marsad.archive.files import write_file
from marsad.errors import Doubt, InputError, RecordError
from marsad.model.note import Note, Noted, SealedNote
from marsad.model.report import Report
from marsad.pipeline.inputs import Complain
from marsad.pipeline.overlays import forget_packs, overlay_of
from marsad.pipeline.projection import PROJECTION, bring_up, evidence_of, kept_up
from marsad.read.reader import load_reader
from marsad.store.stores.sqlite import SqliteStore


def account_in(data: bytes, *, where: str, complain: Complain) -> str:
    """The text of an account's bytes, in whatever encoding; InputError where there is none."""
    try:
        text, base = decode(data)
    except InputError as error:
        raise InputError(error.what, where=where, mend=error.mend) from error
    for doubt in base.notes:
        complain(Doubt(doubt, where=where))
    return text


def note(record: Path, account: Note, *, complain: Complain) -> Noted:
    """Read an account, encrypt it with its reading to the record's keys, seal and log both.

    The claims' outlet is the source's code name. RecordError where the record lists no key.
    """
    with Archive.open(record, write=True) as archive:
        if envelope.RECIPIENTS in _sealed_overlays(archive, record):
            mend = f"see that each line of {envelope.RECIPIENTS} is one of yours"
            complain(Doubt("who may open notes has changed since it was sealed", where=str(record), mend=mend))
        said = Report(report="", text=account.text, published=account.taken, outlet=account.source)
        reading = load_reader(overlay_of(record)).read(said)
        with kept_up(archive, record):
            return archive.seal_note(account, reading)


def notes(record: Path, key: Path) -> Iterator[SealedNote]:
    """The source notes that a key opens, in log order."""
    with Archive.open(record) as archive:
        yield from archive.notes(key)


def new_note_key(record: Path, file: Path) -> str:
    """Write a new secret key into a file, and list its public half with those that notes are encrypted to."""
    if file.resolve().is_relative_to(record.resolve()):
        mend = "a drive that is kept elsewhere is best"
        raise RecordError("the key would lie beside what it opens", where=str(file), mend=mend)
    with Archive.open(record, write=True) if Archive.is_record(record) else Archive.create(record) as archive:
        public = new_key(file)
        listed = record / envelope.RECIPIENTS
        before = listed.read_bytes() if listed.exists() else b""
        write_file(listed, before + (b"" if before.endswith(b"\n") or not before else b"\n") + f"{public}\n".encode())
        _sealed_overlays(archive, record)
    return public


def _sealed_overlays(archive: Archive, record: Path) -> list[str]:
    """Seal what has changed in rules, packs and keys, and bring the projection up to it; the paths of what changed."""
    changed = archive.seal_overlays()
    if changed or not (record / PROJECTION).exists():
        forget_packs()
        with SqliteStore(record / PROJECTION) as store:
            bring_up(store, archive, evidence_of(archive, record))
    return changed
