"""Watching feeds: what is due is asked for, what is new is handed on, and where things stand is kept.

A step asks at most one thing of each host. Its reports are sealed by the caller, and only then is the state saved: what
a run that is cut off has not saved is asked for again, and the record knows what it has.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from marsad.archive.fetch.itemvisits import ItemVisits
from marsad.archive.fetch.location import located
from marsad.archive.fetch.pace import asked_to_wait
from marsad.archive.fetch.plan import Job, jobs, next_due
from marsad.archive.fetch.polls import Polls
from marsad.archive.fetch.robots import Robots, Rule
from marsad.archive.fetch.state import States
from marsad.archive.fetch.visit import BUSY, Visit
from marsad.archive.fetch.watchlist import Watchlist, seconds
from marsad.archive.fetch.web import Web
from marsad.archive.items import Item
from marsad.errors import MarsadError

WORKERS = 8
"""Visits at one time, each to a host of its own."""
HOSTS = 10_000
"""Hosts whose last visit is remembered."""


MOMENT = 0.001


class Step(msgspec.Struct, frozen=True):
    """What one step brought: what is to be sealed, what a person should know, and how many visits it took."""

    items: Sequence[Item] = ()
    told: Sequence[MarsadError] = ()
    visits: int = 0


class _Went(NamedTuple):
    rule: Rule
    visit: Visit | None


class Watch:
    """The feeds of a list, from where their states in the record say that they stand."""

    def __init__(self, watchlist: Watchlist, record: Path, web: Web, random: Random) -> None:
        self.told: list[MarsadError] = []
        """What a person should know at the start."""
        self._web = web
        self._states = States(record)
        self.states = [self._states.load(str(located(feed.url)), self.told) for feed in watchlist.feed]
        self._delay = float(seconds(watchlist.delay))
        self._robots = Robots(web)
        self._polls = Polls(watchlist, self.states, random)
        self._items = ItemVisits(watchlist, self.states, web.agent, random)
        self._free: dict[str, float] = {}
        self._touched: set[int] = set()
        self._begun = self._now()

    def due_in(self) -> float:
        """Seconds until there is something to do; a little more, since a clock has microseconds and a due time more."""
        return max(next_due(self.states, self._free) - self._now() + MOMENT, 0.0)

    @property
    def once_through(self) -> bool:
        """Whether every feed was asked since the start, and every page that it lists once, as far as that went well."""
        asked = all(state.asked >= self._begun for state in self.states)
        waiting = (item for state in self.states for item in state.items.values() if item.due is not None)
        return asked and all(item.text or item.tries for item in waiting)

    def step(self) -> Step:
        """Make the visits that are due, each host's first; an empty step where there are none."""
        chosen = jobs(self.states, self._now(), self._free)
        if not chosen:
            return Step()
        with ThreadPoolExecutor(min(WORKERS, len(chosen))) as pool:
            went = list(pool.map(self._go, chosen))
        found = [thing for job, result in zip(chosen, went, strict=True) for thing in self._took(job, result)]
        told = [thing for thing in found if isinstance(thing, MarsadError)]
        return Step([thing for thing in found if not isinstance(thing, MarsadError)], told, len(chosen))

    def save(self) -> None:
        """Keep where things stand; to be called when all that the steps brought is sealed."""
        for number in sorted(self._touched):
            self._states.save(self.states[number])
        self._touched.clear()

    def _now(self) -> float:
        return self._web.clock().timestamp()

    def _go(self, job: Job) -> _Went:
        """One visit, if the site allows it."""
        rule = self._robots.rule(job.url)
        state = self.states[job.feed]
        known = state.items[job.item].known if job.item else state.known
        return _Went(rule, self._web.get(job.url, known) if rule.allowed else None)

    def _took(self, job: Job, went: _Went) -> Iterator[Item | MarsadError]:
        now = self._now()
        self._leave_alone(job, went, now)
        self._touched.add(job.feed)
        if not job.item:
            yield from self._polls.take(job.feed, went.rule, went.visit, now)
        elif went.visit and self.states[job.feed].items[job.item].list:
            yield from self._polls.take_list(job.feed, job.item, went.visit, now)
        else:
            yield from self._items.take(job.feed, job.item, went.rule, went.visit, now)

    def _leave_alone(self, job: Job, went: _Went, now: float) -> None:
        """Not before its delay, nor before the time that it names, is a host asked again."""
        visit = went.visit
        asked = asked_to_wait(visit.retry_after, visit.captured) if visit and visit.status in BUSY else 0.0
        if len(self._free) > HOSTS:
            self._free = {host: until for host, until in self._free.items() if until > now}
        self._free[job.host] = now + max(self._delay, went.rule.delay, asked)
