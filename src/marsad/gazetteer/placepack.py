"""Reading place packs (`places/*.csv`) and checking that they hold together, each fault named by file and line."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from marsad.errors import RulebookError
from marsad.gazetteer.place import PLACE_TYPES, PlaceRow, PlaceType

COLUMNS = ("id", "name_ar", "name_en", "variants", "type", "parent", "lat", "lon", "country", "source")
POPULATION = "population"
"""A column that a pack may leave out, and a row may leave empty where it is not known."""
_COUNTRY_LETTERS = 2
_FARTHEST_NORTH = 90.0
_FARTHEST_EAST = 180.0


class Line(NamedTuple):
    """A row and where it stands."""

    row: PlaceRow
    where: str


def read_pack(path: Path) -> Iterator[Line]:
    """The rows of one pack. Raises RulebookError for a missing column, an unknown type or wrong coordinates."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise RulebookError(
                f"columns missing: {', '.join(missing)}", where=f"{path}:1", mend=f"the columns are {','.join(COLUMNS)}"
            )
        try:
            for cells in reader:
                where = f"{path}:{reader.line_num}"
                yield Line(_row(cells, where), where)
        except csv.Error as error:
            raise RulebookError(f"not readable as CSV: {error}", where=f"{path}:{reader.line_num}") from error


def _row(cells: Mapping[str, str | None], where: str) -> PlaceRow:
    value = {column: (cells.get(column) or "").strip() for column in COLUMNS}
    for column in ("id", "name_ar", "source"):
        if not value[column]:
            raise RulebookError(f"no {column}", where=where, mend="fill it in, or take the row out")
    if len(value["country"]) != _COUNTRY_LETTERS or not value["country"].isupper():
        raise RulebookError(
            f"country {value['country']!r} is no ISO 3166 code", where=where, mend="two capitals, such as SY"
        )
    return PlaceRow(
        id=value["id"],
        name_ar=value["name_ar"],
        name_en=value["name_en"],
        variants=tuple(variant.strip() for variant in value["variants"].split("|") if variant.strip()),
        type=_type(value["type"], where),
        parent=value["parent"] or None,
        lat=_degrees(value["lat"], "lat", _FARTHEST_NORTH, where),
        lon=_degrees(value["lon"], "lon", _FARTHEST_EAST, where),
        country=value["country"],
        source=value["source"],
        population=_people((cells.get(POPULATION) or "").strip(), where),
    )


def _type(text: str, where: str) -> PlaceType:
    for known in PLACE_TYPES:
        if text == known:
            return known
    raise RulebookError(f"type {text!r} is unknown", where=where, mend=nearest(text, PLACE_TYPES))


def _degrees(text: str, column: str, farthest: float, where: str) -> float:
    try:
        degrees = float(text)
    except ValueError:
        raise RulebookError(
            f"{column} {text!r} is no number", where=where, mend="decimal degrees, such as 36.2012"
        ) from None
    if not -farthest <= degrees <= farthest:
        raise RulebookError(
            f"{column} {text} lies off the globe", where=where, mend="are latitude and longitude exchanged?"
        )
    return degrees


def _people(text: str, where: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()):
        raise RulebookError(f"population {text!r} is no number", where=where, mend="digits alone, or nothing")
    return int(text)


def joined(packs: Iterable[Iterable[Line]]) -> list[Line]:
    """The rows of a record's packs: of a place in several of them the first pack's row, with all packs' variants.

    So each import stays in a pack of its own, and leaves nothing behind when that is taken out. Ids that stand twice in
    one pack stay so, for `check_places` to name.
    """
    found: list[Line] = []
    first: dict[str, int] = {}
    for pack in packs:
        fresh: dict[str, int] = {}
        for line in pack:
            at = first.get(line.row.id)
            if at is None:
                fresh[line.row.id] = len(found)
                found.append(line)
            else:
                row = found[at].row
                variants = tuple(dict.fromkeys((*row.variants, *line.row.variants)))
                found[at] = found[at]._replace(row=structs.replace(row, variants=variants))
        first.update(fresh)
    return found


def check_places(lines: Sequence[Line]) -> None:
    """That ids are unique, every parent exists, nothing contains itself, and only a country has no parent."""
    seen: dict[str, Line] = {}
    for line in lines:
        first = seen.setdefault(line.row.id, line)
        if first is not line:
            raise RulebookError(f"id {line.row.id!r} is taken", where=line.where, mend=f"the first is at {first.where}")
    for line in lines:
        _check_parent(line, seen)


def _check_parent(line: Line, rows: Mapping[str, Line]) -> None:
    row = line.row
    if row.parent is None:
        if row.type != "country":
            raise RulebookError(f"{row.id!r} lies in nothing", where=line.where, mend="only a country has no parent")
        return
    if row.parent not in rows:
        raise RulebookError(f"no parent {row.parent!r}", where=line.where, mend=nearest(row.parent, rows))
    passed = {row.id}
    above: str | None = row.parent
    while above is not None:
        if above in passed:
            raise RulebookError(f"{row.id!r} lies in itself", where=line.where, mend="mend its parent")
        passed.add(above)
        above = rows[above].row.parent if above in rows else None


def nearest(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    """What a person may have meant: "did you mean 'sy-homs'?", or the list's beginning."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"known are {', '.join(sorted(known)[:9])} …"
