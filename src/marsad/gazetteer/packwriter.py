"""Writing a pack: rows as `placepack` reads them, outlines beside them; the same bytes for the same content."""

import csv
import io
import json
from collections.abc import Iterable, Mapping

from marsad.gazetteer.place import PlaceRow
from marsad.gazetteer.placepack import COLUMNS, POPULATION
from marsad.gazetteer.shapes import Point, Shape

_DECIMALS = 4
"""Of a degree: some eleven metres."""
_BETWEEN = "|"


def pack_bytes(rows: Iterable[PlaceRow]) -> bytes:
    """The rows as a place pack, UTF-8 with LF."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow((*COLUMNS, POPULATION))
    for row in rows:
        about = (row.id, row.name_ar, row.name_en, _BETWEEN.join(row.variants), row.type, row.parent or "")
        where = (_degrees(row.lat), _degrees(row.lon), row.country)
        writer.writerow((*about, *where, row.source, row.population or ""))
    return page.getvalue().encode("utf-8")


def outline_bytes(shapes: Mapping[str, Shape]) -> bytes:
    """Outlines as a GeoJSON FeatureCollection, a feature a line, whose ids are the places'."""
    features = (
        json.dumps({"type": "Feature", "id": place, "properties": {}, "geometry": _rounded(shape).geometry()})
        for place, shape in sorted(shapes.items())
    )
    return b'{"type": "FeatureCollection", "features": [\n' + ",\n".join(features).encode("utf-8") + b"\n]}\n"


def _rounded(shape: Shape) -> Shape:
    return Shape(tuple(tuple(tuple(map(_point, ring)) for ring in polygon) for polygon in shape.polygons))


def _point(point: Point) -> Point:
    return round(point[0], _DECIMALS + 1), round(point[1], _DECIMALS + 1)


def _degrees(value: float) -> str:
    return f"{value:.{_DECIMALS}f}"
