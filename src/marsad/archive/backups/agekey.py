"""Keys that backups are encrypted to, in the files that `age-keygen` writes and reads (age, X25519)."""

from pathlib import Path
from typing import TYPE_CHECKING

from marsad.archive.files import write_file
from marsad.errors import InputError

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient


def recipient(text: str) -> "Recipient":
    """A public key from its text. InputError where it is none."""
    import pyrage  # noqa: PLC0415 - wanted for backups alone

    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise InputError("this is no age key", where=text, mend="`--new-key FILE` makes one: age1…") from error


def new_key(path: Path) -> str:
    """Write a new key to a file that is not there yet, readable by its owner alone; returns its public half."""
    import pyrage  # noqa: PLC0415 - likewise

    if path.exists():
        raise InputError("there is something at this place already", where=str(path), mend="choose a new name")
    made = pyrage.x25519.Identity.generate()
    write_file(path, f"# public key: {made.to_public()}\n{made}\n".encode(), mode=0o600)
    return str(made.to_public())


def identities(path: Path) -> "list[Identity]":
    """The keys in a file. InputError where there are none."""
    import pyrage  # noqa: PLC0415 - likewise

    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split()
        return [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except OSError as error:
        what = f"the key cannot be read: {error.strerror}"
        raise InputError(what, where=str(path), mend="name the file that holds the backup's key") from error
    except pyrage.IdentityError as error:
        raise InputError("the key file is damaged", where=str(path), mend="restore it from a copy") from error
