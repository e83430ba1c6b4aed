"""A claim with the report that makes it: a claim alone does not know its outlet, its day or its text."""

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from marsad.model.claim import Claim
from marsad.model.reading import Reading


class SourcedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim as one report makes it; reports that share a text share its claims' ids.

    `published` is what the source says, `logged` when the record took the reading in (None outside a record).
    `private`: from a source note; such a claim is never written to a database and leaves by no export.
    """

    claim: Claim
    report: str
    text_digest: str
    published: date | None = None
    outlet: str | None = None
    logged: datetime | None = None
    private: bool = False


def sourced(reading: Reading, logged: datetime | None = None, *, private: bool = False) -> Iterator[SourcedClaim]:
    """Every claim of a reading, each with its report."""
    for claim in reading.claims:
        yield SourcedClaim(
            claim=claim,
            report=reading.report,
            text_digest=reading.text_digest,
            published=reading.published,
            outlet=reading.outlet,
            logged=logged,
            private=private,
        )
