"""A decision about claims, by a person or a rule; appended, never edited, undone only by another."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from marsad.model.canonical import canonical, digest
from marsad.model.name import Span
from marsad.model.vocabulary import Kind

Verdict = Literal["same", "different", "unsure", "correct", "reject", "add", "undo"]
"""What a judgement may say.

`same`/`different`: the claims tell of one event, or of as many as they are. `unsure`: takes back either, the program
decides again; of one claim alone it says that somebody looked. `correct`: sets the fields given; without fields the
claim stands as it was read, which takes back a correction or a rejection. `reject`: the claim is no claim. `add`: a
claim that the reader missed. `undo`: the judgement whose id its field `judgement` holds is as though never made.
"""
JUDGEMENT_ID_LENGTH = 24
"""Hexadecimal digits of a judgement's id."""


class ClaimPointer(msgspec.Struct, frozen=True):
    """A claim by what it stands on, so that a judgement outlives a re-reading.

    `claim` is its id when it was judged: where one span holds several claims (two who deny), it tells which is meant.
    """

    text_digest: str
    evidence: tuple[Span, ...]
    kind: Kind
    claim: str = ""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided about which claims, by whom, when and why; `fields` holds what a `correct` or `add` sets."""

    verdict: Verdict
    about: tuple[ClaimPointer, ...]
    author: str
    made: datetime
    reason: str = ""
    fields: dict[str, Any] = {}


class Applied(msgspec.Struct, frozen=True):
    """That a judgement, by its id, is in force on a claim."""

    claim: str
    judgement: str


def judgement_id(judgement: Judgement) -> str:
    """Hash of all that the judgement says, its author and moment included."""
    return digest(canonical(judgement))[:JUDGEMENT_ID_LENGTH]
