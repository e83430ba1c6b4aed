"""A decision about claims, by a person or a rule; appended, never edited, undone only by another."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from marsad.model.name import Span
from marsad.model.vocabulary import Kind

Verdict = Literal["same", "different", "unsure", "correct", "reject", "add"]
"""What a judgement may say.

`same`/`different`: the claims tell of one event, or of as many as they are. `unsure`: takes back either, the program
decides again. `correct`: sets the fields given; without fields it takes back a correction or a rejection. `reject`:
the claim is no claim. `add`: a claim that the reader missed.
"""


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
