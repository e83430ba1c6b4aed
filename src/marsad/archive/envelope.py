"""Encryption of what only some may see: age (age-encryption.org/v1), to public keys that the record lists.

Who seals needs no secret: the machine that takes an account down cannot open it again.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TypeAlias

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, encrypt_io, x25519

from marsad.errors import InputError, RecordError

Secret: TypeAlias = x25519.Identity
RECIPIENTS = "recipients.txt"
"""The overlay file of a record that lists the public keys, one a line, as age's own tools read it."""
PAGE = 4096
"""Plain bytes are filled up with spaces to a multiple of this, so that the size does not tell a long account."""
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how every such line begins


def new_key(file: Path) -> str:
    """Write a new secret key into a file that must not exist yet, for its owner alone; returns the public key."""
    key = x25519.Identity.generate()
    public = str(key.to_public())
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise InputError("a file of this name is there already", where=str(file), mend="name another") from error
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(f"# public key: {public}\n{key}\n")
        out.flush()
        os.fsync(out.fileno())
    return public


def recipients(record: Path) -> list[str]:
    """The public keys that a record lists. RecordError where it lists none."""
    path = record / RECIPIENTS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError("the list of keys cannot be read", where=str(path), mend=_MEND_LIST) from error
    keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not keys:
        raise RecordError(
            "the record lists no key for notes", where=str(path), mend="`marsad notes key FILE` makes one"
        )
    for key in keys:
        _public(key, path)
    return keys


def secrets(file: Path) -> list[Secret]:
    """The secret keys of a file. InputError where it holds none."""
    try:
        lines = file.read_text(encoding="ascii").splitlines()
        keys = [x25519.Identity.from_str(line.strip()) for line in lines if line.startswith(_SECRET)]
    except (UnicodeDecodeError, IdentityError) as error:
        raise InputError("this is no file of keys", where=str(file), mend=_MEND_KEY) from error
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", where=str(file), mend=_MEND_KEY) from error
    if not keys:
        raise InputError("this is no file of keys", where=str(file), mend=_MEND_KEY)
    return keys


def closed(plain: bytes, keys: Sequence[str]) -> bytes:
    """JSON text, filled up to whole pages and encrypted."""
    sealed: bytes = encrypt(plain + b" " * (-len(plain) % PAGE), [x25519.Recipient.from_str(key) for key in keys])
    return sealed


def close_file(source: IO[bytes], target: IO[bytes], keys: Sequence[str]) -> None:
    """A file of any size, encrypted in pieces into another; its size is not hidden."""
    encrypt_io(source, target, [x25519.Recipient.from_str(key) for key in keys])


def opened(sealed: bytes, keys: Sequence[Secret]) -> bytes | None:
    """What was closed, or None where none of these keys opens it."""
    try:
        plain: bytes = decrypt(sealed, list(keys))
    except DecryptError:
        return None
    return plain


def _public(key: str, path: Path) -> None:
    try:
        x25519.Recipient.from_str(key)
    except RecipientError as error:
        raise RecordError("a line is no public key", where=str(path), mend=_MEND_LIST) from error


_MEND_LIST = "one public key of age a line: age1…"
_MEND_KEY = "give the file that `marsad notes key` wrote"
