"""Watching a newsroom whose servers go wrong: every story once, none lost, edits seen, and politely."""

import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest
from newsroom import Clock, Newsroom
from webserver import Request, Server, reply, serving

from marsad.archive.fetch.state import MOST_ITEMS, FeedState, Listed, read_state, trim, write_state
from marsad.archive.fetch.watch import Watch
from marsad.archive.fetch.watchlist import Feed, Watchlist
from marsad.archive.fetch.web import Bounds, Guard, Web
from marsad.archive.items import Intake
from marsad.errors import MarsadError
from marsad.model.report import Report

Answer = Callable[[Request], Iterable[bytes]]


class Desk:
    """A watch over feeds at a server, with a clock of its own; `texts` counts what came, `reports` are the last."""

    def __init__(self, record: Path, server: Server, feeds: tuple[Feed, ...], clock: Clock, **settings: object) -> None:
        self.clock, self.record, self.server = clock, record, server
        self.watchlist = Watchlist(feed=feeds, operator="Desk <desk@example.org>", **settings)  # type: ignore[arg-type]
        self.texts: Counter[str] = Counter()
        self.reports: list[Report] = []
        self.told: list[MarsadError] = []
        record.mkdir(exist_ok=True)
        self.open()

    def open(self) -> None:
        """Begin, or go on where the states in the record stand."""
        guard = Guard(
            ports=frozenset({self.server.port}),
            resolve=lambda host, _: ("127.0.0.1",) if host.endswith(".example") else (host,),
            allowed=lambda address: address == self.server.address,
        )
        bounds = Bounds(seconds=5, silence=2, bytes=1 << 20)
        web = Web(self.watchlist.operator, guard=guard, bounds=bounds, clock=self.clock)
        self.watch = Watch(self.watchlist, self.record, web, Random(1))  # noqa: S311 - jitter, no secret

    def run(self, hours: float) -> None:
        until = self.clock.hours + hours
        while True:
            step = self.watch.step()
            found = [item.report for item in step.items if isinstance(item, Intake)]
            self.texts.update(report.text.partition("خبر ")[2] for report in found)
            self.reports = [*self.reports, *found][-50:]
            self.told += step.told
            self.watch.save()
            wait = self.watch.due_in() if not step.visits else 0.0
            if self.clock.hours + wait / 3600 >= until:
                return
            self.clock.wait(wait)


def url(server: Server, host: str, path: str) -> str:
    return f"http://{host}.example:{server.port}{path}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def page(words: str) -> bytes:
    return f"<html><body><article><p>{words} وهذه كلمات كثيرة في متن الخبر.</p></article></body></html>".encode()


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>x</title>{''.join(items)}</channel></rss>".encode()


def item(link: str, words: str = "", guid: str = "") -> str:
    return (
        f"<item><title>t</title><link>{link}</link><guid>{guid or link}</guid><description>{words}</description></item>"
    )


def watched(tmp_path: Path, clock: Clock, answer: Answer, **settings: object) -> Iterator[Desk]:
    with serving(answer) as server:
        feed = Feed(url=url(server, "a", "/feed"), **settings)  # type: ignore[arg-type]
        yield Desk(tmp_path / "record", server, (feed,), clock)


def newsroom(
    tmp_path: Path, clock: Clock, *, feeds: int, faults: float, every: float
) -> Iterator[tuple[Newsroom, Desk]]:
    news = Newsroom(feeds, seed=7, faults=faults, every=every, clock=clock)
    with serving(news) as server:
        watched = tuple(Feed(url=url(server, f"feed{number}", "/rss")) for number in range(feeds))
        yield news, Desk(tmp_path / "record", server, watched, clock)


def held(news: Newsroom, texts: Counter[str]) -> None:
    """Every story once, its new wording once where it has been for long enough, and nothing else."""
    hours = news.hours
    wanted: Counter[str] = Counter()
    for feed in range(news.feeds):
        for number in range(news.stories(feed)):
            first, edited = (news.story(feed, number, edited=late).partition("خبر ")[2] for late in (False, True))
            assert texts[first] <= 1, (feed, number)
            assert texts[edited] <= 1, (feed, number)
            age = hours - news.published(feed, number)
            if age > 2:
                assert texts[first] + texts[edited] >= 1, (feed, number)
            if age > 10 and number % 7 == 0:
                assert texts[edited] == 1, (feed, number)
            wanted[first] = wanted[edited] = 1
    assert texts.keys() <= wanted.keys()


