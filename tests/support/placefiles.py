"""Builders of place files, in the forms that users bring."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapefile

from marsad.errors import MarsadError
from marsad.gazetteer.importer import Found, Row, Source
from marsad.gazetteer.importers import importer_of
from marsad.gazetteer.importing import Imported, bring
from marsad.gazetteer.index import load_gazetteer

HEADER = ("name_ar", "name_en", "lat", "lon", "type", "governorate")
VILLAGES = (
    ("عين الديك الأبيض", "Ayn al-Dik", "35.9000", "36.7000", "village", "Idlib"),
    ("كفر نجمة", "Kafr Najmah", "35.8000", "36.8000", "village", "Idlib"),
)
"""Invented villages."""


def table(rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER, delimiter: str = ",") -> bytes:
    """A table in UTF-8."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return page.getvalue().encode("utf-8")


def collection(*features: tuple[Mapping[str, Any], Any], **more: Any) -> bytes:
    """A FeatureCollection of properties and geometries."""
    listed = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    return json.dumps({"type": "FeatureCollection", "features": listed, **more}, ensure_ascii=False).encode("utf-8")


def square(lat: float, lon: float, half: float = 0.01) -> dict[str, Any]:
    """A square round a point as a GeoJSON polygon."""
    west, south, east, north = lon - half, lat - half, lon + half, lat + half
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def zipped(**files: bytes) -> bytes:
    """A zip; the names' underscores stand for their dots."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as file:
        for name, data in files.items():
            file.writestr(name.replace("_", "."), data)
    return page.getvalue()


def shapes(names: Mapping[str, tuple[float, float]], encoding: str = "utf-8", projection: bytes = b"GEOGCS[]") -> bytes:
    """A zipped shapefile of squares with the columns of OCHA's first level."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with shapefile.Writer(shp=shp, shx=shx, dbf=dbf, encoding=encoding) as writer:
        for field in ("ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM0_AR"):
            writer.field(field, "C", size=80)
        for number, (name, (lat, lon)) in enumerate(names.items(), 1):
            writer.poly([[tuple(point) for point in square(lat, lon)["coordinates"][0]][::-1]])
            writer.record("", name, f"SY9{number}", "سوريا")
    return zipped(a_shp=shp.getvalue(), a_shx=shx.getvalue(), a_dbf=dbf.getvalue(), a_prj=projection)


def rows(name: str, data: bytes) -> list[Row]:
    """What the importer that recognises the bytes makes of them."""
    importer, source = importer_of(Source(name, data))
    return list(importer.rows(source))


def found(name: str, data: bytes) -> list[Found]:
    """Its places alone."""
    return [row for row in rows(name, data) if isinstance(row, Found)]


def into(knowledge: Path, name: str, data: bytes) -> tuple[Imported, list[MarsadError]]:
    """Bring a file into a folder of packs, as a record does, and give what it said."""
    told: list[MarsadError] = []
    folder = knowledge / "places"
    folder.mkdir(parents=True, exist_ok=True)
    load_gazetteer.cache_clear()
    done = bring(Source(name, data), load_gazetteer(knowledge), knowledge, told.append)
    for path, written in done.files.items():
        assert isinstance(written, bytes)
        (folder / path).write_bytes(written)
    load_gazetteer.cache_clear()
    return done, told
