"""One row of a place pack, and the closed list of what a place may be."""

from typing import Literal, get_args

import msgspec

from marsad.model.vocabulary import PlacePrecision

PlaceType = Literal[
    "country",
    "governorate",
    "district",
    "town",
    "neighbourhood",
    "camp",
    "village",
    "region",
    "site",
]
PLACE_TYPES: tuple[PlaceType, ...] = get_args(PlaceType)
PRECISION_OF_TYPE: dict[PlaceType, PlacePrecision] = {
    "country": "country",
    "governorate": "governorate",
    "district": "district",
    "town": "town",
    "neighbourhood": "neighbourhood",
    "camp": "neighbourhood",
    "village": "town",
    "region": "governorate",
    "site": "point",
}
"""How precise a report is that names a place of this type and nothing finer."""


class PlaceRow(msgspec.Struct, frozen=True):
    """A place: Arabic and Latin name, Arabic variants, what it is, what it lies in, degrees WGS 84, who says so.

    `parent` is the id of the next larger place (None for a country), `country` its ISO 3166-1 alpha-2 code, `source` a
    key of `knowledge/places/SOURCES.md`, `population` 0 where unknown. `added` where a record's own pack brought the
    place: of places that are alike, reports mean those that the built-in packs know.
    """

    id: str
    name_ar: str
    name_en: str
    variants: tuple[str, ...]
    type: PlaceType
    parent: str | None
    lat: float
    lon: float
    country: str
    source: str
    population: int = 0
    added: bool = False


PRIOR_OF_TYPE: dict[PlaceType, float] = {
    "country": 6.0,
    "town": 5.0,
    "governorate": 4.0,
    "camp": 3.5,
    "district": 3.0,
    "site": 3.0,
    "region": 3.0,
    "neighbourhood": 2.5,
    "village": 2.0,
}
"""How likely a bare name means a place of this type, when nothing else is known: ordinal points of `resolve`."""
