"""Which encoding a text without a byte order mark has, by its bytes alone; knows letters of scripts, and no word.

UTF-16 shows by every other byte, which is that of ASCII (U+00xx) or of Arabic (U+06xx); it is looked for before UTF-8,
which would take it for control characters. The two one-byte encodings of Arabic that were in use are told apart by what
each would make of the bytes: text read by the wrong one is strewn with vowel signs, symbols and accented Latin letters
(windows-1256 as Python has it; ISO-8859-6 is ECMA-114).
"""

import unicodedata

WINDOWS, ISO = "windows-1256", "iso-8859-6"
_SAMPLE = 1 << 16
"""Bytes at a text's beginning that decide."""
_SHORTEST = 4
"""Bytes of two letters: fewer tell nothing."""
_LEAST = 0.9
"""Share of UTF-16's pairs whose high byte is that of Arabic or of ASCII."""


def utf16(data: bytes) -> str:
    """The byte order of UTF-16 without a mark, as in "utf-16-le"; "" for anything else."""
    sample = data[:_SAMPLE]
    if len(data) < _SHORTEST or len(data) % 2 or not (b"\x00" in sample or b"\x06" in sample):
        return ""
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high.count(0x00) + high.count(0x06) > _LEAST * len(high) and _is_text(sample, name) and _decodes(data, name):
            return name
    return ""


def _is_text(sample: bytes, encoding: str) -> bool:
    """Whether no control character but white space is in it."""
    return all(letter >= " " or letter in "\t\n\v\f\r" for letter in sample.decode(encoding, "replace"))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        return bool(data.decode(encoding))
    except UnicodeDecodeError:
        return False


def one_byte(data: bytes) -> str:
    """ISO-8859-6 where all bytes are of it and it gives better Arabic than windows-1256, else windows-1256."""
    sample = data[:_SAMPLE]
    better = _decodes(data, ISO) and _arabic(sample, ISO) > _arabic(sample, WINDOWS)
    return ISO if better else WINDOWS


def _arabic(sample: bytes, encoding: str) -> int:
    """Arabic letters, less all that is neither Arabic nor ASCII, and less the vowel signs."""
    text = sample.decode(encoding, "replace")
    return sum(_worth(letter) for letter in text if letter > "\x7f")


def _worth(letter: str) -> int:
    arabic = "\u0600" <= letter <= "\u06ff"
    return 1 if arabic and unicodedata.category(letter) in {"Lo", "Po"} else -1