def test_every_story_comes_once_though_servers_fail(tmp_path: Path, clock: Clock) -> None:
    for news, desk in newsroom(tmp_path, clock, feeds=8, faults=0.3, every=1.0):
        desk.run(8)
        held(news, desk.texts)
        assert sum(state.given_up for state in desk.watch.states) == 0
        assert sum(state.revised for state in desk.watch.states) >= 8
        assert all(state.failures < 8 for state in desk.watch.states)


@pytest.mark.soak
def test_a_day_of_two_hundred_feeds(tmp_path: Path, clock: Clock) -> None:
    """24 simulated hours; begun anew every six; what the process holds does not grow from the first quarter on."""
    resident: list[int] = []
    for news, desk in newsroom(tmp_path, clock, feeds=200, faults=0.15, every=2.0):
        for _ in range(4):
            desk.run(6)
            resident.append(memory())
            desk.open()
        held(news, desk.texts)
        visits = desk.server.hits
        given_up = sum(state.given_up for state in desk.watch.states)
        told = {"stories": sum(map(news.stories, range(200))), "versions": sum(desk.texts.values()), "requests": visits}
        print(told | {"given_up": given_up, "MB at 6, 12, 18, 24 h": resident})  # noqa: T201 - the figures of the run
        assert given_up == 0
        assert resident[-1] - resident[0] < 32


