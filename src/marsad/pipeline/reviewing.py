"""Reviewing: the questions that a person's word would settle, and their answers, logged one by one.

What was answered is in the log at once; it is put into force when the reviewing ends, or by the next command that
writes to the record.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from marsad.answer.why import words
from marsad.archive.archive import Archive
from marsad.model.answer import ClaimWords
from marsad.model.done import Made
from marsad.model.doubtful import Doubtful
from marsad.model.event import Reconciled
from marsad.pipeline.judging import as_read, in_force
from marsad.pipeline.overlays import world_of
from marsad.pipeline.projection import PROJECTION, projected, quoted_from
from marsad.reconcile.bonds import pair_of
from marsad.reconcile.doubt import Looked, contradicting, doubts
from marsad.store.stores.sqlite import SqliteStore


class Queue(msgspec.Struct, frozen=True):
    """Questions, the most useful first, and the claims that they are about with their words."""

    questions: tuple[Doubtful, ...]
    claims: Mapping[str, ClaimWords]


def queue(record: Path) -> Queue:
    """What nobody has answered; judgements that a cut-off reviewing left in the log are put into force first."""
    if _behind(record):
        settle_judgements(record)
    with Archive.open(record) as archive:
        told = projected(archive, record / PROJECTION)
        found = doubts(told, _looked(told), world_of(record), quoted_from(archive))
        aside = {one.about for one in told.set_aside}
        lost = as_read(archive, aside) if aside else {}
        questions = sorted(
            [*found, *contradicting(told.set_aside, lost)], key=lambda one: (-one.usefulness, one.claims)
        )
        wanted = {claim for one in questions for claim in one.claims}
        said = {s.claim.id: s for s in reversed(told.claims) if s.claim.id in wanted} | lost
        return Queue(tuple(questions), {claim: words(s, archive.text) for claim, s in said.items()})


def settle_judgements(record: Path) -> Made:
    """Put what was judged into force."""
    with Archive.open(record, write=True) as archive:
        told = in_force(archive, record)
        return Made(sum(1 for _ in archive.reports()), len(told.claims), len(told.events))


def _behind(record: Path) -> bool:
    """Whether the log holds what the database does not know of."""
    with Archive.open(record) as archive:
        projected(archive, record / PROJECTION)
        with SqliteStore(record / PROJECTION, write=False) as store:
            return store.state().size < archive.size


def _looked(told: Reconciled) -> Looked:
    """What judgements in force are about."""
    by: dict[str, list[str]] = {}
    for one in told.applied:
        by.setdefault(one.judgement, []).append(one.claim)
    pairs = (pair_of(one, other) for claims in by.values() for one in claims for other in claims if one < other)
    return Looked(frozenset(pairs), frozenset(claims[0] for claims in by.values() if len(claims) == 1))
