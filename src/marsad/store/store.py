"""The projection's contract: what every store can take in and be asked. It can be thrown away and rebuilt."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

import msgspec

from marsad.model.event import Event, Reconciled
from marsad.model.sealed import Acquisition, Logged, SealedJudgement, SealedReading
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Kind

Value = None | int | float | bytes
"""A stored value as the database holds it; text as bytes, so that a damaged one can be told too."""


class State(msgspec.Struct, frozen=True):
    """Up to where in the log a projection goes: entries taken in, and the log's root at that size."""

    size: int = 0
    root: str = ""


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """News from the log, taken in as one transaction: all of it or nothing.

    `reconciled` replaces events, judged claims, aliases and what was set aside; None leaves them as they are.
    """

    state: State
    entries: tuple[Logged, ...] = ()
    reports: tuple[Acquisition, ...] = ()
    readings: tuple[SealedReading, ...] = ()
    judgements: tuple[SealedJudgement, ...] = ()
    reconciled: Reconciled | None = None


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims or events; an empty field asks for all.

    `places` and `parties` match an id or the report's own words, a party as actor, target or source. `start` and `end`
    (inclusive) match what may have happened in those days; what gives no day at all matches no days.
    """

    kinds: tuple[Kind, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


EVERYTHING = Query()


class Row(msgspec.Struct, frozen=True):
    """One stored row, for comparing: its table, its key and its columns by name."""

    table: str
    key: tuple[Value, ...]
    columns: dict[str, Value]


class Store(Protocol):
    """A projection of the log: written by updates, asked by queries; every iterator has a fixed order."""

    def state(self) -> State:
        """Up to where the projection goes."""
        ...

    def apply(self, update: Update) -> None:
        """Take in an update, all of it or nothing."""
        ...

    def reports(self, ids: tuple[str, ...] = ()) -> Iterator[Acquisition]:
        """The latest version of the reports with these ids, or of all, in log order; with their texts."""
        ...

    def readings(self, reports: tuple[str, ...] = ()) -> Iterator[SealedReading]:
        """The latest reading of each report's latest version, in the order of the reports."""
        ...

    def judgements(self) -> Iterator[SealedJudgement]:
        """All judgements, in log order."""
        ...

    def claims(self, query: Query = EVERYTHING) -> Iterator[SourcedClaim]:
        """The claims as judged, in the order that reconciling gave them."""
        ...

    def claim(self, claim: str) -> tuple[SourcedClaim, ...]:
        """The judged claims of an id: one for each report that makes it."""
        ...

    def events(self, query: Query = EVERYTHING) -> Iterator[Event]:
        """Events in the order of their ids."""
        ...

    def event(self, event: str) -> Event | None:
        """The event of an id, also of a former one."""
        ...

    def reconciled(self) -> Reconciled:
        """All that the last reconciling gave, as it was given."""
        ...

    def rows(self) -> Iterator[Row]:
        """Every row of every table, in the order of tables and keys; RecordError where the database cannot be read."""
        ...

    def faults(self) -> list[str]:
        """What the database itself finds wrong with its file; empty when nothing."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
