"""What all stores have in common: the contract of marsad.store.store over SQLAlchemy Core."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Select, Table, delete, func, insert, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from marsad.errors import RecordError
from marsad.model.event import Event, Reconciled, SetAside
from marsad.model.judgement import Applied
from marsad.model.sealed import Acquisition, SealedJudgement, SealedReading
from marsad.model.sourced import SourcedClaim
from marsad.store import rows, schema
from marsad.store.judged import judged_rows
from marsad.store.queries import claims_query, events_query
from marsad.store.store import EVERYTHING, Query, State, Update

T = TypeVar("T")
DAMAGE = (msgspec.MsgspecError, ValueError, LookupError, TypeError, AttributeError)
"""What a row raises whose values are not of the types that were written."""
CHUNK = 1000
"""Rows that are written or fetched at once."""


class CoreStore:
    """A store in any database that SQLAlchemy reaches; RecordError where it cannot be used as it is."""

    def __init__(
        self, engine: Engine, where: str, *, write: bool = True, errors: tuple[type[Exception], ...] = ()
    ) -> None:
        """`errors` are those of the driver that SQLAlchemy lets through; without `write` no table is made."""
        self._engine = engine
        self._where = where
        self._errors: tuple[type[Exception], ...] = (SQLAlchemyError, *DAMAGE, *errors)
        with self._guarded(), engine.begin() as connection:
            self._prepare(connection, write=write)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def state(self) -> State:
        """Up to where the projection goes."""
        said = {row.name: row.value for row in self._all(select(schema.meta))}
        return State(int(said.get("size", "0")), said.get("root", ""))

    def apply(self, news: Update) -> None:
        """Take in an update, all of it or nothing."""
        with self._guarded(), self._engine.begin() as connection:
            _insert(connection, ((schema.entries, rows.entry_row(entry)) for entry in news.entries))
            _put_reports(connection, news.reports)
            _put_readings(connection, news.readings)
            _insert(connection, ((schema.judgements, rows.judgement_row(sealed)) for sealed in news.judgements))
            if news.reconciled is not None:
                for table in schema.RECONCILED:
                    connection.execute(delete(table))
                _insert(connection, judged_rows(news.reconciled))
            _say(connection, size=str(news.state.size), root=news.state.root)

    def reports(self, ids: tuple[str, ...] = ()) -> Iterator[Acquisition]:
        """The latest version of the reports with these ids, or of all, in log order; with their texts."""
        table = schema.reports
        wanted = [table.c.current, *([table.c.report.in_(ids)] if ids else [])]
        return self._each(select(table).where(*wanted).order_by(table.c.position), rows.acquisition)

    def readings(self, reports: tuple[str, ...] = ()) -> Iterator[SealedReading]:
        """The latest reading of each report's latest version, in the order of the reports."""
        table = schema.readings
        query = select(table).order_by(table.c.of)
        if reports:
            of = select(schema.reports.c.position).where(schema.reports.c.report.in_(reports))
            query = query.where(table.c.of.in_(of))
        return self._each(query, rows.sealed_reading)

    def judgements(self) -> Iterator[SealedJudgement]:
        """All judgements, in log order."""
        return self._each(select(schema.judgements).order_by(schema.judgements.c.position), rows.sealed_judgement)

    def claims(self, query: Query = EVERYTHING) -> Iterator[SourcedClaim]:
        """The claims as judged, in the order that reconciling gave them."""
        return self._each(claims_query(query), rows.sourced_claim)

    def claim(self, claim: str) -> tuple[SourcedClaim, ...]:
        """The judged claims of an id: one for each report that makes it."""
        return tuple(self._each(claims_query(EVERYTHING).where(schema.claims.c.id == claim), rows.sourced_claim))

    def events(self, query: Query = EVERYTHING) -> Iterator[Event]:
        """Events in the order of their ids."""
        return self._each(events_query(query), rows.event)

    def event(self, event: str) -> Event | None:
        """The event of an id, also of a former one."""
        now = select(schema.aliases.c.event).where(schema.aliases.c.former == event).scalar_subquery()
        table = schema.events
        return next(self._each(select(table).where(table.c.event.in_([event, now])), rows.event), None)

    def reconciled(self) -> Reconciled:
        """All that the last reconciling gave, as it was given."""
        asides: dict[str, list[SetAside]] = {}
        for row in self._all(select(schema.asides).order_by(schema.asides.c.what, schema.asides.c.nth)):
            asides.setdefault(row.what, []).append(SetAside(row.about, row.why))
        aliases = self._all(select(schema.aliases).order_by(schema.aliases.c.former))
        return Reconciled(
            events=tuple(self.events()),
            claims=tuple(self.claims()),
            aliases={row.former: row.event for row in aliases},
            loose=tuple(aside.about for aside in asides.get("loose", ())),
            rejected=tuple(aside.about for aside in asides.get("rejected", ())),
            set_aside=tuple(asides.get("set_aside", ())),
            orphaned=tuple(asides.get("orphaned", ())),
            applied=tuple(Applied(aside.about, aside.why) for aside in asides.get("applied", ())),
        )

    def _prepare(self, connection: Connection, *, write: bool) -> None:
        """Make the tables where there are none; refuse those of another version."""
        tables = inspect(connection).get_table_names()
        if write and not tables:
            schema.metadata.create_all(connection)
            _say(connection, schema=str(schema.SCHEMA))
            tables = [schema.meta.name]
        version = select(schema.meta.c.value).where(schema.meta.c.name == "schema")
        said = connection.execute(version).scalar() if schema.meta.name in tables else None
        if said != str(schema.SCHEMA):
            raise RecordError("the projection has the form of another Marsad", where=self._where, mend=REBUILD)

    def _each(self, query: Select[Any], made: Callable[[Any], T]) -> Iterator[T]:
        """What each row of a query is made into, fetched as it is asked for."""
        with self._guarded(), self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=CHUNK).execute(query):
                yield made(row)

    def _all(self, query: Select[Any]) -> list[Any]:
        return list(self._each(query, lambda row: row))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            what = f"the projection cannot be used: {str(error).splitlines()[0]}"
            raise RecordError(what, where=self._where, mend=REBUILD) from error


