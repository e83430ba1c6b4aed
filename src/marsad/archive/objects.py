"""Sealed bytes under their SHA-256: what is stored once never changes, and a changed file is seen as it is read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.archive.files import TEMPORARY, copy_file, make_folder, sync_folder, write_files
from marsad.errors import RecordError
from marsad.model.canonical import digest, file_digest

DIGEST_LENGTH = 64
_HEXADECIMAL = frozenset("0123456789abcdef")


def is_digest(name: str) -> bool:
    """Whether a string has the form of a SHA-256 as this record writes it: 64 lower-case hexadecimal digits."""
    return len(name) == DIGEST_LENGTH and _HEXADECIMAL.issuperset(name)


class Objects:
    """The folder `objects/`: the bytes of digest `ab12…` lie in `ab/12…`, read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self) -> None:
        """Make the folder and its 256 subfolders, so that sealing never has to make one durable."""
        make_folder(self.folder)
        for number in range(256):
            (self.folder / f"{number:02x}").mkdir(exist_ok=True)
        sync_folder(self.folder)

    def path(self, name: str) -> Path:
        """Where an object lies."""
        return self.folder / name[:2] / name[2:]

    def put(self, blobs: Iterable[bytes]) -> list[str]:
        """Seal bytes and return their digests, in order, when all are durable.

        What is there already is read again: a damaged copy is replaced by the good bytes, and the folder of a good one
        is synced all the same, for the process that wrote it may have died before it did so.
        """
        names = [(digest(blob), blob) for blob in blobs]
        fresh = {self.path(name): blob for name, blob in names if not self._holds(name, blob)}
        write_files(fresh.items())
        for folder in sorted({self.path(name).parent for name, _ in names} - {path.parent for path in fresh}):
            sync_folder(folder)
        return [name for name, _ in names]

    def put_file(self, source: Path) -> str:
        """Seal a file of any size, never wholly in memory, and return its digest when it is durable; OSError unread."""
        name = file_digest(source)
        path = self.path(name)
        try:
            held = file_digest(path) == name
        except OSError:
            held = False
        if not held:
            return copy_file(source, path.parent, self.path)
        sync_folder(path.parent)
        return name

    def check(self, name: str) -> int:
        """How many bytes an object has, hashed anew in pieces; RecordError where they are missing or have changed."""
        path = self._known(name)
        with _readable(path):
            if file_digest(path) != name:
                raise _changed(path)
            return path.stat().st_size

    def get(self, name: str) -> bytes:
        """The bytes of a digest, hashed anew; RecordError where they are missing or have changed."""
        path = self._known(name)
        with _readable(path):
            data = path.read_bytes()
        if digest(data) != name:
            raise _changed(path)
        return data

    def _known(self, name: str) -> Path:
        if not is_digest(name):
            raise RecordError(f"{name!r} is no digest of an object", where=str(self.folder), mend=_MEND)
        return self.path(name)

    def _holds(self, name: str, blob: bytes) -> bool:
        try:
            return self.path(name).read_bytes() == blob
        except OSError:
            return False

    def remove(self, names: Iterable[str]) -> None:
        """Take objects away: for erasure alone, after the log says so."""
        for name in names:
            self.path(name).unlink(missing_ok=True)

    def leftovers(self) -> Iterator[Path]:
        """Temporary files of a writer that died."""
        yield from self.folder.glob(f"*/*{TEMPORARY}")


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise RecordError("a sealed object is missing", where=str(path), mend=_MEND) from error
    except OSError as error:
        raise RecordError(f"a sealed object cannot be read: {error.strerror}", where=str(path), mend=_MEND) from error


def _changed(path: Path) -> RecordError:
    return RecordError("a sealed object has changed since it was sealed", where=str(path), mend=_MEND)


_MEND = "restore this file from a copy of the record; `marsad verify` names all that is damaged"
