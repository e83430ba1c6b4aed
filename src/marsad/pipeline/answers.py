"""What is asked of a record: each answer is computed from claims alone and can say why.

Who gives a `key` is also told what the source notes say that it opens.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from marsad.answer.brief import brief as brief_of
from marsad.answer.changed import Earlier
from marsad.answer.control import control as control_of
from marsad.answer.count import counts as counts_of
from marsad.answer.estimate import estimate as estimate_of
from marsad.answer.lists import listed
from marsad.answer.select import select
from marsad.answer.sensitivity import with_sensitivity
from marsad.answer.why import why as why_of
from marsad.archive.archive import Archive
from marsad.export.acled import to_acled
from marsad.export.geojson import to_geojson
from marsad.export.sensitivity import public
from marsad.export.verdata import to_verdata
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.resolve import Context, Resolver
from marsad.model.answer import Brief, ControlSpan, CountLine, Why
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.done import Told
from marsad.model.estimate import Estimate
from marsad.model.event import Reconciled
from marsad.model.vocabulary import CountRule
from marsad.model.world import World
from marsad.pipeline.attaching import attached, with_attachments
from marsad.pipeline.judgedlines import Witness, lost
from marsad.pipeline.overlays import knowledge_of, world_of
from marsad.pipeline.projection import PROJECTION, evidence_of, projected

SUMMED: tuple[CountRule, ...] = ("range", "acled", "ucdp", "airwars", "ibc")
"""The rules that add up events."""


def events(record: Path, asked: Asked = EVERYTHING, key: Path | None = None) -> Told:
    """The events that are asked for, and the judged claims."""
    with _asking(record, asked, key) as (told, question, world, _):
        return Told(select(told.events, told.claims, question, world), told.claims)


def counts(record: Path, asked: Asked = EVERYTHING, key: Path | None = None) -> tuple[CountLine, ...]:
    """How many people, as ranges over sources."""
    with _asking(record, asked, key) as (told, question, world, _):

        def count(question: Asked) -> tuple[CountLine, ...]:
            return counts_of(told.events, told.claims, question, world)

        lines = count(question)
        return tuple(with_sensitivity(lines, question, count, SUMMED)) if asked.sensitivity else lines


def control(record: Path, asked: Asked = EVERYTHING, key: Path | None = None) -> tuple[ControlSpan, ...]:
    """Who is said to hold what, from when to when."""
    with _asking(record, asked, key) as (told, question, world, _):
        return control_of(told.claims, question, world)


def brief(record: Path, asked: Asked = EVERYTHING, key: Path | None = None) -> Brief:
    """A sourced page about what is asked, in the language asked for."""
    with _asking(record, asked, key) as (told, question, world, text):
        return brief_of(told.events, told.claims, text, question, world, earlier=_earlier(record, question, world))


def _earlier(record: Path, question: Asked, world: World) -> Earlier | None:
    """The same question as it could be answered on the day that it is compared with; events keep the names of today."""
    if question.changed_since is None:
        return None
    then = msgspec.structs.replace(question, as_known_on=question.changed_since)
    with Archive.open(record) as archive:
        told = evidence_of(archive, record, question.changed_since).result
    chosen = select(told.events, told.claims, then, world)
    return Earlier(question.changed_since, chosen, counts_of(chosen, told.claims, then, world))


def why(record: Path, about: Iterable[str | CountLine], key: Path | None = None) -> Iterator[Why]:
    """What each id (its first letters will do) or count line stands on."""
    with _asking(record, EVERYTHING, key) as (told, _, _, text):
        asked = list(about)
        with Archive.open(record) as archive:
            beside = attached(archive, key)
            witness = Witness(archive, record, told)
            claims = (*told.claims, *lost(archive, told, asked))
        for thing in asked:
            answer = why_of(thing, told.events, claims, text, aliases=told.aliases)
            yield witness.beside(with_attachments(answer, beside))


def estimate(record: Path, asked: Asked = EVERYTHING, key: Path | None = None) -> Estimate:
    """How many events no source told of, from how the sources' lists overlap."""
    with _asking(record, asked, key) as (told, question, world, _):
        chosen = select(told.events, told.claims, question, world)
        return estimate_of(sources for *_, sources in listed(chosen, told.claims, question))


def export(record: Path, into: Literal["acled", "geojson", "verdata"], asked: Asked = EVERYTHING) -> bytes:
    """What is asked, in the form that others read; it takes no key, so that no source note can be in it."""
    with _asking(record, asked) as (told, question, world, _):
        public(told.claims)
        chosen = select(told.events, told.claims, question, world)
        if into == "verdata":
            return to_verdata(listed(chosen, told.claims, question))
        if into == "acled":
            return to_acled(chosen, told.claims, world=world)
        return to_geojson(chosen, control_of(told.claims, question, world))


@contextmanager
def _asking(
    record: Path, asked: Asked, key: Path | None = None
) -> Iterator[tuple[Reconciled, Asked, World, Callable[[str], str]]]:
    """What the record holds as known on the day asked for, the place asked for by its id, and texts by their digests.

    With a key, what the source notes that it opens say stands beside it; it is reconciled anew and kept nowhere.
    """
    with Archive.open(record) as archive:
        notes = tuple(archive.notes(key)) if key else ()
        if notes or asked.as_known_on:
            told = evidence_of(archive, record, asked.as_known_on, notes).result
        else:
            told = projected(archive, record / PROJECTION)
        accounts = {opened.reading.text_digest: opened.note.text for opened in notes}
        yield (
            told,
            _placed(asked, record),
            world_of(record),
            lambda digest: accounts.get(digest) or archive.text(digest),
        )


def _placed(asked: Asked, record: Path) -> Asked:
    """The question with its place by id, where the gazetteer knows one by that name; "inside" is known of ids alone."""
    if asked.place is None:
        return asked
    gazetteer = load_gazetteer(knowledge_of(record))
    if gazetteer.get(asked.place):
        return asked
    found = Resolver(gazetteer).resolve(asked.place, Context()).id
    return msgspec.structs.replace(asked, place=found or asked.place)
