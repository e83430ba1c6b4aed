"""What the grammar of dates stands on: a cursor over a lattice, and the small pieces (numbers, units, lengths of time).

Every reader takes a position and gives what it read with the position after it, or None. No Arabic word stands here:
the words are in the lexicons whose names begin with `date_`.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple, Protocol, cast

from marsad.arabic.calendar import UNKNOWN, Direction, Unit
from marsad.arabic.tokens import Token
from marsad.model.period import Period

_ANY_DAY = date(2000, 1, 1)
"""Stands in for an unknown publication day while a phrase's length is found; no answer is ever reckoned from it."""
_LAST_DAY = 31
_TEN = 10
_LONGEST_NUMBER = 4


class Found(Protocol):
    """What a lattice says of a phrase: its meaning, extent, the form's feature and what is joined to it."""

    @property
    def label(self) -> str: ...  # noqa: D102 - as in marsad.grammar.lattice.Match
    @property
    def value(self) -> str: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def feature(self) -> str: ...  # noqa: D102
    @property
    def prefix(self) -> str: ...  # noqa: D102
    @property
    def suffix(self) -> str: ...  # noqa: D102


class Words(Protocol):
    """The part of a lattice that dates need (marsad.grammar.lattice.Lattice, one floor above)."""

    @property
    def tokens(self) -> Sequence[Token]: ...  # noqa: D102
    @property
    def at(self) -> Sequence[Sequence[Found]]: ...  # noqa: D102
    def find(self, at: int, label: str, /) -> Found | None: ...  # noqa: D102
    @property
    def figures(self) -> Sequence[int]: ...  # noqa: D102
    def labels(self, at: int, /) -> Mapping[str, Found]: ...  # noqa: D102
    def where(self, labels: AbstractSet[str], /) -> Sequence[int]: ...  # noqa: D102
    def mark(self, label: str, value: str, start: int, end: int, data: object, /) -> None: ...  # noqa: D102


class Piece(NamedTuple):
    """A period read up to token `end`; `anchored` where it was reckoned from the day of publication."""

    period: Period
    end: int
    anchored: bool


class Length(NamedTuple):
    """A length of time read up to token `end`; `count` is None where it is not said how many."""

    number: int | None
    unit: Unit
    end: int


class Cursor:
    """A lattice and the day of publication, as the grammar of dates asks them."""

    __slots__ = ("_timely", "published", "today", "tokens", "words")

    def __init__(self, words: Words, published: date | None) -> None:
        self.words = words
        self._timely: dict[int, Mapping[str, Found]] = {}
        self.tokens = words.tokens
        self.published = published
        self.today = published or _ANY_DAY

    def find(self, at: int, label: str, *values: str) -> Found | None:
        """The lexicon's longest match at a token, if it means one of the values (any, when none is named).

        A word of time with a pronoun joined to it ("its end") is another word.
        """
        known = self._timely.get(at)
        if known is None:
            known = self.known(at)
        if not known:
            return None
        found = known.get(label)
        return None if found is None or (values and found.value not in values) else found

    def silent(self, at: int) -> bool:
        """Whether a token is a word that no lexicon of time knows, so that no date begins with it."""
        if not 0 <= at < len(self.tokens):
            return True
        return not self.known(at) and self.tokens[at].kind == "word"

    def known(self, at: int) -> Mapping[str, Found]:
        """The matches of words of time at a token, by label; the grammar asks for each of them many times."""
        known = self._timely.get(at)
        if known is None:
            labels = self.words.labels(at) if 0 <= at < len(self.tokens) else {}
            timely = {label: found for label, found in labels.items() if label.startswith("date_") and not found.suffix}
            known = self._timely[at] = timely
        return known

    def after(self, at: int, label: str, *values: str) -> int:
        """The position behind an optional word: its end, or the position itself."""
        found = self.find(at, label, *values)
        return found.end if found else at

    def key(self, at: int) -> str:
        """A token's folded key, or nothing beyond the text."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def number(self, at: int) -> int | None:
        """A whole number in digits, of four at most."""
        key = self.key(at)
        return int(key) if key.isdecimal() and len(key) <= _LONGEST_NUMBER else None

    def settled(self, piece: Piece) -> Piece:
        """The piece itself, or unknown where it hangs on a publication day that nobody knows."""
        return piece._replace(period=UNKNOWN) if piece.anchored and self.published is None else piece


def cardinal(c: Cursor, at: int) -> tuple[int, int] | None:
    """A number in digits or words below 100; a lone "one" is no number (it follows its noun)."""
    digits = c.number(at)
    if digits is not None:
        return digits, at + 1
    first = c.find(at, "date_cardinal")
    if not first:
        return None
    value = int(first.value)
    second = c.find(first.end, "date_cardinal")
    if second and value < _TEN and (int(second.value) == _TEN if not second.prefix else int(second.value) > _TEN):
        return value + int(second.value), second.end
    return (value, first.end) if value > 1 else None


def day_number(c: Cursor, at: int) -> tuple[int, int] | None:
    """The number of a day in a month: digits, or an ordinal up to the thirty-first."""
    digits = c.number(at)
    if digits is not None:
        return (digits, at + 1) if 1 <= digits <= _LAST_DAY else None
    first = c.find(at, "date_ordinal")
    if not first:
        return None
    value = int(first.value)
    teen = c.find(first.end, "date_cardinal", str(_TEN))
    if teen and value < _TEN:
        return value + _TEN, teen.end
    tens = c.find(first.end, "date_ordinal", "20", "30")
    if tens and tens.prefix and value < _TEN and value + int(tens.value) <= _LAST_DAY:
        return value + int(tens.value), tens.end
    return value, first.end


def length(c: Cursor, at: int) -> Length | None:
    """A length of time: so many units, a dual, one unit, or a plural that does not say how many."""
    vague, at = _hedges(c, at)
    counted = cardinal(c, at)
    unit = c.find(counted[1] if counted else at, "date_unit")
    if not unit:
        return None
    kind, end = cast("Unit", unit.value), unit.end
    if counted:
        count: int | None = counted[0]
    else:
        count = {"": 1, "dual": 2}.get(unit.feature)
        one = c.find(end, "date_cardinal", "1")
        end = one.end if one and count == 1 else end
    after = c.find(end, "date_about", "vague")
    end = after.end if after else end
    return _halved(c, Length(None if vague or after else count, kind, end))


def _hedges(c: Cursor, at: int) -> tuple[bool, int]:
    """Whether words before a number make it vague, and the position behind them."""
    vague = False
    while hedge := c.find(at, "date_about"):
        vague = vague or hedge.value == "vague"
        at = hedge.end
    return vague, at


def _halved(c: Cursor, read: Length) -> Length:
    """Months of "a year and a half"; the half of another unit leaves the count open."""
    half = c.find(read.end, "date_link", "half")
    if not half or not half.prefix:
        return read
    if read.unit == "year" and read.number:
        return Length(read.number * 12 + 6, "month", half.end)
    return Length(None, read.unit, half.end)


def direction(c: Cursor, at: int) -> tuple[Direction, int] | None:
    """Past, running or coming, behind what it points to; "last" counts as past."""
    found = c.find(at, "date_direction")
    if not found:
        return None
    return cast("Direction", "past" if found.value == "last" else found.value), found.end
