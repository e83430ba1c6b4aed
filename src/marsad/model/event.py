"""Claims that speak of one happening, with every disagreement kept."""

from collections.abc import Mapping

import msgspec

from marsad.model.judgement import Applied
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.reading import Reading
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Change, CountRule, Group, Kind, Modality, Outcome, Scope, Status


class EventCount(msgspec.Struct, frozen=True):
    """A range over the event's sources for one outcome and group, and the rule that made it; null is unknown."""

    outcome: Outcome
    group: Group
    low: int | None
    best: int | None
    high: int | None
    rule: CountRule = "range"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One happening: its id is that of its smallest member claim when it was made.

    `places` begins with the event's own place: the finest that its claims share. `claims` tell it, `totals` and
    `prospects` speak of it without telling it (ids); `reports` are those of `claims`, as given.
    """

    event: str
    kind: Kind
    change: Change | None = None
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


class Before(msgspec.Struct, frozen=True):
    """What the last run gave: its events' ids with their claims, its aliases, and texts that held no claim.

    `reports` (without claims) are only asked for the report of a claim that was added by hand to a text without others.
    """

    events: Mapping[str, frozenset[str]] = {}
    aliases: Mapping[str, str] = {}
    reports: tuple[Reading, ...] = ()


FIRST_RUN = Before()


class SetAside(msgspec.Struct, frozen=True):
    """Something that could not be used, by name, and why; the rest goes on without it."""

    about: str
    why: str


class Reconciled(msgspec.Struct, frozen=True, kw_only=True):
    """What reconciling a batch gives; every claim that went in is in an event, loose, rejected or set aside.

    `events`: sorted by id; their `claims`, `totals` and `prospects` hold ids of claims (a total may stand at several).
    `claims`: the claims as judged, corrections applied and additions included, sorted; answers are asked of these.
    `aliases`: every former event id → the id it has now.
    `loose`: running totals and prospects that stand at no event.
    `rejected`: claims that a judgement rejects.
    `set_aside`: claims that contradict themselves, by claim id.
    `orphaned`: judgements, by id, that no longer find their claim, or that later ones contradict (these are named).
    `applied`: which judgements are in force on which claim, rejected ones among them.
    """

    events: tuple[Event, ...] = ()
    claims: tuple[SourcedClaim, ...] = ()
    aliases: dict[str, str] = {}
    loose: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    orphaned: tuple[SetAside, ...] = ()
    applied: tuple[Applied, ...] = ()
