"""Words, numbers and marks of a text, with their places in it. One pass, one regular expression."""

import re
from typing import Literal

import msgspec

from marsad.arabic.fold import MARKS, fold_key

TokenKind = Literal["word", "number", "mark", "break"]

_TOKEN = re.compile(
    rf"(?P<word>[{MARKS}]*[^\W\d_](?:[^\W\d_]|[{MARKS}])*)"
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
        Token(*m.span(), fold_key(m.group()), m.lastgroup)  # type: ignore[arg-type] # the groups are the kinds
        for m in _TOKEN.finditer(text)
    ]
