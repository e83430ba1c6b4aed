"""Parts of places: "the east of …", "the northern countryside of …". The words are `places/parts.toml`."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.errors import RulebookError
from marsad.gazetteer.distance import shifted
from marsad.gazetteer.keys import name_key, name_words, peeled_keys
from marsad.gazetteer.knowledge import BUILT_IN
from marsad.gazetteer.place import PlaceRow, PlaceType
from marsad.model.vocabulary import PlacePrecision

_ARTICLE = "ال"
_JOINER = "و"
_FEMININE = "ة"
_PREFIXES = ("ل", "ب")
_WITH_ARTICLE = "لل"
_SHORTEST = 4
"""Letters of a word that may be a name behind a joined preposition."""
_REACH_KM: dict[PlaceType, float] = {
    "country": 200.0,
    "governorate": 25.0,
    "district": 8.0,
    "region": 10.0,
    "town": 3.0,
    "village": 1.0,
    "camp": 0.4,
    "neighbourhood": 0.4,
    "site": 1.0,
}
"""How far from a place's point the point of one of its sides is put."""

Words = tuple[str, ...]


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A side of a place; the centre has no bearing."""

    id: str
    bearing: float | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of part: its words, how coarse it is, which kinds of place have it, which are it themselves."""

    words: tuple[str, ...]
    id: str = ""
    precision: PlacePrecision | None = None
    fits: tuple[PlaceType, ...] = ()
    itself: tuple[PlaceType, ...] = ()


class _Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fits: tuple[PlaceType, ...]
    words: tuple[str, ...]


class _Links(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...] = ()


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    side: tuple[Side, ...] = ()
    area: tuple[Area, ...] = ()
    cue: tuple[_Cue, ...] = ()
    links: _Links = _Links()
    inside: _Links = _Links()
    kind: _Links = _Links()
    adjective: dict[str, tuple[str, ...]] = {}
    pointing: dict[str, tuple[PlaceType, ...]] = {}


class Part(NamedTuple):
    """A name taken apart: which area and sides of the place that the inner words name.

    `bare` are the inner words without the small ones before them ("من مدينة …"); `noun` for a lone noun ("the south").
    """

    area: Area | None
    sides: tuple[Side, ...]
    inner: Words
    bare: Words
    noun: bool = False

    @property
    def key(self) -> str:
        """What the part adds to the id of its place: "east", "countryside-north"; "" when it is the place itself."""
        sides = "-".join(side.id for side in self.sides)
        area = self.area.id if self.area else ""
        return f"{area}-{sides}" if area and sides else area or sides

    def point(self, whole: PlaceRow, anchor: PlaceRow) -> tuple[float, float]:
        """A point for the part: the anchor's, moved towards the part's sides as far as the whole is large."""
        lat, lon = anchor.lat, anchor.lon
        reach = _REACH_KM["district" if self.area and self.area.fits and whole.type == "town" else whole.type]
        for side in self.sides:
            if side.bearing is not None:
                lat, lon = shifted(lat, lon, side.bearing, reach / len(self.sides) ** 0.5)
        return lat, lon


