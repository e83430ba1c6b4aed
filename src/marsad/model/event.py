"""Claims that speak of one happening, with every disagreement kept."""

import msgspec

from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.vocabulary import CountRule, Group, Kind, Modality, Outcome, Scope, Status


class EventCount(msgspec.Struct, frozen=True):
    """A range over the event's sources for one outcome and group, and the rule that made it; null is unknown."""

    outcome: Outcome
    group: Group
    low: int | None
    best: int | None
    high: int | None
    rule: CountRule = "range"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One happening: its id is that of its smallest member claim when it was made (see docs/architecture.md)."""

    event: str
    kind: Kind
    scope: Scope = "incident"
    modality: Modality = "actual"
    date: Period | None = None
    places: tuple[Place, ...] = ()
    actor: Name | None = None
    target: Name | None = None
    counts: tuple[EventCount, ...] = ()
    status: Status = "single-source"
    totals: tuple[str, ...] = ()
    prospects: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
