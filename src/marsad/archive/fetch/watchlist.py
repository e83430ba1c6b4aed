"""FEEDS.toml: what is watched, how often, and in whose name."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from marsad.archive.fetch.location import PORTS, located
from marsad.errors import InputError

Kind = Literal["feed", "listing", "sitemap"]
_SPAN = re.compile(r"(\d+)\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_MEND = "docs/watching.md shows every field"
_SPAN_MEND = 'write it as a number and s, m, h or d: "15m"'


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One list of reports: an RSS or Atom feed, a page of links, or a sitemap.

    `links`: a regular expression of which an address must hold a match to be taken (listings and sitemaps need one);
    `take`: the page that an entry links to, or the words that the entry itself carries. `every` is a span of time.
    """

    url: str
    kind: Kind = "feed"
    outlet: str | None = None
    links: str = ""
    take: Literal["page", "entry"] = "page"
    every: str = ""


class Watchlist(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. Spans of time are written like "15m"; `revisit`: when pages are looked at again, for edits."""

    feed: tuple[Feed, ...]
    operator: str = ""
    every: str = "15m"
    delay: str = "5s"
    revisit: tuple[str, ...] = ("1h", "6h", "24h")
    ports: tuple[Annotated[int, msgspec.Meta(gt=0, lt=1 << 16)], ...] = ()

    @property
    def doors(self) -> frozenset[int]:
        """The ports that may be asked."""
        return PORTS | frozenset(self.ports)


def load_watchlist(path: Path) -> Watchlist:
    """The list in a file; InputError where it is none, or where a field of it cannot be meant."""
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        watchlist = msgspec.convert(given, Watchlist)
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
        raise InputError(what, where=str(path), mend="check the name and who may read it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"this is no list of feeds: {error}", where=str(path), mend=_MEND) from error
    try:
        _check(watchlist)
    except InputError as error:
        raise InputError(error.what, where=" ".join(filter(None, (str(path), error.where))), mend=error.mend) from error
    return watchlist


def seconds(span: str) -> int:
    """A span of time like "15m" in seconds; InputError for anything else."""
    found = _SPAN.fullmatch(span.strip())
    if not found or not int(found[1]):
        raise InputError(f"{span!r} is no span of time", mend=_SPAN_MEND)
    return int(found[1]) * _SECONDS[found[2]]


def _check(watchlist: Watchlist) -> None:
    if not watchlist.feed:
        raise InputError("there is no feed in the list", mend=_MEND)
    seen: set[str] = set()
    for span in (watchlist.every, watchlist.delay, *watchlist.revisit):
        seconds(span)
    for feed in watchlist.feed:
        url = str(located(feed.url))
        if url in seen:
            raise InputError("this feed stands twice in the list", where=url, mend="take one of them out")
        seen.add(url)
        if feed.every:
            seconds(feed.every)
        _check_links(feed)


def _check_links(feed: Feed) -> None:
    if feed.kind == "listing" and not feed.links:
        what = "a listing needs `links`, to tell reports from menus"
        raise InputError(what, where=feed.url, mend='links = "/news/[0-9]+"')
    try:
        re.compile(feed.links)
    except re.error as error:
        what = f"`links` is no regular expression: {error}"
        raise InputError(what, where=feed.url, mend='links = "/news/[0-9]+"') from error
