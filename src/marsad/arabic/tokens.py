"""Words, numbers and marks of a text, with their places in it. One pass, one regular expression."""

import re
from typing import Literal

import msgspec

from marsad.arabic.fold import MARKS, fold_key

TokenKind = Literal["word", "number", "mark", "break"]

_LETTER = r"[^\W\d_]"
_MASK = (
    rf"(?<=ـ)[.*•…]{{1,3}}(?=[{MARKS}]*{_LETTER})"  # a stretched letter, points, and the word goes on
    rf"|[.](?={_LETTER}{{1,6}}ـ[.*•…])"  # a point after a letter that cannot be stretched, before such a one
    r"|(?<=ـ) (?=ـ)"  # a gap between two stretched letters, and lone letters after it
    rf"|(?:(?<=ـ ـ{_LETTER})|(?<=ـ ـ{_LETTER} {_LETTER})|(?<=ـ ـ{_LETTER} {_LETTER} {_LETTER})) (?={_LETTER}\b)"
    rf"|(?:(?<={_LETTER})|(?<=[{MARKS}]))[*]{{1,3}}(?=[{MARKS}]*{_LETTER})"  # stars inside a word
)
"""What stands inside a word to hide it from a platform's filters; the word is read as if it were not there."""
_TOKEN = re.compile(
    rf"(?P<word>[{MARKS}]*[^\W\d_](?:[^\W\d_]|[{MARKS}]|{_MASK})*)"
    r"|(?P<number>\d+(?:[.,٫٬/:]\d+)*)"
    r"|(?P<break>\n+)"
    rf"|(?P<mark>[^\s{MARKS}])"
)


class Token(msgspec.Struct, frozen=True, gc=False):
    """`text[start:end]` and its folded key; `kind` says whether letters, digits, one mark, or a line's end."""

    start: int
    end: int
    key: str
    kind: TokenKind


def tokenise(text: str) -> list[Token]:
    """The text's tokens in order; white space and lone vowel signs are between them."""
    return [
        Token(*m.span(), _key(m.group(), m.lastgroup), m.lastgroup)  # type: ignore[arg-type] # the groups are the kinds
        for m in _TOKEN.finditer(text)
    ]


def unmasked(text: str) -> str:
    """The text in plain letters: without what hides a word, and the stretching that goes with it."""
    return _MASKED.sub(lambda m: m.group().translate(_PLAIN), text)


_MASKED = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*(?:(?:{_MASK})(?:[^\W\d_]|[{MARKS}])+)+")
_PLAIN = str.maketrans("", "", "ـ.*•… ")


def _key(written: str, kind: str | None) -> str:
    key = fold_key(written)
    return key if key.isalnum() or kind != "word" else key.translate(_PLAIN)
