"""A made-up world whose truth is known, and what its sources say of it."""

from datetime import date

import msgspec

from marsad.model.reading import Reading
from marsad.model.vocabulary import CountRule, Group, Kind


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """How large a world is and how its sources behave; shares are from 0 to 1.

    `miss`: happenings that a source does not hear of. `repeat`: reports that another outlet prints again. `vague`:
    figures given as "at least" or a vague word. `lag`: days at most until a source tells. `complete`: whether one
    source hears of all in its governorate and gives exact totals. The last four make sources untruthful: `rounding` and
    `inflate` change figures, `blame` the party, `deny` denies.
    """

    seed: int = 1
    governorates: int = 2
    towns: int = 3
    quarters: int = 2
    days: int = 20
    happenings: int = 30
    sources: int = 4
    miss: float = 0.4
    repeat: float = 0.3
    vague: float = 0.4
    lag: int = 3
    complete: bool = True
    rounding: float = 0.0
    inflate: float = 0.0
    blame: float = 0.0
    deny: float = 0.0


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """What happened: one day, one place, and how many died, by groups that share nobody."""

    day: date
    place: str
    kind: Kind
    party: str
    dead: dict[Group, int]


class Simulated(msgspec.Struct, frozen=True, kw_only=True):
    """The truth, and the readings of the reports that the sources wrote, in the order of publication.

    `inside`: each place → what contains it, nearest first.
    """

    happenings: tuple[Happening, ...]
    readings: tuple[Reading, ...]
    inside: dict[str, tuple[str, ...]]


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """One question to one world by one rule: the dead there are, and what the rule answers."""

    seed: int
    rule: CountRule
    place: str | None
    group: Group
    truth: int
    low: int | None
    best: int | None
    high: int | None


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """How far a rule can be trusted over many worlds: shares of its answers, and the mean of best over truth."""

    rule: CountRule
    asked: int
    holds: float
    low_holds: float
    bounded: float
    best_share: float | None
