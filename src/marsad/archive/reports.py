"""Acquisitions: sealing reports, and finding them again."""

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.archive.entries import Draft, Opened, value_text
from marsad.archive.items import Intake
from marsad.archive.kinds import TEXT, WITHIN, acquisition, report_draft
from marsad.archive.ledger import Ledger
from marsad.errors import RecordError
from marsad.model.canonical import canonical
from marsad.model.sealed import Acquisition

WHENCE = {"source", WITHIN}
"""Values that do not make one acquisition differ from another: where it was read."""


def add(ledger: Ledger, batch: Sequence[Intake]) -> list[Acquisition]:
    """Seal and log a batch with one commit; what is there already, or twice in the batch, is logged once."""
    originals, texts = _sealed(ledger, batch)
    places: dict[bytes, int] = {}
    drafts: list[Draft] = []
    placed: list[Opened | int] = []
    for intake, original, text in zip(batch, originals, texts, strict=True):
        draft = report_draft(intake, original, text)
        known = _present(ledger, draft)
        if known is None and (said := canonical([draft.facts, _said(draft)])) not in places:
            places[said] = len(drafts)
            drafts.append(draft)
        placed.append(known or places[said])
    added = ledger.commit(drafts)
    return [
        acquisition(added[place] if isinstance(place, int) else place, intake.report.text)
        for place, intake in zip(placed, batch, strict=True)
    ]


def _sealed(ledger: Ledger, batch: Sequence[Intake]) -> tuple[list[str], list[str]]:
    """Digests of originals and of texts, all of them durable; an original given by its digest was sealed before."""
    texts = [encoded(intake.report.text) for intake in batch]
    texts = [intake.original if intake.original == text else text for intake, text in zip(batch, texts, strict=True)]
    blobs = {id(blob): blob for intake, text in zip(batch, texts, strict=True) for blob in (intake.original, text)}
    fresh = {at: blob for at, blob in blobs.items() if isinstance(blob, bytes)}
    digests = dict(zip(fresh, ledger.objects.put(fresh.values()), strict=True))
    originals = [i.original if isinstance(i.original, str) else digests[id(i.original)] for i in batch]
    return originals, [digests[id(text)] for text in texts]


def version_of(ledger: Ledger, report: str, text_digest: str, published: date | None) -> int:
    """Position of the latest version of a report with this text, the same day of publication before any other."""
    found, day = None, published and published.isoformat()
    for position in ledger.index.versions(report):
        opened = ledger.log.get(position)
        if opened.value(TEXT) == text_digest:
            if opened.value("published") == day:
                return position
            found = position if found is None else found
    if found is None:
        raise RecordError(f"the record holds no report {report!r} with this text", mend="add the report first")
    return found


def acquired(ledger: Ledger, positions: Iterator[int]) -> Iterator[Acquisition]:
    """The acquisitions at these positions, each with its text."""
    for position in positions:
        opened = ledger.log.get(position)
        yield acquisition(opened, text_of(ledger, opened.value(TEXT)))


def text_of(ledger: Ledger, digest: str) -> str:
    """A sealed text."""
    return ledger.objects.get(digest).decode("utf-8", "surrogatepass")


def encoded(text: str) -> bytes:
    """A text as it is sealed: UTF-8, where a lone surrogate stands as its three bytes."""
    return text.encode("utf-8", "surrogatepass")


def _present(ledger: Ledger, draft: Draft) -> Opened | None:
    for position in ledger.index.versions(draft.values["report"]):
        opened = ledger.log.get(position)
        if _same(opened, draft):
            return opened
    return None


def _same(opened: Opened, draft: Draft) -> bool:
    known = {name: opened.text(name) for name in opened.names() if name not in WHENCE}
    return known == _said(draft) and opened.entry.facts == draft.facts


def _said(draft: Draft) -> dict[str, str]:
    """What makes one acquisition differ from another: all but where it was read."""
    return {name: value_text(value) for name, value in draft.values.items() if value is not None and name not in WHENCE}
