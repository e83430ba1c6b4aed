"""What contradicts itself in a claim, however it came: read, corrected by hand, or coded elsewhere."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol


class Counted(Protocol):
    """People counted, as claims and coded claims have them."""

    @property
    def outcome(self) -> str:
        """What befell them."""
        ...

    @property
    def low(self) -> int | None:
        """The lower end."""
        ...

    @property
    def high(self) -> int | None:
        """The upper end."""
        ...

    @property
    def part_of(self) -> int | None:
        """The count that this one is a part of, by its place in the list."""
        ...


def contradiction(
    days: tuple[date | None, date | None] | None, share: float | None, counts: Sequence[Counted]
) -> str | None:
    """What cannot be about days (inclusive), the share of a place and the counts of one claim, or None."""
    start, end = days or (None, None)
    if start and end and end < start:
        return f"its period ends ({end}) before it starts ({start})"
    if share is not None and not 0 <= share <= 1:
        return f"its share of a place is {share}, which is no fraction"
    for at, count in enumerate(counts):
        if wrong := _wrong(at, count, counts):
            return f"count {at} {wrong}"
    return None


def _wrong(at: int, count: Counted, counts: Sequence[Counted]) -> str | None:
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


def _circular(at: int, counts: Sequence[Counted]) -> bool:
    seen: set[int] = set()
    part_of: int | None = at
    while part_of is not None and 0 <= part_of < len(counts):
        if part_of in seen:
            return True
        seen.add(part_of)
        part_of = counts[part_of].part_of
    return False
