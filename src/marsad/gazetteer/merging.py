"""The pack that an import makes: known places learn what a row adds to them, new ones are placed among them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import structs

from marsad.errors import InputError, MarsadError
from marsad.gazetteer.importer import Found
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.known import Known
from marsad.gazetteer.matching import Matcher
from marsad.gazetteer.naming import points_back
from marsad.gazetteer.packwriter import outline_bytes, pack_bytes
from marsad.gazetteer.parentage import Parentage, Spot
from marsad.gazetteer.place import PlaceRow, PlaceType
from marsad.gazetteer.placepack import Line, read_pack
from marsad.gazetteer.shapes import Shape, shapes_of
from marsad.gazetteer.towns import is_unlisted

_UNKNOWN_TYPE: PlaceType = "village"
"""What a new place is taken for where nothing says what it is: most of what lists hold."""
_ROUGH = "editor"
"""Source of points that an editor put down by hand, good to some kilometres: a listed point is better."""
_EXACT: frozenset[PlaceType] = frozenset({"town", "village", "camp", "neighbourhood", "site"})
_DOUBTFUL_HEAD = "# Made by `marsad places import`: names that are places only beside a cue. See docs/places.md."
_DECIMALS = 4

Complain = Callable[[MarsadError], None]


class GrowingPack:
    """The pack of one file as it grows."""

    def __init__(self, name: str, known: Known, knowledge: Path | None, found: Sequence[Found]) -> None:
        """The pack `name` of a record (`knowledge`, its folder) as it is; `found` are all rows to come."""
        self.name = name
        self.new = self.merged = self.enriched = self.outlined = self.skipped = self.pointing = 0
        folder = knowledge / "places" if knowledge else None
        self._packed = {line.row.id for path in _others(folder, name) for line in read_pack(path)}
        self._rows = {line.row.id: line.row for line in _lines(folder, name)}
        packs = tuple(load_gazetteer(towns=False).rows())
        self._built_in = {row.id for row in packs}
        self._sure = {name_key(name) for row in packs for name in (row.name_ar, *row.variants)}
        self._shapes = dict(_outlines(folder, name))
        self._known = known
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
        files = {}
        if self._rows:
            files[f"{self.name}.csv"] = pack_bytes(self._rows.values())
        if doubtful := self._doubtful():
            lines = (_DOUBTFUL_HEAD, *sorted(doubtful))
            files[f"{self.name}.txt"] = "".join(f"{line}\n" for line in lines).encode("utf-8")
        if self._shapes:
            files[f"{self.name}.geojson"] = outline_bytes(self._shapes)
        return files

    def _doubtful(self) -> set[str]:
        """Names that the built-in packs do not have: they are places only beside a cue, or a preposition of place.

        Lists of quarters, villages and sites hold any words at all ("the new one", "black") and names of people.
        """
        rows = (row for row in self._rows.values() if row.id not in self._built_in)
        return {name for row in rows for name in (row.name_ar, *row.variants) if name_key(name) not in self._sure}

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
        self._rows[place_id] = self._placed(row, spot._replace(kind=kind), parent)
        self._bring_along(parent)
        self._settle(row, self._rows[place_id])
        self.new += 1
        self._changed = True

    def _placed(self, row: Found, spot: Spot, parent: PlaceRow) -> PlaceRow:
        place = PlaceRow(
            id=spot.id,
            name_ar=row.name_ar,
            name_en=row.name_en,
            variants=(),
            type=spot.kind,
            parent=parent.id,
            lat=round(spot.lat, _DECIMALS),
            lon=round(spot.lon, _DECIMALS),
            country=parent.country,
            source=self._matcher.source_of(row),
            population=row.population,
        )
        return self._known.lift(place, variants=row.variants)

    def _merge(self, row: Found, place: PlaceRow) -> None:
        """Give a known place the row's other spellings, a better point and an outline; nothing is written for less."""
        self.merged += 1
        better = self._better(row, place)
        if better != place:
            self._rows[place.id] = self._addition(place, better)
            self._changed = True
            self.enriched += 1
        self._settle(row, better)

    def _better(self, row: Found, place: PlaceRow) -> PlaceRow:
        better, source = self._known.lift(place, variants=(row.name_ar, *row.variants)), self._matcher.source_of(row)
        if place.source == _ROUGH and place.type in _EXACT and row.lat is not None and row.lon is not None:
            lat, lon = round(row.lat, _DECIMALS), round(row.lon, _DECIMALS)
            better = structs.replace(better, lat=lat, lon=lon, source=source)
        return structs.replace(better, source=source) if is_unlisted(place) else better

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
