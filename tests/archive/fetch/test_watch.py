"""Watching a newsroom whose servers go wrong: every story once, none lost, edits seen, and politely."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from newsroom import Clock, Newsroom
from webserver import Request, Server, serving

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
