"""The user's own rules, knowledge and settings: sealed and logged like reports, so that a reading can be made again."""

from collections.abc import Iterator
from pathlib import Path

from marsad.archive.kinds import overlay_draft
from marsad.archive.ledger import OVERLAY_FILES, OVERLAY_FOLDERS, Ledger
from marsad.errors import RecordError

PASSED_OVER = {".tmp", ".lock"}


def seal(ledger: Ledger) -> list[str]:
    """Seal and log each overlay file that is new, changed or gone since the last time; returns their paths."""
    present = {path: _read(ledger.path / path) for path in overlay_files(ledger.path)}
    digests = dict(zip(present, ledger.objects.put(present.values()), strict=True))
    known = ledger.index.overlays
    changed = sorted(path for path in digests.keys() | known.keys() if digests.get(path) != known.get(path))
    ledger.commit([overlay_draft(path, digests.get(path)) for path in changed])
    return changed


def overlay_files(record: Path) -> Iterator[str]:
    """Paths of the overlay's files inside the record, in order, with / between their parts."""
    folders = (record / name for name in OVERLAY_FOLDERS)
    files = [record / name for name in OVERLAY_FILES] + [path for folder in folders for path in folder.rglob("*")]
    for path in sorted(files):
        if path.is_file() and path.suffix not in PASSED_OVER:
            yield path.relative_to(record).as_posix()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RecordError(f"the file cannot be read: {error.strerror}", where=str(path), mend="check it") from error
