"""Why two claims or two events are one, or are not: what was found of the pair, and how it was decided."""

from typing import Literal

import msgspec

from marsad.model.answer import ClaimWords
from marsad.model.judged import JudgementLine

Decision = Literal[
    "judged same", "judged different", "kept apart", "one", "two", "one through others", "two for others", "aside"
]
"""`kept apart`: by a finding that bars, whatever else speaks for it. `one through others`, `two for others`: against
the pair's own weight, by that of the groups. `aside`: a running total or a prospect, which forms no event."""


class Feature(msgspec.Struct, frozen=True):
    """One finding: which feature, at which level of the table, and its weight in powers of two of the odds."""

    feature: str
    level: str
    weight: float


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of claims (ids): `weight` is `prior` and the features' weights added; `never` is the feature that bars."""

    one: str
    other: str
    prior: float
    features: tuple[Feature, ...]
    weight: float
    never: str | None = None


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """Two groups: how many pairs lie across, how many share no key and count by the table, how many are barred."""

    pairs: int
    unmet: int
    barred: int
    mean: float


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: `about` as asked (full ids), the pair that speaks most for one event, and what decided.

    `between` is null where both stand in one event, or where one forms none. `judgements` are those that bind or part
    them, through other claims too.
    """

    about: tuple[str, str]
    decision: Decision
    events: tuple[tuple[str, ...], tuple[str, ...]]
    weighed: Weighed
    claims: tuple[ClaimWords, ...]
    between: Between | None = None
    judgements: tuple[JudgementLine, ...] = ()
