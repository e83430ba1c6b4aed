"""The casualty ledger's rules: from what each source says to a range."""

from collections.abc import Iterable

from marsad.model.event import EventCount
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import CountRule


def tally(claims: Iterable[SourcedClaim], rule: CountRule = "range") -> tuple[EventCount, ...]:
    """The counts of one event, a row for each outcome × group that its asserting claims tell of."""
    _ = claims, rule
    return ()
