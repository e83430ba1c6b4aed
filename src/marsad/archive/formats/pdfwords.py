"""The words of a page of PDF in the order in which they are read, and the figures in them."""

import re
import unicodedata
from collections import Counter

from bidi.algorithm import get_display
from pdfplumber.page import Page

_FIGURE = re.compile(r"\d+")
_NAMELESS = re.compile(r"\(cid:\d+\)")
_LEFTWARD = {"R", "AL"}


def page_words(page: Page) -> str:
    """A page's lines; nothing where it has no letters, or letters that have no names.

    The letters stand as they are seen, from left to right. A glyph of several letters (lam-alef) holds them as they are
    read, and is turned round first, for the line is turned letter by letter.
    """
    for glyph in page.chars:
        text = glyph["text"]
        if len(text) > 1 and unicodedata.bidirectional(text[0]) in _LEFTWARD:
            glyph["text"] = text[::-1]
    seen = page.extract_text() or ""
    if 2 * sum(map(len, _NAMELESS.findall(seen))) > len(seen):
        return ""
    lines = (unicodedata.normalize("NFKC", str(get_display(line))) for line in seen.split("\n"))
    return "\n".join(line for line in lines if any(letter.isalnum() for letter in line))


def figures(text: str) -> Counter[str]:
    """Every run of digits, of whatever script, with how often it stands there."""
    return Counter(_FIGURE.findall(unicodedata.normalize("NFKC", text)))


def same_figures(one: str, other: str) -> bool:
    """Whether two readings of a page hold the same figures, in whatever order."""
    return figures(one) == figures(other)
