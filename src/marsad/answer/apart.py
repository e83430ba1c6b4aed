"""Events that are surely not one another: only those may be added up when nobody is to be counted twice.

Two events may be one that was not recognised, or part of one another, when they lie at one place or one inside the
other, may have happened on one day, are of a kind that may be the same, and not all who tell of one tell of the
other in the same report. An event without a place may be any of its days and kind.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from marsad.answer.sift import around, place_key
from marsad.answer.split import source
from marsad.model.event import Event, EventCount
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Kind
from marsad.model.world import World

LONG = 31
"""Days from which on an event is held against all others of its place, instead of those of its days."""
OPEN, ALL = -1, -2
"""Under which "days" long events and those without a day are filed; and all events."""
ANYWHERE = ""

Teller = tuple[str, str]
"""A report, and who speaks in it."""


class Counted(msgspec.Struct, frozen=True):
    """An event's count for one row, and the claims that give it, with their kinds, their tellers and all its days.

    `days` (ordinals) go from the first to the last that any claim of the event gives; null where they are open.
    """

    event: Event
    count: EventCount
    claims: tuple[str, ...]
    kinds: frozenset[Kind]
    tellers: frozenset[Teller]
    days: tuple[int, int] | None


def counted(event: Event, count: EventCount, citing: Sequence[SourcedClaim], told: Iterable[SourcedClaim]) -> Counted:
    """An event told by some claims and counted by those that are cited."""
    return Counted(
        event=event,
        count=count,
        claims=tuple(sorted({sourced.claim.id for sourced in citing})),
        kinds=frozenset(sourced.claim.kind for sourced in citing),
        tellers=frozenset((sourced.report, source(sourced)) for sourced in citing),
        days=days_of(told),
    )


def surely_apart(told: Iterable[Counted], world: World) -> int | None:
    """The sum of low ends over events that are surely apart; null where no event has one.

    Of events that may be one, either the largest or those at the finest places count, whichever are more in a region.
    """
    known = [counted for counted in told if counted.count.low is not None]
    if not known:
        return None
    regions: defaultdict[str, list[Counted]] = defaultdict(list)
    for counted in known:
        regions[_region(counted.event, world)].append(counted)
    nowhere = regions.pop(ANYWHERE, [])
    taken = _Taken(world)
    for region in sorted(regions):
        taken.put(max((_chosen(given, world) for given in _orders(regions[region], world)), key=_worth))
    return _worth(taken.put(sorted(nowhere, key=_largest_first)))


def _region(event: Event, world: World) -> str:
    """The widest place around the event, if it is one alone: what lies in another one is surely apart."""
    roots = {(around(place, world) or (place_key(place),))[-1] for place in event.places}
    return min(roots) if len(roots) == 1 else ANYWHERE


def _orders(known: Sequence[Counted], world: World) -> Iterator[list[Counted]]:
    largest = sorted(known, key=_largest_first)
    yield largest
    yield sorted(largest, key=lambda one: -max((len(around(place, world)) for place in one.event.places), default=0))


def _largest_first(counted: Counted) -> tuple[int, str]:
    return (-(counted.count.low or 0), counted.event.event)


def _chosen(known: Iterable[Counted], world: World) -> list[Counted]:
    return _Taken(world).put(known)


def _worth(taken: Iterable[Counted]) -> int:
    return sum(counted.count.low or 0 for counted in taken)


class _Taken:
    """Events by day and by the places that they lie at, in or around."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._all: list[Counted] = []
        self._at: defaultdict[tuple[str, int], list[Counted]] = defaultdict(list)
        self._inside: defaultdict[tuple[str, int], list[Counted]] = defaultdict(list)

    def put(self, known: Iterable[Counted]) -> list[Counted]:
        """Take each in turn, unless it may be one that was taken before; gives back all that are taken."""
        for counted in known:
            if not self._may_hold(counted):
                self._add(counted)
        return self._all

    def _add(self, counted: Counted) -> None:
        self._all.append(counted)
        own, ups = self._keys(counted.event)
        for day in (*(_days(counted) or (OPEN,)), ALL):
            for key in own:
                self._at[key, day].append(counted)
            for key in {*own, *ups, ANYWHERE}:
                self._inside[key, day].append(counted)

    def _may_hold(self, counted: Counted) -> bool:
        """Whether one of them may be this event, or hold it, or lie in it."""
        own, ups = self._keys(counted.event)
        days = _days(counted)
        return any(
            _may_be_one(counted, other)
            for day in ((*days, OPEN) if days else (ALL,))
            for filed, keys in ((self._inside, own), (self._at, {*ups, ANYWHERE}))
            for key in keys
            for other in filed.get((key, day), ())
        )

    def _keys(self, event: Event) -> tuple[set[str], set[str]]:
        own = {place_key(place) for place in event.places} or {ANYWHERE}
        return own, {up for place in event.places for up in around(place, self._world)}


def _days(counted: Counted) -> Sequence[int]:
    """The days that it may have happened on; none where they are many or open."""
    if counted.days is None or counted.days[1] - counted.days[0] >= LONG:
        return ()
    return range(counted.days[0], counted.days[1] + 1)


def days_of(told: Iterable[SourcedClaim]) -> tuple[int, int] | None:
    """From the first to the last day of claims (ordinals); told in the present is the day of publication or before."""
    spans = [_span(sourced) for sourced in told]
    first, last = [span[0] for span in spans if span], [span[1] for span in spans if span]
    return (min(first), max(last)) if spans and len(first) == len(spans) else None


def _span(sourced: SourcedClaim) -> tuple[int, int] | None:
    when, published = sourced.claim.date, sourced.published
    if when is None and published is not None:
        return published.toordinal() - 1, published.toordinal()
    return (when.start.toordinal(), when.end.toordinal()) if when and when.start and when.end else None


def _may_be_one(one: Counted, other: Counted) -> bool:
    kinds = "toll" in one.kinds | other.kinds or not one.kinds.isdisjoint(other.kinds)
    days = not one.days or not other.days or (one.days[0] <= other.days[1] and other.days[0] <= one.days[1])
    return kinds and days and not (one.tellers <= other.tellers or other.tellers <= one.tellers)
