"""How a record stands, from its log, its files and its projection; nothing is changed and no lock is taken."""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from marsad.archive.archive import Archive
from marsad.archive.fetch.health import health
from marsad.archive.fetch.state import States
from marsad.archive.log import SIGNED
from marsad.model.standing import Disk, Signed, Standing, Waits
from marsad.pipeline.projection import PROJECTION
from marsad.store.stores.sqlite import SqliteStore, side_files

CHECKPOINT = f"log/{SIGNED}"
"""A C2SP checkpoint: origin, number of entries, root, a blank line, signatures."""


def standing(record: Path, since: date, now: datetime) -> Standing:
    """What came in since a day (UTC), what failed and why, disk, last checkpoint, what waits, and how feeds are now."""
    with Archive.open(record) as archive:
        tally = archive.tally()
        size = archive.size
        *_, last = archive.entries(size - 1)
    signed = _signed(record)
    waits = Waits(
        unread=tally.unread,
        unprojected=size - _projected(record),
        unsigned=size - (signed.entries if signed else 0),
        unsure=tally.unsure,
    )
    return Standing(
        entries=size,
        last=last.logged,
        kinds=tally.kinds(),
        came=tally.came(since),
        failed=tally.failed(),
        doubts=tally.doubts(),
        disk=_disk(record),
        signed=signed,
        waits=waits,
        feeds=tuple(sorted((health(state, now) for state in States(record).all()), key=lambda feed: feed.url)),
    )


def _projected(record: Path) -> int:
    """How many entries the database knows of."""
    path = record / PROJECTION
    if not path.exists():
        return 0
    with SqliteStore(path, write=False) as store:
        return store.state().size


def _signed(record: Path) -> Signed | None:
    path = record / CHECKPOINT
    try:
        entries = int(path.read_text(encoding="utf-8").splitlines()[1])
        return Signed(entries, datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except (OSError, ValueError, IndexError):
        return None


def _disk(record: Path) -> Disk:
    database = sum(_size(record / name) for name in side_files(PROJECTION))
    return Disk(_below(record / "objects"), _below(record / "log"), database, shutil.disk_usage(record).free)


def _below(folder: Path) -> int:
    return sum(_size(Path(path) / name) for path, _, names in os.walk(folder) for name in names)


def _size(path: Path) -> int:
    """Bytes of a file; a file that a writer takes away meanwhile has none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
