"""Adding up events, so that no one is counted twice at the low end.

"73 dead in the province" and "38 dead in its town" of one day may be events of their own, yet the 38 may be among the
73: the province counts at least 73, not 111. At the low end only events count that are surely apart (`apart`). At
`best` an event nests in the smallest one around it of the same days and a kind that may be the same; a nest counts
the larger of its own figure and the sum inside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.answer.apart import Counted, surely_apart
from marsad.answer.sift import around, place_key
from marsad.model.event import Event
from marsad.model.world import World


class Sum(msgspec.Struct, frozen=True):
    """`low` of events that are surely apart, `best` with nests counted once, `high` of all events; null is unknown."""

    low: int | None
    best: int | None
    high: int | None
    unquantified: int


def sum_up(told: Sequence[Counted], world: World) -> Sum:
    """The sum of the events' counts; all null where there is no event."""
    if not told:
        return Sum(None, None, None, 0)
    nests = _nests(told, world)
    highs = [counted.count.high for counted in told]
    return Sum(
        low=surely_apart(told, world),
        best=_nested(told, nests, {c.event.event: c.count.best for c in told}),
        high=None if None in highs else sum(high or 0 for high in highs),
        unquantified=sum(counted.count.best is None for counted in told),
    )


def _nests(told: Sequence[Counted], world: World) -> dict[str, list[str]]:
    """Event id → ids of the events that lie in it; "" holds those that lie in none."""
    at: defaultdict[str, list[Event]] = defaultdict(list)
    for counted in told:
        if counted.event.places:
            at[place_key(counted.event.places[0])].append(counted.event)
    nests: defaultdict[str, list[str]] = defaultdict(list)
    for counted in told:
        nests[_nest_of(counted.event, at, world)].append(counted.event.event)
    return dict(nests)


def _nest_of(event: Event, at: Mapping[str, Sequence[Event]], world: World) -> str:
    containers = around(event.places[0], world) if event.places else ()
    larger = (other for key in containers for other in sorted(at.get(key, ()), key=lambda e: e.event))
    return next((other.event for other in larger if _may_hold(other, event)), "")


def _may_hold(larger: Event, smaller: Event) -> bool:
    kinds = larger.kind == smaller.kind or "toll" in {larger.kind, smaller.kind}
    return kinds and (larger.date is None or smaller.date is None or larger.date.overlaps(smaller.date))


def _nested(
    told: Iterable[Counted], nests: Mapping[str, Sequence[str]], figure: Mapping[str, int | None]
) -> int | None:
    """Each nest at the larger of its own figure and the sum inside it; null where no event has a figure at all."""
    if all(figure[counted.event.event] is None for counted in told):
        return None

    def worth(event: str) -> int:
        return max(figure[event] or 0, sum(worth(inner) for inner in nests.get(event, ())))

    return sum(worth(event) for event in nests.get("", ()))
