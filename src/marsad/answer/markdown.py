"""Foreign words inside a page: no mark-up of theirs works, no direction of theirs spills over."""

import re
import unicodedata
from collections.abc import Iterable

from marsad.model.name import Span

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_ESCAPED = r"\\\1"
_ISOLATE, _END = "\u2068", "\u2069"
WITHHELD = "\ue000"
"""Stands for a name that is withheld, until the page's language gives the words for it."""


def plain(words: str) -> str:
    """The words as text that Markdown leaves alone, set apart from the direction of the line around them."""
    return f"{_ISOLATE}{_MARKUP.sub(_ESCAPED, _tame(words))}{_END}" if words else ""


def code(words: str) -> str:
    """An id or digest as code; a backtick in it cannot end it."""
    return _tame(words).replace("`", "'")


def _tame(words: str) -> str:
    """One line without direction marks, control characters and lone surrogates."""
    return " ".join("".join(_tamed(letter) for letter in words).split())


def _tamed(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\ufffd"
    if category == "Cc":
        return " "
    return "" if category == "Cf" else letter


def cut(text: str, span: Span, withheld: Iterable[Span]) -> str:
    """The words of a span, with `WITHHELD` in place of each span that is to be withheld."""
    start, end = span
    inside = sorted({(max(start, a), min(end, b)) for a, b in withheld if a < end and b > start})
    pieces, at = [], start
    for a, b in inside:
        if a >= at:
            pieces += [text[at:a], WITHHELD]
        at = max(at, b)
    return "".join([*pieces, text[at:end]])
