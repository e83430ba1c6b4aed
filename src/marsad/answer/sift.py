"""Which claims and events a question is about: as known on a day, at a place or inside it, in some days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from marsad.arabic.fold import fold_key
from marsad.model.asked import Asked
from marsad.model.event import Event
from marsad.model.name import Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.world import World


def known_on(claims: Iterable[SourcedClaim], day: date | None) -> list[SourcedClaim]:
    """Claims that were published by that day, or logged by it where no date of publication is given; all for None.

    A claim with neither date was never known on any particular day, and is left out of a question about one.
    """
    return [sourced for sourced in claims if day is None or _since(sourced) <= day]


def _since(sourced: SourcedClaim) -> date:
    if sourced.published:
        return sourced.published
    return sourced.logged.date() if sourced.logged else date.max


def by_claim(claims: Iterable[SourcedClaim]) -> dict[str, list[SourcedClaim]]:
    """Claims by their id; a text of several reports gives several."""
    found: defaultdict[str, list[SourcedClaim]] = defaultdict(list)
    for sourced in claims:
        found[sourced.claim.id].append(sourced)
    return dict(found)


def place_key(place: Place) -> str:
    """What a place is called in answers: its id, else its name."""
    return place.id or place.text


def around(place: Place, world: World) -> tuple[str, ...]:
    """Ids of the places that contain it, nearest first."""
    return world.parents(place.id) if place.id else ()


class Sieve:
    """Holds what a question is about against events and claims."""

    def __init__(self, asked: Asked, world: World) -> None:
        self.asked, self._world = asked, world
        self._name = fold_key(asked.place) if asked.place else ""

    def event(self, event: Event) -> bool:
        """Whether the event is at the place and may have happened in the days."""
        return self.at(event.places) and self.during(event.date)

    def claim(self, sourced: SourcedClaim) -> bool:
        """Whether the claim speaks of the place and may speak of the days."""
        return self.at(sourced.claim.places) and self.during(sourced.claim.date)

    def at(self, places: Sequence[Place]) -> bool:
        """Whether any of the places is the one asked for, or lies in it."""
        return self.asked.place is None or any(self._is_it(place) for place in places)

    def _is_it(self, place: Place) -> bool:
        inside = (place.id, *around(place, self._world))
        return self.asked.place in inside or fold_key(place.text) == self._name

    def during(self, period: Period | None) -> bool:
        """Whether the period may share a day with the question's; an unknown day may be any."""
        asked = Period(self.asked.since, self.asked.until)
        return period is None or period.overlaps(asked)

    def surely_during(self, period: Period | None) -> bool:
        """Whether every day of the period is one of the question's; told in the present is the day it was told on."""
        since, until = self.asked.since, self.asked.until
        if since is None and until is None:
            return True
        last = period.end if period else None
        first = (period.start if period else None) or last
        return (since is None or (first is not None and first >= since)) and (
            until is None or (last is not None and last <= until)
        )
