"""JSON that is one report, or a list of reports, rather than a line each: every one as its own bytes.

`json/1` hands each object on as a line of JSON lines, which says what is wrong with it.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from marsad.archive.format import Found, Part
from marsad.errors import InputError

_SHAPE = 'give one JSON object a line, or a list of them: {"report": …, "text": …}'


def read(file: BinaryIO, name: str) -> Iterator[Found]:
    """Each report of the list, or the one that the file is, or the lines that it holds."""
    data = file.read()
    try:
        whole = msgspec.json.decode(data, type=list[msgspec.Raw] | dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if data.lstrip().startswith(b"{") and b"}\n{" in data.replace(b"\r", b""):
            yield Part(name=f"{name}.jsonl", data=data)
            return
        raise InputError("it is no whole JSON", mend=_SHAPE) from error
    objects = whole if isinstance(whole, list) else [data]
    for number, one in enumerate(objects, 1):
        line = bytes(one).replace(b"\r", b" ").replace(b"\n", b" ")
        yield Part(name=f"{number}.jsonl", data=line)
