"""What the reader of a format makes of a file: texts, parts that are files themselves, and doubts.

A reader is a function over the file's bytes and its name. It runs in a process of its own (`marsad.archive.confined`)
that holds no record and may die; it raises InputError for a file that it refuses as a whole.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import msgspec

from marsad.model.name import Span


class Text(msgspec.Struct, frozen=True, kw_only=True, tag="text"):
    """One report's text, with what the file says of it.

    `extractor` names the reader with its version: it changes whenever the text for any bytes would. `origins` says of
    each field (and of those in `meta`) where it was found: {"published": "meta article:published_time"}. `locator` is
    the place in a file that holds several ("item 3"); `key` is what such an entry calls itself for ever, from which its
    id is made, and `named` an id that was given.
    `unsure` are [start, end) of the text whose figures a person must see before they count.
    """

    text: str
    extractor: str
    encoding: str = "utf-8"
    locator: str = ""
    key: str = ""
    named: str = ""
    published: date | None = None
    captured: datetime | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    lang: str | None = None
    meta: dict[str, Any] = {}
    origins: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    unsure: tuple[Span, ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True, tag="part"):
    """A file inside the file, to be read in its turn; `name` is a label and never a path.

    `media` is what the file says of the part's kind ("text/html"); the rest is what it says of where it was had.
    """

    name: str
    data: bytes
    media: str = ""
    url: str | None = None
    captured: datetime | None = None
    outlet: str | None = None


class Passed(msgspec.Struct, frozen=True, kw_only=True, tag="passed"):
    """Something in the file that was passed over, and what may be done about it."""

    name: str
    what: str
    mend: str


Found = Text | Part | Passed
Reader = Callable[[BinaryIO, str], Iterator[Found]]


class Limits(msgspec.Struct, frozen=True):
    """What reading one file may cost: memory in bytes, seconds of a processor, bytes of what is found.

    With the code that it shares with others a child of 448 MB stays below 512.

    Seconds grow with the file, by one for each `pace` bytes: what is small must be read at once, a long document may
    take its time.
    """

    memory: int = 448 << 20
    seconds: int = 4
    pace: int = 512 << 10
    most: int = 300
    output: int = 512 << 20
    programs: bool = False
    """Whether it may start others, as the recognition of letters is one."""

    def time(self, size: int) -> int:
        """Seconds of a processor for a file of so many bytes."""
        return min(self.seconds + size // self.pace, self.most)
