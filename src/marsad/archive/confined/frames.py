"""What a confined reader found, in the file through which it leaves the child: frames of a length and msgpack."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from marsad.archive.format import Found

_LENGTH = 4
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Found)


class TornError(Exception):
    """The file does not hold whole frames: whoever wrote it was ended, or turned."""


def write_frame(file: BinaryIO, found: Found) -> None:
    """Add what was found to the file."""
    data = _ENCODER.encode(found)
    file.write(len(data).to_bytes(_LENGTH, "big") + data)


def frames(file: BinaryIO, number: int) -> Iterator[Found]:
    """So many frames from the file's beginning, one in memory at a time; TornError where they are not there."""
    file.seek(0)
    for _ in range(number):
        length = int.from_bytes(file.read(_LENGTH), "big")
        data = file.read(length)
        if len(data) != length or not length:
            raise TornError
        try:
            yield _DECODER.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise TornError from error
