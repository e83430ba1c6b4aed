"""Writing so that it survives a power cut: temporary file, fsync, rename, fsync of the folder."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from marsad.errors import RecordError

TEMPORARY = ".tmp"
_PIECE = 1 << 20
CHUNK = 64
"""Files written before the first of them is synced, so that one journal commit serves many; few enough handles."""


def write_files(files: Iterable[tuple[Path, bytes]], *, mode: int = 0o400) -> None:
    """Write whole files, each wholly there or not at all, and return when they are durable; folders must exist.

    RecordError names the file where the disk refuses.
    """
    folders: set[Path] = set()
    chunk: list[tuple[Path, bytes]] = []
    for path, data in files:
        folders.add(path.parent)
        chunk.append((path, data))
        if len(chunk) == CHUNK:
            _write_chunk(chunk, mode)
            chunk.clear()
    _write_chunk(chunk, mode)
    for folder in sorted(folders):
        sync_folder(folder)


def write_file(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write one whole file durably."""
    write_files([(path, data)], mode=mode)


def move_file(source: Path, target: Path) -> None:
    """Give a file that is durable another name on the same disk, durably; what bore the name is gone."""
    with _named(target):
        source.replace(target)
    sync_folder(target.parent)


def copy_file(source: Path, folder: Path, place: Callable[[str], Path], *, mode: int = 0o400) -> str:
    """Copy a file of any size, in pieces, to where its SHA-256 puts it; returns that when the copy is durable.

    `folder` takes the temporary file. The digest is that of what was copied, whatever the file was before or after.
    """
    with _named(folder):
        handle, name = tempfile.mkstemp(suffix=TEMPORARY, dir=folder)
        try:
            digest = _copy(source, handle, name, mode)
            target = place(digest)
            os.replace(name, target)  # noqa: PTH105 - as everywhere in this file
        except BaseException:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - likewise
            raise
    sync_folder(target.parent)
    return digest


def _copy(source: Path, handle: int, name: str, mode: int) -> str:
    hashed = hashlib.sha256()
    try:
        os.chmod(name, mode)  # noqa: PTH101 - likewise
        with source.open("rb") as data:
            while piece := data.read(_PIECE):
                hashed.update(piece)
                _write_all(handle, piece)
        os.fsync(handle)
    finally:
        os.close(handle)
    return hashed.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; where a folder cannot be opened (Windows), the rename alone must do."""
    if os.name == "nt":
        return
    with _named(folder):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and make its name durable; one that is there is left as it is."""
    with _named(folder):
        folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def disk_error(path: Path, error: OSError) -> RecordError:
    """What the system says about a file, in words; a failed fsync is never tried again, its outcome is unknown."""
    return RecordError(
        f"the disk refuses: {error.strerror or error}",
        where=str(path),
        mend="make room or mend the disk, then try again; what was acknowledged before is safe",
    )


def _write_chunk(chunk: list[tuple[Path, bytes]], mode: int) -> None:
    """Write all temporary files, sync all, then rename all; what fails leaves nothing, what is killed only *.tmp."""
    names: dict[str, Path] = {}
    try:
        _write_temporary(chunk, mode, names)
        for name, path in names.items():
            with _named(path):
                os.replace(name, path)  # noqa: PTH105 - names by the thousand, not path objects
    except BaseException:
        for name in names:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108 - likewise
        raise


def _write_temporary(chunk: list[tuple[Path, bytes]], mode: int, names: dict[str, Path]) -> None:
    """Write each file under a temporary name beside its own, entered in `names` at once, and sync it."""
    with ExitStack() as handles:
        opened: list[tuple[int, Path]] = []
        for path, data in chunk:
            with _named(path):
                handle, name = tempfile.mkstemp(prefix=f"{path.name[:32]}.", suffix=TEMPORARY, dir=path.parent)
                handles.callback(os.close, handle)
                names[name] = path
                opened.append((handle, path))
                os.chmod(name, mode)  # noqa: PTH101 - likewise
                _write_all(handle, data)
        for handle, path in opened:
            with _named(path):
                os.fsync(handle)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise disk_error(path, error) from error


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
