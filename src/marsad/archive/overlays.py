"""The user's own rules, knowledge and settings: sealed and logged like reports, so that a reading can be made again."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from marsad.archive.entries import Draft
from marsad.archive.files import make_folder, move_file, write_files
from marsad.archive.kinds import import_draft, overlay_draft
from marsad.archive.ledger import OVERLAY_FILES, OVERLAY_FOLDERS, Ledger
from marsad.errors import RecordError

PASSED_OVER = {".tmp", ".lock"}
_EDITABLE = 0o600
"""Overlay files are the user's to change; objects are nobody's."""


def seal(ledger: Ledger) -> list[str]:
    """Seal and log each overlay file that is new, changed or gone since the last time; returns their paths."""
    changed = drafts(ledger)
    ledger.commit(list(changed.values()))
    return list(changed)


def seal_import(
    ledger: Ledger, file: str, original: bytes | Path, importer: str, packs: Mapping[str, bytes | Path]
) -> list[str]:
    """Write the packs that an importer made of a file (path inside the record → bytes), and seal and log both.

    Of what is too large for memory the path is given: an original is copied, a pack is moved to where it belongs.
    The log then says from which bytes, sealed too, and by which importer each pack came. Returns the changed paths.
    """
    for path in packs:
        _make_folders(ledger.path, path)
    small = {ledger.path / path: data for path, data in packs.items() if isinstance(data, bytes)}
    write_files(small.items(), mode=_EDITABLE)
    for path, data in packs.items():
        if isinstance(data, Path):
            move_file(data, ledger.path / path)
    digest = _sealed(ledger, original) if isinstance(original, Path) else ledger.objects.put([original])[0]
    changed = drafts(ledger)
    ledger.commit([import_draft(file, digest, importer, sorted(packs)), *changed.values()])
    return list(changed)


def drafts(ledger: Ledger) -> dict[str, Draft]:
    """Path → entry to be, of each overlay file that is new, changed or gone; what they hold is sealed already."""
    digests = {path: _sealed(ledger, ledger.path / path) for path in overlay_files(ledger.path)}
    known = ledger.index.overlays
    changed = sorted(path for path in digests.keys() | known.keys() if digests.get(path) != known.get(path))
    return {path: overlay_draft(path, digests.get(path)) for path in changed}


def _make_folders(record: Path, path: str) -> None:
    folder = record
    for part in Path(path).parent.parts:
        folder /= part
        make_folder(folder)


def overlay_files(record: Path) -> Iterator[str]:
    """Paths of the overlay's files inside the record, in order, with / between their parts."""
    folders = (record / name for name in OVERLAY_FOLDERS)
    files = [record / name for name in OVERLAY_FILES] + [path for folder in folders for path in folder.rglob("*")]
    for path in sorted(files):
        if path.is_file() and path.suffix not in PASSED_OVER:
            yield path.relative_to(record).as_posix()


def is_overlay(path: str) -> bool:
    """Whether a path inside a record is that of an overlay file."""
    return path in OVERLAY_FILES or path.split("/", maxsplit=1)[0] in OVERLAY_FOLDERS


def _sealed(ledger: Ledger, path: Path) -> str:
    """The digest of a file that is an object now; a list of the world's places is large."""
    try:
        return ledger.objects.put_file(path)
    except OSError as error:
        raise RecordError(f"the file cannot be read: {error.strerror}", where=str(path), mend="check it") from error
