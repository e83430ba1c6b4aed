"""Strings that must never be seen, and a nose for them in whatever form they come: encoded, spaced by marks, zipped."""

import base64
import io
import random
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0640]")


def canaries(seed: int, many: int) -> list[str]:
    """Names, telephone numbers, numbers of identity cards, plates and exact points, none of them anybody's."""
    dice = random.Random(seed)  # noqa: S311 - no secret

    def digits(many: int) -> str:
        return "".join(dice.choices("0123456789", k=many))

    def name() -> str:
        return " ".join("".join(dice.choices(LETTERS, k=7)) for _ in range(2))

    kinds = (name, lambda: f"+000{digits(9)}", lambda: digits(11), lambda: f"ZZ-{digits(7)}", lambda: f"36.{digits(8)}")
    return [kinds[number % len(kinds)]() for number in range(many)]


def found(canaries: list[str], data: bytes) -> list[str]:
    """Those that stand in the bytes, in plain or in another form."""
    hay = b"\n".join(_unfolded(data))
    return [canary for canary in canaries if any(form in hay for form in _forms(canary))]


def _forms(canary: str) -> Iterator[bytes]:
    plain = canary.encode()
    yield plain
    yield canary.encode("utf-16-le")
    yield plain.hex().encode()
    yield urllib.parse.quote(canary, safe="").encode()
    yield canary.encode("unicode_escape") if not canary.isascii() else plain
    for before in range(3):  # base64 groups three bytes: the words may begin at any of them
        coded = base64.b64encode(b"\0" * before + plain)
        yield coded[4 if before else 0 : len(coded) // 4 * 4 - 4]


def _unfolded(data: bytes) -> Iterator[bytes]:
    """The bytes, the same without marks that part letters, and what is packed in them."""
    yield data
    text = data.decode("utf-8", "ignore")
    yield _MARKS.sub("", text).encode()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for member in packed.namelist():
                yield from _unfolded(packed.read(member))
    if data[:2] == b"\x1f\x8b":
        yield from _unfolded(zlib.decompress(data, 31))
