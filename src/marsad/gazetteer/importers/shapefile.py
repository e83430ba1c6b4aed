"""Zipped shapefiles: OCHA's COD-AB and whatever a map programme exports."""

import io
import struct
from collections.abc import Iterator
from typing import Any

import shapefile

from marsad.errors import InputError
from marsad.gazetteer.encoding import text_of
from marsad.gazetteer.importer import Row, Source
from marsad.gazetteer.importers.geojson import feature_rows
from marsad.gazetteer.importers.zipped import ZIP, members, read_member

_PARTS = ("shp", "dbf")
_RAW = "latin-1"
"""Every byte is a letter: what they mean is told when all are there."""
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
    try:
        with shapefile.Reader(shp=io.BytesIO(data["shp"]), dbf=io.BytesIO(data["dbf"]), encoding=_RAW) as reader:
            found = [(_geometry(shape), record.as_dict()) for shape, record in _pairs(reader)]
    except _DAMAGED as error:
        raise InputError(f"the shapefile is damaged: {error}", where=where, mend="get it again") from error
    texts = list(dict.fromkeys(value for _, record in found for value in record.values() if isinstance(value, str)))
    letters = dict(zip(texts, _decoded(texts, data.get("cpg", b"")), strict=True))
    return [
        {"properties": {name: _plain(value, letters) for name, value in record.items()}, "geometry": geometry}
        for geometry, record in found
    ]


def _decoded(texts: list[str], cpg: bytes) -> list[str]:
    """Cells that were read byte by byte, in the code page that the `.cpg` names, else as any place file's letters."""
    raw = "\n".join(text.replace("\n", " ") for text in texts).encode(_RAW)
    try:
        decoded = raw.decode(_encoding(cpg))
    except UnicodeDecodeError:
        decoded = text_of(raw) if raw.strip() else ""
    return decoded.split("\n")


def _pairs(reader: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - pyshp's own
    yield from zip(reader.iterShapes(), reader.iterRecords(), strict=True)


def _geometry(shape: Any) -> Any:  # noqa: ANN401 - pyshp's own
    return None if shape.shapeType == shapefile.NULL else shape.__geo_interface__


def _plain(value: object, letters: dict[str, str]) -> object:
    if isinstance(value, str):
        return letters[value]
    return value if isinstance(value, int | float) or value is None else str(value)


def _encoding(cpg: bytes) -> str:
    """The code page that the `.cpg` names, as Python calls it; UTF-8 where it names none that is known."""
    name = cpg.decode("ascii", "replace").strip().casefold().removeprefix("ansi ")
    if name.isdigit():
        name = f"cp{name}"
    try:
        return "".encode(name).decode() or name if name else "utf-8"
    except (LookupError, UnicodeError):
        return "utf-8"
