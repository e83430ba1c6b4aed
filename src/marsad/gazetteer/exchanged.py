"""Are latitude and longitude exchanged? Told by known places: where they are, and where the file puts their names."""

from collections.abc import Iterable

from marsad.errors import InputError
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.importer import Found
from marsad.gazetteer.known import Known
from marsad.gazetteer.place import PlaceRow

_HERE_KM = 10.0
"""A row's point this near to a known place of its name is that place."""
_REGION_KM = 60.0
_MORE = 3
"""So many times more rows must fit the wrong way round than the right way."""
_MEND = "exchange its two columns; GeoJSON puts longitude first"


def check_order(rows: Iterable[Found], known: Known) -> None:
    """InputError for a file most of whose points fit when latitude and longitude change places, and not as they are."""
    right = wrong = 0
    example = ""
    for row in rows:
        as_given, as_exchanged = _fit(row, known)
        right += as_given and not as_exchanged
        if as_exchanged and not as_given:
            wrong += 1
            example = example or row.name_ar or row.name_en
    if wrong > _MORE * right:
        raise InputError(f"latitude and longitude are exchanged in it: {example}, for one, lies elsewhere", mend=_MEND)


def check_row(row: Found, known: Known) -> None:
    """InputError for a row whose point is exactly the wrong way round, in a file that is right."""
    if row.lat is None or row.lon is None or not _on_globe(row.lon):
        return
    places = list(known.named(row.name_ar))
    if _nearest(row.lon, row.lat, places) <= _HERE_KM and _nearest(row.lat, row.lon, places) > _REGION_KM:
        raise InputError("latitude and longitude look exchanged", where=row.where, mend="exchange them in this row")


def _fit(row: Found, known: Known) -> tuple[bool, bool]:
    """Whether the point fits as given, and whether it fits exchanged; (False, False) where nothing can tell."""
    if row.lat is None or row.lon is None:
        return False, False
    given = _fits(row, row.lat, row.lon, known)
    return given, _on_globe(row.lon) and _fits(row, row.lon, row.lat, known)


def _fits(row: Found, lat: float, lon: float, known: Known) -> bool:
    if _nearest(lat, lon, known.named(row.name_ar)) <= _HERE_KM:
        return True
    told = {word for above in row.above if above.type == "governorate" for word in above.words}
    if not told and not row.country:
        return False
    _, place = next(known.near(lat, lon, _REGION_KM), (0.0, None))
    if place is None:
        return False
    if not told:
        return place.country == row.country
    areas = {area.id for word in told for area in (*known.latin(word), *known.named(word))}
    return any(higher.id in areas for higher in known.chain(place.id))


def _nearest(lat: float, lon: float, places: Iterable[PlaceRow]) -> float:
    return min((kilometres(lat, lon, place.lat, place.lon) for place in places), default=float("inf"))


def _on_globe(lat: float) -> bool:
    return -90.0 <= lat <= 90.0  # noqa: PLR2004 - the poles
