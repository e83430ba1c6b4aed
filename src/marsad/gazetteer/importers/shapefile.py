"""Zipped shapefiles: OCHA's COD-AB and whatever a map programme exports."""

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import Any

import shapefile

from marsad.errors import InputError
from marsad.gazetteer.encoding import LEGACY
from marsad.gazetteer.importer import Row, Source
from marsad.gazetteer.importers.geojson import feature_rows
from marsad.gazetteer.importers.zipped import ZIP, members, read_member

_PARTS = ("shp", "dbf")
_DAMAGED = (shapefile.ShapefileException, struct.error, ValueError, LookupError, EOFError, TypeError, OverflowError)


class Shapefile:
    """Every layer (`.shp` with its `.dbf`) in a zip, one after the other."""

    name = "shapefile"
    version = 1

    def recognises(self, source: Source) -> bool:
        """Whether the zip holds a `.shp`."""
        return source.data.startswith(ZIP) and any(name.endswith(".shp") for name in map(str.lower, members(source)))

    def rows(self, source: Source) -> Iterator[Row]:
        """Every shape of every layer. InputError for a layer that lacks a part, is damaged or is in metres."""
        names = {name.lower(): name for name in members(source)}
        for layer in sorted(name.removesuffix(".shp") for name in names if name.endswith(".shp")):
            parts = {end: names[f"{layer}.{end}"] for end in (*_PARTS, "cpg", "prj") if f"{layer}.{end}" in names}
            where = f"{source.name}/{parts['shp']}"
            if "dbf" not in parts:
                raise InputError(
                    "the shapefile lacks its .dbf", where=where, mend="zip the .shp, .shx and .dbf together"
                )
            data = {end: read_member(source, name) for end, name in parts.items()}
            if data.get("prj", b"").lstrip().upper().startswith(b"PROJCS"):
                raise InputError(
                    "its coordinates are metres of a projected map, not degrees",
                    where=where,
                    mend="export it in WGS 84 (EPSG:4326)",
                )
            yield from feature_rows(_features(data, where), Source(where, b""), layer)


def _features(data: dict[str, bytes], where: str) -> list[Any]:
    """The layer as GeoJSON features."""
    for encoding in dict.fromkeys((_encoding(data.get("cpg", b"")), "utf-8", LEGACY)):
        try:
            with shapefile.Reader(
                shp=io.BytesIO(data["shp"]), dbf=io.BytesIO(data["dbf"]), encoding=encoding
            ) as reader:
                return [_feature(shape, record.as_dict()) for shape, record in _pairs(reader)]
        except UnicodeDecodeError:
            continue
        except (*_DAMAGED, zipfile.BadZipFile) as error:
            raise InputError(f"the shapefile is damaged: {error}", where=where, mend="get it again") from error
    raise InputError("the shapefile's letters cannot be read", where=where, mend="export it anew as UTF-8")


def _pairs(reader: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - pyshp's own
    yield from zip(reader.iterShapes(), reader.iterRecords(), strict=True)


def _feature(shape: Any, record: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - pyshp's own
    geometry = None if shape.shapeType == shapefile.NULL else shape.__geo_interface__
    return {"properties": {name: _plain(value) for name, value in record.items()}, "geometry": geometry}


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) or value is None else str(value)


def _encoding(cpg: bytes) -> str:
    """The code page that the `.cpg` names, as Python calls it; UTF-8 where it names none that is known."""
    name = cpg.decode("ascii", "replace").strip().casefold().removeprefix("ansi ")
    if name.isdigit():
        name = f"cp{name}"
    try:
        return "".encode(name).decode() or name if name else "utf-8"
    except (LookupError, UnicodeError):
        return "utf-8"
