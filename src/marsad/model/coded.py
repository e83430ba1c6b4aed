"""A report as somebody coded it: what two codings are compared by, whoever made them (docs/codebook.md)."""

from datetime import date

import msgspec

from marsad.model.name import Span
from marsad.model.vocabulary import Change, Group, Kind, Modality, Outcome, Scope, Stance

Days = tuple[date | None, date | None]
"""First and last day, inclusive; either may be open."""


class CodedCount(msgspec.Struct, frozen=True):
    """People counted; two counts are the same when all four fields are. `part_of` indexes the claim's counts."""

    outcome: Outcome
    group: Group
    low: int | None = None
    high: int | None = None
    part_of: int | None = None

    @property
    def figure(self) -> tuple[str, str, int | None, int | None]:
        """What is compared."""
        return self.outcome, self.group, self.low, self.high


class CodedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its names as words and its evidence as offsets into the text; null where nothing is said."""

    kind: Kind
    change: Change | None = None
    stance: Stance | None = None
    modality: Modality | None = None
    scope: Scope | None = None
    sources: tuple[str, ...] = ()
    actor: str | None = None
    target: str | None = None
    places: tuple[str, ...] = ()
    share: float | None = None
    date: Days | None = None
    counts: tuple[CodedCount, ...] = ()
    evidence: tuple[Span, ...] = ()


class CodedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its claims; `text` is empty where nobody gave it and nothing of the claims needs it."""

    report: str
    text: str = ""
    text_digest: str | None = None
    published: date | None = None
    outlet: str | None = None
    claims: tuple[CodedClaim, ...] = ()
