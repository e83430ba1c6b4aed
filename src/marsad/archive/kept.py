"""Files that are kept whole beside the reports: what held reports, and what could not be read."""

from collections.abc import Iterable, Sequence

from marsad.archive.entries import OBJECT, Draft
from marsad.archive.items import Container, Unread
from marsad.archive.kinds import WITHIN, kept_draft
from marsad.archive.ledger import Ledger
from marsad.errors import InputError


def keep(ledger: Ledger, files: Sequence[Container | Unread]) -> None:
    """Seal and log files with one commit; one that was kept before, by the same reader and as read, adds nothing.

    InputError for a container whose file has changed since it was read.
    """
    drafts: list[Draft] = []
    for file, digest in zip(files, _sealed(ledger, files), strict=True):
        if isinstance(file, Container) and digest != file.digest:
            raise InputError("the file changed while it was read", where=file.where, mend="add it again")
        draft = kept_draft(file, digest)
        known = (ledger.log.get(position).entry.facts for position in ledger.index.kept.get(digest, ()))
        if draft.facts not in known and (draft.facts, digest) not in ((d.facts, d.values[OBJECT]) for d in drafts):
            drafts.append(draft)
    if drafts:
        ledger.commit(drafts)


def _sealed(ledger: Ledger, files: Sequence[Container | Unread]) -> list[str]:
    """The digests of the files, all of them durable."""
    blobs = [file.original for file in files if isinstance(file.original, bytes)]
    digests = iter(ledger.objects.put(blobs))
    return [
        next(digests) if isinstance(file.original, bytes) else ledger.objects.put_file(file.original) for file in files
    ]


def holding(ledger: Ledger, positions: Iterable[int]) -> set[int]:
    """Positions of the kept files that held these entries' bytes, and of those that held them in turn."""
    found: set[int] = set()
    waiting = list(positions)
    while waiting:
        digest = ledger.log.get(waiting.pop()).value(WITHIN)
        fresh = set(ledger.index.kept.get(digest, ())) - found
        found |= fresh
        waiting += fresh
    return found
