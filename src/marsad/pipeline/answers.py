"""What is asked of a record: each answer is computed from claims alone and can say why."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from marsad.answer.brief import brief as brief_of
from marsad.answer.control import control as control_of
from marsad.answer.count import counts as counts_of
from marsad.answer.select import select
from marsad.answer.sensitivity import with_sensitivity
from marsad.answer.why import why as why_of
from marsad.archive.archive import Archive
from marsad.export.acled import to_acled
from marsad.export.geojson import to_geojson
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.resolve import Context, Resolver
from marsad.model.answer import Brief, ControlSpan, CountLine, Why
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.done import Told
from marsad.model.event import Reconciled
from marsad.model.vocabulary import CountRule
from marsad.model.world import World
from marsad.pipeline.overlays import knowledge_of, world_of
from marsad.pipeline.projection import PROJECTION, evidence_of, projected

SUMMED: tuple[CountRule, ...] = ("range", "acled", "ucdp", "airwars", "ibc")
"""The rules that add up events."""


def events(record: Path, asked: Asked = EVERYTHING) -> Told:
    """The events that are asked for, and the judged claims."""
    with _asking(record, asked) as (told, question, world, _):
        return Told(select(told.events, told.claims, question, world), told.claims)


def counts(record: Path, asked: Asked = EVERYTHING) -> tuple[CountLine, ...]:
    """How many people, as ranges over sources."""
    with _asking(record, asked) as (told, question, world, _):

        def count(question: Asked) -> tuple[CountLine, ...]:
            return counts_of(told.events, told.claims, question, world)

        lines = count(question)
        return tuple(with_sensitivity(lines, question, count, SUMMED)) if asked.sensitivity else lines


def control(record: Path, asked: Asked = EVERYTHING) -> tuple[ControlSpan, ...]:
    """Who is said to hold what, from when to when."""
    with _asking(record, asked) as (told, question, world, _):
        return control_of(told.claims, question, world)


def brief(record: Path, asked: Asked = EVERYTHING) -> Brief:
    """A sourced page about what is asked, in the language asked for."""
    with _asking(record, asked) as (told, question, world, archive):
        return brief_of(told.events, told.claims, archive.text, question, world)


def why(record: Path, about: Iterable[str | CountLine]) -> Iterator[Why]:
    """What each id (its first letters will do) or count line stands on."""
    with _asking(record, EVERYTHING) as (told, _, _, archive):
        for thing in about:
            yield why_of(thing, told.events, told.claims, archive.text, aliases=told.aliases)


def export(record: Path, into: Literal["acled", "geojson"], asked: Asked = EVERYTHING) -> bytes:
    """What is asked, in the form that others read."""
    with _asking(record, asked) as (told, question, world, _):
        chosen = select(told.events, told.claims, question, world)
        if into == "acled":
            return to_acled(chosen, told.claims, world=world)
        return to_geojson(chosen, control_of(told.claims, question, world))


@contextmanager
def _asking(record: Path, asked: Asked) -> Iterator[tuple[Reconciled, Asked, World, Archive]]:
    """What the record holds, as far as it was known on the day asked for, with the place asked for by its id."""
    with Archive.open(record) as archive:
        if asked.as_known_on:
            told = evidence_of(archive, record, until=asked.as_known_on).result
        else:
            told = projected(archive, record / PROJECTION)
        yield told, _placed(asked, record), world_of(record), archive


def _placed(asked: Asked, record: Path) -> Asked:
    """The question with its place by id, where the gazetteer knows one by that name; "inside" is known of ids alone."""
    if asked.place is None:
        return asked
    gazetteer = load_gazetteer(knowledge_of(record))
    if gazetteer.get(asked.place):
        return asked
    found = Resolver(gazetteer).resolve(asked.place, Context()).id
    return msgspec.structs.replace(asked, place=found or asked.place)
