"""A PDF: words by pdfplumber, put into reading order by python-bidi; figures checked against pdfium's, page by page.

`pdf/1`. A PDF holds letters in the order in which they are seen, and several readers turn ١٢ into ٢١ as they turn the
words round. Two readers that go about it differently seldom make the same mistake: where their figures are not the
same, the page is named and its figures wait for a person. A page without letters is a picture, and is recognised.
"""

import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import pdfplumber
import pypdfium2

from marsad.archive.format import Found, Text
from marsad.archive.formats.extractor import extractor
from marsad.archive.formats.ocr import UNSURE, engine, recognised
from marsad.archive.formats.pdfwords import page_words, same_figures
from marsad.errors import InputError

PDF = extractor("pdf/1", "pdfplumber", "python-bidi", "pypdfium2")
PAGES = 2000
PICTURES = 30
"""Pages without letters that are recognised as pictures."""
DPI = 200
POINTS = 40_000_000
"""Points of the picture of a page."""
_INCH = 72
_ANEW = "open it in a viewer and print it anew as PDF, or add its words as a text"
_FIGURES = "two readers see other figures in it; no figure counts before a person has seen it"
_STATED = {"title": "Title", "author": "Author", "created": "CreationDate"}


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """The document's words, page after page."""
    try:
        pages, stated = _pages(file.read())
    except (InputError, MemoryError):
        raise
    except Exception as error:  # parsers of PDF raise what they do not document
        raise InputError("it is no whole PDF", mend=_ANEW) from error
    text = "\n".join(words for words, _ in pages if words)
    notes, unsure, at = [], [], 0
    for number, (words, doubt) in enumerate(pages, 1):
        if words and doubt:
            notes.append(f"page {number}: {doubt}")
            unsure.append((at, at + len(words)))
        at += len(words) + bool(words)
    yield Text(
        text=text,
        extractor=f"{PDF} {engine()}" if any(doubt == UNSURE for _, doubt in pages) else PDF,
        title=stated.pop("title", None),
        meta=stated,
        origins=dict.fromkeys(stated, "document information"),
        notes=tuple(notes),
        unsure=tuple(unsure),
    )


def _pages(data: bytes) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The words of each page with the doubt about them, and what the document says of itself."""
    found, pictures = [], 0
    with pdfplumber.open(io.BytesIO(data), unicode_norm="NFKC") as document, pypdfium2.PdfDocument(data) as second:
        said = {name: document.metadata.get(key) for name, key in _STATED.items()}
        if len(second) > PAGES:
            raise InputError(f"it has more than {PAGES} pages", mend="give it in parts")
        for number, page in enumerate(islice(document.pages, PAGES)):
            words = page_words(page)
            page.close()
            if words:
                found.append((words, "" if same_figures(words, _second(second[number])) else _FIGURES))
            else:
                pictures += 1
                found.append((_recognised(second[number]) if pictures <= PICTURES else "", UNSURE))
    return found, {name: str(value) for name, value in said.items() if value}


def _second(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_bounded())


def _recognised(page: pypdfium2.PdfPage) -> str:
    """The words of a page that is a picture; nothing where nothing is drawn on it."""
    if next(iter(page.get_objects(max_depth=2)), None) is None:
        return ""
    width, height = page.get_size()
    scale = min(DPI / _INCH, (POINTS / max(width * height, 1)) ** 0.5)
    picture = io.BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    return recognised(picture.getvalue())
