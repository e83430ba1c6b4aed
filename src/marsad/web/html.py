"""A little HTML, safe whatever a report contains: every text is escaped and stands in its own direction."""

import unicodedata
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from itertools import pairwise

from marsad.model.name import Span
from marsad.web.wording import Say

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a page may fetch: nothing but its own style."""


def text(value: str) -> str:
    """Escaped words that cannot turn their neighbours round; what no page may hold shows as a replacement character."""
    return escape("".join(map(_harmless, value)))


def tag(name: str, content: str, **attributes: str) -> str:
    """An element; `content` is HTML, the attributes' values are plain (`class_` for class)."""
    told = "".join(f' {key.rstrip("_")}="{text(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{content}</{name}>"


def words(value: str) -> str:
    """Words of a report inside a line of another language."""
    return tag("bdi", text(value))


def row(cells: Iterable[str], cell: str = "td") -> str:
    """A table's row of cells that are HTML."""
    return tag("tr", "".join(tag(cell, content) for content in cells))


def highlighted(report: str, marks: Iterable[tuple[Span, str, str]]) -> str:
    """A text with spans marked: (span, its label, its class); where spans overlap, a piece bears all their labels."""
    spans = [((max(0, start), min(len(report), end)), label, kind) for (start, end), label, kind in marks]
    cuts = sorted({0, len(report), *(at for span, _, _ in spans for at in span)})
    pieces = []
    for start, end in pairwise(cuts):
        over = [(span, label, kind) for span, label, kind in spans if span[0] <= start and end <= span[1]]
        opened = "".join(tag("sup", text(label)) for span, label, _ in over if span[0] == start)
        piece = text(report[start:end])
        pieces.append(tag("mark", opened + piece, class_=max(kind for _, _, kind in over)) if over else piece)
    return "".join(pieces)


def page(title: str, body: str, style: str, say: Say) -> str:
    """A whole page in the catalogue's language and direction, with its style (a file beside this one) inside."""
    css = (files("marsad.web") / style).read_text(encoding="utf-8")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"{tag('title', text(title))}<style>{css}</style>"
    )
    direction = "rtl" if say.language == "ar" else "ltr"
    whole = tag("html", tag("head", head) + tag("body", body), lang=say.language, dir=direction)
    return f"<!doctype html>\n{whole}\n"


def _harmless(letter: str) -> str:
    """No control, surrogate or bidirectional control character reaches a page; line breaks and tabs stay."""
    if letter in "\n\t":
        return letter
    category = unicodedata.category(letter)
    if category in {"Cc", "Cs", "Cn"}:
        return "\ufffd"
    return "" if letter in BIDI_CONTROLS else letter


BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
