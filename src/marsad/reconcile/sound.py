"""Claims that contradict themselves are set aside by name; the rest goes on without them."""

from collections.abc import Sequence

from marsad.model.claim import Claim
from marsad.model.count import Count


def unsound(claim: Claim) -> str | None:
    """What is wrong with the claim in itself, or None."""
    period = claim.date
    if period and period.start and period.end and period.end < period.start:
        return f"its period ends ({period.end}) before it starts ({period.start})"
    if claim.share is not None and not 0 <= claim.share <= 1:
        return f"its share of a place is {claim.share}, which is no fraction"
    for at, count in enumerate(claim.counts):
        if wrong := _unsound_count(at, count, claim.counts):
            return f"count {at} {wrong}"
    return None


def _unsound_count(at: int, count: Count, counts: Sequence[Count]) -> str | None:
    low, high = count.low, count.high
    if (low is not None and low < 0) or (high is not None and high < 0):
        return "is below zero"
    if low is not None and high is not None and low > high:
        return f"has a low end ({low}) above its high end ({high})"
    if count.part_of is None:
        return None
    if not 0 <= count.part_of < len(counts) or _circular(at, counts):
        return f"is a part of count {count.part_of}, which cannot be"
    whole = counts[count.part_of].high
    if counts[count.part_of].outcome == count.outcome and low is not None and whole is not None and low > whole:
        return f"is a part ({low}) that exceeds its whole ({whole})"
    return None


def _circular(at: int, counts: Sequence[Count]) -> bool:
    seen: set[int] = set()
    part_of: int | None = at
    while part_of is not None and 0 <= part_of < len(counts):
        if part_of in seen:
            return True
        seen.add(part_of)
        part_of = counts[part_of].part_of
    return False
