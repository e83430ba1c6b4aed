"""What a visit to a listed page means: a report, a new wording of one, nothing new, or nothing to be had."""

from collections.abc import Iterator
from random import Random

from marsad.archive.fetch.pace import asked_to_wait, pause
from marsad.archive.fetch.pages import taken
from marsad.archive.fetch.polls import own_words
from marsad.archive.fetch.robots import Rule
from marsad.archive.fetch.state import FeedState, Listed
from marsad.archive.fetch.visit import BUSY, GONE, NOT_MODIFIED, Visit
from marsad.archive.fetch.watchlist import Watchlist, seconds
from marsad.archive.items import Container, Given, Intake, Item, Problem, Unread
from marsad.errors import Doubt, InputError, MarsadError
from marsad.model.canonical import text_digest

TRIES = 14
"""Bad visits in a row, over more than a day, after which an item is given up."""
TRIES_GONE = 6
"""Likewise, over an hour, where there is no such page: feeds are published before their pages."""
_WORDS = "the words of the feed are kept in its place"
_LOST = "add the page yourself if you can get it"


class ItemVisits:
    """Takes in what visits to items brought."""

    def __init__(self, watchlist: Watchlist, states: list[FeedState], agent: str, random: Random) -> None:
        self._watchlist, self._states, self._agent, self._random = watchlist, states, agent, random
        self._revisits = [float(seconds(span)) for span in watchlist.revisit]

    def take(self, number: int, name: str, rule: Rule, visit: Visit | None, now: float) -> Iterator[Item | MarsadError]:
        """A visit to an item, or a robots.txt that forbade it."""
        state = self._states[number]
        item = state.items[name]
        if visit is None:
            yield from self._missing(number, name, rule.why)
        elif visit.status == NOT_MODIFIED:
            self._settled(item, now)
        elif visit.good:
            yield from self._good(number, name, visit, now)
        else:
            item.tries += 1
            why = visit.failure or f"the server answers {visit.status}"
            wait = asked_to_wait(visit.retry_after, visit.captured) if visit.status in BUSY else 0.0
            item.due = now + max(pause(item.tries, self._random), wait)
            most = TRIES_GONE if visit.status in GONE else TRIES
            if item.tries >= most:
                yield from self._missing(number, name, why)

    def _good(self, number: int, name: str, visit: Visit, now: float) -> Iterator[Item | MarsadError]:
        """The report; the same text as before is none. A page without a text is a bad visit."""
        state, feed = self._states[number], self._watchlist.feed[number]
        item = state.items[name]
        given = Given(item.published, feed.outlet, name)
        found = list(taken(visit, given, self._agent, {"feed": state.url}))
        texts = [thing.report.text for thing in found if isinstance(thing, Intake)]
        if not texts:
            what = next((thing.what for thing in found if isinstance(thing, Problem)), "there is no text in it")
            item.tries += 1
            item.due = now + pause(item.tries, self._random)
            if item.tries >= TRIES:
                yield from (thing for thing in found if isinstance(thing, Unread))
                yield from self._missing(number, name, what)
            return
        digest = text_digest("\n".join(texts))
        item.known = visit.known
        if digest != item.text:
            state.revised += item.text != ""
            state.taken += item.text == ""
            item.text = digest
            yield from (thing for thing in found if isinstance(thing, Intake | Container))
        self._settled(item, now)

    def _settled(self, item: Listed, now: float) -> None:
        """When to look for edits next; after the last look the item's address is forgotten."""
        item.visits += 1
        item.tries = 0
        later = [item.first + span for span in self._revisits if item.first + span > now]
        item.due = later[0] if later else None
        if item.due is None:
            _forget(item)

    def _missing(self, number: int, name: str, why: str) -> Iterator[Item | MarsadError]:
        """An item that is not to be had: what was taken stays; else the feed's own words stand in for the page."""
        state, feed = self._states[number], self._watchlist.feed[number]
        item = state.items[name]
        url = item.url
        intake = None if item.text else own_words(state, feed, name, url)
        if item.text:
            yield Doubt("a page that was taken is not to be had any more", where=url, mend=why)
        elif intake:
            item.text = text_digest(intake.report.text)
            state.taken += 1
            yield intake
            yield Doubt(why, where=url, mend=_WORDS)
        else:
            state.given_up += 1
            yield InputError(why, where=url, mend=_LOST)
        item.due = None
        _forget(item)


def _forget(item: Listed) -> None:
    item.url = item.words = item.title = ""
