"""Checkpoints, as C2SP's tlog-checkpoint has them: a signed note that says how long the log is, and its root.

Whoever holds a checkpoint can tell later whether the log was rewritten, also by the one who has the key.
"""

import msgspec

from marsad.archive.signed.note import PublicKey, SigningKey, decoded, encoded, parts

_ROOT = 32
_LINES = 3


class Checkpoint(msgspec.Struct, frozen=True):
    """The log of this name has `size` entries under this RFC 6962 root (raw bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The note's text."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"

    def signed(self, key: SigningKey) -> str:
        """The signed note."""
        return key.sign(self.text)


def read_checkpoint(note: str) -> Checkpoint:
    """What a note says, whoever signed it; lines after the third are others' and kept out. Raises ValueError."""
    lines = parts(note)[0].split("\n")[:-1]
    if len(lines) < _LINES or not lines[0]:
        raise ValueError("it is no checkpoint")
    origin, size, root = lines[:_LINES]
    checkpoint = Checkpoint(origin, int(size) if size.isascii() and size.isdigit() else -1, decoded(root))
    if str(checkpoint.size) != size or len(checkpoint.root) != _ROOT:
        raise ValueError("it is no checkpoint")
    return checkpoint


def opened(note: str, key: PublicKey) -> Checkpoint:
    """What a note says that this key has signed. Raises ValueError where it has not, or is of another log."""
    checkpoint = read_checkpoint(note)
    if checkpoint.origin != key.name:
        raise ValueError("it is of another log")
    if not key.signed(note):
        raise ValueError("it is not signed with this log's key")
    return checkpoint
