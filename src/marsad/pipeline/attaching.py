"""Photos, videos and documents: attached to a report, a claim or a note, and shown with the words they belong to."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from marsad.archive.archive import Archive
from marsad.errors import InputError
from marsad.model.answer import ClaimWords, Why
from marsad.model.attachment import Attachment
from marsad.model.note import PREFIX
from marsad.pipeline.inputs import Complain, Tick
from marsad.pipeline.projection import PROJECTION, kept_up, projected

Attached = Mapping[str, tuple[Attachment, ...]]
"""Id of a report, claim or note → what belongs to it."""


def attach(record: Path, files: Sequence[Path], of: str, *, complain: Complain, tick: Tick) -> tuple[Attachment, ...]:
    """Seal files and link them to a report, a note or a claim (by its first letters); what cannot be read is told."""
    done: list[Attachment] = []
    with Archive.open(record, write=True) as archive:
        thing, anchor = _anchor(archive, record, of)
        with kept_up(archive, record):
            for file in files:
                try:
                    done.append(archive.attach(file, thing, anchor))
                except OSError as error:
                    what = f"it cannot be read: {error.strerror or error}"
                    complain(InputError(what, where=str(file), mend="check the name and who may read it"))
                tick()
    return tuple(done)


def attachments(record: Path, key: Path | None = None) -> tuple[Attachment, ...]:
    """All attachments of a record; a key tells the names of those that belong to notes."""
    with Archive.open(record) as archive:
        return tuple(archive.attachments(key))


def attached(archive: Archive, key: Path | None) -> Attached:
    """What belongs to what."""
    found: dict[str, tuple[Attachment, ...]] = {}
    for attachment in archive.attachments(key):
        found[attachment.of] = (*found.get(attachment.of, ()), attachment)
    return found


def with_attachments(why: Why, attached: Attached) -> Why:
    """Each claim with what belongs to it or to its report."""

    def words(claims: tuple[ClaimWords, ...]) -> tuple[ClaimWords, ...]:
        return tuple(
            msgspec.structs.replace(c, attachments=(*attached.get(c.claim, ()), *attached.get(c.report, ())))
            for c in claims
        )

    return msgspec.structs.replace(why, claims=words(why.claims), totals=words(why.totals))


def _anchor(archive: Archive, record: Path, of: str) -> tuple[str, str]:
    """The id that is meant, and the digest that it is linked by."""
    if account := archive.note_digest(of):
        return of, account
    if acquisition := archive.report(of):
        return of, acquisition.object
    if of and not of.startswith(PREFIX):
        claims = {claim.claim.id: claim.text_digest for claim in projected(archive, record / PROJECTION).claims}
        meant = [claim for claim in claims if claim.startswith(of)]
        if len(meant) > 1:
            raise InputError(f"{len(meant)} ids begin with {of!r}", mend=f"say more of it: {', '.join(meant[:4])}")
        if meant:
            return meant[0], claims[meant[0]]
    mend = "give the id of a report, of a claim as `marsad why` prints it, or of a note"
    raise InputError("nothing in the record has this id", where=of, mend=mend)
