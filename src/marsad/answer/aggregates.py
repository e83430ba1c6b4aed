"""Running totals under rule `ibc`: what a total exceeds the incidents inside it by, as Iraq Body Count subtracts.

A morgue's month holds deaths that were counted one by one already: those are taken off, and only the rest is added. Of
totals that may hold the same people (their days overlap, and one place holds the other) only the one that adds most is
used; lists of different makers are never added to each other.
"""

from collections.abc import Iterable, Sequence

import msgspec

from marsad.answer.apart import Counted
from marsad.answer.figures import Row, figures
from marsad.answer.sift import around, place_key
from marsad.answer.sum import Sum, sum_up
from marsad.model.asked import Asked
from marsad.model.name import Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.world import World


class _Rest(msgspec.Struct, frozen=True):
    """What a total adds to the incidents inside it."""

    total: SourcedClaim
    low: int
    high: int


def with_aggregates(
    told: Sequence[Counted], totals: Iterable[SourcedClaim], row: Row, asked: Asked, world: World
) -> Sum:
    """The sum of incidents and, on top of it, what the running totals inside the question exceed them by."""
    sums = sum_up(told, world)
    rests = [_rest(total, told, row, world) for total in totals if _inside(total, asked, world)]
    taken: list[_Rest] = []
    for rest in sorted(rests, key=lambda r: (-r.high, -r.low, r.total.claim.id)):
        if rest.high > 0 and not any(_may_share(rest.total, other.total, world) for other in taken):
            taken.append(rest)
    if not taken:
        return sums
    more = sum(rest.low for rest in taken)
    return msgspec.structs.replace(
        sums,
        low=(sums.low or 0) + more,
        best=(sums.best or 0) + more,
        high=None if told and sums.high is None else (sums.high or 0) + sum(rest.high for rest in taken),
    )


def _rest(total: SourcedClaim, told: Sequence[Counted], row: Row, world: World) -> _Rest:
    figure = figures(total.claim.counts)[row]
    inside = [counted.count for counted in told if _holds(total, counted, world)]
    least, most = sum(count.low or 0 for count in inside), [count.high for count in inside]
    low = 0 if None in most else (figure.low or 0) - sum(high or 0 for high in most)
    high = (figure.low or 0 if figure.high is None else figure.high) - least
    return _Rest(total, max(0, low), max(0, high))


def _inside(total: SourcedClaim, asked: Asked, world: World) -> bool:
    """Whether all of the total's places and days lie in the question's; a start not given lies in no bounded one."""
    if asked.place and not all(
        asked.place in {place.id, place.text, *around(place, world)} for place in total.claim.places or (Place(""),)
    ):
        return False
    when = total.claim.date or Period(None, total.published)
    starts = asked.since is None or (when.start is not None and when.start >= asked.since)
    return starts and (asked.until is None or (when.end is not None and when.end <= asked.until))


def _holds(total: SourcedClaim, counted: Counted, world: World) -> bool:
    when = total.claim.date or Period(None, total.published)
    days = counted.event.date is None or counted.event.date.overlaps(when)
    return days and _meet(total.claim.places, counted.event.places[:1], world)


def _may_share(one: SourcedClaim, other: SourcedClaim, world: World) -> bool:
    first = one.claim.date or Period(None, one.published)
    days = first.overlaps(other.claim.date or Period(None, other.published))
    return days and _meet(one.claim.places, other.claim.places, world)


def _meet(here: Sequence[Place], there: Sequence[Place], world: World) -> bool:
    """Whether a place of one is, holds or lies in one of the other; a place not told may be any."""
    if not here or not there:
        return True
    keys = [({place_key(place)}, set(around(place, world))) for place in (*here, *there)]
    mine, theirs = keys[: len(here)], keys[len(here) :]
    return any(a & (b | up) or b & above for a, above in mine for b, up in theirs)
