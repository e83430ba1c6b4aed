"""ACLED's words and codes, as data."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

from marsad.model.event import Event
from marsad.model.period import Period
from marsad.model.vocabulary import DatePrecision, PlacePrecision
from marsad.model.world import World

_WEEK = 7


class Table(msgspec.Struct, frozen=True):
    """`acled.toml`: columns in order, precisions, types of events, labels of actors, vague numbers, countries."""

    columns: tuple[str, ...]
    states: tuple[str, ...]
    time_precision: Mapping[DatePrecision, int]
    geo_precision: Mapping[PlacePrecision, int]
    types: Mapping[str, tuple[str, str, str]]
    inter: Mapping[str, str]
    vague: Mapping[str, int]
    countries: Mapping[str, tuple[int, str]]

    def precision(self, when: Period | None) -> int:
        """ACLED's time precision; a period of at most a week is 2, of one day 1."""
        if when is None:
            return self.time_precision["unknown"]
        if when.precision == "range" and when.start and when.end and (when.end - when.start).days < _WEEK:
            return 1 if when.start == when.end else 2
        return self.time_precision[when.precision]

    def type_of(self, event: Event, world: World) -> tuple[str, str, str]:
        """Disorder, event and sub-event type: the most particular entry that fits."""
        label = self.inter_of(event, world)
        who = "state" if label == "State Forces" else "other" if label else "unknown"
        keys = (f"{event.kind}.{event.change} by {who}", f"{event.kind}.{event.change}", event.kind)
        return next(self.types[key] for key in keys if key in self.types)

    def inter_of(self, event: Event, world: World) -> str:
        """ACLED's label of the event's actor, empty where no pack knows it."""
        actor = event.actor
        return self.inter.get(world.forces(actor.id) or "", "") if actor and actor.id else ""

    def told(self, event: Event) -> bool:
        """Whether ACLED would have a row for it: it happened, and somebody still says so."""
        return event.status not in {"denied", "retracted"} and f"{event.kind}.{event.change}" not in self.states


@lru_cache(maxsize=1)
def table() -> Table:
    """The table that the package ships."""
    return msgspec.toml.decode((files("marsad.export") / "acled.toml").read_bytes(), type=Table)
