"""Lessons: a coded report's claims laid on the stretches and mentions of its page."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from marsad.model.coded import CodedClaim
from marsad.model.name import Span
from marsad.read.finding.finds import Finds
from marsad.read.finding.kinds import KINDS, kind_number
from marsad.read.finding.mentions import Mention
from marsad.read.finding.pieces import Pieces
from marsad.read.finding.sheet import Numbers

LEAST = 0.3
"""Shared letters of all letters below which a claim has no stretch on the page."""
TWIN = 0.75
"""A stretch this near to the best one, in parts of it, is neither right nor wrong."""


class Alike(NamedTuple):
    """When two names mean the same: of parties, and of places."""

    party: Callable[[str | None, str | None], bool]
    place: Callable[[str, str], bool]


class Link(NamedTuple):
    """What a claim's slots hold: each the mentions that are right, None where the page has none of them.

    An empty list: the slot is empty. `places` holds one list a place.
    """

    stretch: int
    kind: int
    actor: list[int] | None
    target: list[int] | None
    speaker: list[int] | None
    date: list[int] | None
    places: list[list[int]]
    flags: tuple[bool, bool, bool]


class Lesson(NamedTuple):
    """A page with what is right on it: kinds `[S, kinds]`, which of them count, and links."""

    finds: Finds
    pieces: Pieces
    kinds: Numbers
    counted: Numbers
    links: list[Link]


def lesson(finds: Finds, pieces: Pieces, claims: Sequence[CodedClaim], alike: Alike) -> Lesson:
    """The lesson of a coded report."""
    kinds = np.zeros((len(finds.stretches), len(KINDS)), np.float32)
    counted = np.ones_like(kinds)
    links = []
    spans = [finds.page.lattice.span(one.start, one.end) for one in finds.stretches]
    for claim in claims:
        kind = kind_number(claim.kind, claim.change)
        evidence = (min(start for start, _ in claim.evidence), max(end for _, end in claim.evidence))
        shared = [_shared(span, evidence) for span in spans]
        best = int(np.argmax(shared)) if shared else 0
        if not shared or shared[best] < LEAST:
            continue
        for number, one in enumerate(shared):
            if one >= max(TWIN * shared[best], LEAST) and number != best:
                counted[number, kind] = 0
        kinds[best, kind] = 1
        links.append(_link(finds, best, kind, claim, alike))
    counted[kinds > 0] = 1
    return Lesson(finds, pieces, kinds, counted, links)


def _shared(one: Span, other: Span) -> float:
    both = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return both / max(1, one[1] - one[0] + other[1] - other[0] - both)


def _link(finds: Finds, stretch: int, kind: int, claim: CodedClaim, alike: Alike) -> Link:
    names = finds.mentions

    def called(text: str | None) -> list[int] | None:
        if not text:
            return []
        return [n for n, name in enumerate(names) if name.text and alike.party(text, name.text)] or None

    return Link(
        stretch,
        kind,
        called(claim.actor),
        called(claim.target),
        called(claim.sources[-1] if claim.sources else None),
        _dated(claim, names),
        [_placed(place, names, alike) for place in claim.places],
        (claim.stance == "denies", claim.modality == "prospect", claim.scope == "cumulative"),
    )


def _placed(place: str, names: Sequence[Mention], alike: Alike) -> list[int]:
    """The mentions that name a place, those that say no more and no less than the coder first."""
    found = [n for n, name in enumerate(names) if name.named and alike.place(place, name.text)]
    return sorted(found, key=lambda n: abs(len(names[n].text) - len(place)))


def _dated(claim: CodedClaim, names: Sequence[Mention]) -> list[int] | None:
    if claim.date is None:
        return []
    days = [n for n, name in enumerate(names) if name.period and (name.period.start, name.period.end) == claim.date]
    return days or None
