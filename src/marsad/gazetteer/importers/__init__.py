"""The formats that `marsad places import` takes, one file each; the first that recognises a file reads it.

A new format is a class that keeps the contract of `marsad.gazetteer.importer`, and its line here.
"""

from marsad.errors import InputError
from marsad.gazetteer.importer import Importer, Source
from marsad.gazetteer.importers.geojson import GeoJson
from marsad.gazetteer.importers.geonames import GeoNames
from marsad.gazetteer.importers.records import Records
from marsad.gazetteer.importers.shapefile import Shapefile
from marsad.gazetteer.importers.table import Table
from marsad.gazetteer.importers.zipped import opened

IMPORTERS: tuple[Importer, ...] = (Shapefile(), GeoJson(), Records(), GeoNames(), Table())


def importer_of(source: Source) -> tuple[Importer, Source]:
    """Who reads a file, and the file to read: a zip that holds one place file gives that one. InputError for none."""
    for candidate in opened(source):
        for importer in IMPORTERS:
            if importer.recognises(candidate):
                return importer, candidate
    raise InputError("it is no place file", where=source.name, mend="give a CSV, GeoJSON, GeoNames or zipped shapefile")
