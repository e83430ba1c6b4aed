"""Bringing a place file in: recognise it, refuse what cannot be right, name bad rows, merge the rest.

Pure: bytes and packs in, the new pack's bytes out. Who calls it writes, seals and logs them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from marsad.errors import InputError
from marsad.gazetteer.encoding import check_names, is_spoilt
from marsad.gazetteer.exchanged import check_order, check_row
from marsad.gazetteer.importer import Found, PassedOver, Row, Source
from marsad.gazetteer.importers import importer_of
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.known import Known
from marsad.gazetteer.latin import latin_words
from marsad.gazetteer.merging import Complain, GrowingPack
from marsad.gazetteer.names import is_arabic
from marsad.gazetteer.shapes import load_shapes


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import found and did: rows by what became of them, and the files of the pack (path under `places/`).

    `new` places, `merged` into places known before, `enriched` of these that learnt something; `skipped` bad rows;
    `passed_over` rows that are no places for us, by reason; `outlines` shapes taken.
    `files` is empty where there was nothing to add; a path stands for a file that waits to be moved to its place.
    """

    file: str
    importer: str
    rows: int
    new: int
    merged: int
    enriched: int
    skipped: int
    passed_over: dict[str, int]
    outlines: int
    pack: str
    files: Mapping[str, bytes | Path] = {}


def bring(source: Source, gazetteer: Gazetteer, knowledge: Path | None, complain: Complain) -> Imported:
    """Merge a file into the packs of a record (`knowledge`, its folder). Bad rows are told and left out.

    InputError, with the mend, where the file as a whole cannot be taken: no format that is known, names spoilt by an
    encoding, latitude and longitude exchanged, or not one usable row.
    """
    importer, inner = importer_of(source)
    rows = list(importer.rows(inner))
    known = Known(gazetteer.rows_in_memory(), load_shapes(knowledge))
    found = _checked(source, rows, known, complain)
    pack = GrowingPack(pack_name(source), known, knowledge, found)
    for row in sorted(found, key=lambda row: -row.reported):
        pack.take(row, complain)
    skipped = sum(isinstance(row, InputError) for row in rows) + (_places(rows) - len(found)) + pack.skipped
    return Imported(
        file=source.name,
        importer=f"{importer.name}/{importer.version}",
        rows=len(rows),
        new=pack.new,
        merged=pack.merged,
        enriched=pack.enriched,
        skipped=skipped,
        passed_over=_reasons(rows, pack.pointing),
        outlines=pack.outlined,
        pack=pack.name,
        files=pack.files(),
    )


def _reasons(rows: Iterable[Row], pointing: int) -> dict[str, int]:
    """How many rows were passed over, by reason, in order."""
    counted = Counter(row.why for row in rows if isinstance(row, PassedOver))
    counted["pointing"] += pointing
    return {why: times for why, times in sorted(counted.items()) if times}


def pack_name(source: Source) -> str:
    """The pack that a file becomes: its name without its ending, in letters that every file system takes."""
    digest = hashlib.sha256(source.stem.encode("utf-8", "surrogatepass")).hexdigest()
    return latin_words(source.stem) or f"places-{digest[:8]}"


def _places(rows: Iterable[Row]) -> int:
    return sum(isinstance(row, Found) for row in rows)


def _checked(source: Source, rows: Sequence[Row], known: Known, complain: Complain) -> list[Found]:
    """The rows that can be taken; bad ones are told. InputError for a file that cannot be right as a whole."""
    found = [row for row in rows if isinstance(row, Found)]
    try:
        check_names(name for row in found for name in row.written)
        check_order(found, known)
    except InputError as error:
        raise InputError(error.what, where=source.name, mend=error.mend) from None
    good = []
    for row in rows:
        if isinstance(row, Found):
            try:
                check(row, known)
                good.append(row)
            except InputError as error:
                complain(error)
        elif isinstance(row, InputError):
            complain(row)
    if not good:
        raise InputError("not one place could be taken from it", where=source.name, mend="see docs/places.md")
    return good


def check(row: Found, known: Known) -> None:
    """InputError for a row that names no place, or puts it where it cannot be."""
    if any(map(is_spoilt, row.written)):
        raise InputError("letters of the name are lost", where=row.where, mend="write it anew")
    if not is_arabic(row.name_ar) or not name_key(row.name_ar):
        raise InputError("no name in Arabic letters", where=row.where, mend="fill in name_ar, or take the row out")
    if row.lat == 0 and row.lon == 0:
        raise InputError("0, 0 lies in the sea", where=row.where, mend="leave out what has no point")
    check_row(row, known)
