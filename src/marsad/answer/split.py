"""Under which keys of a question an event or a running total falls."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from marsad.answer.sift import around, place_key
from marsad.arabic.fold import fold_key
from marsad.model.asked import By
from marsad.model.event import Event
from marsad.model.holding import side_key
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.voice import speaker
from marsad.model.world import World

Key = tuple[tuple[str, str], ...]
"""The fields of a count line that a question splits by, with their values."""

_ISO_LENGTH = {"day": 10, "month": 7, "year": 4}


def event_keys(event: Event, told: Sequence[SourcedClaim], by: Sequence[By], world: World) -> Iterator[Key]:
    """Every key that the event, told by these claims, counts under; several where its place lies in larger ones."""
    actors = [s.claim.actor for s in told if s.claim.stance == "asserts" and s.claim.actor and s.claim.actor.id]
    sides = {side_key(actor, world.side, fold_key) for actor in actors}
    party = "disputed" if len(sides) > 1 else _party(event.actor)
    yield from _keys(_Subject(event.places, event.date, event.kind, party), by, world)


def total_keys(sourced: SourcedClaim, by: Sequence[By], world: World) -> Iterator[Key]:
    """Every key that a running total stands beside; its period is its own, since it sums up no day."""
    claim = sourced.claim
    for key in _keys(_Subject(claim.places, claim.date, claim.kind, _party(claim.actor)), by, world):
        yield (*key, ("source", source(sourced))) if "source" in by else key


def source(sourced: SourcedClaim) -> str:
    """Who says it, as a key: the id of the inner end of the chain, else its words, the outlet or the report."""
    sources = sourced.claim.sources
    return (sources[-1].id if sources else None) or speaker(sourced)


def _party(actor: Name | None) -> str:
    return "unknown" if actor is None else actor.id or actor.text


class _Subject(NamedTuple):
    places: Sequence[Place]
    when: Period | None
    kind: str
    party: str


def _keys(subject: _Subject, by: Sequence[By], world: World) -> Iterator[Key]:
    places, when, kind, party = subject
    values: dict[str, Callable[[], Sequence[tuple[str, str]]]] = {
        "place": lambda: [("place", key) for key in place_keys(places, world)],
        "day": lambda: [("period", bucket(when, "day"))],
        "month": lambda: [("period", bucket(when, "month"))],
        "year": lambda: [("period", bucket(when, "year"))],
        "kind": lambda: [("kind", kind)],
        "party": lambda: [("party", party)],
    }
    yield from product(*(values[field]() for field in sorted(set(by)) if field in values))


def place_keys(places: Sequence[Place], world: World) -> list[str]:
    """The place, and what contains it; where several places share one count, all joined, and what contains them all."""
    keys = {place_key(place) for place in places}
    containers = {key for place in places for key in around(place, world)}
    finest = [place for place in places if place_key(place) in keys - containers]
    if not finest:
        return ["unknown"]
    shared = [key for key in around(finest[0], world) if all(key in around(place, world) for place in finest)]
    return [" + ".join(sorted({place_key(place) for place in finest})), *shared]


def bucket(when: Period | None, unit: str) -> str:
    """The day, month or year that holds the whole period, else the period itself: never finer than it was told."""
    if when is None or (when.start is None and when.end is None):
        return "unknown"
    first, last = _cut(when.start, unit), _cut(when.end, unit)
    return first if first == last else f"{first}/{last}"


def _cut(day: date | None, unit: str) -> str:
    return ".." if day is None else day.isoformat()[: _ISO_LENGTH[unit]]