def memory() -> int:
    """What this process has in memory, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def test_a_host_is_asked_one_thing_at_a_time_after_its_delay(tmp_path: Path, clock: Clock) -> None:
    times: list[float] = []

    def answer(request: Request) -> Iterable[bytes]:
        if request.path == "/robots.txt":
            return reply(200, b"User-agent: *\nCrawl-delay: 20\nDisallow: /secret")
        times.append(clock.time.timestamp())
        return reply(
            200, page(request.path) if request.path != "/feed" else rss(item("/1"), item("/2"), item("/secret"))
        )

    for desk in watched(tmp_path, clock, answer):
        desk.run(0.05)
        assert len(times) == 3
        assert all(later - earlier >= 20 for earlier, later in itertools.pairwise(times))
        assert "asks not to" in desk.told[0].what
        assert "operator: Desk" in desk.server.asked[0].headers["user-agent"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_left_alone_as_long_as_it_asks(tmp_path: Path, clock: Clock, status: int) -> None:
    times: list[float] = []

    def answer(request: Request) -> Iterable[bytes]:
        if request.path == "/robots.txt":
            return reply(404)
        times.append(clock.hours)
        return reply(status, retry_after="7200") if len(times) == 1 else reply(200, rss())

    for desk in watched(tmp_path, clock, answer):
        desk.run(2.2)
    assert times[1] - times[0] >= 2


def test_a_site_whose_robots_txt_fails_is_not_asked(tmp_path: Path, clock: Clock) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Iterable[bytes]:
        asked.append(request.path)
        return reply(500)

    for desk in watched(tmp_path, clock, answer):
        desk.run(30)
        assert set(asked) == {"/robots.txt"}
        assert desk.watch.states[0].error == "the site's robots.txt could not be had"


def test_pauses_grow_and_end(tmp_path: Path, clock: Clock) -> None:
    times: list[float] = []

    def answer(request: Request) -> Iterable[bytes]:
        if request.path == "/robots.txt":
            return reply(404)
        times.append(clock.hours)
        return reply(500)

    for desk in watched(tmp_path, clock, answer):
        desk.run(48)
        pauses = [later - earlier for earlier, later in itertools.pairwise(times)]
        assert 12 <= len(times) <= 25
        assert pauses[0] < 0.02
        assert max(pauses) <= 6.01
        assert len(desk.told) == 1, "the first failure of a row is told, the health shows the rest"


def test_listings_and_sitemaps_are_read(tmp_path: Path, clock: Clock) -> None:
    news = "<url><loc>{}</loc><lastmod>2016-12-0{}</lastmod></url>"

    def answer(request: Request) -> Iterable[bytes]:
        where = f"http://{request.headers['host']}"
        if request.path == "/feed":
            links = "".join(
                f"<a href='{link}'>x</a>" for link in ("/news/1", "news/2#c", "/menu", "mailto:x", "http://[")
            )
            return reply(200, f"<html><body>{links}</body></html>".encode(), content_type="text/html")
        if request.path == "/index.xml":
            return reply(200, f"<sitemapindex><sitemap><loc>{where}/map.xml</loc></sitemap></sitemapindex>".encode())
        if request.path == "/map.xml":
            urls = news.format(f"{where}/news/3", 6) + news.format(f"{where}/about", 5)
            return reply(200, f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode())
        return reply(200, page(request.path), content_type="text/html") if "/news/" in request.path else reply(404)

    with serving(answer) as server:
        feeds = (
            Feed(url=url(server, "a", "/feed"), kind="listing", links="/news/[0-9]+"),
            Feed(url=url(server, "b", "/index.xml"), kind="sitemap", links="/news/"),
        )
        desk = Desk(tmp_path / "record", server, feeds, clock)
        desk.run(0.3)
        assert sorted(str(report.url).rpartition("/")[2] for report in desk.reports) == ["1", "2", "3"]
        assert not any(state.failures for state in desk.watch.states)


def test_what_cannot_be_had_is_kept_in_the_feeds_own_words(tmp_path: Path, clock: Clock) -> None:
    def answer(request: Request) -> Iterable[bytes]:
        told = rss(item("/gone", "قُتل &lt;b&gt;خمسة&lt;/b&gt; في القصف"), item("/lost"))
        return reply(200, told) if request.path == "/feed" else reply(404)

    for desk in watched(tmp_path, clock, answer):
        desk.run(5)
        assert [report.text for report in desk.reports] == ["قُتل خمسة في القصف"]
        assert desk.watch.states[0].given_up == 1
        assert {error.where.rpartition("/")[2] for error in desk.told} == {"gone", "lost"}


def test_an_entry_can_be_taken_at_its_word_and_worded_anew(tmp_path: Path, clock: Clock) -> None:
    words = ["قُتل خمسة في القصف"]

    def answer(request: Request) -> Iterable[bytes]:
        return reply(200, rss(item("", words[0], "g1"))) if request.path == "/feed" else reply(404)

    for desk in watched(tmp_path, clock, answer, take="entry"):
        desk.run(0.6)
        words[0] = "قُتل سبعة في القصف"
        desk.run(0.6)
        assert [report.text for report in desk.reports] == ["قُتل خمسة في القصف", "قُتل سبعة في القصف"]
        assert len({report.report for report in desk.reports}) == 1


def test_a_withdrawn_page_is_told(tmp_path: Path, clock: Clock) -> None:
    there = [True]

    def answer(request: Request) -> Iterable[bytes]:
        if request.path == "/feed":
            return reply(200, rss(item("/1")))
        return reply(200, page("خبر"), content_type="text/html") if there[0] and request.path == "/1" else reply(404)

    for desk in watched(tmp_path, clock, answer):
        desk.run(0.5)
        there.clear()
        there.append(False)
        desk.run(6)
        assert len(desk.reports) == 1
        assert "not to be had any more" in desk.told[-1].what


def test_a_state_comes_back_as_it_was(tmp_path: Path, clock: Clock) -> None:
    for _, desk in newsroom(tmp_path, clock, feeds=2, faults=0.2, every=1.0):
        desk.run(2)
        before = [write_state(state) for state in desk.watch.states]
        desk.open()
        assert [write_state(state) for state in desk.watch.states] == before
        assert [write_state(read_state(data)) for data in before] == before
        with pytest.raises(msgspec.DecodeError):
            read_state(before[0].replace(b'"polls":', b'"polls":1'))


def test_states_do_not_grow_without_end() -> None:
    state = FeedState(url="x")
    for number in range(MOST_ITEMS + 500):
        state.items[str(number)] = Listed(seen=number, due=None if number % 100 else 5.0)
    trim(state)
    assert len(state.items) == MOST_ITEMS
    assert "0" in state.items, "what is still to be asked for stays"
    assert "1" not in state.items
