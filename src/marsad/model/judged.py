"""What somebody judged: by whom, when and why, on which claims, and how it stands now."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec

from marsad.model.judgement import ClaimPointer, Judgement, Verdict
from marsad.model.name import Span

State = Literal["in force", "overtaken", "undone", "set aside"]
"""`overtaken`: a later one took its place; `set aside`: it cannot be put into force, and why is said."""


class Author(msgspec.Struct, frozen=True):
    """Who judges, when, and why."""

    name: str
    now: datetime
    reason: str = ""

    def says(
        self, verdict: Verdict, about: Iterable[ClaimPointer], fields: Mapping[str, Any] | None = None
    ) -> Judgement:
        """A judgement of theirs."""
        return Judgement(
            verdict=verdict,
            about=tuple(about),
            author=self.name,
            made=self.now,
            reason=self.reason,
            fields=dict(fields or {}),
        )


class Missed(msgspec.Struct, frozen=True):
    """A claim that the reader missed: in which report, on which words or [start, end), and FIELD=VALUE."""

    report: str
    on: tuple[str | Span, ...]
    fields: tuple[str, ...]


class JudgementLine(msgspec.Struct, frozen=True, kw_only=True):
    """One judgement: its id, what it says of which claims (ids), by whom, when and why, and how it stands."""

    judgement: str
    verdict: Verdict
    claims: tuple[str, ...]
    author: str
    made: datetime
    reason: str = ""
    fields: dict[str, Any] = {}
    state: State = "in force"
    why: str = ""

    @classmethod
    def of(cls, name: str, judgement: Judgement, state: State, why: str) -> "JudgementLine":
        """The line of a judgement."""
        return cls(
            judgement=name,
            verdict=judgement.verdict,
            claims=tuple(pointer.claim for pointer in judgement.about),
            author=judgement.author,
            made=judgement.made,
            reason=judgement.reason,
            fields=judgement.fields,
            state=state,
            why=why,
        )


class Judged(msgspec.Struct, frozen=True):
    """A judgement that was logged, and how many claims and events the record holds now."""

    line: JudgementLine
    claims: int
    events: int
