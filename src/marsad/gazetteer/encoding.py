"""Bytes of a place file to text, and whether its names have lived through the encodings they were saved in."""

import codecs
import re
from collections.abc import Callable, Iterable

from marsad.errors import InputError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LEGACY = "windows-1256"
"""What Arabic text is in that is no UTF-8: the code page of Arabic Windows and Excel."""
_ARABIC = re.compile("[\u0621-\u064a]")
_LOST = re.compile(r"^[?\s]*\?\?[?\s]*$|\ufffd")
"""A name of question marks alone, or one that holds the replacement character: its letters are gone."""
_DAMAGED_SHARE = 0.5
"""Where fewer of the letters beyond ASCII than this are broken, it is UTF-8 with damage; else it is no UTF-8."""
_MANY = 0.1
"""A file with more spoilt names than this is refused as a whole; fewer are bad rows."""
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\v\f\r")))
_AGAIN = "export it anew as UTF-8, or ask whoever made it for a copy in UTF-8"


def text_of(data: bytes) -> str:
    """The text: by byte order mark, else UTF-8, else windows-1256. InputError where the bytes are no text."""
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    data = data[len(mark) :]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _damaged(data, encoding)
    if "\0" in text:
        raise InputError("it is no text", mend="give a CSV, GeoJSON, GeoNames or zipped shapefile")
    if not text.strip():
        raise InputError("there is nothing in it", mend="give the file that was meant")
    return text


def _damaged(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, "replace")
    foreign = sum(1 for letter in text if letter > "\x7f")
    if encoding != "utf-8" or text.count("\ufffd") < foreign * _DAMAGED_SHARE:
        return text
    if data.translate(None, _CONTROLS) != data:
        raise InputError("it is no text", mend="give a CSV, GeoJSON, GeoNames or zipped shapefile")
    return data.decode(LEGACY)


def check_names(names: Iterable[str]) -> None:
    """Refuses a file whose names were read in a wrong encoding before they were saved, naming the mend."""
    told = [name for name in names if name]
    spoilt = {
        encoding: [name for name in told if mended(name, encoding)] for encoding in ("windows-1252", "windows-1256")
    }
    encoding, found = max(spoilt.items(), key=lambda item: len(item[1]))
    if len(found) > len(told) * _MANY:
        raise InputError(
            f"its names are UTF-8 that was read as {encoding} and saved so: {found[0]} stands for "
            f"{mended(found[0], encoding)}",
            mend=_AGAIN,
        )
    lost = [name for name in told if is_lost(name)]
    if len(lost) > len(told) * _MANY:
        raise InputError(f"the letters of its names are lost: {lost[0]}", mend=_AGAIN)


def is_lost(name: str) -> bool:
    """Whether letters of a name are gone: question marks or replacement characters stand in their place."""
    return bool(_LOST.search(name))


def is_spoilt(name: str) -> bool:
    """Whether a name is lost or was saved in a wrong encoding."""
    return is_lost(name) or any(mended(name, encoding) for encoding in ("windows-1252", "windows-1256"))


def mended(name: str, encoding: str) -> str:
    """The Arabic name that was read in a wrong encoding; "" where this is none (real letters never pass as UTF-8)."""
    try:
        plain = _lenient(encoding)(name).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""
    return plain if plain != name and _ARABIC.search(plain) else ""


def _lenient(encoding: str) -> Callable[[str], bytes]:
    """Letters back to bytes; a byte that the code page leaves undefined was kept as the control of its number."""

    def back(name: str) -> bytes:
        return b"".join(
            bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode(encoding) for letter in name
        )

    return back
