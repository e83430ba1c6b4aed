"""A web page: its article by trafilatura, without menus and footers; what it says of itself by `pagefacts`.

`html/1`. The encoding: the byte order mark, else what the page declares, else as plain text (`marsad.archive.extract`).
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from marsad.archive.extract import MARKS, decode
from marsad.archive.format import Found, Text
from marsad.archive.formats.extractor import extractor
from marsad.archive.formats.moments import day
from marsad.archive.formats.pagefacts import page_facts
from marsad.errors import InputError

HTML = extractor("html/1", "trafilatura")
DEEPEST = 500
"""Elements inside one another; no page that people read has so many, and deeper ones end other programs."""
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_LOOKED_AT = 4096
_NOTHING = "there is no article in the page"
_GUESSED = "the day of publication is not stated in the page and was guessed from its words"


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """The page's article."""
    page, encoding = decoded(file.read())
    yield article(page, encoding)


def article(page: str, encoding: str) -> Text:
    """The article of a page's text; InputError where there is none."""
    tree = parsed(page)
    text, guessed = _words(tree)
    if not text:
        raise InputError(_NOTHING, mend="save the article itself, not a list of links or a page made by a script")
    facts = page_facts(parsed(page))
    return Text(text=text, extractor=HTML, encoding=encoding, **_fields(facts, guessed))


def words(page: str) -> str:
    """The text of a piece of a page, such as an entry of a feed; all of it, for nothing there is a menu."""
    return str(trafilatura.html2txt(parsed(f"<html><body>{page}</body></html>"))).strip()


def decoded(data: bytes) -> tuple[str, str]:
    """The page's text and its encoding."""
    declared = _DECLARED.search(data[:_LOOKED_AT])
    if declared and not data.startswith(tuple(mark for mark, _ in MARKS)):
        try:
            name = declared[1].decode("ascii").lower()
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    text, base = decode(data)
    return text, base.encoding


def parsed(page: str) -> HtmlElement:
    """The page's tree; nothing is fetched, and entities of its own are not unfolded."""
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError(_NOTHING, mend="open it in a browser and save it anew") from error
    _refuse_deep(tree)
    return tree


def _refuse_deep(tree: HtmlElement) -> None:
    depth = 0
    for event, _ in lxml.etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise InputError("its elements lie too deep inside one another", mend="open it in a browser, save the text")


def _words(tree: HtmlElement) -> tuple[str, dict[str, str]]:
    """The article's words, paragraphs in lines, and what trafilatura guesses about it."""
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
    )
    if not isinstance(found, Document):
        return "", {}
    guessed = {name: getattr(found, name, None) for name in ("title", "author", "sitename", "date", "language")}
    return (found.text or "").strip(), {name: str(value) for name, value in guessed.items() if value}


def _warm_up() -> None:
    """Load, once and before any child is forked, what trafilatura loads at its first page."""
    with suppress(InputError):
        article("<html><body><article><p>…</p></article></body></html>", "utf-8")


def _fields(facts: dict[str, tuple[str, str]], guessed: dict[str, str]) -> dict[str, Any]:
    """The fields of a Text, with where each came from."""
    for field, name in (("published", "date"), ("outlet", "sitename"), ("author", "author"), ("title", "title")):
        if name in guessed:
            facts.setdefault(field, (guessed[name], "trafilatura"))
    if "outlet" not in facts and "url" in facts and (host := urlsplit(facts["url"][0]).hostname):
        facts["outlet"] = host.removeprefix("www."), facts["url"][1]
    published = day(facts["published"][0]) if "published" in facts else None
    said: dict[str, Any] = {name: facts[name][0] for name in ("outlet", "title", "url", "lang") if name in facts}
    kept = {"published"} if published is None or facts["published"][0] != published.isoformat() else set()
    meta = {name: facts[name][0] for name in {"author", *kept} & facts.keys()}
    notes = (_GUESSED,) if published and facts["published"][1] == "trafilatura" else ()
    return {
        **said,
        "published": published,
        "meta": meta,
        "origins": {name: origin for name, (_, origin) in sorted(facts.items())},
        "notes": notes,
    }


_warm_up()
