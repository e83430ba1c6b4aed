"""Keeping a record: backups, the way back from them, and erasing for good."""

from collections.abc import Sequence
from pathlib import Path

from marsad.archive.agekeys import new_key
from marsad.archive.archive import Archive
from marsad.archive.backups.backup import back_up
from marsad.archive.backups.restore import restore as restore_sealed
from marsad.model.done import Made
from marsad.pipeline.road import rebuild


def backup(record: Path, target: Path, recipients: Sequence[str]) -> int:
    """Write an encrypted backup, also while others write; returns its size in bytes."""
    return back_up(record, target, recipients)


def backup_key(path: Path) -> str:
    """Write a new key for backups to a file; returns its public half."""
    return new_key(path)


def restore(backup: Path, record: Path, key: Path) -> Made:
    """The record that a backup holds, in a new folder, with its projection made anew."""
    restore_sealed(backup, record, key)
    return rebuild(record)


def erase(record: Path, reports: Sequence[str], *, author: str, ground: str, key: Path | None = None) -> Made:
    """Erase all that the record holds of these reports; the log keeps, signed, that it was, by whom and why it went.

    The projection is made anew in another file: deleted rows leave bytes in pages, in its log and in search tables.
    """
    with Archive.open(record, write=True) as archive:
        for report in reports:
            archive.erase_report(report, author=author, ground=ground, key=key)
        archive.sign(key)
    return rebuild(record)
