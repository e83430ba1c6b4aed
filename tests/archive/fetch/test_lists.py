"""Lists of feeds, pages and sitemaps are read in a confined child, and its word is not taken for an address."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hostile
import pytest

from marsad.archive.confined.client import Confined
from marsad.archive.fetch import entries as entries_module
from marsad.archive.fetch.entries import Asked, entries, plain
from marsad.archive.fetch.watchlist import Kind
from marsad.errors import InputError

BASE = "https://example.org/news/"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><guid>1</guid><link>/a</link><title>عنوان</title><description>&lt;p&gt;نص&lt;/p&gt;</description>
<pubDate>Tue, 06 Dec 2016 10:00:00 GMT</pubDate></item>
<item><guid>2</guid><link>file:///etc/passwd</link><title>b</title></item></channel></rss>""".encode()
PAGE = b'<html><a href="a.html">one</a><a href="/b">two</a><a href="a.html">again</a><a href="javascript:x()">x</a>'
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.org/old</loc><lastmod>2016-12-01</lastmod></url>
<url><loc>https://example.org/new</loc><lastmod>2016-12-06</lastmod></url></urlset>"""


def asked(kind: Kind, links: str = "") -> Asked:
    return Asked(kind=kind, media="text/html; charset=utf-8", base=BASE, links=links)


def test_a_feed_gives_its_entries_with_absolute_addresses() -> None:
    (entry,) = entries(FEED, asked("feed"))
    assert (entry.key, entry.url, entry.title) == ("1", "https://example.org/a", "عنوان")
    assert entry.published == date(2016, 12, 6)
    assert plain(entry.words) == "نص"


@pytest.mark.parametrize(
    ("data", "kind", "links", "urls"),
    [
        (PAGE, "listing", "", ["https://example.org/news/a.html", "https://example.org/b"]),
        (PAGE, "listing", r"\.html$", ["https://example.org/news/a.html"]),
        (SITEMAP, "sitemap", "", ["https://example.org/new", "https://example.org/old"]),
    ],
)
def test_a_list_gives_its_addresses_once(data: bytes, kind: Kind, links: str, urls: list[str]) -> None:
    assert [entry.url for entry in entries(data, asked(kind, links))] == urls


@pytest.mark.parametrize("kind", ["feed", "listing", "sitemap"])
@pytest.mark.parametrize("data", [b"", b"\0" * 99, b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>", b"<" * 9999])
def test_what_is_no_list_is_refused_or_empty(kind: Kind, data: bytes) -> None:
    try:
        assert entries(data, asked(kind)) == []
    except InputError as error:
        assert error.mend  # noqa: PT017 - either way of ending is one


def test_words_lose_their_markup_and_nothing_else() -> None:
    assert plain(" 3 < 5 ") == "3 < 5"
    assert plain("<p>قال <b>مصدر</b> &amp; شاهد</p>") == "قال مصدر & شاهد"


@pytest.fixture
def turned(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHONPATH", str(Path(hostile.__file__).parent), prepend=":")
    room = Confined()
    monkeypatch.setattr(entries_module, "confined", lambda: room)
    monkeypatch.setattr(entries_module, "_READER", "hostile")
    yield
    room.close()


@pytest.mark.usefixtures("turned")
def test_a_child_that_was_turned_names_no_address_and_no_entry() -> None:
    with pytest.raises(InputError, match="only http and https"):
        entries(b"", asked("feed"))
    with pytest.raises(InputError, match="its list cannot be read"):
        entries(b"", asked("listing"))


def test_words_whose_reader_fails_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries_module, "_READER", "nowhere")
    assert plain("<p>نص</p>") == "نص"


def test_what_watches_loads_no_parser() -> None:
    code = "import marsad.archive.fetch.watch, sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert not {"feedparser", "lxml", "trafilatura"} & set(done.stdout.split())
