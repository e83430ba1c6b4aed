"""Which column of a file means what, by the table `importers/columns.toml`, and what a row then says of its place."""

import re
from collections.abc import Iterable, Mapping, Sequence

from marsad.errors import InputError
from marsad.gazetteer.degrees import degrees
from marsad.gazetteer.importer import Above, Found, PassedOver, Row, Source
from marsad.gazetteer.names import arabic, clean, is_arabic, unwrapped
from marsad.gazetteer.naming import is_beside, is_part, type_of_name, without_cue
from marsad.gazetteer.place import PlaceType
from marsad.gazetteer.recognition import Level, normal, recognition
from marsad.gazetteer.shapes import Shape

Cells = Mapping[str, str]
"""Normal header → cell."""


class Columns:
    """What the headers of one file mean."""

    def __init__(self, headers: Iterable[str], source: Source, title: str = "") -> None:
        """Recognise headers; `title` is the name of the collection in the file, if it has one."""
        self._table = recognition()
        self._source = source
        self._headers: dict[str, str] = {}
        for header in headers:
            self._headers.setdefault(normal(header), header)
        self._roles = {role: self._first(known) for role, known in self._table.roles.items()}
        self._variants = [key for key in map(normal, self._table.variants.headers) if key in self._headers]
        self._levels = [level for level in self._table.level if self._level_headers(level)]
        self._file_type = self._type_in(f"{source.name} {title}")
        self._nothing = {word.casefold() for word in self._table.nothing}

    @property
    def located(self) -> bool:
        """Whether there are columns for latitude and longitude."""
        return bool(self._roles["lat"] and self._roles["lon"])

    def known(self) -> int:
        """How many headers are recognised."""
        return len(self._headers.keys() & self._used())

    def check(self, *, geometry: bool = False) -> None:
        """InputError where the file has no column for a name, or none for a point and nothing else to give."""
        told = ", ".join(self._headers.values()) or "none"
        if not (self._named() or any(level.own for level in self._levels)):
            raise InputError(
                f"no column holds the place's name; the columns are {told}", mend="call it name_ar, or name"
            )
        if not (geometry or self.located or self._variants):
            raise InputError(
                f"no columns hold latitude and longitude; the columns are {told}", mend="call them lat and lon"
            )

    def row(
        self,
        cells: Mapping[str, str],
        where: str,
        *,
        point: tuple[float, float] | None = None,
        shape: Shape | None = None,
    ) -> Row:
        """What a row, as header → cell, says; a bad row comes back as the error that names it."""
        try:
            return self._row({normal(header): value for header, value in cells.items()}, where, point, shape)
        except InputError as error:
            return InputError(error.what, where=where, mend=error.mend)

    def _row(self, cells: Cells, where: str, point: tuple[float, float] | None, shape: Shape | None) -> Row:
        own, above = self._levels_of(cells)
        name_ar, name_en, variants = self._names(cells, own)
        if is_beside(name_en, self._table.beside.phrases):
            return PassedOver("beside")
        bare = without_cue(name_ar, self._table.bare.words)
        if is_part(bare):
            return PassedOver("part")
        lat, lon = point or self._point(cells)
        kind = self._table.type_of(self._said(cells, "type")) or type_of_name(name_ar, name_en, self._table.names)
        return Found(
            where=where,
            name_ar=bare,
            name_en=name_en,
            variants=tuple(
                dict.fromkeys(v for v in (*((name_ar,) if bare != name_ar else ()), *variants) if v != bare)
            ),
            lat=lat,
            lon=lon,
            type=kind or self._file_type or (own.type if own else None),
            code=self._said(cells, "code") or (self._cell(cells, own.code) if own else ""),
            above=above,
            country=_iso(self._said(cells, "country")),
            source=self._said(cells, "source"),
            population=_whole(self._said(cells, "population")),
            reported=_whole(self._said(cells, "reported")),
            shape=shape,
            written=tuple(self._said(cells, role) for role in ("name_ar", "name", "name_en")),
        )

    def _names(self, cells: Cells, own: Level | None) -> tuple[str, str, list[str]]:
        """Arabic name (none is an error), Latin name, Arabic variants."""
        plain = self._said(cells, "name")
        name_ar = self._said(cells, "name_ar") or (self._cell(cells, own.name_ar) if own else "")
        name_en = self._said(cells, "name_en") or (self._cell(cells, own.name_en) if own else "")
        name_ar = name_ar or (plain if is_arabic(plain) else "")
        name_en = name_en or ("" if is_arabic(plain) else plain)
        spelt = [part for key in self._variants for part in self._split(self._value(cells, key))]
        variants = [clean(variant) for variant in arabic(spelt)]
        if not is_arabic(name_ar):
            name_ar = variants[0] if variants else name_ar
        if not name_ar and not name_en:
            raise InputError("the place has no name", mend="fill it in, or take the row out")
        first, *others = unwrapped(clean(name_ar)) or [""]
        return first, clean(name_en), [*others, *variants]

    def _point(self, cells: Cells) -> tuple[float | None, float | None]:
        if not self.located:
            return None, None
        return degrees(self._said(cells, "lat"), "latitude"), degrees(self._said(cells, "lon"), "longitude")

    def _levels_of(self, cells: Cells) -> tuple[Level | None, tuple[Above, ...]]:
        """The level that is the row's own place, where no column names it, and what it lies in, nearest first."""
        named = self._named()
        own: Level | None = None
        above: list[Above] = []
        for level in self._levels:
            words = [self._cell(cells, headers) for headers in (level.name_ar, level.name_en, level.code)]
            if not any(words):
                continue
            if own is None and not named and level.own and (words[0] or words[1]):
                own = level
            else:
                kind = None if level.loose else level.type
                above.append(Above(tuple(word for word in dict.fromkeys(words) if word), kind))
        return own, tuple(above)

    def _said(self, cells: Cells, role: str) -> str:
        key = self._roles[role]
        return self._value(cells, key) if key else ""

    def _cell(self, cells: Cells, headers: Sequence[str]) -> str:
        return next((value for header in headers if (value := self._value(cells, normal(header)))), "")

    def _value(self, cells: Cells, key: str) -> str:
        value = (cells.get(key) or "").strip()
        return "" if value.casefold() in self._nothing else value

    def _split(self, value: str) -> list[str]:
        return re.split(f"[{re.escape(self._table.separators)}]", value)

    def _first(self, known: Iterable[str]) -> str:
        return next((key for key in map(normal, known) if key in self._headers), "")

    def _named(self) -> bool:
        return any(self._roles[role] for role in ("name_ar", "name", "name_en"))

    def _level_headers(self, level: Level) -> set[str]:
        return {key for h in (*level.name_ar, *level.name_en, *level.code) if (key := normal(h)) in self._headers}

    def _used(self) -> set[str]:
        levels = (self._level_headers(level) for level in self._levels)
        return set(self._roles.values()) | set(self._variants) | set().union(*levels)

    def _type_in(self, words: str) -> PlaceType | None:
        told = {normal(word) for word in re.split(r"[\W_]+", words)}
        return next((kind for kind, known in self._table.files.items() if told & set(map(normal, known))), None)


def _whole(text: str) -> int:
    try:
        return max(0, int(float(text)))
    except (ValueError, OverflowError):
        return 0


def _iso(text: str) -> str:
    """A two-letter country code; anything else is left to the place's surroundings."""
    return text.upper() if re.fullmatch("[A-Za-z]{2}", text) else ""
