"""GeoNames country dumps: `XX.txt`, 19 columns parted by tabs, no header (geonames.org, CC BY 4.0)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from marsad.errors import InputError
from marsad.gazetteer.columns import Columns
from marsad.gazetteer.encoding import text_of
from marsad.gazetteer.importer import PassedOver, Row, Source
from marsad.gazetteer.names import arabic
from marsad.gazetteer.recognition import recognition

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature_code",
    "country_code", "cc2", "admin1", "admin2 code", "admin3 code", "admin4 code", "population", "elevation", "dem",
    "timezone", "modification date",
)  # fmt: skip
"""The columns in the order of GeoNames' readme; the codes below the first level are known to nobody else."""
_LOOK = 1 << 16
SOURCE = "GeoNames"


class GeoNames:
    """A line a place; rivers, ruins and the like are passed over, and what has no name in Arabic letters."""

    name = "geonames"
    version = 1

    def recognises(self, source: Source) -> bool:
        """Whether the first line has 19 cells and begins with a number."""
        try:
            first = text_of(source.data[:_LOOK].rpartition(b"\n")[0] or source.data[:_LOOK]).partition("\n")[0]
        except InputError:
            return False
        cells = first.split("\t")
        return len(cells) == len(COLUMNS) and cells[0].isdigit()

    def rows(self, source: Source) -> Iterator[Row]:
        """Every line; a broken one is named."""
        yield from self.read(text_of(source.data).split("\n"), source.name)

    def read(self, lines: Iterable[str], name: str) -> Iterator[Row]:
        """Every line of a file of this name, as they come."""
        columns = Columns((*COLUMNS, "source"), Source(name, b""))
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _row(columns, line.rstrip("\r\n").split("\t"), f"{name}:{number}")


@lru_cache(maxsize=1 << 12)
def _is_taken(code: str) -> bool:
    """Whether a feature code is a place that people report from."""
    table = recognition()
    return table.type_of(code) is not None and code.casefold() not in table.geonames.passed_over


def _row(columns: Columns, cells: list[str], where: str) -> Row:
    if len(cells) != len(COLUMNS):
        what = f"{len(cells)} cells, where GeoNames has {len(COLUMNS)}"
        return InputError(what, where=where, mend="get the file again")
    named = dict(zip(COLUMNS, cells, strict=True))
    if not _is_taken(named["feature_code"]):
        return PassedOver("kind")
    if not arabic(named["alternatenames"].split(",")):
        return PassedOver("name")
    return columns.row({**named, "source": SOURCE}, where)
