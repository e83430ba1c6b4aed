"""Tables with named columns: CSV, TSV, and what is parted by semicolons or bars."""

import csv
import io
from collections.abc import Iterator
from itertools import zip_longest

from marsad.errors import InputError
from marsad.gazetteer.columns import Columns
from marsad.gazetteer.encoding import text_of
from marsad.gazetteer.importer import Row, Source

_DELIMITERS = ",\t;|"
_MANY_LETTERS = 1 << 20
"""Letters of one cell at the most; more is an open quotation mark, not a cell."""


class Table:
    """One header line, then a place a line."""

    name = "table"
    version = 1

    def recognises(self, source: Source) -> bool:
        """Whether the bytes are text: what else the file lacks is told when it is read."""
        try:
            return bool(text_of(source.data))
        except InputError:
            return False

    def rows(self, source: Source) -> Iterator[Row]:
        """Every line under the header. InputError where no column is known, or the text is no table."""
        lines = _lines(source)
        _, header = next(lines)
        columns = Columns(header, source)
        try:
            columns.check()
        except InputError as error:
            raise InputError(error.what, where=f"{source.name}:1", mend=error.mend) from None
        for number, cells in lines:
            if any(cell.strip() for cell in cells):
                yield _row(columns, header, cells, f"{source.name}:{number}")


def _row(columns: Columns, header: list[str], cells: list[str], where: str) -> Row:
    if len(cells) > len(header):
        what = f"{len(cells)} cells stand under {len(header)} headers"
        return InputError(what, where=where, mend="put quotation marks round a cell that holds the delimiter")
    named: dict[str, str] = {}
    for name, cell in zip_longest(header, cells, fillvalue=""):
        named.setdefault(name, cell)
    return columns.row(named, where)


def _lines(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Line number, from 1, and cells of each record; the header is always there."""
    try:
        text = text_of(source.data)
    except InputError as error:
        raise InputError(error.what, where=source.name, mend=error.mend) from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, source))
    number = 1
    csv.field_size_limit(_MANY_LETTERS)
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        what = f"not readable as CSV: {error}"
        raise InputError(what, where=f"{source.name}:{number}", mend="is a quotation mark left open?") from error


def _delimiter(text: str, source: Source) -> str:
    """The mark that parts the first line into the most columns that are known, then into the most."""

    def known(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader([first], delimiter=delimiter), [])
        return Columns(header, source).known(), len(header)

    first = next(iter(text.lstrip().splitlines()), "")
    return max(_DELIMITERS, key=known)
