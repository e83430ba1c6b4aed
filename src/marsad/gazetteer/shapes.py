"""Outlines of places: reading GeoJSON geometries with suspicion, a point inside, and whether a point lies inside."""

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from marsad.errors import InputError, RulebookError

Point = tuple[float, float]
"""(longitude, latitude) in degrees WGS 84, the order of GeoJSON (RFC 7946)."""
Ring = tuple[Point, ...]
_LEAST = 4
"""Positions of a closed ring at the least."""
_MEND = "give points and polygons as RFC 7946 does: [longitude, latitude] in degrees"


class Shape(NamedTuple):
    """Polygons, each an outer ring and its holes."""

    polygons: tuple[tuple[Ring, ...], ...]

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        lons, lats = zip(*(point for polygon in self.polygons for point in polygon[0]), strict=True)
        return min(lons), min(lats), max(lons), max(lats)

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies inside: in an outer ring and in none of its holes."""
        return any(
            _in_ring(polygon[0], lon, lat) and not any(_in_ring(hole, lon, lat) for hole in polygon[1:])
            for polygon in self.polygons
        )

    def centre(self) -> tuple[float, float]:
        """(latitude, longitude) of a point inside: the largest polygon's centre of gravity, else beside it."""
        polygon = max(self.polygons, key=lambda rings: abs(_area(rings[0])))
        lon, lat = _gravity(polygon[0])
        if Shape((polygon,)).holds(lat, lon):
            return lat, lon
        return lat, _widest(polygon, lat, lon)

    def geometry(self) -> dict[str, Any]:
        """The shape as a GeoJSON geometry."""
        rings = [[[list(point) for point in ring] for ring in polygon] for polygon in self.polygons]
        if len(rings) == 1:
            return {"type": "Polygon", "coordinates": rings[0]}
        return {"type": "MultiPolygon", "coordinates": rings}


def read_geometry(value: Any) -> Shape | Point | None:  # noqa: ANN401 - any JSON
    """A shape, or a point where the geometry is one; None for null. InputError for what is neither."""
    if value is None:
        return None
    kind, coordinates = (value.get("type"), value.get("coordinates")) if isinstance(value, dict) else (None, None)
    try:
        if kind == "Point":
            return _point(coordinates)
        if kind == "Polygon":
            return Shape((_polygon(coordinates),))
        if kind == "MultiPolygon" and coordinates:
            return Shape(tuple(_polygon(polygon) for polygon in coordinates))
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise InputError("the geometry does not hold together", mend=_MEND) from error
    raise InputError("the geometry is no point and no polygon", mend=_MEND)


def load_shapes(knowledge: Path | None) -> dict[str, Shape]:
    """Place id → outline, of every `places/*.geojson` beside a record's packs. RulebookError names a damaged file."""
    found: dict[str, Shape] = {}
    for path in sorted((knowledge / "places").glob("*.geojson")) if knowledge else ():
        try:
            for place, shape in shapes_of(path.read_bytes()):
                found.setdefault(place, shape)
        except (ValueError, LookupError, TypeError, AttributeError, InputError, RecursionError) as error:
            raise RulebookError(
                f"not a file of outlines: {error}", where=str(path), mend="import it again, or take it out"
            ) from error
    return found


def shapes_of(data: bytes) -> Iterator[tuple[str, Shape]]:
    """Place id and outline of each feature of a file that `packwriter` wrote."""
    for feature in json.loads(data)["features"]:
        shape = read_geometry(feature["geometry"])
        if isinstance(shape, Shape):
            yield feature["id"], shape


def _polygon(rings: Any) -> tuple[Ring, ...]:  # noqa: ANN401 - any JSON
    read = tuple(tuple(_point(point) for point in ring) for ring in rings)
    if not read or any(len(ring) < _LEAST for ring in read):
        raise ValueError("a ring of fewer than four positions")
    return read


def _point(position: Any) -> Point:  # noqa: ANN401 - any JSON
    lon, lat = float(position[0]), float(position[1])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError("no number")
    return lon, lat


def _in_ring(ring: Ring, lon: float, lat: float) -> bool:
    """The even-odd rule: how many edges a ray to the east crosses."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def _area(ring: Ring) -> float:
    x, y = ring[0]
    return sum((x1 - x) * (y2 - y) - (x2 - x) * (y1 - y) for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _gravity(ring: Ring) -> Point:
    area = _area(ring)
    x, y = ring[0]
    if not area:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    east = north = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = (x1 - x) * (y2 - y) - (x2 - x) * (y1 - y)
        east += (x1 + x2 - 2 * x) * cross
        north += (y1 + y2 - 2 * y) * cross
    return x + east / (6 * area), y + north / (6 * area)


def _widest(polygon: tuple[Ring, ...], lat: float, lon: float) -> float:
    """The middle of the widest stretch of a parallel inside a polygon; where it has none, the longitude as given."""
    crossings = sorted(
        x1 + (lat - y1) / (y2 - y1) * (x2 - x1)
        for ring in polygon
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 > lat) != (y2 > lat)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return lon
    west, east = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2
