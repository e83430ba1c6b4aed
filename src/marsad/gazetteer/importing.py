"""Bringing a place file in: recognise it, refuse what cannot be right, name bad rows, merge the rest.

Pure: bytes and packs in, the new pack's bytes out. Who calls it writes, seals and logs them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import structs

from marsad.errors import InputError, MarsadError
from marsad.gazetteer.encoding import check_names, is_spoilt
from marsad.gazetteer.exchanged import check_order, check_row
from marsad.gazetteer.importer import Found, PassedOver, Row, Source
from marsad.gazetteer.importers import importer_of
from marsad.gazetteer.index import Gazetteer, load_gazetteer
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.known import Known
from marsad.gazetteer.latin import latin_words
from marsad.gazetteer.matching import Matcher
from marsad.gazetteer.names import is_arabic
from marsad.gazetteer.naming import points_back
from marsad.gazetteer.packwriter import outline_bytes, pack_bytes
from marsad.gazetteer.parentage import Parentage, Spot
from marsad.gazetteer.place import PlaceRow, PlaceType
from marsad.gazetteer.placepack import Line, read_pack
from marsad.gazetteer.shapes import Shape, load_shapes, shapes_of
from marsad.gazetteer.towns import is_unlisted

_UNKNOWN_TYPE: PlaceType = "village"
"""What a new place is taken for where nothing says what it is: most of what lists hold."""
_ROUGH = "editor"
"""Source of points that an editor put down by hand, good to some kilometres: a listed point is better."""
_DOUBTFUL_HEAD = "# Made by `marsad places import`: names that are places only beside a cue. See docs/places.md."
_EXACT: frozenset[PlaceType] = frozenset({"town", "village", "camp", "neighbourhood", "site"})

Complain = Callable[[MarsadError], None]


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import found and did: rows by what became of them, and the files of the pack (path under `places/`).

    `new` places, `merged` into places known before, `enriched` of these that learnt something; `skipped` bad rows;
    `passed_over` rows that are no places for us, by reason; `outlines` shapes taken; `unused` columns not understood.
    `files` is empty where there was nothing to add.
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
    files: dict[str, bytes] = {}


def bring(source: Source, gazetteer: Gazetteer, knowledge: Path | None, complain: Complain) -> Imported:
    """Merge a file into the packs of a record (`knowledge`, its folder). Bad rows are told and left out.

    InputError, with the mend, where the file as a whole cannot be taken: no format that is known, names spoilt by an
    encoding, latitude and longitude exchanged, or not one usable row.
    """
    importer, inner = importer_of(source)
    rows = list(importer.rows(inner))
    found = _checked(source, rows, Known(gazetteer.rows(), {}), complain)
    pack = _Pack(pack_name(source), gazetteer, knowledge, found)
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
    return latin_words(source.stem) or f"places-{abs(hash_of(source.stem)):08x}"


def hash_of(text: str) -> int:
    """A number for a name without Latin letters, the same on every run."""
    value = 0
    for byte in text.encode("utf-8", "surrogatepass"):
        value = (value * 131 + byte) & 0xFFFFFFFF
    return value


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
                _check(row, known)
                good.append(row)
            except InputError as error:
                complain(error)
        elif isinstance(row, InputError):
            complain(row)
    if not good:
        raise InputError("not one place could be taken from it", where=source.name, mend="see docs/places.md")
    return good


def _check(row: Found, known: Known) -> None:
    """InputError for a row that names no place, or puts it where it cannot be."""
    if any(map(is_spoilt, row.written)):
        raise InputError("letters of the name are lost", where=row.where, mend="write it anew")
    if not is_arabic(row.name_ar) or not name_key(row.name_ar):
        raise InputError("no name in Arabic letters", where=row.where, mend="fill in name_ar, or take the row out")
    if row.lat == 0 and row.lon == 0:
        raise InputError("0, 0 lies in the sea", where=row.where, mend="leave out what has no point")
    check_row(row, known)


class _Pack:
    """The pack of one file as it grows."""

    def __init__(self, name: str, gazetteer: Gazetteer, knowledge: Path | None, found: Sequence[Found]) -> None:
        self.name = name
        self.new = self.merged = self.enriched = self.outlined = self.skipped = self.pointing = 0
        folder = knowledge / "places" if knowledge else None
        self._folder = folder
        self._packed = {line.row.id for path in _others(folder, name) for line in read_pack(path)}
        self._rows = {line.row.id: line.row for line in _lines(folder, name)}
        packs = tuple(load_gazetteer(towns=False).rows())
        self._built_in = {row.id for row in packs}
        self._sure = {name_key(name) for row in packs for name in (row.name_ar, *row.variants)}
        self._shapes = dict(_outlines(folder, name))
        self._known = Known(gazetteer.rows(), load_shapes(knowledge))
        self._matcher = Matcher(self._known, name, found)
        self._parentage = Parentage(self._known)
        self._drawn: set[str] = set()
        self._changed = False

    def take(self, row: Found, complain: Complain) -> None:
        """Merge one row into what is known, or add its place; one that has no container anywhere is told."""
        try:
            place = self._matcher.match(row)
            if place is None and points_back(row.name_ar):
                self.pointing += 1
            elif place is None:
                self._add(row)
            else:
                self._merge(row, place)
        except InputError as error:
            self.skipped += 1
            complain(error)

    def files(self) -> dict[str, bytes]:
        """The pack's files, where anything changed."""
        if not self._changed:
            return {}
        files = {f"{self.name}.csv": pack_bytes(self._rows.values()), f"{self.name}.txt": self._doubtful()}
        if self._shapes:
            files[f"{self.name}.geojson"] = outline_bytes(self._shapes)
        return files

    def _doubtful(self) -> bytes:
        """Names that the built-in packs do not have: they are places only beside a cue, or a preposition of place.

        Lists of quarters, villages and sites hold any words at all ("the new one", "black") and names of people.
        """
        rows = (row for row in self._rows.values() if row.id not in self._built_in)
        names = {name for row in rows for name in (row.name_ar, *row.variants) if name_key(name) not in self._sure}
        return "".join(f"{line}\n" for line in (_DOUBTFUL_HEAD, *sorted(names))).encode("utf-8")

    def _add(self, row: Found) -> None:
        if row.lat is None or row.lon is None:
            raise InputError(
                "no place of this name is known, and the row has no point",
                where=row.where,
                mend="give it a point, or import a file with points first",
            )
        kind: PlaceType = row.type or _UNKNOWN_TYPE
        place_id = self._free(self._matcher.id_of(row))
        spot = Spot(place_id, kind, row.lat, row.lon)
        seat = self._parentage.seat(row, spot)
        kind, parent = ("town", seat) if seat else (kind, self._parentage.above(row, spot))
        if parent is None:
            raise InputError(
                "nothing known lies within 250 km, so its country cannot be told",
                where=row.where,
                mend="give a column country with two-letter codes, such as SY",
            )
        place = PlaceRow(
            id=place_id,
            name_ar=row.name_ar,
            name_en=row.name_en,
            variants=(),
            type=kind,
            parent=parent.id,
            lat=round(row.lat, 4),
            lon=round(row.lon, 4),
            country=parent.country,
            source=self._matcher.source_of(row),
            population=row.population,
        )
        self._rows[place.id] = self._known.lift(place, variants=row.variants)
        self._bring_along(parent)
        self._settle(row, self._rows[place.id])
        self.new += 1
        self._changed = True

    def _merge(self, row: Found, place: PlaceRow) -> None:
        """Give a known place the row's other spellings, a better point and an outline; nothing is written for less."""
        self.merged += 1
        better = self._known.lift(place, variants=(row.name_ar, *row.variants))
        if place.source == _ROUGH and place.type in _EXACT and row.lat is not None and row.lon is not None:
            better = structs.replace(
                better, lat=round(row.lat, 4), lon=round(row.lon, 4), source=self._matcher.source_of(row)
            )
        if is_unlisted(place):
            better = structs.replace(better, source=self._matcher.source_of(row))
        if better != place:
            self._rows[place.id] = self._addition(place, better)
            self._changed = True
            self.enriched += 1
        self._settle(row, better)

    def _bring_along(self, place: PlaceRow) -> None:
        """Keep what a new place lies in with it, where no built-in pack has it: a pack stands by itself."""
        for row in self._known.chain(place.id):
            if row.id not in self._built_in:
                self._rows.setdefault(row.id, row)

    def _addition(self, place: PlaceRow, better: PlaceRow) -> PlaceRow:
        """The row that this pack holds: of a place in another pack of the record only what is added to it."""
        if place.id not in self._packed:
            return better
        before = self._rows.get(place.id)
        fresh = [name for name in better.variants if name not in place.variants]
        return structs.replace(better, variants=(*(before.variants if before else ()), *fresh))

    def _settle(self, row: Found, place: PlaceRow) -> None:
        self._known.put(place)
        self._matcher.take(row, place)
        if row.shape is not None and (place.id in self._drawn or place.id not in self._known.shapes):
            before = self._shapes[place.id].polygons if place.id in self._drawn else ()
            self._shapes[place.id] = Shape((*before, *row.shape.polygons))
            self._known.outline(place.id, self._shapes[place.id])
            self._drawn.add(place.id)
            self.outlined += 1
            self._changed = True

    def _free(self, place_id: str) -> str:
        """The id, or where a place far away has it the first free one after it."""
        number, free = 1, place_id
        while free in self._known.rows:
            number += 1
            free = f"{place_id}-{number}"
        return free


def _others(folder: Path | None, name: str) -> list[Path]:
    return sorted(path for path in folder.glob("*.csv") if path.stem != name) if folder else []


def _lines(folder: Path | None, name: str) -> Iterable[Line]:
    path = folder / f"{name}.csv" if folder else None
    return read_pack(path) if path and path.exists() else ()


def _outlines(folder: Path | None, name: str) -> Iterable[tuple[str, Shape]]:
    path = folder / f"{name}.geojson" if folder else None
    return shapes_of(path.read_bytes()) if path and path.exists() else ()
