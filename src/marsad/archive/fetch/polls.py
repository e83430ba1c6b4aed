"""What a feed lists, taken into its state: which items are new, which are told anew, how the feed is."""

from collections.abc import Iterator
from random import Random

from marsad.archive.fetch.entries import Asked, Entry, entries
from marsad.archive.fetch.pace import pause, spread
from marsad.archive.fetch.pages import page_id, told_by_entry
from marsad.archive.fetch.robots import Rule
from marsad.archive.fetch.state import FeedState, Listed, trim
from marsad.archive.fetch.visit import NOT_MODIFIED, Visit
from marsad.archive.fetch.watchlist import Feed, Watchlist, seconds
from marsad.archive.items import ID_LENGTH, Given, Intake, Item
from marsad.errors import Doubt, InputError, MarsadError
from marsad.model.canonical import digest, text_digest
from marsad.model.report import Report

KEPT_OUT = 24 * 3600.0
"""Seconds until a feed that robots.txt keeps us out of is tried again."""
LISTS = 5
"""Sitemaps of one index that are looked at, the last changed first."""


class Polls:
    """Takes in what visits to feeds brought. An item belongs to the first feed that lists it."""

    def __init__(self, watchlist: Watchlist, states: list[FeedState], random: Random) -> None:
        self._watchlist, self._states, self._random = watchlist, states, random
        self._owner = {name: number for number, state in enumerate(states) for name in state.items}

    def take(self, number: int, rule: Rule, visit: Visit | None, now: float) -> Iterator[Item | MarsadError]:
        """A visit to a feed, or a robots.txt that forbade it."""
        state, feed = self._states[number], self._watchlist.feed[number]
        state.polls += 1
        state.asked = now
        state.due = now + spread(seconds(feed.every or self._watchlist.every), self._random)
        if visit is None:
            yield from self._failed(state, InputError(rule.why), now + KEPT_OUT)
        elif visit.status == NOT_MODIFIED:
            state.unchanged += 1
            _answered(state, now)
        else:
            try:
                listed = self._listed(feed, visit)
            except InputError as error:
                yield from self._failed(state, error, now + pause(state.failures + 1, self._random))
                return
            _answered(state, now)
            state.known, state.listed = visit.known, len(listed)
            yield from self.merge(number, listed, visit, now)

    def take_list(self, number: int, name: str, visit: Visit, now: float) -> Iterator[Item | MarsadError]:
        """A visit to a list inside a list."""
        state, feed = self._states[number], self._watchlist.feed[number]
        item = state.items[name]
        item.due = None
        try:
            listed = self._listed(feed, visit)
        except InputError as error:
            item.tries += 1
            item.due = now + pause(item.tries, self._random)
            yield Doubt(error.what, where=item.url, mend=error.mend)
            return
        item.tries, item.url = 0, ""
        yield from self.merge(number, listed, visit, now)

    def merge(self, number: int, listed: list[Entry], visit: Visit, now: float) -> Iterator[Intake]:
        """Every entry that is new, or told anew, becomes due or is taken at its own words."""
        state = self._states[number]
        lists = 0
        for entry in listed:
            lists += entry.list
            if entry.list and lists > LISTS:
                continue
            name = page_id(entry.url) if entry.url else digest(f"{state.url} {entry.key}".encode())[:ID_LENGTH]
            if self._owner.setdefault(name, number) != number:
                continue
            item = state.items.setdefault(name, Listed(first=now))
            again = item.seen and item.mark == entry.mark
            item.seen, item.mark = now, entry.mark
            if not again:
                yield from self._fresh(number, name, entry, visit.url)
        trim(state)

    def _fresh(self, number: int, name: str, entry: Entry, where: str) -> Iterator[Intake]:
        """An entry that is new or told anew: its page becomes due, or its own words are taken."""
        state, feed = self._states[number], self._watchlist.feed[number]
        item = state.items[name]
        now = state.fresh = item.seen
        item.title, item.words, item.published, item.list = entry.title, entry.words, entry.published, entry.list
        if entry.url and (feed.take == "page" or entry.list):
            item.url, item.due, item.tries = entry.url, now, 0
            return
        intake = own_words(state, feed, name, where)
        if intake:
            item.text, item.words, item.title = text_digest(intake.report.text), "", ""
            state.taken += 1
            yield intake

    def _listed(self, feed: Feed, visit: Visit) -> list[Entry]:
        if not visit.good:
            raise InputError(visit.failure or f"the server answers {visit.status}", mend=visit.mend)
        return entries(visit.body, Asked(kind=feed.kind, media=visit.media, base=visit.url, links=feed.links))

    def _failed(self, state: FeedState, error: InputError, due: float) -> Iterator[MarsadError]:
        """The first failure of a row is told; the feed's health shows the rest."""
        state.failures += 1
        state.error = error.what
        state.due = due
        if state.failures == 1:
            yield Doubt(error.what, where=state.url, mend="it is asked again, later each time")


def own_words(state: FeedState, feed: Feed, name: str, where: str) -> Intake | None:
    """The report of an item's own words in the feed, if it has any."""
    item = state.items[name]
    given = Given(item.published, feed.outlet, name)
    said = Report(report=name, text="", url=item.url or None, title=item.title or None, meta={"feed": state.url})
    return told_by_entry(item.words, given, said, where)


def _answered(state: FeedState, now: float) -> None:
    state.failures, state.error, state.good = 0, "", now
