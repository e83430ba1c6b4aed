"""Numbers as Arabic writes them, with bounds, ranges, vague words and shares.

What a word is worth stands in the lexicons `number_*`; here is only how words make a number. Vague words and bounds
follow the codebook ("counts").
"""

import msgspec

from marsad.arabic.numerals import ARTICLE, Readings, after_and, exact, fraction


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """`low` to `high`, inclusive, null where no bound is set; a `share` of a whole (0 to 1) has neither."""

    low: int | None
    high: int | None
    share: float | None = None


Part = tuple[Quantity, int, int]
"""A quantity, the scale of its last word (1, 1000, …), and the token after it."""


def parse_number(lattice: Readings, at: int) -> tuple[Quantity, int] | None:
    """The number that starts at a token, with a bound before or right after it, and the token after it; or None."""
    bound = lattice.find(at, "number_bound")
    if bound is not None and bound.value == "between":
        return _between(lattice, bound.end)
    core = _marked(lattice, bound.end) if bound is not None else _ranged(lattice, at)
    if core is None:
        return None
    quantity, _, end = core
    if bound is not None:
        quantity = bounded(quantity, bound.value)
    return _closed(lattice, quantity, end)


def _marked(words: Readings, at: int) -> Part | None:
    """A number after its bound, where the article or a pair of quotation marks may stand around digits."""
    tokens = words.tokens
    if at < len(tokens) and tokens[at].key == ARTICLE:
        at += 1
    if at + 2 < len(tokens) and [token.kind for token in tokens[at : at + 3]] == ["mark", "number", "mark"]:
        core = _core(words, at + 1)
        return (core[0], core[1], at + 3) if core and core[2] == at + 2 else None
    return _core(words, at)


def bounded(quantity: Quantity, bound: str) -> Quantity:
    """A quantity under a bound: "more than" N starts at N+1, "up to" N has no low end (codebook, "counts")."""
    low, high = quantity.low, quantity.high
    if quantity.share is not None or bound == "about":
        return quantity
    if bound == "at-least":
        return Quantity(low, None)
    if bound == "more-than":
        return Quantity(None if low is None else low + (low == high), None)
    if bound == "less-than":
        return Quantity(None, None if high is None else max(0, high - 1))
    return Quantity(None, high)


def _closed(words: Readings, quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """A percent sign or a bound after the number."""
    percent = words.find(end, "number_percent")
    if percent is not None and quantity.high is not None and quantity.high <= int(percent.value):
        return Quantity(None, None, quantity.high / int(percent.value)), percent.end
    after = words.find(end, "number_bound_after")
    return (bounded(quantity, after.value), after.end) if after is not None else (quantity, end)


def _between(words: Readings, at: int) -> tuple[Quantity, int] | None:
    first = _core(words, at)
    if first is None:
        return None
    joint = words.find(first[2], "number_to")
    return _range(first, _core(words, joint.end if joint else after_and(words, first[2])))


def _ranged(words: Readings, at: int) -> Part | None:
    """A number, or two with "to", "or" or a dash between them."""
    first = _core(words, at)
    joint = words.find(first[2], "number_to") if first else None
    if first is None or joint is None:
        return first
    found = _range(first, _core(words, joint.end))
    return first if found is None else (found[0], 1, found[1])


def _range(first: Part, second: Part | None) -> tuple[Quantity, int] | None:
    if second is None or first[0].low is None or second[0].high is None:
        return None
    low, high = first[0].low, second[0].high
    if first[1] == 1 and second[1] > low:
        low *= second[1]  # 3 to 5 thousand
    return (Quantity(low, high), second[2]) if low < high else None


def _core(words: Readings, at: int) -> Part | None:
    """A number without bounds."""
    if at < 0:
        return None
    found = _vague(words, at) or _share(words, at)
    if found is None:
        whole = exact(words, at)
        found = (Quantity(whole[0], whole[0]), whole[1], whole[2]) if whole else None
    return found


def _vague(words: Readings, at: int) -> Part | None:
    """Tens, hundreds, several, thousands; a scale after them multiplies (tens of thousands: 20000 to 99999)."""
    word = words.find(at, "number_vague")
    scale = words.find(word.end if word else at, "number_scale")
    low, high = _limits(word.value) if word else (2, 9)
    if scale is not None and scale.feature == "plural":
        by = int(scale.value)
        return Quantity(low * by, ((high or 9) + 1) * by - 1), by, scale.end
    if word is None:
        return None
    if high is None:
        finer = _vague(words, word.end)  # several hundred
        if finer is not None:
            return finer
    return Quantity(low, high), 1, word.end


def _limits(value: str) -> tuple[int, int | None]:
    low, _, high = value.partition("-")
    return int(low), int(high) if high else None


def _share(words: Readings, at: int) -> Part | None:
    """A fraction; before a scale it multiplies (half a million)."""
    word = words.find(at, "number_fraction")
    if word is None:
        return None
    part = fraction(word.value)
    scale = words.find(word.end, "number_scale")
    if scale is not None and not scale.feature:
        number = round(part * int(scale.value))
        return Quantity(number, number), int(scale.value), scale.end
    return Quantity(None, None, round(part, 2)), 1, word.end
