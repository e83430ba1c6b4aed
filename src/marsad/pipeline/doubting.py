"""Doubting: how far what a reader finds turned out right on coded reports, as curves over the signs of its claims."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from marsad.evaluate.compare import compare
from marsad.model.canonical import text_digest
from marsad.model.coded import CodedClaim, CodedCount, CodedReport
from marsad.model.evaluation import Compared, Slot
from marsad.model.report import Report
from marsad.read.claims import claim_of
from marsad.read.compose import compose
from marsad.read.doubt import FIELDS, Doubt, signs_of
from marsad.read.draft import Draft, Page
from marsad.read.finding.calibrate import calibrated
from marsad.read.naming.scenery import scenery
from marsad.read.reader import Reader
from marsad.read.settle import settle

SLOTS: dict[str, tuple[Slot, ...]] = {
    "kind": ("kind",),
    "sources": ("source", "speaker"),
    "actor": ("actor",),
    "target": ("target",),
    "places": ("place",),
    "date": ("date",),
    "counts": ("count", "part"),
}
"""The slots that must be right for a field to be."""
SURE: tuple[Slot, ...] = ("kind", "source", "speaker", "place", "date", "count", "part")
"""The slots that must be right for a claim to be."""


class Signed(NamedTuple):
    """What was read of a coded report: its drafts, and the signs of each."""

    report: CodedReport
    page: Page
    drafts: Sequence[Draft]
    signs: Sequence[tuple[float, ...]]


def doubt_of_rules(reader: Reader, reports: Iterable[CodedReport]) -> Doubt:
    """The doubt of what a reader's rules find, from reports that people coded."""
    return doubt_of(reader, (_by_rules(reader, report) for report in reports))


def doubt_of(reader: Reader, read: Iterable[Signed]) -> Doubt:
    """The doubt that fits what was read."""
    signs: list[tuple[float, ...]] = []
    wrong: list[frozenset[str] | None] = []
    for one in read:
        signs += one.signs
        wrong += _wrong(reader, one)
    return Doubt(
        calibrated(signs, [slots is not None and slots.isdisjoint(SURE) for slots in wrong]),
        {
            field: calibrated(signs, [slots is not None and slots.isdisjoint(SLOTS[field]) for slots in wrong])
            for field in FIELDS
        },
    )


def opened(reader: Reader, report: CodedReport) -> Page:
    """A coded report laid open, as the reader sees it."""
    return reader.open(Report(report=report.report, text=report.text, published=report.published, outlet=report.outlet))


def _by_rules(reader: Reader, report: CodedReport) -> Signed:
    page = opened(reader, report)
    drafts = settle(compose(page, reader.rulebook.rules))
    return Signed(report, page, drafts, list(map(signs_of, drafts)))


def _wrong(reader: Reader, read: Signed) -> Iterator[frozenset[str] | None]:
    """The slots of each draft that are wrong; None of one that no coder has."""
    claims = tuple(as_coded(reader, read.page, read.drafts))
    paired = {id(one.read): one for one in _beside(read.report, claims).pairings}
    for claim in claims:
        one = paired[id(claim)]
        yield frozenset(verdict.slot for verdict in one.verdicts if not verdict.right) if one.gold else None


def compared(reader: Reader, report: CodedReport, page: Page, drafts: Sequence[Draft]) -> Compared:
    """A coded report beside drafts of its page."""
    return _beside(report, tuple(as_coded(reader, page, drafts)))


def _beside(report: CodedReport, claims: tuple[CodedClaim, ...]) -> Compared:
    return compare(report, msgspec.structs.replace(report, claims=claims))


def as_coded(reader: Reader, page: Page, drafts: Sequence[Draft]) -> Iterator[CodedClaim]:
    """Drafts as the claims that the reader would give, in the form that is compared."""
    scene = scenery(page, reader.resolver, reader.who)
    digest = text_digest(page.report.text)
    for draft in drafts:
        claim = claim_of(page, draft, scene, reader.rulebook.version, digest)
        yield CodedClaim(
            kind=claim.kind,
            change=claim.change,
            stance=claim.stance,
            modality=claim.modality,
            scope=claim.scope,
            sources=tuple(name.text for name in claim.sources),
            actor=claim.actor.text if claim.actor else None,
            target=claim.target.text if claim.target else None,
            places=tuple(place.text for place in claim.places),
            share=claim.share,
            date=(claim.date.start, claim.date.end) if claim.date else None,
            counts=tuple(CodedCount(c.outcome, c.group, c.low, c.high, c.part_of) for c in claim.counts),
            evidence=claim.evidence,
        )
