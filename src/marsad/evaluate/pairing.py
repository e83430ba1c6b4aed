"""Which claims of two codings are the same one: the one-to-one pairing that agrees most, as MUC-4 scored."""

from collections.abc import Sequence

from marsad.errors import InputError
from marsad.evaluate.names import same_party, same_place
from marsad.evaluate.spans import near, same_evidence
from marsad.model.coded import CodedClaim

ENOUGH = 3.0
"""Points of agreement from which two claims may be a pair."""
COUNTS = 2
"""Counts in common beyond these add no more points."""

Pair = tuple[int, int]


def pair_up(gold: Sequence[CodedClaim], read: Sequence[CodedClaim]) -> list[Pair]:
    """(gold index, read index) of claims that belong together, in order. InputError where scipy is not installed."""
    if not gold or not read:
        return []
    points = [[agreement(one, other) for other in read] for one in gold]
    return [(i, j) for i, j in _assigned(points) if points[i][j] >= ENOUGH]


def agreement(gold: CodedClaim, read: CodedClaim) -> float:
    """Points of two claims: words, kind, counts, stance, place and sides in common; 0 with no word and no count."""
    words = near(gold.evidence, read.evidence)
    counts = len({count.figure for count in gold.counts} & {count.figure for count in read.counts})
    if not words and not counts:
        return 0.0
    points = 2.0 * words + 2.0 * ((gold.kind, gold.change) == (read.kind, read.change)) + 1.0 * (gold.kind == read.kind)
    points += same_evidence(gold.evidence, read.evidence)
    points += 2.0 * min(COUNTS, counts)
    points += gold.stance == read.stance
    points += any(same_place(a, b) for a in gold.places for b in read.places)
    points += 0.5 * same_party(speaker(gold), speaker(read))
    points += 0.5 * same_party(gold.actor, read.actor)
    return points


def speaker(claim: CodedClaim) -> str | None:
    """The innermost source; none where the outlet speaks in its own voice."""
    return claim.sources[-1] if claim.sources else None


def _assigned(points: list[list[float]]) -> list[Pair]:
    """The assignment of most points in all (Crouse 2016, as scipy has it)."""
    try:
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - an extra: only those who compare need it
    except ImportError as error:
        what = "comparing two codings needs scipy, which is not installed"
        raise InputError(what, mend="install it with `pip install 'marsad[evaluate]'`") from error
    rows, columns = linear_sum_assignment(points, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True)]
