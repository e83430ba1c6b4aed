"""One age file out of a record: encrypted to those who may read it, written beside its place and renamed into it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from marsad.archive.agekeys import public_key
from marsad.archive.backups.contents import ErasedMeanwhileError, contents
from marsad.archive.files import TEMPORARY, disk_error, sync_folder
from marsad.errors import InputError, RecordError

_TRIES = 5


def back_up(record: Path, target: Path, recipients: Sequence[str]) -> int:
    """Write a backup to `target` and return its size in bytes, when it is durable.

    `recipients` are age public keys (`age1…`). Others may write to the record meanwhile.
    """
    if not (record / "log").is_dir():
        raise RecordError("there is no record here", where=str(record), mend="name the record's folder")
    beside = target.with_name(f"{target.name}{TEMPORARY}")
    try:
        for _ in range(_TRIES):
            try:
                _write(contents(record), beside, recipients)
                break
            except ErasedMeanwhileError:
                continue
        else:
            mend = "`marsad verify` says whether something is missing; else try again"
            raise RecordError("the record did not hold still for a backup", where=str(record), mend=mend)
        os.replace(beside, target)  # noqa: PTH105 - as everywhere where files are renamed
        sync_folder(target.parent)
        return target.stat().st_size
    except OSError as error:
        raise disk_error(target, error) from error
    finally:
        beside.unlink(missing_ok=True)


def _write(pieces: Iterator[bytes], path: Path, recipients: Sequence[str]) -> None:
    import pyrage  # noqa: PLC0415 - wanted for this alone

    keys = [public_key(text) for text in recipients]
    if not keys:
        raise InputError(
            "a backup is encrypted: to whom?", mend="give `--to age1…`, or make a key with `--new-key FILE`"
        )
    with path.open("wb") as file:
        path.chmod(0o600)
        stream = Stream(pieces)
        pyrage.encrypt_io(stream, file, keys)
        if stream.error:
            raise stream.error
        file.flush()
        os.fsync(file.fileno())


class Stream:
    """Pieces as a file that is read from; what goes wrong in making them is kept, and ends the file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most so many; b"" at the end."""
        while not self._rest:
            try:
                self._rest = next(self._pieces)
            except StopIteration:
                return b""
            except (ErasedMeanwhileError, RecordError) as error:
                self.error = error
                return b""
        cut = len(self._rest) if size < 0 else size
        piece, self._rest = self._rest[:cut], self._rest[cut:]
        return piece
