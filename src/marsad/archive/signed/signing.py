"""Signing for the log: its key lies in `keys/log.key`, the latest checkpoint in `log/checkpoint.note`."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from marsad.archive.entries import MEND
from marsad.archive.files import make_folder, write_file
from marsad.archive.head import read_head
from marsad.archive.kinds import record_draft
from marsad.archive.log import HEAD, SIGNED, Log
from marsad.archive.signed.checkpoint import Checkpoint, opened, read_checkpoint
from marsad.archive.signed.keyring import Keyring, log_name
from marsad.archive.signed.note import PublicKey, SigningKey
from marsad.errors import RecordError

FOLDER = "keys"
KEY_FILE = "keys/log.key"
FOLLOWING = "keys/following.key"
"""A key on its way into the log; where a crash left it there, the next writer makes it the record's own."""
_SECRET = 32
_KEY_MEND = "restore it from a copy, or put it away and name a new one with `marsad checkpoint --rotate`"


def new_key(name: str) -> SigningKey:
    """A key that nobody else has."""
    return SigningKey(name, os.urandom(_SECRET))


def keep_key(record: Path, key: SigningKey, *, following: bool = False) -> None:
    """Write the record's key, or the one that is to follow it, readable by its owner alone."""
    make_folder(record / FOLDER)
    write_file(record / (FOLLOWING if following else KEY_FILE), key.secret().encode(), mode=0o600)
    if not following:
        (record / FOLLOWING).unlink(missing_ok=True)


def begin(record: Path, folder: Path, origin: str, logged: datetime) -> None:
    """A key, and in `folder` a log of one entry that names it, with its first checkpoint."""
    key = new_key(log_name(origin))
    keep_key(record, key)
    Log.create(folder, record_draft(origin, str(key.public)), logged)
    head = read_head(folder / HEAD)
    write_note(folder, Checkpoint(key.name, head.size, bytes.fromhex(head.root)).signed(key))


def write_note(folder: Path, note: str) -> None:
    """Keep a checkpoint as the latest."""
    write_file(folder / SIGNED, note.encode())


def read_key(path: Path) -> SigningKey:
    """The key in a file. RecordError where it cannot be read or is none."""
    try:
        return SigningKey.parse(path.read_text(encoding="ascii"))
    except OSError as error:
        what = f"the key cannot be read: {error.strerror}"
        raise RecordError(what, where=str(path), mend=_KEY_MEND) from error
    except ValueError as error:
        raise RecordError("the key file is damaged", where=str(path), mend=_KEY_MEND) from error


def key_of(record: Path, keys: Keyring, given: Path | None = None) -> SigningKey | None:
    """The key that signs now: from a file given, else the record's own, None where there is none.

    RecordError where it is damaged or not the one that the log names.
    """
    path = given or record / KEY_FILE
    if keys.current is None:
        return None
    if given is None and not path.exists():
        return None
    key = read_key(path)
    if key.public != keys.current:
        raise RecordError("this is not the key that the log names", where=str(path), mend=_KEY_MEND)
    return key


def settle_following(record: Path, keys: Keyring) -> None:
    """Make a key that a crash left on its way the record's own, if the log names it; else drop it."""
    if not (record / FOLLOWING).exists():
        return
    following = read_key(record / FOLLOWING)
    if following.public == keys.current:
        keep_key(record, following)
    else:
        (record / FOLLOWING).unlink()  # the log never named it


class Guard:
    """Holds a log that is read for writing to its latest checkpoint: what was signed is never signed over.

    Else whoever has the disk, and not the key, could change the log and let the next writer sign for it.
    """

    def __init__(self, folder: Path) -> None:
        """`folder` is the log's; RecordError where its checkpoint cannot be read."""
        self._path = folder / SIGNED
        self._note = ""
        self._root = b""
        self.size = 0
        try:
            self._note = self._path.read_text(encoding="utf-8")
            self.size = read_checkpoint(self._note).size
        except FileNotFoundError:
            return
        except OSError as error:
            what = f"the signed checkpoint cannot be read: {error.strerror}"
            raise RecordError(what, where=str(self._path), mend=MEND) from error
        except ValueError as error:
            raise self._error("the signed checkpoint is damaged") from error

    def see(self, size: int, root: Callable[[], bytes]) -> None:
        """The log's root over its first `size` entries."""
        if size == self.size:
            self._root = root()

    def settle(self, keys: Keyring) -> None:
        """RecordError where the log, all of which has been seen, is not what was signed."""
        key = keys.at(max(self.size, 1))
        if not self._note:
            if key:
                raise self._error("the signed checkpoint is missing")
        elif not key or not _signed(self._note, key):
            raise self._error("the checkpoint is not signed with this log's key")
        elif not self._root:
            raise self._error("entries are missing that were signed")
        elif self._root != read_checkpoint(self._note).root:
            raise self._error("the log is not the one that was signed")

    def _error(self, what: str) -> RecordError:
        return RecordError(what, where=str(self._path), mend=MEND)


def _signed(note: str, key: PublicKey) -> bool:
    try:
        opened(note, key)
    except ValueError:
        return False
    return True
