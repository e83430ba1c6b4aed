"""Judgements beside the claims that they changed, so that no figure is a person's without saying so."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from marsad.archive.archive import Archive
from marsad.model.answer import ClaimWords, Why
from marsad.model.claim import Claim
from marsad.model.event import Reconciled
from marsad.model.judged import JudgementLine
from marsad.model.sourced import SourcedClaim
from marsad.pipeline.judging import as_read, lines_of, read_claim


class Witness:
    """What people said of each claim, and how it was read before."""

    def __init__(self, archive: Archive, record: Path, told: Reconciled) -> None:
        self._record = record
        self._lines = {line.judgement: line for line in lines_of(archive, told)} if told.applied else {}
        self._on: dict[str, list[JudgementLine]] = {}
        for one in told.applied:
            if line := self._lines.get(one.judgement):
                self._on.setdefault(one.claim, []).append(line)
        self._aside = {one.about: one.why for one in told.set_aside}
        self._aside |= dict.fromkeys(told.rejected, "somebody rejected it")

    def beside(self, why: Why) -> Why:
        """The answer, each claim with its judgements."""
        claims, totals = (tuple(map(self._claim, told)) for told in (why.claims, why.totals))
        return msgspec.structs.replace(why, claims=claims, totals=totals)

    def _claim(self, told: ClaimWords) -> ClaimWords:
        lines = tuple(self._on.get(told.claim, ()))
        return msgspec.structs.replace(
            told, judgements=lines, read=self._read(told, lines), aside=self._aside.get(told.claim, "")
        )

    def _read(self, told: ClaimWords, lines: Iterable[JudgementLine]) -> Claim | None:
        """How a corrected claim was read."""
        if not any(line.verdict == "correct" and line.fields for line in lines):
            return None
        now = SourcedClaim(claim=told.says, report=told.report, text_digest=told.text_digest)
        read = read_claim(self._record, now)
        return None if read == told.says else read


def lost(archive: Archive, told: Reconciled, asked: Iterable[object]) -> tuple[SourcedClaim, ...]:
    """Claims that are asked for and count for nothing, as they were read: rejected, or at odds with themselves."""
    gone = {*told.rejected, *(one.about for one in told.set_aside)}
    wanted = {
        claim for claim in gone for thing in asked if isinstance(thing, str) and thing and claim.startswith(thing)
    }
    return tuple(as_read(archive, wanted).values()) if wanted else ()
