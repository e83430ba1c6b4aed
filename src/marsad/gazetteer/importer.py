"""The contract of an importer: a file that a user brings along, row by row, as what each row says of a place.

An importer knows one format and nothing of the gazetteer: what a row's place lies in, and whether it is known already,
is decided later (`importing`). The importers stand in `importers/`, one file a format.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

import msgspec

from marsad.errors import InputError
from marsad.gazetteer.place import PlaceType
from marsad.gazetteer.shapes import Shape


class Source(NamedTuple):
    """A file as it came: its name (for messages and for the pack that is made of it) and its bytes."""

    name: str
    data: bytes

    @property
    def stem(self) -> str:
        """The name without what follows its first dot."""
        return self.name.partition(".")[0]


class Above(NamedTuple):
    """What a row says that its place lies in: other words for one container (names, codes), and its type if said."""

    words: tuple[str, ...]
    type: PlaceType | None = None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What one row says of one place; `where` is "file:line" or "file: feature 3". Empty where the row is silent.

    `lat` and `lon` are degrees, or None in a file of names alone; `type` None where neither row nor file says it;
    `above` nearest first; `reported` how often the source counts the place; `shape` its outline; `written` the name's
    cells letter for letter, in which a wrong encoding shows.
    """

    where: str
    name_ar: str
    name_en: str = ""
    variants: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    type: PlaceType | None = None
    code: str = ""
    above: tuple[Above, ...] = ()
    country: str = ""
    source: str = ""
    population: int = 0
    reported: int = 0
    shape: Shape | None = None
    written: tuple[str, ...] = ()


class PassedOver(NamedTuple):
    """A row that is whole and still no place for this gazetteer; `why` is counted, not told row by row."""

    why: str


Row = Found | PassedOver | InputError
"""A bad row is an error that says where it stands and what is wrong; the rows after it go on."""


class Importer(Protocol):
    """One format. `name` and `version` go into the record's log beside what was imported."""

    name: str
    version: int

    def recognises(self, source: Source) -> bool:
        """Whether the bytes look like this format; never fails."""
        ...

    def rows(self, source: Source) -> Iterator[Row]:
        """Every row. InputError where the file as a whole cannot be taken, naming the place and the mend."""
        ...


def places(rows: Iterable[Row]) -> Iterator[Found]:
    """The places among the rows."""
    return (row for row in rows if isinstance(row, Found))