REBUILD = "`marsad rebuild` makes it anew from the log"


def _insert(connection: Connection, given: Iterable[tuple[Table, rows.Values]]) -> None:
    """Write rows of several tables, many at once."""
    waiting: dict[Table, list[rows.Values]] = {}
    for table, values in given:
        lines = waiting.setdefault(table, [])
        lines.append(values)
        if len(lines) == CHUNK:
            connection.execute(insert(table), lines)
            lines.clear()
    for table, lines in waiting.items():
        if lines:
            connection.execute(insert(table), lines)


def _put_reports(connection: Connection, acquisitions: Iterable[Acquisition]) -> None:
    """Write versions of reports; each takes the place of those before it, and their readings go."""
    _insert(connection, ((schema.reports, rows.report_row(acquisition)) for acquisition in acquisitions))
    table, other = schema.reports, schema.reports.alias()
    latest = select(func.max(other.c.position)).where(other.c.report == table.c.report).scalar_subquery()
    connection.execute(update(table).where(table.c.current, table.c.position < latest).values(current=False))
    past = select(table.c.position).where(table.c.current.is_(False))
    connection.execute(delete(schema.readings).where(schema.readings.c.of.in_(past)))


def _put_readings(connection: Connection, readings: Iterable[SealedReading]) -> None:
    """Write readings; each takes the place of the one before it."""
    for sealed in readings:
        connection.execute(delete(schema.readings).where(schema.readings.c.of == sealed.of))
        connection.execute(insert(schema.readings), rows.reading_row(sealed))


def _say(connection: Connection, **facts: str) -> None:
    """Set facts about the projection itself."""
    connection.execute(delete(schema.meta).where(schema.meta.c.name.in_(facts)))
    connection.execute(insert(schema.meta), [{"name": name, "value": value} for name, value in facts.items()])
