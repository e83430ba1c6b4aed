"""A claim as the coding page sends it and as it is saved: words of the text by their offsets, by the codebook."""

from datetime import date
from typing import Any

import msgspec

from marsad.model.coded import CodedCount
from marsad.model.name import Span
from marsad.model.vocabulary import Change, Kind, Modality, Scope, Stance

Word = Span | str
"""A name: `[start, end)` where it is words of the text, else as the coder writes it."""


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """Inclusive days, either open."""

    start: date | None
    end: date | None


class Coding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One claim; the fields of docs/codebook.md that a coder fills."""

    kind: Kind
    change: Change | None = None
    stance: Stance = "asserts"
    modality: Modality = "actual"
    scope: Scope = "incident"
    sources: tuple[Word, ...] = ()
    actor: Word | None = None
    target: Word | None = None
    places: tuple[Word, ...] = ()
    share: float | None = None
    date: Days | None = None
    counts: tuple[CodedCount, ...] = ()
    evidence: tuple[Span, ...]


class Saved(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the file that is coded into; `done` says that the coder has finished with the report."""

    report: str
    text_digest: str
    coder: str | None = None
    done: bool = False
    claims: tuple[Coding, ...] = ()


def line(saved: Saved) -> bytes:
    """The saved report as one line of JSON; a claim's share is left out where there is none."""
    plain: dict[str, Any] = msgspec.to_builtins(saved)
    if saved.coder is None:
        del plain["coder"]
    for claim in plain["claims"]:
        if claim["share"] is None:
            del claim["share"]
    return msgspec.json.encode(plain) + b"\n"
