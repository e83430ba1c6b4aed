"""Figures that their extractor may have got wrong: marked in the reading, so that they wait for a person."""

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.model.claim import Claim
from marsad.model.name import Span
from marsad.model.reading import Reading


def awaiting(reading: Reading, unsure: Sequence[Span]) -> Reading:
    """The reading; counts of claims that stand, with any word, in an unsure piece of the text await a person."""
    if not unsure:
        return reading
    return replace(reading, claims=tuple(_marked(claim, unsure) for claim in reading.claims))


def _marked(claim: Claim, unsure: Sequence[Span]) -> Claim:
    meets = any(start < last and first < end for start, end in claim.evidence for first, last in unsure)
    if not meets or not claim.counts:
        return claim
    return replace(claim, counts=tuple(replace(count, awaits=True) for count in claim.counts))
