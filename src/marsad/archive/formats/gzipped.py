"""A gzip stream: the one file in it."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from marsad.archive.format import Found, Part
from marsad.archive.formats.caps import Caps
from marsad.errors import InputError


def read(file: BinaryIO, name: str) -> Iterator[Found]:
    """The file, under the name without its ending."""
    caps = Caps(file.seek(0, 2))
    file.seek(0)
    try:
        with gzip.GzipFile(fileobj=file) as stream:
            data = caps.unpacked(stream)
    except (gzip.BadGzipFile, zlib.error, EOFError, OSError) as error:
        raise InputError("the archive is damaged", mend="get it anew from where it came") from error
    yield Part(name=_inner(name), data=data)


def _inner(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem or name}.tar" if ending.lower() == "tgz" else stem or name
