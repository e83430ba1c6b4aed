"""Feeds that misbehave by a seed, on loopback, under names of their own; and a clock that nobody waits for."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from math import floor
from random import Random
from zlib import crc32

from webserver import Request, reply

START = datetime(2016, 12, 6, 8, tzinfo=UTC)
BOMB = b"\x1f\x8b not gzip at all"


class Clock:
    """A time that moves only when it is told to."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    @property
    def hours(self) -> float:
        return (self.time - START).total_seconds() / 3600


class Newsroom:
    """`feeds` feeds, each under a host of its own; each has a story every `every` hours, which may be edited later.

    Of all answers a share of `faults` goes wrong, in one of many ways, drawn from the seed and the request.
    """

    def __init__(self, feeds: int, *, seed: int, faults: float, every: float, clock: Clock) -> None:
        self.feeds, self._seed, self._faults, self._every = feeds, seed, faults, every
        self._clock, self._shown = clock, 10
        self._asked: dict[str, int] = {}
        self.port = 0

    @property
    def hours(self) -> float:
        """Since it began."""
        return self._clock.hours

    def published(self, feed: int, number: int) -> float:
        """When a story appeared, in hours; the phase differs from feed to feed."""
        return (feed % 10) * self._every / 10 + number * self._every

    def stories(self, feed: int) -> int:
        """How many a feed has published by now."""
        return max(floor((self.hours - self.published(feed, 0)) / self._every) + 1, 0)

    def story(self, feed: int, number: int, *, edited: bool | None = None) -> str:
        """A story's words; each seventh is edited three hours after it was published."""
        later = self.hours > self.published(feed, number) + 3
        edit = number % 7 == 0 and later if edited is None else edited
        said = Random(crc32(f"{self._seed} {feed} {number}".encode()))  # noqa: S311 - stories, not secrets
        words = " ".join(f"{said.choice(ROOTS)}{said.choice(ENDS)}" for _ in range(60))
        return f"خبر {feed}-{number}: قُتل {'سبعة' if edit else 'خمسة'} مدنيين. {words}"

    def __call__(self, request: Request) -> Iterable[bytes]:
        host = request.headers.get("host", "").split(":")[0]
        feed = int(host.removeprefix("feed").split(".")[0] or 0)
        if request.path == "/robots.txt":
            return reply(404)
        if self._asked.setdefault(f"{host}{request.path}", 0) < 4 and (fault := self._fault(host, request)):
            self._asked[f"{host}{request.path}"] += 1
            return fault
        self._asked[f"{host}{request.path}"] = 0
        if request.path.startswith("/moved/"):
            return reply(301, location=request.path.removeprefix("/moved"))
        return self._page(feed, request) if "/story/" in request.path else self._feed(feed, request)

    def _fault(self, host: str, request: Request) -> Iterable[bytes] | None:
        """The same for the same seed, host, path and time; no more than four in a row."""
        drawn = Random(crc32(f"{self._seed} {host} {request.path} {self._clock.time}".encode()))  # noqa: S311 - likewise
        if drawn.random() >= self._faults:
            return None
        faults: list[Callable[[], Iterable[bytes]]] = [
            lambda: reply(500),
            lambda: reply(503, retry_after="600"),
            lambda: reply(429, retry_after=format_datetime(self._clock.time + timedelta(minutes=5), usegmt=True)),
            lambda: reply(302, location=request.path),
            lambda: reply(302, location="http://127.0.0.1/admin"),
            lambda: [b""],
            lambda: [b"HTTP/1.1 200 -\r\nContent-Length: 900\r\n\r\n<rss><chan"],
            lambda: reply(200, BOMB, content_encoding="gzip"),
            lambda: reply(200, b"\x00\xff" * 50, content_type="application/rss+xml"),
            lambda: reply(200, b"", content_type="text/html"),
            lambda: [b"HTTP/1.1 200 -\r\nContent-Length: -5\r\n\r\n"],
        ]
        return drawn.choice(faults)()

    def _feed(self, feed: int, request: Request) -> Iterable[bytes]:
        number = self.stories(feed)
        mark = f'"{number}"'
        if request.headers.get("if-none-match") == mark:
            return reply(304)
        items = "".join(self._item(feed, story) for story in range(max(number - self._shown, 0), number))
        charset = ("utf-8", "windows-1256")[feed % 2]
        text = (
            f'<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>أخبار {feed}</title>{items}'
        )
        body = f"{text}</channel></rss>".encode(charset)
        kind = (
            "application/rss+xml" if feed % 3 else "application/rss+xml; charset=ISO-8859-1"
        )  # a lie, told by a third
        return reply(200, body, content_type=kind if feed % 2 else "application/rss+xml", etag=mark)

    def _item(self, feed: int, story: int) -> str:
        path = f"/moved/story/{story}" if story % 5 == 4 else f"/story/{story}"
        return f"<item><title>خبر {feed}-{story}</title><link>{path}</link><guid>g{feed}-{story}</guid></item>"

    def _page(self, feed: int, request: Request) -> Iterable[bytes]:
        words = self.story(feed, int(request.path.rpartition("/")[2]))
        mark = f'"{crc32(words.encode())}"'
        if request.headers.get("if-none-match") == mark:
            return reply(304)
        page = (
            "<!doctype html><html lang=ar><head><meta charset=utf-8><title>خبر</title></head>"
            "<body><nav><a href=/>رئيسية</a></nav>"
            f"<article><h1>خبر</h1><p>{escape(words)}</p></article><footer>{self._clock.time}</footer></body></html>"
        )
        return reply(200, page.encode(), content_type="text/html", etag=mark)


ROOTS = (
    "قال",
    "ذكر",
    "أفاد",
    "نقل",
    "أكد",
    "أعلن",
    "أوضح",
    "كشف",
    "رأى",
    "سمع",
    "وصل",
    "خرج",
    "دخل",
    "عبر",
    "مرّ",
    "بقي",
)
ENDS = ("", "ت", "وا", "نا", "ه", "ها", "هم", "ون")
