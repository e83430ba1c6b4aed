"""What a person asks of the places: who bears this name, what is known of this one, what did I mean."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from marsad.errors import InputError, RulebookError
from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.latin import latin_key, latin_words
from marsad.gazetteer.place import PlaceRow
from marsad.gazetteer.resolve import Context, Resolver
from marsad.gazetteer.shapes import Shape

_MOST_SUGGESTED = 5
_MOST_LATIN = 10
_CLOSE = 70.0
"""Of 100: what rapidfuzz must score for a name to be suggested."""


class FoundPlace(msgspec.Struct, frozen=True):
    """A place that a name may mean; `inside` is what it lies in, nearest first, `reasons` what speaks for it."""

    id: str
    name_ar: str
    name_en: str
    type: str
    inside: tuple[str, ...]
    lat: float
    lon: float
    country: str
    source: str
    score: float
    reasons: tuple[str, ...]


class ShownPlace(msgspec.Struct, frozen=True):
    """All that is known of a place; `inside` holds ids, nearest first; `children` counts what lies directly in it."""

    id: str
    name_ar: str
    name_en: str
    variants: tuple[str, ...]
    type: str
    inside: tuple[str, ...]
    lat: float
    lon: float
    country: str
    source: str
    population: int
    outline: bool
    children: int


def find(gazetteer: Gazetteer, name: str) -> tuple[FoundPlace, ...]:
    """Every place that a name may mean where nothing else is told, the likeliest first; a Latin name is taken too."""
    ancestry = Ancestry(gazetteer)
    ranked = Resolver(gazetteer).rank(name, Context())
    found = [_found(candidate.row, candidate.score, candidate.reasons, ancestry) for candidate in ranked]
    return tuple(found) or tuple(_found(row, 0.0, (row.type,), ancestry) for row in _latin(gazetteer, name))


def suggest(gazetteer: Gazetteer, name: str) -> tuple[str, ...]:
    """Names of places that are spelt nearly so, the nearest first: for a person, never for reading."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a person who mistypes needs it

    known: dict[str, str] = {}
    for row in gazetteer.rows_in_memory():
        for spelling in (row.name_ar, *row.variants):
            known.setdefault(name_key(spelling), spelling)
    close = process.extract(
        name_key(name), sorted(known), scorer=fuzz.ratio, limit=_MOST_SUGGESTED, score_cutoff=_CLOSE
    )
    return tuple(known[key] for key, _, _ in close)


def show(gazetteer: Gazetteer, shapes: Mapping[str, Shape], place_id: str) -> ShownPlace:
    """All that is known of the place with this id. InputError for an unknown one, naming the nearest."""
    row = gazetteer.get(place_id)
    if row is None:
        raise InputError(f"no place has the id {place_id!r}", mend=_nearest(gazetteer, place_id))
    return ShownPlace(
        id=row.id,
        name_ar=row.name_ar,
        name_en=row.name_en,
        variants=row.variants,
        type=row.type,
        inside=Ancestry(gazetteer).parents(row.id),
        lat=row.lat,
        lon=row.lon,
        country=row.country,
        source=row.source,
        population=row.population,
        outline=row.id in shapes,
        children=sum(other.parent == row.id for other in gazetteer.rows_in_memory()),
    )


def check_outlines(gazetteer: Gazetteer, shapes: Iterable[str], knowledge: Path | None) -> list[RulebookError]:
    """An error for each outline whose place no pack has."""
    return [
        RulebookError(
            f"an outline of {place!r}, which no pack has",
            where=str(knowledge / "places") if knowledge else "",
            mend="import its file again, or take the outline out",
        )
        for place in sorted(shapes)
        if gazetteer.get(place) is None
    ]


def _latin(gazetteer: Gazetteer, name: str) -> list[PlaceRow]:
    """Rows whose Latin name shares the consonants, the nearest in spelling first."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - likewise

    key = latin_key(name)
    rows = [row for row in gazetteer.rows_in_memory() if key and row.name_en and latin_key(row.name_en) == key]
    rows.sort(key=lambda row: (-fuzz.ratio(latin_words(row.name_en), latin_words(name)), row.id))
    return rows[:_MOST_LATIN]


def _found(row: PlaceRow, score: float, reasons: tuple[str, ...], ancestry: Ancestry) -> FoundPlace:
    above = (ancestry.place(place) for place in ancestry.parents(row.id))
    inside = tuple(place.name_ar for place in above if place is not None)
    return FoundPlace(
        row.id, row.name_ar, row.name_en, row.type, inside, row.lat, row.lon, row.country, row.source, score, reasons
    )


def _nearest(gazetteer: Gazetteer, place_id: str) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - likewise

    ids = sorted(row.id for row in gazetteer.rows_in_memory())
    best = process.extractOne(place_id, ids, scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return f"did you mean {best[0]!r}?" if best else "`marsad places find` tells ids"
