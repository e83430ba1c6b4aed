"""Bringing a large GeoNames dump in, row by row: known places learn from it, all others go to an index on disk.

Memory does not grow with the dump. A new place lies in the governorate of its code, else in its country; the dump is
read twice, first for these.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from marsad.errors import InputError
from marsad.gazetteer.areas import Areas, number_of
from marsad.gazetteer.disk.build import build_disk_index
from marsad.gazetteer.disk.form import HEADER, SUFFIX
from marsad.gazetteer.dump import Dump
from marsad.gazetteer.importer import Found, PassedOver, Source
from marsad.gazetteer.importers.geonames import GeoNames
from marsad.gazetteer.importing import Imported, check, pack_name
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.known import Known
from marsad.gazetteer.matching import Matcher
from marsad.gazetteer.merging import Complain, GrowingPack
from marsad.gazetteer.naming import points_back
from marsad.gazetteer.place import PlaceRow, PlaceType
from marsad.gazetteer.shapes import load_shapes

_DECIMALS = 4


def bring_dump(dump: Dump, gazetteer: Gazetteer, knowledge: Path | None, scratch: Path, complain: Complain) -> Imported:
    """Merge a dump into the packs of a record (`knowledge`); the index is written into the folder `scratch`.

    Bad rows are told and left out. InputError where not one place could be taken.
    """
    source = Source(dump.path.name, b"")
    known = Known(gazetteer.rows_in_memory(), load_shapes(knowledge))
    pack = GrowingPack(pack_name(source), known, knowledge, ())
    streaming = _Streaming(dump, known, pack, complain)
    path = scratch / f"{pack.name}{SUFFIX}"
    build_disk_index(streaming.places(), path, known.rows.keys())
    if not (streaming.new or pack.merged):
        raise InputError("not one place could be taken from it", where=source.name, mend="see docs/places.md")
    fresh = 0 if _same(path, knowledge) else streaming.new
    files: dict[str, bytes | Path] = {**pack.files(), **({path.name: path} if fresh else {})}
    return Imported(
        file=source.name,
        importer=f"{GeoNames.name}/{GeoNames.version}",
        rows=streaming.rows,
        new=fresh,
        merged=pack.merged + streaming.new - fresh,
        enriched=pack.enriched,
        skipped=streaming.skipped + pack.skipped,
        passed_over={why: times for why, times in sorted(streaming.passed_over.items()) if times},
        outlines=0,
        pack=pack.name,
        files=files,
    )


def _same(path: Path, knowledge: Path | None) -> bool:
    """Whether the record has this very index: its header holds the digest of the rest."""
    known = knowledge / "places" / path.name if knowledge else None
    return known is not None and known.is_file() and _head(known) == _head(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER)


class _Streaming:
    """One pass over a dump's rows after its areas are known, and what became of them."""

    def __init__(self, dump: Dump, known: Known, pack: GrowingPack, complain: Complain) -> None:
        self.rows = self.new = self.skipped = 0
        self.passed_over: Counter[str] = Counter()
        self._dump, self._known, self._pack, self._complain = dump, known, pack, complain
        self._matcher = Matcher(known, pack.name, ())
        self._areas = Areas(dump.areas(), known, self._matcher)
        self._seen = bytearray()

    def places(self) -> Iterator[PlaceRow]:
        """The new places; others go to the pack."""
        for row in self._dump.rows():
            self.rows += 1
            if isinstance(row, PassedOver):
                self.passed_over[row.why] += 1
                continue
            try:
                place = self._new(row)
            except InputError as error:
                self.skipped += 1
                self._complain(error)
            else:
                if place is not None:
                    self.new += 1
                    yield place

    def _new(self, row: Found | InputError) -> PlaceRow | None:
        """The row's place, where it is a new one. InputError for a bad row."""
        if isinstance(row, InputError):
            raise row
        check(row, self._known)
        if row.code not in self._areas.new and self._matcher.match(row) is not None:
            self._pack.take(row, self._complain)
            return None
        if points_back(row.name_ar):
            self.passed_over["pointing"] += 1
            return None
        self._once(row)
        return self._placed(row)

    def _placed(self, row: Found) -> PlaceRow:
        place_id = self._areas.new.get(row.code) or self._matcher.id_of(row)
        kind: PlaceType = row.type or "village"
        parent = self._areas.above(row, place_id)
        if kind == "country" and parent is not None:
            kind = "region"
        elif parent is None and kind != "country":
            what = f"its country, {row.country or 'not named'}, is not known"
            raise InputError(what, where=row.where, mend="import a dump that holds the country too")
        place = PlaceRow(
            id=place_id,
            name_ar=row.name_ar,
            name_en=row.name_en,
            variants=(),
            type=kind,
            parent=parent,
            lat=round(row.lat or 0.0, _DECIMALS),
            lon=round(row.lon or 0.0, _DECIMALS),
            country=row.country,
            source=self._matcher.source_of(row),
            population=row.population,
            added=True,
        )
        return self._known.lift(place, variants=row.variants)

    def _once(self, row: Found) -> None:
        """InputError for a number that another line of the dump has too; those seen are kept as bits."""
        number = number_of(row)
        if len(self._seen) <= number >> 3:
            self._seen.extend(bytes((number >> 3) + 1 - len(self._seen)))
        if self._seen[number >> 3] >> (number & 7) & 1:
            raise InputError(f"the number {number} stands twice", where=row.where, mend="take one of them out")
        self._seen[number >> 3] |= 1 << (number & 7)
