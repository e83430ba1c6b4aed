"""Text as other programs can take it: no lone surrogate, and no cell that a spreadsheet would run.

Cells that begin with = + - @, TAB, CR, LF or NUL are formulas to some spreadsheet (OWASP ASVS 5.0, 1.2.10); so are
their fullwidth twins, and any of them behind white space, direction marks or a byte-order mark.
"""

import unicodedata
from typing import Any

_OPENERS = frozenset("=+-@\t\r\n\0＝＋－＠﹢﹣﹦﹫−")
_QUOTE = "'"


def encodable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which UTF-8 cannot carry."""
    return (
        text if text.isascii() else "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    )


def deep(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Plain data with every text made encodable."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {encodable(key): deep(inner) for key, inner in value.items()}
    return [deep(inner) for inner in value] if isinstance(value, list | tuple) else value


def cell(value: str | float | None) -> str:
    """A cell of a table: numbers as they are, text with an apostrophe before it where a spreadsheet would run it."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = encodable(value).replace("\0", "")
    return _QUOTE + text if _runs(text) else text


def _runs(text: str) -> bool:
    """Whether a letter that opens a formula comes first, or first behind what does not show."""
    for letter in text:
        if letter in _OPENERS:
            return True
        if not (letter.isspace() or unicodedata.category(letter) in {"Cf", "Cc", "Zs", "Mn"}):
            return False
    return False
