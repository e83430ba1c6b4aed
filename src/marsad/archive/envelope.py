"""Encryption of what only some may see: age (age-encryption.org/v1), to public keys that the record lists.

Who seals needs no secret: the machine that takes an account down cannot open it again.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from pyrage import DecryptError, decrypt, encrypt, encrypt_io

from marsad.archive.agekeys import Secret, public_key
from marsad.errors import InputError, RecordError

RECIPIENTS = "recipients.txt"
"""The overlay file of a record that lists the public keys, one a line, as age's own tools read it."""
PAGE = 4096
"""Plain bytes are filled up with spaces to a multiple of this, so that the size does not tell a long account."""


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
    try:
        for key in keys:
            public_key(key)
    except InputError as error:
        raise RecordError("a line is no public key", where=str(path), mend=_MEND_LIST) from error
    return keys


def closed(plain: bytes, keys: Sequence[str]) -> bytes:
    """JSON text, filled up to whole pages and encrypted."""
    sealed: bytes = encrypt(plain + b" " * (-len(plain) % PAGE), [public_key(key) for key in keys])
    return sealed


def close_file(source: IO[bytes], target: IO[bytes], keys: Sequence[str]) -> None:
    """A file of any size, encrypted in pieces into another; its size is not hidden."""
    encrypt_io(source, target, [public_key(key) for key in keys])


def opened(sealed: bytes, keys: Sequence[Secret]) -> bytes | None:
    """What was closed, or None where none of these keys opens it."""
    try:
        plain: bytes = decrypt(sealed, list(keys))
    except DecryptError:
        return None
    return plain


_MEND_LIST = "one public key of age a line: age1…"
