"""Files made to exhaust whoever opens them: small, and without end once they are unfolded."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator

import files

MEGABYTE = 1 << 20
ZEROS = bytes(MEGABYTE)
MUCH = 200
"""Megabytes of zeros: far over every cap and ratio, and made in half a second."""


def squeezed(megabytes: int) -> bytes:
    """So many megabytes of zeros as one gzip stream."""
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", mtime=0) as stream:
        for _ in range(megabytes):
            stream.write(ZEROS)
    return made.getvalue()


def zip_of_zeros(megabytes: int, name: str = "a.txt", members: int = 1) -> bytes:
    """A zip whose members are zeros, so many megabytes each."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            with archive.open(f"{number}{name}", "w", force_zip64=True) as stream:
                for _ in range(megabytes):
                    stream.write(ZEROS)
    return made.getvalue()


def nested(depth: int, width: int, core: bytes) -> bytes:
    """A zip of zips, so deep and so wide, with a core in each of the innermost."""
    for _ in range(depth):
        core = files.zipped({f"{number}.zip": core for number in range(width)})
    return core


def crowded(members: int) -> bytes:
    """A zip of so many empty members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(members):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    return made.getvalue()


def lying() -> bytes:
    """A zip whose directory claims ten bytes where a hundred megabytes come out."""
    data = bytearray(zip_of_zeros(100))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def overlapping(members: int) -> bytes:
    """A zip whose members all stand on the same bytes, ten megabytes each."""
    data = zip_of_zeros(10)
    start, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = data[start:end]
    directory = entry * members
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, members, members, len(directory), start, 0)
    return data[:start] + directory + tail


def sparse() -> bytes:
    """A tar with a member that claims a terabyte."""
    info = tarfile.TarInfo("a.txt")
    info.size = 1 << 40
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(1024)


def laughs(levels: int = 10) -> bytes:
    """A feed whose entities are ten of another, and so on."""
    declared = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    return files.rss(files.item(1, f"&l{levels - 1};"), f"<!DOCTYPE rss [{declared}]>")


def quadratic() -> bytes:
    """A feed with one long entity, named a thousand times."""
    return files.rss(files.item(1, "&a;" * 50_000), f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>')


def outside() -> bytes:
    """A feed that asks for a file of the machine."""
    return files.rss(files.item(1, "&x;"), '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def document(xml: bytes) -> bytes:
    """A Word document with this as its text."""
    honest = files.docx("x")
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return files.zipped({**members, "word/document.xml": xml})


def asking_document() -> bytes:
    """A Word document that asks for a file of the machine."""
    body = b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>"
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return document(
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<w:document " + space + b">" + body + b"</w:document>"
    )


def stream_pdf(megabytes: int) -> bytes:
    """A PDF whose one page is drawn by a stream of so many megabytes."""
    packed = zlib.compress(b"0 0 m 9 9 l S\n" * (megabytes * MEGABYTE // 14), 9)
    return pdf([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    ])  # fmt: skip


def circling_pdf() -> bytes:
    """A PDF whose pages hold themselves."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])


def deep_pdf() -> bytes:
    """A PDF of a hundred thousand open brackets."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 100_000])


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, the first its root."""
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return made + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))


def flood(width: int, height: int) -> bytes:
    """A PNG that claims so many points, all of them black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes(min(width * height // 8, 64 * MEGABYTE)), 9)
    size = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def flooding_tiff() -> bytes:
    """A TIFF of a billion points in some hundred bytes."""
    tags = [(256, 4, 65535), (257, 4, 65535), (258, 3, 1), (259, 3, 1), (262, 3, 0), (273, 4, 8), (279, 4, 1)]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + bytes(4)


def many_parts(parts: int) -> bytes:
    """A letter of so many parts."""
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * parts + b"--b--\r\n"


def deep_letter(depth: int) -> bytes:
    """A letter in a letter in a letter."""
    return b"Content-Type: message/rfc822\r\n\r\n" * depth + b"From: a@example.org\r\n\r\nx"


def web_archive_of_zeros() -> bytes:
    """A web archive whose page is nothing but zeros."""
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://example.org/\r\nContent-Type: text/html\r\n"
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", mtime=0) as stream:
        stream.write(head + b"Content-Length: %d\r\n\r\n" % (MUCH * MEGABYTE))
        for _ in range(MUCH):
            stream.write(ZEROS)
    return made.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros.zip": lambda: zip_of_zeros(MUCH),
    "many-of-a-few.zip": lambda: zip_of_zeros(30, members=20),
    "nested.zip": lambda: nested(5, 16, zip_of_zeros(16)),
    "deep.zip": lambda: nested(60, 1, files.TEXT.encode()),
    "crowded.zip": lambda: crowded(65_000),
    "lying.zip": lying,
    "overlapping.zip": lambda: overlapping(2000),
    "zeros.gz": lambda: squeezed(MUCH),
    "zeros.tar.gz": lambda: gzip.compress(files.tarred({"a.txt": bytes(MUCH * MEGABYTE)}), 1),
    "terabyte.tar": sparse,
    "gz-in-gz.gz": lambda: gzip.compress(squeezed(MUCH)),
    "laughs.rss": laughs,
    "quadratic.rss": quadratic,
    "outside.rss": outside,
    "utf16-laughs.rss": lambda: laughs().decode().replace("utf-8", "utf-16").encode("utf-16"),
    "zeros.docx": lambda: document(bytes(MUCH * MEGABYTE)),
    "asking.docx": asking_document,
    "deep.json": lambda: b"[" * 1_000_000,
    "deep-result.json": lambda: b'{"messages": [' + b'{"a":' * 500_000,
    "number.json": lambda: b'{"messages": [{"type": "message", "id": ' + b"9" * 3_000_000 + b', "text": "x"}]}',
    "deep.html": lambda: b"<html><body>" + b"<div>" * 300_000,
    "broad.html": lambda: b"<html><body>" + b"<a b=c>" * 400_000,
    "tables.html": lambda: b"<html><body><article>" + b"<table><tr><td>" * 100_000,
    "stream.pdf": lambda: stream_pdf(300),
    "circling.pdf": circling_pdf,
    "deep.pdf": deep_pdf,
    "flood.png": lambda: flood(60_000, 60_000),
    "flood.tif": flooding_tiff,
    "columns.csv": lambda: b"text" + b"," * 3_000_000 + b"\n" + b"x" + b"," * 3_000_000,
    "cell.csv": lambda: b'text\n"' + b"a" * (40 * MEGABYTE),
    "parts.eml": lambda: many_parts(100_000),
    "deep.eml": lambda: deep_letter(20_000),
    "letters.mbox": lambda: b"From a@b Tue Dec  6 00:00:00 2016\n\n" * 300_000,
    "zeros.warc.gz": web_archive_of_zeros,
    "line.jsonl": lambda: b"[" * 5_000_000,
}
"""Name → what makes the bomb."""


def bombs() -> Iterator[tuple[str, bytes]]:
    """Every bomb, made when it is asked for."""
    for name, make in BOMBS.items():
        yield name, make()
