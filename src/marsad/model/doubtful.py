"""What a person's word would settle: a pair that might be one event, a claim that might be misread."""

from typing import Literal

import msgspec

Why = Literal["weight", "confidence", "awaits", "contradiction"]
"""`weight`: the pair's weight is near the threshold; `confidence`: the reader was not sure; `awaits`: a figure waits
for a person; `contradiction`: the claim contradicts itself, and is set aside until somebody corrects it."""


class Doubtful(msgspec.Struct, frozen=True, kw_only=True):
    """A question for a person: of two claims whether they are one event, of one claim whether it is right.

    `usefulness`: how uncertain it is, from 0 to 1, times one and the people at stake. `together`: whether the two
    stand in one event now; `weight`: in powers of two of the odds, the mean between their events or to the rest of the
    event; `about`: what contradicts itself. `events` are those of each claim.
    """

    claims: tuple[str, ...]
    events: tuple[str, ...]
    why: Why
    usefulness: float
    people: int
    together: bool | None = None
    weight: float | None = None
    confidence: float | None = None
    about: str = ""
