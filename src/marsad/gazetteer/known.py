"""The places that are known while a file is brought in: by name, Latin name, code and neighbourhood on the globe."""

import math
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from msgspec import structs

from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.latin import latin_key
from marsad.gazetteer.place import PlaceRow, PlaceType
from marsad.gazetteer.shapes import Shape

_ARTICLE = "ال"
_CELLS = 10
"""Cells of the grid to a degree."""
_CELL_KM = 11.1
"""Height of a cell, and at the equator its width; towards the poles it is narrower."""
_LEAST_SIDE_KM = 1.0
CONTAINERS: frozenset[PlaceType] = frozenset({"country", "governorate", "district", "town"})
"""Kinds of place that files name in Latin letters as what a place lies in."""


def loose_key(name: str) -> str:
    """A name's key without spaces and without the article: how lists spell one name differently."""
    key = name_key(name).replace(" ", "")
    return key.removeprefix(_ARTICLE) if len(key) > len(_ARTICLE) + 1 else key


class Known:
    """Rows by id and by all that a file may say of them; grows as rows are added."""

    def __init__(self, rows: Iterable[PlaceRow], shapes: dict[str, Shape]) -> None:
        """Over the rows in use and the outlines that are there already."""
        self.rows: dict[str, PlaceRow] = {}
        self.codes: dict[str, set[str]] = {}
        self.shapes: dict[str, Shape] = {}
        self._boxes: dict[str, tuple[float, float, float, float]] = {}
        self._named: dict[str, dict[str, None]] = {}
        self._latin: dict[str, dict[str, None]] = {}
        self._grid: dict[tuple[int, int], dict[str, None]] = {}
        for row in rows:
            self.put(row)
        for place, shape in shapes.items():
            self.outline(place, shape)

    def put(self, row: PlaceRow) -> None:
        """Add a row, or let it take the place of the one with its id."""
        before = self.rows.get(row.id)
        if before is not None and (before.lat, before.lon) != (row.lat, row.lon):
            self._grid[_cell(before.lat, before.lon)].pop(row.id, None)
        self.rows[row.id] = row
        for name in (row.name_ar, *row.variants):
            self._named.setdefault(loose_key(name), {})[row.id] = None
        if row.type in CONTAINERS and row.name_en:
            self._latin.setdefault(latin_key(row.name_en), {})[row.id] = None
        self._grid.setdefault(_cell(row.lat, row.lon), {})[row.id] = None

    def code(self, code: str, place: str) -> None:
        """Remember a code for a place of this file, and by which id it is known."""
        self.codes.setdefault(code, set()).add(place)

    def outline(self, place: str, shape: Shape) -> None:
        """Keep a place's outline."""
        self.shapes[place] = shape
        self._boxes[place] = shape.box()

    def named(self, name: str) -> Iterator[PlaceRow]:
        """Rows that bear an Arabic name or a variant, spelling, spaces and article allowed for."""
        return (self.rows[place] for place in self._named.get(loose_key(name), ()))

    def latin(self, name: str) -> Iterator[PlaceRow]:
        """Containers that bear a Latin name."""
        key = latin_key(name)
        return (self.rows[place] for place in (self._latin.get(key, ()) if key else ()))

    def near(self, lat: float, lon: float, reach: float) -> Iterator[tuple[float, PlaceRow]]:
        """Rows within so many kilometres, nearest first, ties by id; computed as far as they are asked for."""
        side = max(_LEAST_SIDE_KM, _CELL_KM * math.cos(math.radians(lat)))
        waiting: list[tuple[float, str]] = []
        for ring in range(math.ceil(reach / side) + 2):
            while waiting and waiting[0][0] <= min(reach, (ring - 1) * side):
                distance, place = heappop(waiting)
                yield distance, self.rows[place]
            for place in self._ring(_cell(lat, lon), ring):
                row = self.rows[place]
                heappush(waiting, (kilometres(lat, lon, row.lat, row.lon), place))

    def _ring(self, cell: tuple[int, int], ring: int) -> Iterator[str]:
        """Ids in the cells that lie so many steps from a cell."""
        north, east = cell
        for i in range(-ring, ring + 1):
            step = 1 if abs(i) == ring else 2 * ring
            for j in range(-ring, ring + 1, step):
                yield from self._grid.get((north + i, east + j), ())

    def around(self, lat: float, lon: float) -> Iterator[PlaceRow]:
        """Rows whose outline holds a point."""
        for place, (west, south, east, north) in self._boxes.items():
            if west <= lon <= east and south <= lat <= north and self.shapes[place].holds(lat, lon):
                row = self.rows.get(place)
                if row is not None:
                    yield row

    def chain(self, place: str) -> Iterator[PlaceRow]:
        """A place and what it lies in, nearest first; a loop ends where it closes."""
        seen: set[str] = set()
        row = self.rows.get(place)
        while row is not None and row.id not in seen:
            seen.add(row.id)
            yield row
            row = self.rows.get(row.parent) if row.parent else None

    def lift(self, row: PlaceRow, *, variants: Iterable[str]) -> PlaceRow:
        """The row with the variants that it lacks; one that differs by the article alone is none: look-up peels it."""
        keys = {_bare_key(name) for name in (row.name_ar, *row.variants)}
        fresh = []
        for variant in variants:
            key = _bare_key(variant)
            if key and key not in keys:
                keys.add(key)
                fresh.append(variant)
        return structs.replace(row, variants=(*row.variants, *fresh)) if fresh else row


def _bare_key(name: str) -> str:
    return name_key(name).removeprefix(_ARTICLE)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat * _CELLS), math.floor(lon * _CELLS)
