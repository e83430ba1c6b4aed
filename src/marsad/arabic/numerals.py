"""Exact numbers: digits, words below a thousand, and scales, joined by the conjunction.

Words say their worth in the lexicons `number_cardinal`, `number_teen`, `number_ten`, `number_hundred`, `number_scale`
and `number_pair`; here is only how they are put together (any grammar of written Arabic: العدد).
"""

from typing import Protocol

from marsad.arabic.digits import digits
from marsad.arabic.tokens import Token

AND = "و"
"""The joined conjunction: a word of its own, or the first letter of one."""
ARTICLE = "ال"
_UNBOUND = 1 << 62
_TWO = "2"


class Reading(Protocol):
    """What a lexicon says of the tokens `[start, end)`."""

    @property
    def value(self) -> str:
        """What the words mean."""

    @property
    def end(self) -> int:
        """The token after them."""

    @property
    def feature(self) -> str:
        """What the form alone says: dual, plural."""

    @property
    def prefix(self) -> str:
        """Joined particles before the word."""


class Readings(Protocol):
    """Tokens with their readings, as a lattice keeps them."""

    @property
    def tokens(self) -> list[Token]:
        """The text's tokens."""

    def find(self, at: int, label: str, /) -> Reading | None:
        """The longest reading of a label that starts at a token, or None (also outside the text)."""


Exact = tuple[int, int, int]
"""(value, scale of the last word: 1, 1000, …, token after it)."""


def exact(words: Readings, at: int) -> Exact | None:
    """A sum of elements of falling scale, each joined to the one before it: three thousand and twenty-five."""
    total, scale, end = 0, _UNBOUND, -1
    while scale > 1 and at >= 0:
        element = _element(words, at)
        if element is None or element[0] >= scale:
            break
        total, scale, end = total + element[0], element[1], element[2]
        at = after_and(words, end)
        half = words.find(at, "number_fraction") if scale > 1 else None
        if half is not None:  # a million and a half, where the scale may be said again
            again = words.find(half.end, "number_scale")
            return total + round(scale * fraction(half.value)), scale, again.end if again else half.end
    return (total, scale, end) if end >= 0 else None


def after_and(words: Readings, at: int) -> int:
    """Where the word stands that a conjunction joins on at a token: there, when it is joined to it; -1 if none is."""
    if at >= len(words.tokens) or not words.tokens[at].key.startswith(AND):
        return -1
    return at + 1 if words.tokens[at].key == AND else at


def fraction(value: str) -> float:
    """What "2/3" in a lexicon is worth."""
    above, _, below = value.partition("/")
    return int(above) / int(below)


def _element(words: Readings, at: int) -> Exact | None:
    """Digits or words below a thousand with their scale, or a scale alone."""
    pair = words.find(at, "number_pair")
    if pair is not None:
        return int(pair.value), 10 ** (len(pair.value) - 1), pair.end
    below = _figure(words, at) or _below_thousand(words, at)
    scale = words.find(below[1] if below else at, "number_scale")
    if scale is None or (below and scale.prefix):
        return (int(below[0]), 1, below[1]) if below and below[0] == int(below[0]) else None
    if below is None and scale.feature == "plural":
        return None  # thousands: vague
    times = below[0] if below else 2 if scale.feature == "dual" else 1
    return round(times * int(scale.value)), int(scale.value), scale.end


def _figure(words: Readings, at: int) -> tuple[float, int] | None:
    if at >= len(words.tokens) or words.tokens[at].kind != "number":
        return None
    value = digits(words.tokens[at].key, decimal=words.find(at + 1, "number_scale") is not None)
    return None if value is None else (value, at + 1)


def _below_thousand(words: Readings, at: int) -> tuple[int, int] | None:
    hundreds = words.find(at, "number_hundred")
    value, end = (int(hundreds.value), hundreds.end) if hundreds else (0, at)
    unit = None if hundreds else _below_hundred(words, at)
    if unit is not None:
        hundreds = words.find(unit[1], "number_hundred") if unit[0] < 10 else None  # noqa: PLR2004 - three hundred, in two words
        if hundreds is None or hundreds.prefix or hundreds.value != "100":
            return unit
        value, end = unit[0] * 100, hundreds.end
    if not value:
        return None
    rest = _below_hundred(words, after_and(words, end))
    return (value + rest[0], rest[1]) if rest else (value, end)


def _below_hundred(words: Readings, at: int) -> tuple[int, int] | None:
    """A unit, a teen, a ten, or a unit and a ten."""
    unit = _unit(words, at)
    if unit is None:
        ten = words.find(at, "number_ten")
        return (int(ten.value), ten.end) if ten else None
    value, end, whole = unit
    teen = words.find(end, "number_teen")
    if teen is not None and not teen.prefix and value < int(teen.value):
        return value + int(teen.value), teen.end
    ten = words.find(after_and(words, end), "number_ten") if value < 10 else None  # noqa: PLR2004 - one digit before a ten
    if ten is not None:
        return value + int(ten.value), ten.end
    return (value, end) if whole else None


def _unit(words: Readings, at: int) -> tuple[int, int, bool] | None:
    """(value, end, whether it is a number without more): "one of" is none, and the definite two is a Monday."""
    unit = words.find(at, "number_cardinal")
    if unit is not None:
        return int(unit.value), unit.end, not (unit.value == _TWO and unit.prefix.endswith(ARTICLE))
    unit = words.find(at, "number_one_of")
    return (int(unit.value), unit.end, False) if unit else None
