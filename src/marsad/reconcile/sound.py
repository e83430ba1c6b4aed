"""Claims that contradict themselves are set aside by name; the rest goes on without them."""

from marsad.model.claim import Claim
from marsad.model.sound import contradiction


def unsound(claim: Claim) -> str | None:
    """What is wrong with the claim in itself, or None."""
    period = claim.date
    return contradiction((period.start, period.end) if period else None, claim.share, claim.counts)
