"""Keys of age (age-encryption.org/v1, X25519), in the files that `age-keygen` writes and reads.

Who encrypts needs the public half alone.
"""

import os
from pathlib import Path
from typing import TypeAlias

from pyrage import IdentityError, RecipientError, x25519

from marsad.archive.files import disk_error, sync_folder
from marsad.errors import InputError

Public: TypeAlias = x25519.Recipient
Secret: TypeAlias = x25519.Identity
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how every such line begins
_MEND = "give the file that `marsad backup --new-key` or `marsad notes key` wrote"


def new_key(file: Path) -> str:
    """Write a new key into a file that must not exist yet, durably and for its owner alone; returns its public half."""
    key = x25519.Identity.generate()
    public = str(key.to_public())
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(f"# public key: {public}\n{key}\n")
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError as error:
        raise InputError("a file of this name is there already", where=str(file), mend="choose a new name") from error
    except OSError as error:
        raise disk_error(file, error) from error
    sync_folder(file.parent)
    return public


def public_key(text: str) -> Public:
    """A public key from its text, `age1…`. InputError where it is none."""
    try:
        return x25519.Recipient.from_str(text)
    except RecipientError as error:
        raise InputError("this is no age key", where=text, mend="`--new-key FILE` makes one: age1…") from error


def secrets(file: Path) -> list[Secret]:
    """The secret keys of a file, at least one. InputError where it holds none."""
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        keys = [x25519.Identity.from_str(line) for line in map(str.strip, lines) if line.startswith(_SECRET)]
    except IdentityError as error:
        raise InputError("this is no file of keys", where=str(file), mend=_MEND) from error
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", where=str(file), mend=_MEND) from error
    if not keys:
        raise InputError("this is no file of keys", where=str(file), mend=_MEND)
    return keys
