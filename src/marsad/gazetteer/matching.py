"""Is the place of a row known already? The same name and kind of place, near by, is the same place; and its id."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from marsad.errors import InputError
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.importer import Above, Found
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.known import Known
from marsad.gazetteer.latin import latin_words
from marsad.gazetteer.place import PlaceRow, PlaceType
from marsad.gazetteer.recognition import normal, recognition

FAMILIES: tuple[frozenset[PlaceType], ...] = (
    frozenset({"town", "village", "camp", "neighbourhood"}),
    frozenset({"neighbourhood", "camp", "site"}),
    frozenset({"district"}),
    frozenset({"region"}),
    frozenset({"governorate"}),
    frozenset({"country"}),
)
"""Kinds that lists take for one another: a village that grew into a town, or a quarter."""
UNSAID: frozenset[PlaceType] = frozenset({"town", "village", "camp", "neighbourhood", "site", "region"})
"""What a place may be of which nothing says what it is."""
_SAME_KM: dict[PlaceType, float] = {"country": 5000.0, "governorate": 250.0, "district": 30.0, "region": 30.0}
"""How far apart two lists put the middle of one area."""
_SAME_PLACE_KM = 5.0
"""How far apart two lists put one town, village, quarter or site."""
_LOOSE_KM = 25.0
"""How far apart, in the governorate that the row names, where the row does not even say what kind of place it is."""
_LOOSE_TOWN_KM = 100.0
"""Likewise for a town: people say its name for all that lies round it, and no village beside it bears the same."""
_RIGHT_THERE_KM = 2.0
"""How far apart two lists put one town or village that they call by different names, each a variant for the other."""
_SETTLED: frozenset[PlaceType] = frozenset({"town", "village"})
_SAME_ID_KM = 50.0
"""A place with the very id of a row is that row's, unless it lies as far as this: then a code was used twice."""
_HASH = 8


class Matcher:
    """Finds the known place of each row of one file; `source` stands for rows that name none."""

    def __init__(self, known: Known, source: str, rows: Iterable[Found]) -> None:
        """Over the places known, and all rows of the file."""
        self._known = known
        self._source = source
        self._codes: dict[str, dict[str, str]] = {}
        self._home = self._most_named(row for row in rows if row.lat is None)

    def source_of(self, row: Found) -> str:
        """The source that the row names, else the file's."""
        return row.source or self._source

    def id_of(self, row: Found) -> str:
        """The id of a new place: from its code where it has one, else from source, name and rounded point."""
        source = self.source_of(row)
        if row.code:
            return f"{_prefix(source)}{latin_words(row.code) or normal(row.code)}"
        told = f"{name_key(row.name_ar)}|{row.lat or 0:.3f}|{row.lon or 0:.3f}"
        letters = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
        return "-".join(part for part in (f"{_prefix(source)[:-1]}", latin_words(row.name_en), letters) if part)

    def match(self, row: Found) -> PlaceRow | None:
        """The place that is the row's, or None for a new one. InputError for a name alone that several places bear."""
        own = self._known.rows.get(self.id_of(row))
        if own is not None and (row.lat is None or self._distance(row, own) <= _SAME_ID_KM):
            return own
        alike = [place for place in self._bearers(row) if self._fits(row, place)]
        if row.lat is None:
            return self._only(row, alike)
        near = [(self._distance(row, place), place.id, place) for place in alike]
        best = min((item for item in near if item[0] <= self._reach(row, item[2])), default=None)
        return best[2] if best else self._by_variant(row)

    def take(self, row: Found, place: PlaceRow) -> None:
        """Remember that the row's code is this place's."""
        if row.code:
            self._codes.setdefault(place.id, {})[self.source_of(row)] = row.code
            self._known.code(row.code, place.id)

    def _fits(self, row: Found, place: PlaceRow) -> bool:
        """Whether the place may be the row's: its kind, its country, and for an area no other code."""
        if row.country and row.country != place.country:
            return False
        if row.type is None:
            alike = place.type in UNSAID
        else:
            alike = any(row.type in family and place.type in family for family in FAMILIES)
        return alike and not (place.type in _SAME_KM and self._other(row, place))

    def _by_variant(self, row: Found) -> PlaceRow | None:
        """The town or village right there that bears another of the row's names."""
        if row.type not in _SETTLED:
            return None
        bearers = (place for name in row.variants for place in self._known.named(name) if place.type in _SETTLED)
        near = {place.id: self._distance(row, place) for place in bearers if self._fits(row, place)}
        best = min(near, key=lambda place: (near[place], place), default=None)
        return self._known.rows[best] if best is not None and near[best] <= _RIGHT_THERE_KM else None

    def _bearers(self, row: Found) -> Iterable[PlaceRow]:
        """Places of the row's name, and areas of its code."""
        coded = (self._known.rows[place] for place in self._known.codes.get(row.code, ()))
        found = (*self._known.named(row.name_ar), *(place for place in coded if place.type in _SAME_KM))
        return {place.id: place for place in found}.values()

    def _reach(self, row: Found, place: PlaceRow) -> float:
        """How far off the place may lie: farther in the governorate that a row names without saying what it is."""
        if row.type is None and any(self._names(above, place) for above in row.above):
            return _LOOSE_TOWN_KM if place.type == "town" else _LOOSE_KM
        return _SAME_KM.get(place.type, _SAME_PLACE_KM)

    def _names(self, above: Above, place: PlaceRow) -> bool:
        """Whether words name something that the place lies in."""
        named = {row.id for word in above.words for row in (*self._known.latin(word), *self._known.named(word))}
        return any(higher.id in named for higher in self._known.chain(place.id) if higher.id != place.id)

    def _other(self, row: Found, place: PlaceRow) -> bool:
        """Whether codes tell two areas apart: a district and its subdistrict often share a name."""
        codes = self._codes.get(place.id, {})
        if not row.code or not codes:
            return False
        return codes.get(self.source_of(row), row.code) != row.code or any(
            code != row.code and (code.startswith(row.code) or row.code.startswith(code)) for code in codes.values()
        )

    def _most_named(self, rows: Iterable[Found]) -> str | None:
        """The town that most of the file's names without points lie in, counted where one place alone bears a name."""
        alike = ([place for place in self._known.named(row.name_ar) if self._fits(row, place)] for row in rows)
        homes = Counter(self._home_of(places[0]) for places in alike if len(places) == 1)
        return max(homes, key=lambda home: (homes[home], home), default=None)

    def _home_of(self, place: PlaceRow) -> str:
        chain = list(self._known.chain(place.id))
        return next((higher.id for higher in chain if higher.type == "town"), chain[-1].id)

    def _only(self, row: Found, alike: list[PlaceRow]) -> PlaceRow | None:
        """The one place of a name without a point: at home before elsewhere, of its own kind before others."""
        alike = [place for place in alike if self._home_of(place) == self._home] or alike
        alike = [place for place in alike if place.type == row.type] or alike
        if len(alike) > 1:
            raise InputError(
                "several places bear the name, and the row has no point",
                where=row.where,
                mend="give it a point, or import a file with points first",
            )
        return alike[0] if alike else None

    def _distance(self, row: Found, place: PlaceRow) -> float:
        return kilometres(row.lat or 0.0, row.lon or 0.0, place.lat, place.lon)


def _prefix(source: str) -> str:
    """What the ids of a source begin with: GeoNames' are known by their number wherever they come from."""
    wanted = normal(source)
    for prefix, sources in recognition().prefixes.items():
        if wanted in map(normal, sources):
            return prefix
    return f"{latin_words(source) or normal(source) or 'place'}-"
