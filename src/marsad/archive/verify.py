"""Is all that was sealed still there, unchanged? Every file of a record is looked at, and each damaged one is named."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import msgspec

from marsad.archive.audit import Audit
from marsad.archive.fetch.state import FOLDER, read_state
from marsad.archive.findings import Finding, Verified
from marsad.archive.log import ENTRIES, HEAD, OPENINGS, SIGNED
from marsad.archive.objects import Objects, is_digest
from marsad.archive.overlays import PASSED_OVER, overlay_files
from marsad.archive.signed.signing import FOLLOWING, KEY_FILE
from marsad.errors import RecordError
from marsad.model.canonical import file_digest

Progress = Callable[[int, int], None]
"""Called with the objects looked at, and how many there are."""
LOG_FILES = {KEY_FILE, FOLLOWING, *(f"log/{name}" for name in (ENTRIES, OPENINGS, HEAD, SIGNED))}


def verify(
    record: Path,
    *,
    besides: Collection[str] = (),
    copies: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Verified:
    """Look at every file of a record; `besides` are paths inside it that the caller looks at (the projection).

    `copies` are checkpoints that lay elsewhere, where → note: against them even the key's owner can rewrite nothing.

    Nothing is changed and no lock is needed, but what a writer does meanwhile may be found half done. RecordError
    where there is no record.
    """
    if not (record / "log").is_dir():
        raise RecordError("there is no record here", where=str(record), mend="name the record's folder")
    audit = Audit(record, copies)
    audit.run()
    sealed = _Sealed(Objects(record / "objects"), audit, progress)
    findings = [*audit.findings, *sealed.check(), *_overlays(record, audit.overlays), *_watched(record)]
    covered = (
        {path.relative_to(record).as_posix() for path in _states(record)}
        | LOG_FILES
        | set(besides)
        | set(overlay_files(record))
        | sealed.paths
    )
    findings += [finding for path in files(record) if path not in covered for finding in _stranger(record, path)]
    return Verified(
        tuple(findings),
        audit.entries,
        audit.erased,
        len(audit.objects),
        sealed.bytes,
        audit.vouched.signed,
        sum(1 for digest in audit.overlays.values() if digest),
    )


def files(record: Path) -> Iterator[str]:
    """Every file of a record by its path inside it, in order, but for *.tmp and *.lock."""
    for folder, folders, names in os.walk(record):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if Path(name).suffix not in PASSED_OVER and name not in links)
        for name in sorted([*names, *links]):
            if Path(name).suffix not in PASSED_OVER:
                yield (Path(folder) / name).relative_to(record).as_posix()


class _Sealed:
    """The objects that the log holds on to."""

    def __init__(self, objects: Objects, audit: Audit, progress: Progress | None) -> None:
        self.bytes = 0
        self._objects = objects
        self._wanted = audit.objects
        self._progress = progress
        self.paths = {_path(name) for name in audit.objects}

    def check(self) -> Iterator[Finding]:
        """A finding for each that is missing or has changed."""
        for number, (name, position) in enumerate(sorted(self._wanted.items()), 1):
            try:
                self.bytes += self._objects.check(name)
            except RecordError as error:
                yield Finding(_path(name), f"{error.what}; entry {position} holds on to it")
            if self._progress:
                self._progress(number, len(self._wanted))


def _overlays(record: Path, sealed: dict[str, str]) -> Iterator[Finding]:
    present = set(overlay_files(record))
    for path in sorted(present | sealed.keys()):
        known = sealed.get(path, "")
        if path not in present:
            if known:
                yield Finding(path, "it is missing; restore it, or let `marsad add` log that it is gone")
        elif not known:
            yield Finding(path, "it is not sealed yet; `marsad add` seals it")
        elif not _is(record / path, known):
            yield Finding(path, "it has changed since it was sealed; restore it, or let `marsad add` seal it anew")


def _states(record: Path) -> list[Path]:
    return sorted((record / FOLDER).glob("*.json"))


def _watched(record: Path) -> Iterator[Finding]:
    """Where the watching of feeds stands: it is no evidence, and each file has its own digest."""
    for path in _states(record):
        try:
            read_state(path.read_bytes())
        except (OSError, msgspec.DecodeError):
            what = "where the watching of a feed stood is damaged; remove the file, and `marsad watch` begins it afresh"
            yield Finding(path.relative_to(record).as_posix(), what)


def _stranger(record: Path, path: str) -> Iterator[Finding]:
    """A file that nothing in the log holds on to: an object of an interrupted write, or foreign."""
    folder, *parts = path.split("/")
    name = "".join(parts)
    named = folder == "objects" and is_digest(name) and path == _path(name)
    if named and _is(record / path, name):
        yield Finding(path, "no entry holds on to it: left by an interrupted write", grave=False)
    else:
        yield Finding(path, "it is no part of a record")


def _path(name: str) -> str:
    return f"objects/{name[:2]}/{name[2:]}"


def _is(path: Path, name: str) -> bool:
    try:
        return not path.is_symlink() and file_digest(path) == name
    except OSError:
        return False
