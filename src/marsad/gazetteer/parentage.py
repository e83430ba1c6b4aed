"""What a new place lies in: by what its row says, else by an outline that holds it, else by its nearest neighbours."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.importer import Above, Found
from marsad.gazetteer.knowledge import BUILT_IN
from marsad.gazetteer.known import Known
from marsad.gazetteer.place import PlaceRow, PlaceType
from marsad.gazetteer.towns import TownSettings, town_settings

_AREAS: tuple[PlaceType, ...] = ("district", "governorate", "country")
_LIES_IN: dict[PlaceType, tuple[PlaceType, ...]] = {
    "country": (),
    "governorate": ("country",),
    "district": _AREAS,
    "region": ("governorate", "country"),
    "town": _AREAS,
    "village": _AREAS,
    "camp": ("town", "village", *_AREAS),
    "neighbourhood": ("town", "village", "neighbourhood", *_AREAS),
    "site": ("neighbourhood", "town", "village", "camp", *_AREAS),
}
"""Kinds that a place of a kind may lie in, best first, where its row names the container without saying its kind."""
_REACH: dict[PlaceType, float] = {
    "country": 5000.0, "governorate": 600.0, "district": 200.0, "region": 200.0,
    "town": 40.0, "village": 20.0, "camp": 10.0, "neighbourhood": 10.0, "site": 5.0,
}  # fmt: skip
"""Kilometres from a container's point at which a place may still lie in it."""
_QUARTER_KM = 3.0
"""A quarter as near as this is of the same town."""
_CITY_KM = 10.0
"""A quarter lies at most so far from its town's point."""
_NEIGHBOUR_KM = 60.0
"""A town as near as this is taken to be of the same governorate, where nothing better tells."""
_FAR_KM = 250.0
"""A place as near as this tells the country, where nothing better does."""
_SEAT_KM = 30.0
"""A district's seat lies at most so far from its middle."""
_SEATS: frozenset[PlaceType] = frozenset({"village", "town"})
_INNER: frozenset[PlaceType] = frozenset({"neighbourhood", "site"})
_SETTLED: frozenset[PlaceType] = frozenset({"town", "village", "neighbourhood"})


class Spot(NamedTuple):
    """A new place whose container is sought: its id to be, kind, point, code and country."""

    id: str
    kind: PlaceType
    lat: float
    lon: float
    code: str = ""
    country: str = ""


class Parentage:
    """Finds containers among the places known."""

    def __init__(self, known: Known) -> None:
        """Over the places known, those of the file among them as they are added."""
        self._known = known
        self._settings: TownSettings = town_settings(BUILT_IN / "places" / "towns.toml")

    def above(self, row: Found, spot: Spot) -> PlaceRow | None:
        """The container of a new place; None where the gazetteer knows nothing that it could lie in."""
        spot = spot._replace(code=row.code, country=self._country(row, spot))
        best = next(self._told(row, spot), None) or self._drawn(spot) or self._near(spot)
        if best is not None and spot.kind in _INNER and best.type in _AREAS:
            return self._city(best, spot) or best
        return best or self._known.rows.get(spot.country.lower())

    def seat(self, row: Found, spot: Spot) -> PlaceRow | None:
        """The district whose seat a village is, since it bears its name: the smallest of them; None for no seat."""
        if spot.kind not in _SEATS:
            return None
        districts = [
            place
            for place in self._known.named(row.name_ar)
            if place.type == "district" and kilometres(spot.lat, spot.lon, place.lat, place.lon) <= _SEAT_KM
        ]
        return max(districts, key=lambda place: (len(list(self._known.chain(place.id))), place.id), default=None)

    def _country(self, row: Found, spot: Spot) -> str:
        """The country as the row says, by the letters of its code, or of the nearest place; "" with nothing near."""
        if row.country:
            return row.country
        letters = self._known.rows.get(row.code[:2].lower())
        if letters is not None and letters.type == "country" and row.code[2:].isdigit():
            return letters.country
        return next((place.country for _, place in self._known.near(spot.lat, spot.lon, _FAR_KM)), "")

    def _told(self, row: Found, spot: Spot) -> Iterator[PlaceRow]:
        """Containers that the row names, nearest first: of each the bearer that may hold the place."""
        for above in row.above:
            bearers = {place.id: place for place in self._bearers(above, spot.country, row.country)}
            bearers.pop(spot.id, None)
            best = self._likeliest(bearers.values(), above, spot)
            if best is not None:
                yield best

    def _likeliest(self, places: Iterable[PlaceRow], above: Above, spot: Spot) -> PlaceRow | None:
        """By kind, then the nearest."""
        allowed = (above.type,) if above.type else _LIES_IN[spot.kind]
        ranked = []
        for place in places:
            distance = kilometres(spot.lat, spot.lon, place.lat, place.lon)
            if place.type in allowed and distance <= _REACH[place.type] and self._holds(place, spot):
                ranked.append((allowed.index(place.type), distance, place.id))
        return self._known.rows[min(ranked)[2]] if ranked else None

    def _holds(self, place: PlaceRow, spot: Spot) -> bool:
        """A district lies in another only where their codes say so: kinds alone cannot tell which is the larger."""
        if spot.kind != "district" or place.type != "district":
            return True
        codes = (code for code, ids in self._known.codes.items() if place.id in ids)
        return any(spot.code.startswith(code) and spot.code != code for code in codes)

    def _bearers(self, above: Above, country: str, said: str) -> Iterator[PlaceRow]:
        """Rows that a container's words may mean: a code of this file, an id, GeoNames' code, a name."""
        rows = self._known.rows
        for word in above.words:
            ids = (*self._known.codes.get(word, ()), word, self._settings.parents.get(country, {}).get(word, ""))
            for place in (*(rows[i] for i in ids if i in rows), *self._known.named(word), *self._known.latin(word)):
                if not said or place.country == said:
                    yield place

    def _drawn(self, spot: Spot) -> PlaceRow | None:
        """The best kind of place whose outline holds the point; which of two districts is the larger it cannot tell."""
        allowed = [kind for kind in _LIES_IN[spot.kind] if kind != spot.kind]
        holding = (place for place in self._known.around(spot.lat, spot.lon) if place.type in allowed)
        return min(holding, key=lambda place: (allowed.index(place.type), place.id), default=None)

    def _near(self, spot: Spot) -> PlaceRow | None:
        """The governorate of the nearest town or village of the country."""
        if "governorate" not in _LIES_IN[spot.kind]:
            return None
        for _, place in self._known.near(spot.lat, spot.lon, _NEIGHBOUR_KM):
            if place.country == spot.country and place.type in _SETTLED:
                for higher in self._known.chain(place.id):
                    if higher.type == "governorate":
                        return higher
        return None

    def _city(self, area: PlaceRow, spot: Spot) -> PlaceRow | None:
        """The town that a quarter lies in: that of the nearest quarter, else the nearest town of the same area."""
        for _, place in self._known.near(spot.lat, spot.lon, _QUARTER_KM):
            parent = self._known.rows.get(place.parent or "")
            quarter = place.type == "neighbourhood" and place.id != spot.id
            if quarter and parent is not None and parent.type == "town" and self._inside(parent, area):
                return parent
        towns = (place for _, place in self._known.near(spot.lat, spot.lon, _CITY_KM) if place.type == "town")
        return next((town for town in towns if self._inside(town, area)), None)

    def _inside(self, place: PlaceRow, area: PlaceRow) -> bool:
        return any(higher.id == area.id for higher in self._known.chain(place.id))
