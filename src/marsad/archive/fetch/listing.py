"""What a feed, a page of links or a sitemap lists: read where hostile bytes can do no harm, in a confined child."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

import feedparser
import httpx
import lxml.etree
import lxml.html
import msgspec

from marsad.archive.fetch.entries import MOST, Asked, Entry
from marsad.archive.fetch.location import located
from marsad.archive.format import Part, Text
from marsad.errors import InputError
from marsad.model.canonical import canonical, digest

LONGEST_WORDS = 20_000
_ENTITY = re.compile(rb"<!ENTITY|<\x00?!\x00?E\x00?N\x00?T\x00?I\x00?T\x00?Y")
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}encoding=")
_MEND = "open it in a browser; FEEDS.toml may name the wrong kind"


def read(file: BinaryIO, name: str) -> Iterator[Part]:
    """A part for each entry, each address once, in their order; `name` is an Asked as JSON.

    InputError where the bytes cannot be read as that kind of list.
    """
    asked = msgspec.json.decode(name, type=Asked)
    try:
        found = list(_READERS[asked.kind](file.read(), asked.media))
    except (InputError, MemoryError):
        raise
    except Exception as error:  # parsers raise what they do not name
        raise InputError(f"its list cannot be read ({type(error).__name__})", mend=_MEND) from error
    wanted = re.compile(asked.links)
    kept: dict[str, Entry] = {}
    for entry in _absolute(found, asked.base):
        if not entry.url or entry.list or wanted.search(entry.url):
            kept.setdefault(entry.url or entry.key, entry)
    for entry in list(kept.values())[:MOST]:
        yield Part(name="", data=canonical(entry))


def words(file: BinaryIO, _name: str) -> Iterator[Text]:
    """The words of an entry without their markup."""
    said = file.read().decode("utf-8", "surrogatepass")
    yield Text(text=str(lxml.html.fromstring(f"<div>{said}</div>").text_content()), extractor="")


def _absolute(found: Iterable[Entry], base: str) -> Iterator[Entry]:
    """Entries with absolute addresses; one whose address cannot be asked for stands on its own words."""
    root = httpx.URL(base)
    for entry in found:
        url = ""
        if entry.url:
            try:
                url = str(located(entry.url, root))
            except InputError:
                url = ""
        if url or entry.words:
            yield msgspec.structs.replace(entry, url=url)


def _feed(data: bytes, media: str) -> Iterator[Entry]:
    if _ENTITY.search(data):
        raise InputError("it declares entities of its own, as bombs do", mend="get the feed anew from its outlet")
    declared = _ENCODING.match(data)  # the file knows better than its server, which has one word for all files
    headers = {"content-type": media.partition(";")[0] if declared else media}
    feed = feedparser.parse(data, response_headers=headers, resolve_relative_uris=False)
    if not feed.entries and not feed.get("version"):
        raise InputError("it is no RSS or Atom feed", mend=_MEND)
    for entry in feed.entries[:MOST]:
        yield _entry(entry)


def _entry(entry: Any) -> Entry:  # noqa: ANN401 - feedparser's dictionaries
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()]
    words = max([*bodies, str(entry.get("summary") or "")], key=len)[:LONGEST_WORDS]
    title, link = str(entry.get("title") or ""), str(entry.get("link") or "")
    stamp = str(entry.get("updated") or entry.get("published") or "")
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return Entry(
        key=str(entry.get("id") or link or digest(words.encode("utf-8", "replace"))),
        url=link,
        title=title,
        words=words,
        published=_day(when),
        mark=_mark(title, words, stamp),
    )


def _day(when: Any) -> date | None:  # noqa: ANN401 - a time.struct_time or nothing
    try:
        return date(*when[:3]) if when else None
    except (TypeError, ValueError):
        return None


def _listing(data: bytes, media: str) -> Iterator[Entry]:
    """The links of a page; the words of a link are its title and change nothing."""
    charset = re.search(r"charset=([\w-]+)", media)
    parser = lxml.html.HTMLParser(encoding=charset[1] if charset else None, no_network=True, huge_tree=False)
    tree = lxml.html.document_fromstring(data, parser=parser)
    base = tree.xpath("string(//base/@href)")
    for link in tree.iterfind(".//a[@href]"):
        href = str(link.get("href"))
        yield Entry(key=href, url=_joined(str(base), href), title=" ".join(link.text_content().split())[:300])


def _joined(base: str, href: str) -> str:
    return str(httpx.URL(base).join(href)) if base else href


def _sitemap(data: bytes, _media: str) -> Iterator[Entry]:
    """The addresses of a sitemap, or the sitemaps of an index (sitemaps.org 0.9), the last changed first."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    tree = lxml.etree.fromstring(data, parser=parser)
    if tree is None:
        raise InputError("it is no sitemap", mend=_MEND)
    found = []
    for row in tree.iter("{*}url", "{*}sitemap"):
        said = {lxml.etree.QName(part).localname: (part.text or "").strip() for part in row.iter() if _is_element(part)}
        if said.get("loc"):
            found.append((said.get("publication_date") or "", said.get("lastmod") or "", said, row))
    found.sort(key=lambda line: line[1] or line[0], reverse=True)
    for published, modified, said, row in found[:MOST]:
        yield Entry(
            key=said["loc"],
            url=said["loc"],
            title=said.get("title", ""),
            published=_written(published),
            mark=_mark(modified),
            list=lxml.etree.QName(row).localname == "sitemap",
        )


def _is_element(part: Any) -> bool:  # noqa: ANN401 - lxml's comments and instructions have no name
    return isinstance(part.tag, str)


def _written(day: str) -> date | None:
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return None


def _mark(*said: str) -> str:
    return digest(canonical(said))[:16] if any(said) else ""


_READERS: dict[str, Callable[[bytes, str], Iterator[Entry]]] = {
    "feed": _feed,
    "listing": _listing,
    "sitemap": _sitemap,
}
