"""From a name in its context to one place, or honestly to none."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from marsad.gazetteer.ancestry import PART, Ancestry
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.keys import name_words, peeled_keys
from marsad.gazetteer.parts import Part, PartWords, load_parts
from marsad.gazetteer.place import PRECISION_OF_TYPE, PlaceRow, PlaceType
from marsad.gazetteer.rank import Candidate, Context, clear_best, ranked
from marsad.gazetteer.reasons import IN_TOWNS
from marsad.gazetteer.towns import is_unlisted
from marsad.model.name import Place
from marsad.model.vocabulary import PlacePrecision

__all__ = ["Candidate", "Context", "Resolver"]

_REGION_PRECISION: dict[PlaceType, PlacePrecision] = {
    "country": "country",
    "governorate": "district",
    "district": "district",
    "town": "town",
    "region": "governorate",
}
"""How precise a region is, by what it lies in: a stretch of a country may cross its governorates."""
_WITH_SIDES: tuple[PlaceType, ...] = ("town",)
"""What "the eastern quarters" are quarters of, when no name says it."""
_LAND: tuple[PlaceType, ...] = ("country",)
"""What "the south" is the south of, when no name says it."""
_ARTICLE = "ال"
_BRACKETS = re.compile(r"[()\[\]]")
_DASHES = re.compile(r"[-–—]|\sـ+\s")
_MEMORY = 1 << 14
"""Answers that a resolver keeps: a report says a place's name again and again."""
_COARSENESS: tuple[PlacePrecision, ...] = ("point", "neighbourhood", "town", "district", "governorate", "country")


def _pieces(name: str, marks: re.Pattern[str]) -> tuple[str, ...]:
    """A name parted at marks; () where it has none."""
    pieces = tuple(piece for piece in map(str.strip, marks.split(name)) if piece)
    return pieces if len(pieces) > 1 else ()


def _called(row: PlaceRow, noun: str) -> bool:
    """Whether a definite noun is a word of a place's name."""
    names = (name_words(name) for name in (row.name_ar, *row.variants))
    return any({noun, noun.removeprefix(_ARTICLE)}.intersection(words) for words in names)


