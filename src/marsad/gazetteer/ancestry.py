"""What lies inside what, and how far apart."""

from typing import NamedTuple

from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.place import PlaceRow

PART = "/"
"""Stands in an id between a place and a part of it: "sy-aleppo/east"."""


class Home(NamedTuple):
    """Where a place lies: its country's code, and the ids of its town and governorate (its own, if it is one)."""

    country: str
    town: str | None
    governorate: str | None


class Ancestry:
    """Parent chains over one gazetteer; a derived part ("sy-homs/east") lies inside the place that it is a part of."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Nothing is computed before it is asked for; chains are remembered."""
        self._gazetteer = gazetteer
        self._chains: dict[str, tuple[str, ...]] = {}
        self._homes: dict[str, Home] = {}

    def parents(self, place_id: str) -> tuple[str, ...]:
        """The places that contain this one, nearest first, the country last; () for an unknown id."""
        chain = self._chains.get(place_id)
        if chain is None:
            above = self._above(place_id)
            chain = (above, *self.parents(above)) if above else ()
            if self._gazetteer.get(place_id):
                self._chains[place_id] = chain
        return chain

    def _above(self, place_id: str) -> str | None:
        row = self._gazetteer.get(place_id)
        if row is not None:
            return row.parent
        whole, part, _ = place_id.rpartition(PART)
        return whole if part and self.place(whole) else None

    def place(self, place_id: str) -> PlaceRow | None:
        """The row of this id, or of the place that it is a derived part of; None for an unknown id."""
        while (row := self._gazetteer.get(place_id)) is None and PART in place_id:
            place_id = place_id.rpartition(PART)[0]
        return row

    def inside(self, a_id: str, b_id: str) -> bool:
        """Whether the first place is the second or lies in it."""
        return a_id == b_id or b_id in self.parents(a_id)

    def above(self, place_id: str, place_type: str) -> str | None:
        """The id of the governorate, town, … that the place lies in, or its own where it is of that type."""
        for candidate in (place_id, *self.parents(place_id)):
            row = self._gazetteer.get(candidate)
            if row is not None and row.type == place_type:
                return candidate
        return None

    def home(self, place_id: str) -> Home | None:
        """Where a place lies, remembered; None for an unknown id."""
        home = self._homes.get(place_id)
        if home is None and (row := self.place(place_id)) is not None:
            home = Home(row.country, self.above(place_id, "town"), self.above(place_id, "governorate"))
            self._homes[place_id] = home
        return home

    def distance_km(self, a_id: str, b_id: str) -> float | None:
        """Great-circle kilometres between the two points (a derived part: its place's); None when either is unknown."""
        a, b = self.place(a_id), self.place(b_id)
        return None if a is None or b is None else kilometres(a.lat, a.lon, b.lat, b.lon)
