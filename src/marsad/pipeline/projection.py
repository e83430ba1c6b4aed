"""The projection of a record: evidence replayed from the log, brought up to it, and compared with it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from marsad.answer.rules.tally import tally
from marsad.answer.sift import known_on
from marsad.archive.archive import Archive
from marsad.errors import MarsadError, RecordError
from marsad.model.event import Before, Reconciled
from marsad.model.note import SealedNote
from marsad.model.sealed import Names, SealedJudgement, SealedReading
from marsad.model.sourced import SourcedClaim, sourced
from marsad.pipeline.overlays import world_of
from marsad.reconcile.reconcile import reconcile
from marsad.store.compare import compare
from marsad.store.store import State, Store, Update
from marsad.store.stores.sqlite import SqliteStore

PROJECTION = "record.sqlite"


class Evidence(msgspec.Struct, frozen=True):
    """What answers are computed from: the log's readings and judgements, and what reconciling made of them."""

    readings: tuple[SealedReading, ...]
    judgements: tuple[SealedJudgement, ...]
    result: Reconciled


def evidence_of(
    archive: Archive, record: Path, until: date | None = None, notes: Sequence[SealedNote] = ()
) -> Evidence:
    """Replay the sealed readings and judgements, and say which claims speak of one event, as known on a day.

    `notes` are source notes that somebody has opened: their claims stand beside those of reports.
    """
    readings = tuple(archive.readings())
    judgements = tuple(archive.judgements())
    names = archive.names()
    before = Before(
        events={event: frozenset(claims) for event, claims in names.events.items()},
        aliases=names.aliases,
        reports=tuple(sealed.reading for sealed in readings if not sealed.reading.claims),
    )
    public = (claim for sealed in readings for claim in sourced(sealed.reading, sealed.logged))
    private = (claim for sealed in notes for claim in sourced(sealed.reading, sealed.logged, private=True))
    claims = known_on(chain(public, private), until)
    said = (made.judgement for made in judgements if until is None or made.judgement.made.date() <= until)
    result = reconcile(claims, said, tally=tally, world=world_of(record), before=before, quoted=quoted_from(archive))
    return Evidence(readings, judgements, result)


def quoted_from(archive: Archive) -> Callable[[SourcedClaim], str]:
    """The words that a claim stands on, from the sealed texts, each read once; none of a note."""
    text = lru_cache(maxsize=1024)(archive.text)

    def quoted(sourced: SourcedClaim) -> str:
        if sourced.private:
            return ""
        whole = text(sourced.text_digest)
        return " ".join(whole[start:end] for start, end in sourced.claim.evidence)

    return quoted


def settled(archive: Archive, record: Path) -> Evidence:
    """The evidence, with the names of its events logged, so that an old one always resolves.

    An event that has ended is told once, when its name is taken away; what is kept must not speak of it.
    """
    evidence = evidence_of(archive, record)
    result = evidence.result
    ended = archive.seal_names(Names({event.event: event.claims for event in result.events}, result.aliases))
    return evidence_of(archive, record) if ended else evidence


def bring_up(store: Store, archive: Archive, evidence: Evidence) -> None:
    """Give the store what the log holds beyond it; all of it or nothing."""
    at = store.state().size
    store.apply(
        Update(
            state=State(archive.size, archive.root()),
            entries=tuple(archive.entries(at)),
            reports=tuple(archive.acquisitions(at)),
            readings=tuple(sealed for sealed in evidence.readings if sealed.position >= at),
            judgements=tuple(sealed for sealed in evidence.judgements if sealed.position >= at),
            reconciled=evidence.result,
        )
    )


@contextmanager
def kept_up(archive: Archive, record: Path) -> Iterator[None]:
    """Around what logs entries that no answer is made from: a projection that was up to the log stays so."""
    path, before = record / PROJECTION, archive.size
    yield
    if path.exists():
        with SqliteStore(path) as store:
            if store.state().size == before:
                state = State(archive.size, archive.root())
                store.apply(Update(state=state, entries=tuple(archive.entries(before))))


def differences(archive: Archive, record: Path) -> Iterator[MarsadError]:
    """Rows in which the projection differs from one made anew from the log."""
    path = record / PROJECTION
    mend = "`marsad rebuild` makes it anew from the log"
    if not path.exists():
        yield RecordError("the database is missing", where=str(path), mend=mend)
        return
    with TemporaryDirectory(prefix="marsad-") as folder, SqliteStore(Path(folder) / PROJECTION) as anew:
        bring_up(anew, archive, evidence_of(archive, record))
        with SqliteStore(path) as present:
            for found in compare(present, anew):
                where = " ".join(part for part in (str(path), found.table, found.key) if part)
                yield RecordError(found.what, where=where, mend=mend)


def projected(archive: Archive, path: Path) -> Reconciled:
    """What the projection holds; one that is not the log's is refused rather than believed."""
    mend = "`marsad rebuild` makes it anew from the log"
    if not path.exists():
        raise RecordError("the database is missing", where=str(path), mend=mend)
    with SqliteStore(path) as store:
        at = store.state()
        if at.size > archive.size or (at.size == archive.size and at.root != archive.root()):
            raise RecordError("the database is not that of this log", where=str(path), mend=mend)
        return store.reconciled()
