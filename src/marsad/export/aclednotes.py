"""What ACLED's other columns cannot hold goes into `notes`: how sure, who disputes, which numbers, which claims."""

from collections.abc import Sequence

from marsad.model.event import Event, EventCount
from marsad.model.sourced import SourcedClaim


def notes(event: Event, said: Sequence[SourcedClaim], sites: int, fatal: int | None) -> str:
    """English, and facts alone; names of speakers are left to the column `source`."""
    parts = [
        f"Status: {event.status}.",
        *_dispute(said),
        *_days(event),
        *_counts(event.counts),
        *([] if fatal is not None else ["Fatalities: not reported."]),
        *([f"One count for {sites} places, divided among their rows."] if sites > 1 and fatal is not None else []),
        f"Claims: {' '.join(event.claims)}.",
        *([f"Running totals beside, not added: {' '.join(event.totals)}."] if event.totals else []),
    ]
    return " ".join(parts)


def _dispute(said: Sequence[SourcedClaim]) -> list[str]:
    denials = len({sourced.claim.id for sourced in said if sourced.claim.stance == "denies"})
    return [f"Denied in {denials} of {len({s.claim.id for s in said})} claims."] if denials else []


def _days(event: Event) -> list[str]:
    when = event.date
    if when is None:
        return ["Day not reported."]
    if when.start == when.end:
        return []
    return [f"Day given as {when.start or 'unknown'} to {when.end or 'unknown'} ({when.precision})."]


def _counts(counts: Sequence[EventCount]) -> list[str]:
    told = [f"{c.outcome} {c.group} {_range(c.low, c.high)}" for c in counts]
    return [f"As told: {'; '.join(told)}."] if told else []


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return "unknown" if high is None else f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}-{high}"
