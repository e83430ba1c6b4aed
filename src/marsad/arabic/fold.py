"""Folding: one spelling as a matching key, with a map back to the source letter for letter.

Letters fold one to one; vowel signs, tatweel, zero-width and bidi marks fold to nothing; presentation forms (ligatures)
fold to their letters. The source is never changed: display and evidence always slice it.
"""

import unicodedata
from array import array
from functools import lru_cache
from typing import NamedTuple

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و",
    "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "ڪ": "ك", "ـ": "", "٫": ".", "٬": ",", "٪": "%",
}  # fmt: skip
_MARK_RANGES = (
    (0x00AD, 0x00AD), (0x0610, 0x061A), (0x061C, 0x061C), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x2069), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
)  # fmt: skip
MARKS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _MARK_RANGES)
"""Characters that fold to nothing, as the inside of a regular expression's class."""


def _table() -> dict[int, str]:
    table = {ord(letter): folded for letter, folded in _LETTERS.items()}
    for first, last in _MARK_RANGES:
        table.update(dict.fromkeys(range(first, last + 1), ""))
    for point in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(point))
        if plain != chr(point):
            table[point] = "".join(table.get(ord(c), c) for c in plain if not unicodedata.combining(c)).strip()
    for point in (*range(0x660, 0x66A), *range(0x6F0, 0x6FA)):
        table[point] = str(unicodedata.digit(chr(point)))
    return table


_TABLE = _table()


class Folded(NamedTuple):
    """A folded text; `origin[i]` is the source offset of its i-th letter, with one entry more for the end."""

    text: str
    origin: "array[int]"

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the source."""
        return self.origin[start], self.origin[end]


def fold(text: str) -> Folded:
    """The folded text with its offset map. Linear in the text."""
    pieces: list[str] = []
    origin = array("L")
    for at, letter in enumerate(text):
        folded = _TABLE.get(ord(letter))
        if folded is None:
            folded = letter.lower()
        pieces.append(folded)
        origin.extend([at] * len(folded))
    origin.append(len(text))
    return Folded("".join(pieces), origin)


@lru_cache(maxsize=1 << 16)
def fold_key(text: str) -> str:
    """The folded text alone, remembered: words come again and again."""
    return text.translate(_TABLE).lower()
