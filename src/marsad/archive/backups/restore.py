"""A record out of a backup: decrypted, every file of it taken for hostile, verified, and only then put in its place."""

import os
import re
import shutil
import tarfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from marsad.archive.agekeys import secrets
from marsad.archive.files import TEMPORARY, disk_error, make_folder
from marsad.archive.log import ENTRIES, HEAD, OPENINGS, SIGNED
from marsad.archive.objects import Objects
from marsad.archive.overlays import is_overlay
from marsad.archive.signed.signing import FOLLOWING, KEY_FILE
from marsad.archive.verify import verify
from marsad.errors import RecordError

_FILES = {KEY_FILE, FOLLOWING, *(f"log/{name}" for name in (ENTRIES, OPENINGS, HEAD, SIGNED))}
_OBJECT = re.compile("objects/[0-9a-f]{2}/[0-9a-f]{62}")
_MEND = "take another backup; this one was left as it is"


def restore(backup: Path, record: Path, key: Path) -> None:
    """Write the record that a backup holds to a folder that is not there yet, or empty. The projection is made anew.

    RecordError where the backup is damaged, is for another key, or holds no whole record; then nothing is written.
    """
    if record.exists() and (not record.is_dir() or any(record.iterdir())):
        raise RecordError("there is something at this place already", where=str(record), mend="choose a new name")
    beside = record.with_name(f"{record.name}{TEMPORARY}")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        make_folder(beside)
        Objects(beside / "objects").create()
        _unpack(backup, beside, key)
        _hold(beside, backup)
        os.sync()
        if record.exists():
            record.rmdir()
        beside.rename(record)
    except OSError as error:
        raise disk_error(record, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _hold(folder: Path, backup: Path) -> None:
    """RecordError where what was unpacked is no whole record."""
    if not (folder / "log" / HEAD).exists():
        raise RecordError("the backup holds no record", where=str(backup), mend=_MEND)
    for finding in verify(folder).findings:
        if finding.grave:
            what = f"what the backup holds is not whole: {finding.path}: {finding.what}"
            raise RecordError(what, where=str(backup), mend=_MEND)


def _unpack(backup: Path, folder: Path, key: Path) -> None:
    """Decrypt in a thread, and unpack what comes through the pipe; what decrypting raises is told first."""
    outlet, inlet = os.pipe()
    decrypting = _Decrypting(backup, inlet, key)
    try:
        with os.fdopen(outlet, "rb") as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            for member in tar:
                _put(tar, member, folder, backup)
            while stream.read(1 << 16):  # what follows the tar's end must be whole too
                pass
    except (tarfile.TarError, EOFError) as error:
        decrypting.join()
        raise decrypting.error or RecordError("the backup is damaged", where=str(backup), mend=_MEND) from error
    decrypting.join()
    if decrypting.error:
        raise decrypting.error


class _Decrypting(threading.Thread):
    """Writes a backup's plain bytes into a pipe; the `error` is known when it has been joined."""

    def __init__(self, backup: Path, inlet: int, key: Path) -> None:
        super().__init__(daemon=True)
        self.error: RecordError | None = None
        self._backup = backup
        try:
            self._keys = secrets(key)
            self._file = backup.open("rb")
        except BaseException:
            os.close(inlet)
            raise
        self._inlet = inlet
        self.start()

    def run(self) -> None:
        import pyrage  # noqa: PLC0415 - wanted for this alone

        try:
            with self._file, os.fdopen(self._inlet, "wb") as inlet, suppress(BrokenPipeError):
                pyrage.decrypt_io(self._file, inlet, self._keys)
        except pyrage.DecryptError:
            self.error = RecordError("the backup is not for this key", where=str(self._backup), mend=_KEY_MEND)
        except OSError:
            self.error = RecordError("the backup is damaged", where=str(self._backup), mend=_MEND)


_KEY_MEND = "name the key that it was made for with `--key`"


def _put(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, backup: Path) -> None:
    """One file of a record; a name that a record has no place for is refused, and so is what is no plain file."""
    known = member.name in _FILES or _OBJECT.fullmatch(member.name) or is_overlay(member.name)
    data = tar.extractfile(member) if member.isreg() and known else None
    if data is None or ".." in Path(member.name).parts:
        raise RecordError(f"the backup holds what is no part of a record: {member.name}", where=str(backup), mend=_MEND)
    path = folder / member.name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        _copy(data, file)
    path.chmod(0o400 if member.name.startswith("objects/") else 0o600)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    shutil.copyfileobj(source, target, 1 << 20)
