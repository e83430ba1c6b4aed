"""Bytes to text, for ever the same: no newline is translated, a byte order mark is kept out, lone surrogates survive.

Surrogates that stand in pairs are the characters that they spell, also where some program wrote each as UTF-8.

`plain/2`: UTF-8, -16 or -32 by byte order mark; else UTF-16 where its bytes show it; else UTF-8; else ISO-8859-6 or
windows-1256, whichever gives the better Arabic. (`plain/1` knew UTF-16 by its mark alone and no ISO-8859-6.) A later
version gets another number, so that offsets into a text stay what they were.
"""

import codecs

from marsad.archive.encodings import one_byte, utf16
from marsad.archive.letters import is_arabic
from marsad.errors import InputError
from marsad.model.canonical import paired
from marsad.model.sealed import TextBase

PLAIN = "plain/2"
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DAMAGED_SHARE = 0.5
"""Where fewer of the non-ASCII characters than this are broken, it is UTF-8 with damage; else it is no UTF-8.

In windows-1256 Arabic all are broken: a letter there is never followed by a byte that UTF-8 could go on with.
"""
NOT_ARABIC = "the text is not Arabic"
"""Note on a text most of whose letters are not Arabic."""
_CONTROLS = bytes(sorted(set(range(32)) - set(b"\t\n\v\f\r")))


def decode(data: bytes) -> tuple[str, TextBase]:
    """The text of a file's bytes, and how it came about. InputError where they are no text at all."""
    mark, encoding = next(((m, e) for m, e in MARKS if data.startswith(m)), (b"", utf16(data)))
    text, encoding, notes = _decoded(data[len(mark) :], encoding)
    if not text.strip():
        raise InputError("there is no text in it", mend="leave it out, or give the file that was meant")
    if not is_arabic(text):
        notes = (*notes, NOT_ARABIC)
    return text, TextBase(PLAIN, encoding, bool(mark), notes)


def _decoded(data: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    encoding = encoding or "utf-8"
    try:
        return data.decode(encoding), encoding, ()  # strictly: no half of a pair is in it, and none to look for
    except UnicodeDecodeError:
        pass
    try:
        return paired(data.decode(encoding, "surrogatepass")), encoding, ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    foreign = sum(1 for letter in text if letter > "\x7f")
    if encoding != "utf-8" or broken < foreign * DAMAGED_SHARE:
        return text, encoding, (f"{broken} characters could not be read as {encoding} and stand as U+FFFD",)
    if data.translate(None, _CONTROLS) != data:
        raise InputError("it is neither UTF-8 nor windows-1256 text", mend="convert it to UTF-8 text")
    encoding = one_byte(data)
    return data.decode(encoding), encoding, (f"it is no UTF-8 and was read as {encoding}",)