class PartWords:
    """Takes names apart by the words of one table."""

    def __init__(self, table: _Table) -> None:
        """File the table's words, folded and without the article."""
        self._order = {side.id: at for at, side in enumerate(table.side)}
        self._before = {_bare(word): side for side in table.side for word in side.before}
        self._after = {name_key(word): side for side in table.side for word in side.after}
        self._areas = {_bare_words(phrase): area for area in table.area for phrase in area.words}
        self._longest = max(map(len, self._areas), default=0)
        self._links = {name_key(word) for word in table.links.words}
        self._inside = self._links | {name_key(word) for word in table.inside.words}
        self._nations = {
            name_key(form): country
            for country, words in table.adjective.items()
            for word in words
            for form in (_ARTICLE + word, f"{_ARTICLE}{word}{_FEMININE}")
        }
        self._kinds = {name_key(word) for word in table.kind.words}
        self._cues = {name_key(word): cue.fits for cue in table.cue for word in cue.words}
        self._pointing = {name_key(word): fits for word, fits in table.pointing.items()}

    def cue(self, words: Words) -> tuple[PlaceType, ...]:
        """What the first word says that the rest is, best first; () when it says nothing."""
        return self._cues.get(words[0], ()) if len(words) > 1 else ()

    def told(self, part: Part) -> tuple[PlaceType, ...]:
        """What a small word says that a part's whole is ("of the governorate of …"), else what the area is of."""
        small = part.inner[: len(part.inner) - len(part.bare)]
        words = (word if word in self._cues else word[1:] for word in small[-1:])
        return next((self._cues[word] for word in words if word in self._cues), part.area.fits if part.area else ())

    def plain(self, words: Words) -> Words:
        """The words without adjectives at the end that say what kind of site it is, or whose ("… the military")."""
        end = len(words)
        while end > 1 and (words[end - 1] in self._kinds or words[end - 1] in self._nations):
            end -= 1
        return words[:end]

    def nations(self, words: Words) -> tuple[str, ...]:
        """Ids of the countries and governorates that adjectives among the words are of, in their order."""
        return tuple(self._nations[word] for word in words if word in self._nations)

    def inner(self, words: Words) -> Iterator[Words]:
        """Stretches of a longer phrase that may name what it lies in: after a link or cue, before "and" or a link."""
        ends = [*(at for at in range(1, len(words)) if self._may_end(words[at])), len(words)]
        for at, word in enumerate(words):
            free = _freed(word) if at else ""
            first = free if free in self._cues or (free,) in self._areas else word
            if at == 0 or free or self._may_begin(words, at):
                tails = (words[at + 1 : end] for end in reversed(ends) if at < end and (at, end) != (0, len(words)))
                yield from ((first, *tail) for tail in tails)

    def _may_begin(self, words: Words, at: int) -> bool:
        """Whether a name may begin within a phrase: what stands before it, or what it begins with, says so."""
        ahead = words[at - 1]
        told = ahead in self._inside or ahead in self._kinds
        return told or words[at] in self._cues or _bare(words[at]) in self._before

    def _may_end(self, word: str) -> bool:
        return word.startswith(_JOINER) or word in self._inside

    def pointing(self, words: Words) -> tuple[PlaceType, ...]:
        """The kinds of place that the words point back to ("المدينة"); () when they point to none."""
        if len(words) != 1:
            return ()
        return next((self._pointing[key] for key in (words[0], *peeled_keys(words)) if key in self._pointing), ())

    def readings(self, words: Words) -> Iterator[Part]:
        """The ways to read the words as a part: sides alone first ("ريف دمشق" with a side), then area and sides."""
        sides_alone = self._split(words, (None, [], 0, 0))
        if sides_alone:
            yield sides_alone
        opening = self._opening(words)
        if opening[2] and opening[3] < len(words):
            yield self._named(words, opening)
        part = self._split(words, opening)
        if part and part != sides_alone:
            yield part

    def _named(self, words: Words, opening: tuple[Area | None, list[Side], int, int]) -> Part:
        """The part of a place whose name may itself end in a side ("the south of the eastern …")."""
        area, sides, start, bare = opening
        ordered = sorted(dict.fromkeys(sides), key=lambda side: self._order[side.id])
        return Part(area, tuple(ordered), words[start:], words[bare:])

    def _split(self, words: Words, opening: tuple[Area | None, list[Side], int, int]) -> Part | None:
        """Area, sides and inner words, which may be empty; None when the words name no part."""
        area, sides, start, bare = opening
        end = len(words)
        while end > bare and (side := self._adjective(words[end - 1])):
            sides.append(side)
            end -= 1
        if start == 0 and end == len(words):
            return None
        ordered = sorted(dict.fromkeys(sides), key=lambda side: self._order[side.id])
        noun = len(words) == len(sides) == 1 and _bare(words[0]) == _bare(sides[0].before[0])
        return Part(area, tuple(ordered), words[start:end], words[bare:end], noun)

    def _opening(self, words: Words) -> tuple[Area | None, list[Side], int, int]:
        """Area, sides, and where the inner words begin with and without the small words before them."""
        area: Area | None = None
        sides: list[Side] = []
        at = told = 0
        while at < len(words):
            taken = 0 if area else self._area_at(words, at)
            if taken:
                area = self._areas[_bare_words(" ".join(words[at : at + taken]))]
                at = told = at + taken
            elif side := self._before_name(words, at) or (self._adjective(words[at]) if at else None):
                sides.append(side)
                at = told = at + 1
            elif at and words[at] in self._links:
                at += 1
            else:
                break
        return area, sides, told, at

    def _before_name(self, words: Words, at: int) -> Side | None:
        """The side that a word before a name says, also one that "and" joins to another."""
        joined = words[at].removeprefix(_JOINER) if at else words[at]
        return self._before.get(_bare(words[at])) or self._before.get(_bare(joined))

    def _adjective(self, word: str) -> Side | None:
        """The side that an adjective says, also one that "and" joins to another."""
        return self._after.get(word) or self._after.get(word.removeprefix(_JOINER))

    def _area_at(self, words: Words, at: int) -> int:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            if _bare_words(" ".join(words[at : at + length])) in self._areas:
                return length
        return 0


def _freed(word: str) -> str:
    """A word without the preposition joined to it ("of the town" for "town"); "" when none is."""
    if not word.startswith(_PREFIXES) or len(word) < _SHORTEST:
        return ""
    return _ARTICLE + word[2:] if word.startswith(_WITH_ARTICLE) else word[1:]


def _bare(word: str) -> str:
    return name_key(word).removeprefix(_ARTICLE)


def _bare_words(phrase: str) -> Words:
    words = name_words(phrase)
    return (words[0].removeprefix(_ARTICLE), *words[1:]) if words else ()


@lru_cache(maxsize=2)
def load_parts(path: Path | None = None) -> PartWords:
    """The words of `places/parts.toml`; raises RulebookError when the table is not as described."""
    path = path or BUILT_IN / "places" / "parts.toml"
    try:
        return PartWords(msgspec.toml.decode(path.read_bytes(), type=_Table))
    except msgspec.DecodeError as error:
        raise RulebookError(f"not a table of parts: {error}", where=str(path), mend="see docs/knowledge.md") from error
