"""Files of every format that holds reports, made from sentences of our own."""

import gzip
import io
import json
import mailbox
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import docx as word
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
"""Debian's fonts-dejavu-core, which `.ci/run` installs."""
FIRST = "قُتل خمسة مدنيين بينهم طفلان في غارات جوية على حي الشعار شرق حلب صباح اليوم، بحسب مصدر طبي في المدينة."
SECOND = "وأضاف المصدر أن 12 شخصاً أصيبوا بجروح بعضها خطر، وأن فرق الإسعاف ما زالت ترفع الأنقاض في المكان نفسه."
TEXT = f"{FIRST}\n{SECOND}"


def page(head: str = "", body: str = "", encoding: str = "utf-8") -> bytes:
    """A page with a menu, an article of both sentences and a footer."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{encoding}">{head}</head><body>
<nav><ul><li><a href="/">الصفحة الأولى</a></li><li><a href="/sport">الرياضة</a></li></ul></nav>
<article>{body or f"<p>{FIRST}</p><p>{SECOND}</p>"}</article>
<footer><a href="/about">من نحن</a> جميع الحقوق محفوظة</footer></body></html>""".encode(encoding)


def rss(items: str, declared: str = "") -> bytes:
    """An RSS feed around items."""
    head = "<title>وكالة المثال</title><link>https://example.org/</link><language>ar</language>"
    top = f'<?xml version="1.0" encoding="utf-8"?>{declared}'
    return f'{top}<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def item(number: int, words: str = TEXT) -> str:
    """An item of an RSS feed."""
    return (
        f"<item><title>خبر {number}</title><link>https://example.org/{number}</link><guid>g{number}</guid>"
        "<pubDate>Tue, 06 Dec 2016 23:30:00 +0300</pubDate>"
        f"<description><![CDATA[<p>{words}</p>]]></description></item>"
    )


def atom() -> bytes:
    """An Atom feed with one entry."""
    return f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة أخرى</title>
<id>urn:feed</id><entry><id>urn:1</id><title>خبر</title><link href="https://example.net/1"/>
<author><name>كاتب</name></author>
<published>2016-12-05T10:00:00Z</published>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>""".encode()


def letter(text: str = TEXT, *, charset: str = "utf-8", attached: Mapping[str, bytes] | None = None) -> bytes:
    """An e-mail with plain words and attachments."""
    message = EmailMessage()
    message["From"] = "desk@example.org"
    message["To"] = "monitor@example.net"
    message["Subject"] = "بيان"
    message["Date"] = "Tue, 06 Dec 2016 21:30:00 +0200"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text, charset=charset)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if attached:
        message.set_boundary("a-border-that-is-the-same-each-time")
    return message.as_bytes()


def mbox(folder: Path, *letters: bytes) -> bytes:
    """A mailbox of letters, as the standard library writes it."""
    path = folder / "made.mbox"
    box = mailbox.mbox(str(path))
    for one in letters:
        box.add(one)
    box.close()
    return path.read_bytes()


def telegram(*messages: Mapping[str, object]) -> bytes:
    """What Telegram Desktop exports of a public channel."""
    export = {"name": "قناة المثال", "type": "public_channel", "id": 17, "messages": messages}
    return json.dumps(export, ensure_ascii=False, indent=1).encode()


def message(number: int, text: object, **more: object) -> dict[str, object]:
    """A message of a channel."""
    return {"id": number, "type": "message", "date": "2016-12-06T22:10:05", "text": text, **more}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def tarred(files: Mapping[str, bytes | tarfile.TarInfo], mode: str = "w") -> bytes:
    """A tar archive; a TarInfo stands for a member without bytes, such as a link."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            if isinstance(data, tarfile.TarInfo):
                archive.addfile(data)
            else:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def warc(*answers: tuple[str, str, bytes], packed: bool = True) -> bytes:
    """A web archive of answers (address, media type, bytes)."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=packed)
    for url, media, data in answers:
        headers = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1")
        date = {"WARC-Date": "2016-12-07T08:09:10Z"}
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(data), http_headers=headers, warc_headers_dict=date)
        )
    return made.getvalue()


def docx(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word document of paragraphs and a table."""
    document = word.Document()
    document.core_properties.author = "كاتب"
    document.core_properties.title = "تقرير"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            cells = grid.add_row().cells
            for cell, words in zip(cells, row, strict=True):
                cell.text = words
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def printed(*lines: str) -> bytes:
    """A PDF of one page, its letters joined and set from right to left."""
    page = FPDF()
    page.add_page()
    page.add_font("DejaVu", fname=str(FONT))
    page.set_font("DejaVu", size=13)
    page.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="ara")
    for line in lines:
        page.multi_cell(0, 10, line, align="R", new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def scanned(*pages: bytes) -> bytes:
    """A PDF whose pages are pictures."""
    document = FPDF()
    for picture in pages:
        document.add_page()
        document.image(io.BytesIO(picture), x=5, y=5, w=200)
    return bytes(document.output())


def drawn(*lines: str, form: str = "PNG") -> bytes:
    """A picture of lines, as of a page at some 200 dpi."""
    picture = Image.new("L", (1650, 120 * len(lines) + 80), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 44)
    for number, line in enumerate(lines):
        pen.text((1600, 60 + 120 * number), line, font=font, fill=0, anchor="ra", direction="rtl", language="ar")
    made = io.BytesIO()
    picture.save(made, form)
    return made.getvalue()


def gzipped(data: bytes) -> bytes:
    """A gzip stream."""
    return gzip.compress(data, mtime=0)
