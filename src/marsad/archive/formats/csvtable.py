"""A table of reports as CSV or TSV: the columns are named as the fields of a line of JSON, one of them `text`.

`csv/1`. The separator is the one that the first row has most of; columns that are not known are kept as metadata.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from marsad.archive.extract import decode
from marsad.archive.format import Found, Passed, Text
from marsad.archive.formats.moments import day, moment
from marsad.errors import InputError

CSV = "csv/1"
_COLUMNS = "name one column text; report, published, outlet, title, url and lang are known too"
_FIELDS = ("outlet", "title", "url", "lang")
LONGEST = 16 << 20
"""Letters of one cell."""


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """Every row that has a text."""
    csv.field_size_limit(LONGEST)
    written, base = decode(file.read())
    first = written.split("\n", 1)[0]
    separator = max(",;\t|", key=first.count)
    rows = csv.reader(io.StringIO(written, newline=""), delimiter=separator, strict=True)
    try:
        names = [name.strip().lower() for name in next(rows)]
        if "text" not in names:
            raise InputError("no column of the table is called text", mend=_COLUMNS)
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _row(dict(zip(names, row, strict=False)), rows.line_num, base.encoding, len(row) - len(names))
    except csv.Error as error:
        raise InputError(f"line {rows.line_num} is no row of a table: {error}", mend="save it as CSV anew") from error


def _row(row: dict[str, str], line: int, encoding: str, more: int) -> Found:
    where = f"line {line}"
    if more > 0:
        return Passed(name=where, what="the row has more cells than the table has columns", mend="quote its cells")
    if not row["text"].strip():
        return Passed(name=where, what="the row has no text", mend="fill the column text, or take the row out")
    said: dict[str, Any] = {name: row[name].strip() for name in _FIELDS if row.get(name, "").strip()}
    published, captured = row.get("published", "").strip(), row.get("captured", "").strip()
    known = {"text", "report", *_FIELDS}
    meta = {name: cell for name, cell in row.items() if name and name not in known and cell.strip()}
    if day(published) is not None and published == str(day(published)):
        meta.pop("published", None)
    return Text(
        text=row["text"],
        extractor=CSV,
        encoding=encoding,
        locator=where,
        named=row.get("report", "").strip(),
        published=day(published),
        captured=moment(captured),
        meta=meta,
        origins={name: f"column {name}" for name in (*said, *(("published",) if published else ()))},
        **said,
    )
