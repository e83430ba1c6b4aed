"""A response's bytes, unpacked as they come and never more than agreed: a bomb is cut off before it unfolds."""

import zlib
from collections.abc import Iterable

from marsad.errors import InputError

ENCODINGS = "gzip, deflate"
"""What Accept-Encoding offers."""
AGAIN = "try again later"
"""The mend of what may be gone by then; whatever has another mend is not asked for again."""
_OTHERWISE = "fetch it by other means and add the file"
_PIECE = 1 << 16


def collect(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The whole body, unpacked; InputError where it is packed in another way, is damaged, or exceeds `limit` bytes."""
    unpack = _Unpacked(encoding)
    body = bytearray()
    received = 0
    for piece in pieces:
        received += len(piece)
        if received > limit:
            raise _too_large(limit)
        for part in unpack.parts(piece):
            body += part
            if len(body) > limit:
                raise _too_large(limit)
    unpack.end()
    return bytes(body)


class _Unpacked:
    """A decoder that gives a bounded piece at a time."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise InputError(f"the server packs its answer as {name!r}", mend=_OTHERWISE)
        self._deflate = name == "deflate"
        self._plain = name in {"", "identity"}
        self._zip = zlib.decompressobj(zlib.MAX_WBITS | 32 if not self._deflate else zlib.MAX_WBITS)
        self._begun = False

    def parts(self, piece: bytes) -> Iterable[bytes]:
        """What a piece unfolds to."""
        if self._plain:
            yield piece
            return
        if self._deflate and piece and not self._begun and piece[0] & 0x0F != zlib.DEFLATED:
            self._zip = zlib.decompressobj(-zlib.MAX_WBITS)  # many servers send deflate without its header
        self._begun = self._begun or bool(piece)
        try:
            while not self._zip.eof:
                part = self._zip.decompress(piece, _PIECE)
                piece = self._zip.unconsumed_tail
                yield part
                if not piece and len(part) < _PIECE:
                    return
        except zlib.error as error:
            raise InputError("what the server packed is damaged", mend=AGAIN) from error

    def end(self) -> None:
        """InputError where the packed bytes end before their end."""
        if self._begun and not self._plain and not self._zip.eof:
            raise InputError("what the server packed is damaged", mend=AGAIN)


def _too_large(limit: int) -> InputError:
    return InputError(f"it is larger than {limit >> 20} MB", mend=_OTHERWISE)
