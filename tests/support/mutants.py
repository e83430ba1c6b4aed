"""Honest files of every format, and what chance makes of them: each mutant is the same for the same seed, for ever."""

import json
import random
from collections.abc import Iterator
from functools import cache

import files
from bombs import pdf

_WORDS = (
    *(b"\x00", b"\xff" * 8, b"<", b"<!ENTITY a '&a;'>", b"&", b'"', b"{", b"[", b"]", b"%PDF-", b"endobj", b"stream\n"),
    *(b"PK\x03\x04", b"PK\x01\x02", b"\x1f\x8b\x08", b"From ", b"\r\n\r\n", b"Content-Length: 99999999\r\n"),
    *(b"WARC/1.0\r\n", b"../../etc/passwd", b"-1", b"4294967295", b"1e999", "\u202e".encode(), b"\xed\xa0\x80"),
    *(b"charset=utf-7", b"=?utf-8?b?", b"0 0 R", b"\xef\xbb\xbf"),
)
"""Pieces that mean something to one parser or another."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with one to six things wrong with it."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        length = min(chance.choice((1, 2, 8, 64, 512)), len(made) - at)
        match chance.randrange(7):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                made[at:at] = chance.choice(_WORDS)
            case 2:
                del made[at : at + length]
            case 3:
                made[at:at] = made[at : at + length] * chance.choice((1, 2, 50))
            case 4:
                made[at : at + length] = chance.randbytes(length)
            case 5:
                other = chance.randrange(len(made) + 1)
                made[at : at + length] = made[other : other + length]
            case _:
                del made[chance.randrange(len(made) + 1) :]
    return bytes(made)


@cache
def honest() -> dict[str, tuple[bytes, ...]]:
    """Name of a file → honest ones of that format."""
    line = json.dumps({"report": "a", "published": "2016-12-06", "text": files.TEXT}, ensure_ascii=False)
    plain = files.TEXT.replace("،", ",")
    dated = files.page('<meta property="article:published_time" content="2016-12-06">')
    chat = files.telegram(files.message(1, files.TEXT), files.message(2, ["a", {"text": "b"}]))
    inner = {"a.txt": files.TEXT.encode(), "b.html": files.page(), "c.zip": files.zipped({"d": b"x"})}
    letters = (files.letter(attached={"a.txt": files.TEXT.encode()}), files.letter("قصف", charset="windows-1256"))
    drawing = pdf([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 38>>stream\nBT /F 12 Tf 9 9 Td (12 killed) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ])  # fmt: skip
    return {
        "a.pdf": (drawing, files.printed(files.FIRST)),
        "a.html": (dated, files.page()),
        "a.xml": (files.rss(files.item(1) + files.item(2)), files.atom()),
        "a.docx": (files.docx(files.FIRST, table=(("a", "b"), ("c", "d"))),),
        "a.zip": (files.zipped(inner),),
        "a.tar": (files.tarred({"a.txt": files.TEXT.encode(), "b.jsonl": line.encode()}),),
        "a.gz": (files.gzipped(files.TEXT.encode()),),
        "a.jsonl": (f"{line}\n{line}\n".encode(),),
        "a.json": (f"[{line},{line}]".encode(), chat),
        "a.csv": (f'report,text\na,"{files.TEXT}"\nb,{files.FIRST}\n'.encode(),),
        "a.eml": letters,
        "a.mbox": (b"".join(b"From a Tue Dec  6 00:00:00 2016\n" + files.letter() + b"\n" for _ in range(2)),),
        "a.warc": (files.warc(("https://example.org/1", "text/html", files.page()), packed=False),),
        "a.warc.gz": (files.warc(("https://example.org/1", "text/html", files.page())),),
        "a.txt": tuple(plain.encode(name) for name in ("utf-8", "utf-16", "windows-1256", "iso-8859-6")),
        "a.png": (files.drawn("قصف"),),
    }  # fmt: skip


def mutants(name: str, number: int, seed: str) -> Iterator[bytes]:
    """So many mutants of a format's honest files."""
    chance = random.Random(f"{seed} {name}")  # noqa: S311 - the same each time
    for _ in range(number):
        yield mutated(chance.choice(honest()[name]), chance)