class Resolver:
    """Resolves names against one gazetteer; pure, the same for the same name and context."""

    def __init__(self, gazetteer: Gazetteer, parts: PartWords | None = None) -> None:
        """Over one gazetteer, with the built-in words for parts unless others are given."""
        self._gazetteer = gazetteer
        self._ancestry = Ancestry(gazetteer)
        self._parts = parts or load_parts()
        self._remembered: dict[tuple[str, Context], Place] = {}
        self._answers: dict[tuple[str, str], bool] = {}

    def rank(self, name: str, context: Context) -> tuple[Candidate, ...]:
        """Every place that the name may mean as it stands (no part of it read as a side), best first, ties by id."""
        return self._rank(name_words(name), context, ())

    def resolve(self, name: str, context: Context) -> Place:
        """The place as the record takes it: `text` is the name as given, `span` is left to the caller.

        Where no candidate is clearly ahead the id is None; where the context names a container, its point and its
        coarser precision are given then, since the report says so much.
        """
        known = self._remembered.get((name, context))
        if known is None:
            words = name_words(name)
            place = self._whole(name, words, context) or self._part(name, words, context)
            known = place or self._glossed(name, context) or self._coarse(name, words, context)
            if len(self._remembered) >= _MEMORY:
                self._remembered.clear()
            self._remembered[name, context] = known
        return known

    def ordinary(self, name: str) -> bool:
        """Whether a name that some place bears is an ordinary word too, so that only the report can make it a place."""
        return self._asked(self._ordinary, name)

    def points_back(self, name: str) -> bool:
        """Whether a name is a noun that stands for a place named before, though a place may bear it too."""
        return self._asked(self._back, name)

    def _asked(self, question: Callable[[str], bool], name: str) -> bool:
        """The answer to a question about a name alone, remembered: reports say the same names again and again."""
        known = self._answers.get((question.__name__, name))
        if known is None:
            if len(self._answers) >= _MEMORY:
                self._answers.clear()
            known = self._answers[question.__name__, name] = question(name)
        return known

    def _ordinary(self, name: str) -> bool:
        key = self._key(name_words(name))
        return bool(self._gazetteer.exactly(key)) and self._gazetteer.needs_cue(key)

    def _back(self, name: str) -> bool:
        words = name_words(name)
        return bool(self._parts.pointing(words)) or any(
            not part.bare or self._parts.pointing(part.bare) for part in self._parts.readings(words)
        )

    def country_of(self, candidates: Iterable[Sequence[str]]) -> str | None:
        """The country that most names of a report agree on, given each name's possible ids; None without a majority.

        Quarters, camps and sites are asked only where nothing larger is named: towns of many countries share theirs.
        """
        votes: Counter[str] = Counter()
        small: Counter[str] = Counter()
        for ids in candidates:
            rows = [row for place in ids if (row := self._ancestry.place(place))]
            if len(countries := {row.country for row in rows}) == 1:
                (small if all(row.type in IN_TOWNS for row in rows) else votes).update(countries)
        ahead = (votes or small).most_common(2)
        if not ahead or (len(ahead) > 1 and ahead[0][1] == ahead[1][1]):
            return None
        return ahead[0][0]

    def precision(self, row: PlaceRow) -> PlacePrecision:
        """How precise a report is that names this place and nothing finer."""
        parent = self._gazetteer.get(row.parent) if row.type == "region" and row.parent else None
        return _REGION_PRECISION.get(parent.type, "district") if parent else PRECISION_OF_TYPE[row.type]

    def _rank(self, words: Sequence[str], context: Context, fits: Sequence[PlaceType]) -> tuple[Candidate, ...]:
        name = " ".join(words)
        return ranked(self._gazetteer.find(name), name, context, fits, self._ancestry)

    def _best(self, words: Sequence[str], context: Context, fits: Sequence[PlaceType]) -> PlaceRow | None:
        ordinary = self._gazetteer.needs_cue(self._key(words))
        weak = (lambda _: True) if ordinary else is_unlisted
        best = clear_best(self._rank(words, context, fits), self._ancestry, weak)
        return best.row if best else None

    def _key(self, words: Sequence[str]) -> str:
        """The key that a name is found under, particles peeled off where it takes that; an article is no particle."""
        name = " ".join(words)
        if name.startswith(_ARTICLE) or self._gazetteer.exactly(name):
            return name
        return next((key for key in peeled_keys(tuple(words)) if self._gazetteer.exactly(key)), name)

    def _whole(self, name: str, words: tuple[str, ...], context: Context) -> Place | None:
        """The name as it stands, then without the word that says what it is ("حي …")."""
        pointing = self._parts.pointing(words)
        row = (self._pointed(pointing, context, words[-1]) if pointing else None) or self._named(words, context)
        if row is None and len(plain := self._parts.plain(words)) < len(words):
            row = self._at_home(self._named(plain, context), words[len(plain) :])
        return None if row is None or (pointing and is_unlisted(row)) else self._as_place(name, row)

    def _at_home(self, row: PlaceRow | None, said: tuple[str, ...]) -> PlaceRow | None:
        """The place, unless an adjective says that it is another country's."""
        lands = tuple(filter(None, map(self._gazetteer.get, self._parts.nations(said))))
        return row if row and all(land.country == row.country for land in lands) else None

    def _named(self, words: tuple[str, ...], context: Context) -> PlaceRow | None:
        row = self._best(words, context, ())
        if row is None and (fits := self._parts.cue(words)):
            row = self._best(words[1:], context, fits)
        return row

    def _pointed(self, fits: Sequence[PlaceType], context: Context, noun: str = "") -> PlaceRow | None:
        """The nearest container, or place named before, that a noun such as "the town" may point back to.

        Of sites it is one that the noun is in the name of: "the airport" is no port.
        """
        named = (*context.parents, *context.before) if fits else ()
        for parent, other in zip(named, (*named[1:], ""), strict=False):
            for candidate in (parent, *self._ancestry.parents(parent)):
                row = self._gazetteer.get(candidate)
                if row and row.type in fits and (row.type != "site" or _called(row, noun)):
                    return row
            capital = self._capital(parent) if "town" in fits and not self._ancestry.inside(other, parent) else None
            if capital:
                return capital
        return self._gazetteer.get(context.country.lower()) if context.country and "country" in fits else None

    def _capital(self, place_id: str) -> PlaceRow | None:
        """The town that bears a governorate's name: "the town" after the governorate alone."""
        row = self._gazetteer.get(place_id)
        capital = self._anchor(row) if row and row.type == "governorate" else None
        return capital if capital and capital.type == "town" else None

    def _part(self, name: str, words: tuple[str, ...], context: Context) -> Place | None:
        for part in self._parts.readings(words):
            whole = self._whole_of(part, context)
            if whole:
                return self._part_of(name, part, whole)
        return None

    def _part_of(self, name: str, part: Part, whole: PlaceRow) -> Place:
        if not part.key or (part.area and not part.sides and whole.type in part.area.itself):
            return self._as_place(name, whole)
        part_id = f"{whole.id}{PART}{part.key}"
        listed = self._gazetteer.get(part_id)
        if listed:
            return self._as_place(name, listed)
        lat, lon = part.point(whole, self._anchor(whole) if part.sides else whole)
        return Place(name, part_id, lat=lat, lon=lon, precision=self._part_precision(whole, part))

    def _whole_of(self, part: Part, context: Context) -> PlaceRow | None:
        """The place whose part is named; with no inner name, or one that points back, the context's nearest."""
        if not part.bare:
            fits = (part.area and part.area.fits) or (_LAND if part.noun else _WITH_SIDES)
            return self._pointed(fits, context) if part.key else None
        if fits := self._parts.pointing(part.bare):
            return self._pointed(fits, context, part.bare[-1])
        fits = self._parts.told(part)
        row = self._best(part.inner, context, fits) or self._best(part.bare, context, fits)
        if row is None and (cued := self._parts.cue(part.bare)):
            row = self._best(part.bare[1:], context, cued)
        if row is None and len(plain := self._parts.plain(part.bare)) < len(part.bare):
            row = self._at_home(self._named(plain, context), part.bare[len(plain) :])
        return row or (self._whole_inside(part, context) if part.area else None)

    def _whole_inside(self, part: Part, context: Context) -> PlaceRow | None:
        """The place inside a part's part, where that is no more than an area ("the edges of the district of …")."""
        inner = (deeper for deeper in self._parts.readings(part.bare) if not deeper.sides and deeper.bare != part.bare)
        return next((whole for deeper in inner if (whole := self._whole_of(deeper, context))), None)

    def _anchor(self, whole: PlaceRow) -> PlaceRow:
        """Sides of a governorate are told from its capital, the town that bears its name."""
        if whole.type != "governorate":
            return whole
        towns = (
            row for row in self._gazetteer.find(whole.name_ar) if row.type == "town" and row.country == whole.country
        )
        return next(towns, whole)

    def _part_precision(self, whole: PlaceRow, part: Part) -> PlacePrecision:
        """Never finer than the place, and never a point."""
        precisions: list[PlacePrecision] = [self.precision(whole), "neighbourhood"]
        if part.area and part.area.precision:
            limit: PlacePrecision = "district" if whole.type in {"town", "village"} else part.area.precision
            precisions.append(limit)
        return max(precisions, key=_COARSENESS.index)

    def _as_place(self, name: str, row: PlaceRow) -> Place:
        return Place(name, row.id, lat=row.lat, lon=row.lon, precision=self.precision(row))

    def _glossed(self, name: str, context: Context) -> Place | None:
        """A name with another in brackets behind it: the first, else the other."""
        for piece in _pieces(name, _BRACKETS):
            words = name_words(piece)
            place = self._whole(name, words, context) or self._part(name, words, context)
            if place:
                return place
        return None

    def _coarse(self, name: str, words: tuple[str, ...], context: Context) -> Place:
        """An unknown or ambiguous name: nothing, or the point and precision of the container that the report names."""
        found = next(filter(None, map(self._ancestry.place, context.parents)), None)
        place = self._as_place(name, found) if found else self._said(name, words, context)
        if place is None or place.precision is None:
            return Place(name)
        precision = max(place.precision, "neighbourhood", key=_COARSENESS.index)
        return Place(name, lat=place.lat, lon=place.lon, precision=precision)

    def _said(self, name: str, words: tuple[str, ...], context: Context) -> Place | None:
        """What the words themselves tell: a container, one end of "the road A - B", an adjective's country."""
        place = self._within(words, context)
        for piece in () if place else _pieces(name, _DASHES):
            inner = name_words(piece)
            place = place or self._whole(piece, inner, context) or self._part(piece, inner, context)
            place = place or self._within(inner, context)
        if place:
            return place
        country = next(filter(None, map(self._gazetteer.get, self._parts.nations(words))), None)
        return self._as_place(name, country) if country else None

    def _within(self, words: tuple[str, ...], context: Context) -> Place | None:
        """The place that the words themselves name as a container ("several towns in …", "the hall of … in …")."""
        for inner in self._parts.inner(words):
            place = self._whole(" ".join(inner), inner, context) or self._part(" ".join(inner), inner, context)
            if place:
                return place
        return None
