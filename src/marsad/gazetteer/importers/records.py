"""JSON without geometry: a list of objects, or an object of them, each a place; also files of names alone."""

from collections.abc import Iterator
from typing import Any

from marsad.errors import InputError
from marsad.gazetteer.columns import Columns
from marsad.gazetteer.importer import Row, Source
from marsad.gazetteer.importers.jsonfile import cell, load, looks_like_json


class Records:
    """An object a place, its fields named as columns are."""

    name = "records"
    version = 1

    def recognises(self, source: Source) -> bool:
        """Whether the text is JSON."""
        return looks_like_json(source)

    def rows(self, source: Source) -> Iterator[Row]:
        """Every object. InputError where there are none, or no field is known."""
        records = _records(load(source))
        named = [record for _, record in records if isinstance(record, dict)]
        if not named:
            raise InputError("there is no list of places in it", where=source.name, mend="one object a place")
        columns = Columns(dict.fromkeys(key for record in named for key in record), source)
        try:
            columns.check()
        except InputError as error:
            raise InputError(error.what, where=source.name, mend=error.mend) from None
        for at, record in records:
            where = f"{source.name}: {at}"
            if isinstance(record, dict):
                yield columns.row({name: cell(value) for name, value in record.items()}, where)
            else:
                yield InputError("this is no object", where=where, mend="one object a place")


def _records(value: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - any JSON
    """What stands for each place, with the name it is found by: its key, or its number from 1."""
    if isinstance(value, dict):
        listed = [inner for inner in value.values() if isinstance(inner, list)]
        if len(listed) == 1 and not any(isinstance(inner, dict) for inner in value.values()):
            return _records(listed[0])
        return [(str(key), inner) for key, inner in value.items()]
    return [(f"object {number}", inner) for number, inner in enumerate(value, 1)] if isinstance(value, list) else []
