"""Questions to the projection, as SQL that every store understands."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, or_, select

from marsad.store import schema
from marsad.store.store import Query

Conditions = list[ColumnElement[bool]]


def claims_query(query: Query) -> Select[Any]:
    """The judged claims that a query asks for, in the order that reconciling gave them."""
    table = schema.claims
    wanted = _coded(table, query)
    if query.reports:
        wanted.append(table.c.report.in_(query.reports))
    if query.places:
        wanted.append(_beside(schema.claim_places, query.places))
    if query.parties:
        wanted.append(or_(_party(table, query.parties), _beside(schema.claim_sources, query.parties)))
    return select(table).where(*wanted).order_by(table.c.place_in_order)


def events_query(query: Query) -> Select[Any]:
    """The events that a query asks for, in the order of their ids."""
    table = schema.events
    wanted = _coded(table, query)
    if query.reports:
        wanted.append(table.c.event.in_(_told(schema.claims.c.report.in_(query.reports))))
    if query.places:
        here = select(schema.event_places.c.event).where(_named(schema.event_places, query.places))
        wanted.append(table.c.event.in_(here))
    if query.parties:
        spoken = _told(_beside(schema.claim_sources, query.parties))
        wanted.append(or_(_party(table, query.parties), table.c.event.in_(spoken)))
    return select(table).where(*wanted).order_by(table.c.event)


def _coded(table: Table, query: Query) -> Conditions:
    wanted: Conditions = []
    if query.kinds:
        wanted.append(table.c.kind.in_(query.kinds))
    if query.start or query.end:
        wanted.append(or_(table.c.first_day.is_not(None), table.c.last_day.is_not(None)))
        wanted += _days(table, query.start, query.end)
    return wanted


def _days(table: Table, start: date | None, end: date | None) -> Conditions:
    """What may have happened in these days: an open end reaches for ever."""
    wanted: Conditions = []
    if start:
        wanted.append(or_(table.c.last_day.is_(None), table.c.last_day >= start))
    if end:
        wanted.append(or_(table.c.first_day.is_(None), table.c.first_day <= end))
    return wanted


def _beside(table: Table, names: tuple[str, ...]) -> ColumnElement[bool]:
    """Claims that have one of these names in a table beside theirs."""
    claims = schema.claims
    same = and_(table.c.report == claims.c.report, table.c.number == claims.c.number)
    return select(table.c.nth).where(same, _named(table, names)).correlate(claims).exists()


def _told(condition: ColumnElement[bool]) -> Select[Any]:
    """Ids of events that a claim tells which meets a condition."""
    tells = schema.event_claims
    told = select(tells.c.event).join(schema.claims, schema.claims.c.id == tells.c.claim)
    return told.where(tells.c.role == "claim", condition)


def _party(table: Table, names: tuple[str, ...]) -> ColumnElement[bool]:
    columns = (table.c.actor, table.c.actor_id, table.c.target, table.c.target_id)
    return or_(*(column.in_(names) for column in columns))


def _named(table: Table, names: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(table.c.text.in_(names), table.c.id.in_(names))
