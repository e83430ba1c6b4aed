"""What an archive may unfold to: counted while it is unpacked, for what an archive says of itself may be a lie."""

import gzip
from collections.abc import Iterator
from typing import IO

from marsad.errors import InputError

MEMBERS = 10_000
"""Files in one archive."""
MEMBER = 64 << 20
"""Bytes of one file in it."""
TOTAL = 384 << 20
"""Bytes of all of them."""
RATIO = 200
"""Bytes that one byte may unfold to; text packs to a tenth, at most to a fiftieth."""
SMALL = 4 << 20
"""Bytes that an archive may unfold to whatever its ratio."""
_PIECE = 1 << 16
_UNPACK = "if you trust it, unpack it yourself and add what is meant"


class Caps:
    """What has come out of one archive so far; InputError where it is more than any honest one gives."""

    def __init__(self, packed: int) -> None:
        self._packed = packed
        self._members = 0
        self._bytes = 0

    def member(self) -> None:
        """Count one more file."""
        self._members += 1
        if self._members > MEMBERS:
            raise InputError(f"it holds more than {MEMBERS} files", mend=_UNPACK)

    def unpacked(self, stream: IO[bytes] | gzip.GzipFile) -> bytes:
        """All of a stream that unpacks as it is read."""
        return b"".join(self._pieces(stream))

    def _pieces(self, stream: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
        size = 0
        while piece := stream.read(_PIECE):
            size += len(piece)
            self._bytes += len(piece)
            if size > MEMBER or self._bytes > TOTAL:
                raise InputError(f"it unfolds to more than {max(MEMBER, TOTAL) >> 20} MB", mend=_UNPACK)
            if self._bytes > max(SMALL, RATIO * self._packed):
                raise InputError(f"it unfolds to more than {RATIO} times its size, as bombs do", mend=_UNPACK)
            yield piece
