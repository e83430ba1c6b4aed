"""When a claim without a date of its own takes that of the same event, told before in the report.

"A known event keeps its date in every claim about it" (the codebook's doubts). Only happenings of a moment are
carried: of an explosion that is told again the day is known; fighting, sieges and flights go on, and told in the
present they have no day. On the coded reports 27 of the 35 dates that this rule carries are right; carried for every
kind alike, fewer than half would be.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from marsad.model.period import Period
from marsad.model.vocabulary import Kind

_MOMENTS: frozenset[Kind] = frozenset({"explosion"})
"""Happenings of a moment: one is taken to be the one told before, unless its places differ and it counts nobody."""
_STRIKES: frozenset[Kind] = frozenset({"airstrike", "shelling"})
"""Happenings that come again and again: the same only at a place that both name."""
CARRIED_KINDS = _MOMENTS | _STRIKES
"""Kinds whose date may be carried at all."""
_LONGEST = 1
"""Days between the first and the last of a date that may be carried."""


class Told(NamedTuple):
    """A claim as far as carrying needs it: `places` are ids, or folded names, or both."""

    kind: Kind
    places: AbstractSet[str]
    counted: bool
    date: Period | None
    definite: bool = False


def carried(claim: Told, before: Sequence[Told]) -> Period | None:
    """The date that a claim takes over from the claims before it, in text order; None where none is safe to take."""
    if claim.date is not None:
        return claim.date
    for other in reversed(before):
        if other.kind == claim.kind and other.date is not None and _same(claim, other, other.date):
            return other.date
    return None


def _same(claim: Told, other: Told, date: Period) -> bool:
    """Whether two claims of a kind may tell of one happening, dated to a day or a night."""
    if date.start is None or date.end is None or (date.end - date.start).days > _LONGEST:
        return False
    shared = bool(claim.places & other.places)
    if claim.kind in _MOMENTS:
        return shared or claim.counted or claim.definite or not claim.places
    return claim.kind in _STRIKES and shared
