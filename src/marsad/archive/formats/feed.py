"""An RSS or Atom file: an entry a report, by feedparser; the words of an entry as the feed carries them.

`feed/1`. A feed that declares entities of its own is refused: an honest one needs none, and a bomb is made of them.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import feedparser

from marsad.archive.format import Found, Passed, Text
from marsad.archive.formats.extractor import extractor
from marsad.archive.formats.html import words
from marsad.archive.formats.moments import day
from marsad.errors import InputError

FEED = extractor("feed/1", "feedparser", "trafilatura")
_ENTITY = re.compile(rb"<!ENTITY|<\x00?!\x00?E\x00?N\x00?T\x00?I\x00?T\x00?Y")
_WHOLE = "add the page that the entry links to"


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """Every entry that has words."""
    data = file.read()
    if _ENTITY.search(data):
        raise InputError("it declares entities of its own, as bombs do", mend="get the feed anew from its outlet")
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise InputError("there is no entry in the feed", mend="check that it is an RSS or Atom file, and whole")
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, number, feed.feed, str(feed.get("encoding") or "utf-8"))


def _entry(entry: Any, number: int, feed: Any, encoding: str) -> Found:  # noqa: ANN401 - feedparser's dictionaries
    body, origin = _body(entry)
    text = words(body) if body else ""
    if not text:
        return Passed(name=f"item {number}", what="the entry has no words of its own", mend=_WHOLE)
    link, title = entry.get("link"), entry.get("title")
    written, field = next(((entry[name], name) for name in ("published", "updated") if entry.get(name)), ("", ""))
    said = {
        "title": (title, "title"),
        "url": (link, "link"),
        "outlet": (feed.get("title"), "feed title"),
        "lang": (entry.get("language") or feed.get("language"), "feed language"),
        "author": (entry.get("author"), "author"),
        "published": (written, field),
    }
    known = {name: (str(value), whence) for name, (value, whence) in said.items() if value}
    named = entry.get("id") or link
    fields: dict[str, Any] = {name: known[name][0] for name in ("title", "url", "outlet", "lang") if name in known}
    return Text(
        text=text,
        extractor=FEED,
        encoding=encoding,
        locator=f"item {number}",
        key=f"feed {feed.get('link') or feed.get('title') or ''} {named}" if named else "",
        published=day(written),
        meta={name: known[name][0] for name in ("author", "published") if name in known},
        origins={"text": origin, **{name: whence for name, (_, whence) in known.items()}},
        **fields,
    )


def _body(entry: Any) -> tuple[str, str]:  # noqa: ANN401 - feedparser's dictionaries
    """The longest that the entry says, and in which element."""
    said = [(str(part.get("value") or ""), "content") for part in entry.get("content") or ()]
    said.append((str(entry.get("summary") or ""), "description"))
    return max(said, key=lambda part: len(part[0]))
