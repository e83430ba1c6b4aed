"""GeoJSON FeatureCollections (RFC 7946), OCHA's COD-AB layers among them."""

from collections.abc import Iterator
from typing import Any

from marsad.errors import InputError
from marsad.gazetteer.columns import Columns
from marsad.gazetteer.degrees import on_globe
from marsad.gazetteer.importer import Row, Source
from marsad.gazetteer.importers.jsonfile import cell, load, looks_like_json
from marsad.gazetteer.shapes import Shape, read_geometry

_METRES = 400.0
"""A coordinate beyond this is no degree by mistake but a metre."""


class GeoJson:
    """A feature a place; a polygon's point is its centre unless its properties give one inside it."""

    name = "geojson"
    version = 1

    def recognises(self, source: Source) -> bool:
        """Whether the text is JSON and speaks of a FeatureCollection."""
        return looks_like_json(source) and b"FeatureCollection" in source.data

    def rows(self, source: Source) -> Iterator[Row]:
        """Every feature. InputError where the file is no collection, or is in metres."""
        collection = load(source)
        features = collection.get("features") if isinstance(collection, dict) else None
        if not isinstance(features, list) or not features:
            raise InputError("the collection has no features", where=source.name, mend="give the file that was meant")
        yield from feature_rows(features, source, str(collection.get("name") or ""))


def feature_rows(features: list[Any], source: Source, title: str) -> Iterator[Row]:
    """What each feature says of its place."""
    good = [feature for feature in features if isinstance(feature, dict)]
    named = [feature["properties"] for feature in good if isinstance(feature.get("properties"), dict)]
    columns = Columns(dict.fromkeys(key for properties in named for key in properties), source, title)
    try:
        columns.check(geometry=True)
    except InputError as error:
        raise InputError(error.what, where=source.name, mend=error.mend) from None
    for number, feature in enumerate(features, 1):
        yield _row(columns, feature, f"{source.name}: feature {number}", source)


def _row(columns: Columns, feature: Any, where: str, source: Source) -> Row:  # noqa: ANN401 - any JSON
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return InputError("the feature has no properties", where=where, mend="a name in them is needed")
    try:
        geometry = read_geometry(feature.get("geometry"))
        shape = geometry if isinstance(geometry, Shape) else None
        point = _centre(geometry, source) if geometry is not None else None
    except InputError as error:
        if error.where:
            raise
        return InputError(error.what, where=where, mend=error.mend)
    if geometry is None and not columns.located:
        return InputError("the feature has no geometry", where=where, mend="give it a point or a polygon")
    cells = {name: cell(value) for name, value in properties.items()}
    return columns.row(cells, where, point=point, shape=shape)


def _centre(geometry: Shape | tuple[float, float], source: Source) -> tuple[float, float]:
    """The point of a place. InputError with the file's name for one that is in metres."""
    lat, lon = geometry.centre() if isinstance(geometry, Shape) else (geometry[1], geometry[0])
    if abs(lat) > _METRES or abs(lon) > _METRES:
        raise InputError(
            f"its coordinates are metres of a projected map ({lon:.0f}, {lat:.0f}), not degrees",
            where=source.name,
            mend="export it in WGS 84 (EPSG:4326)",
        )
    return on_globe(lat, "latitude"), on_globe(lon, "longitude")
