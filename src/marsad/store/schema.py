"""The projection's tables, shared by every store; each has its key, and rows have no order but the one they name."""

from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from marsad.store.words import Words

SCHEMA = 1
"""Version of these tables. A projection of another version is made anew, never altered."""

metadata = MetaData()


def _table(name: str, *columns: Column[Any]) -> Table:
    """A table with whole documents in its rows."""
    return Table(name, metadata, *columns)


def _small(name: str, *columns: Column[Any]) -> Table:
    """A table of short rows that lie in SQLite in the order of their key; long ones would each waste a page there."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


def _key(name: str, kind: type[TypeEngine[Any]]) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _days() -> list[Column[Any]]:
    return [Column("first_day", Date), Column("last_day", Date), Column("date_precision", Text)]


def _coded() -> list[Column[Any]]:
    """What claims and events have in common, to be asked by."""
    return [
        Column("kind", Text, nullable=False, index=True),
        Column("change", Text),
        Column("scope", Text, nullable=False),
        Column("modality", Text, nullable=False),
        Column("actor", Words),
        Column("actor_id", Words),
        Column("target", Words),
        Column("target_id", Words),
        *_days(),
    ]


def _place() -> list[Column[Any]]:
    return [
        Column("text", Words, nullable=False, index=True),
        Column("id", Words, index=True),
        Column("lat", Float),
        Column("lon", Float),
        Column("precision", Text, nullable=False),
    ]


meta = _small("meta", _key("name", Text), Column("value", Text, nullable=False))

entries = _small(
    "entries", _key("position", Integer), Column("kind", Words, nullable=False), Column("logged", Text, nullable=False)
)

reports = _table(
    "reports",
    _key("position", Integer),
    Column("report", Words, nullable=False, index=True),
    Column("current", Boolean, nullable=False),
    Column("logged", Text, nullable=False),
    Column("object", Text, nullable=False, index=True),
    Column("text_digest", Text, nullable=False, index=True),
    Column("source", Words, nullable=False),
    Column("base", Text, nullable=False),
    Column("published", Date, index=True),
    Column("captured", Text),
    Column("outlet", Words, index=True),
    Column("title", Words),
    Column("url", Words),
    Column("lang", Words),
    Column("meta", Text, nullable=False),
    Column("text", Words, nullable=False),
)
"""Every version of every report; `current` marks the latest of each."""

readings = _table(
    "readings",
    _key("of", Integer),
    Column("position", Integer, nullable=False),
    Column("logged", Text, nullable=False),
    Column("claims_digest", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("rulebook", Text, nullable=False),
    Column("knowledge", Text, nullable=False),
    Column("reading", Text, nullable=False),
)
"""The latest reading of every current report: what reconciling begins with."""

judgements = _table(
    "judgements",
    _key("position", Integer),
    Column("logged", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("author", Words, nullable=False),
    Column("judgement", Text, nullable=False),
)

claims = _table(
    "claims",
    _key("report", Words),
    _key("number", Integer),
    Column("place_in_order", Integer, nullable=False, index=True),
    Column("id", Text, nullable=False, index=True),
    Column("stance", Text, nullable=False),
    *_coded(),
    Column("claim", Text, nullable=False),
    Column("text_digest", Text, nullable=False),
    Column("published", Date),
    Column("outlet", Words),
    Column("logged", Text),
)
"""Claims as judged; `number` counts within the report, `place_in_order` through all that reconciling gave."""

claim_sources = _small(
    "claim_sources",
    _key("report", Words),
    _key("number", Integer),
    _key("nth", Integer),
    Column("text", Words, nullable=False, index=True),
    Column("id", Words, index=True),
)
"""The speaker chain of a claim, from the outside in."""

claim_places = _small("claim_places", _key("report", Words), _key("number", Integer), _key("nth", Integer), *_place())

events = _table(
    "events",
    _key("event", Text),
    Column("status", Text, nullable=False),
    *_coded(),
    Column("document", Text, nullable=False),
)

event_places = _small("event_places", _key("event", Text), _key("nth", Integer), *_place())

event_claims = _small(
    "event_claims", _key("event", Text), _key("role", Text), _key("nth", Integer), Column("claim", Text, index=True)
)
"""`role`: claim, total or prospect."""

aliases = _small("aliases", _key("former", Text), Column("event", Text, nullable=False))

asides = _small(
    "asides", _key("what", Text), _key("nth", Integer), Column("about", Words, nullable=False), Column("why", Words)
)
"""What reconciling left out of events; `what`: loose, rejected, set_aside, orphaned, or applied (claim, judgement)."""

RECONCILED = (claims, claim_sources, claim_places, events, event_places, event_claims, aliases, asides)
"""Tables that one reconciling fills, and the next one replaces."""
