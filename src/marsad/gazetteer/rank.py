"""Which of several places a name means: the one that the most speaks for, if it is clearly ahead."""

import math
from collections.abc import Callable, Iterable, Sequence

import msgspec

from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.place import PRIOR_OF_TYPE, PlaceRow, PlaceType
from marsad.gazetteer.reasons import (
    ABROAD,
    AT_HAND,
    BACKING,
    BESIDES,
    ELSEWHERE,
    FAINT,
    IN_TOWNS,
    NOT_SAID,
    POINTS,
    country_reason,
    cue_reason,
    nearby_reason,
    parent_reason,
)
from marsad.gazetteer.towns import is_unlisted

CLEAR = 1.5
"""Points that the best candidate must be ahead of every rival."""
_SEAT_KM = 15.0
"""A place as near as this to the middle of a district of its name is the district's seat."""
_SMALL = IN_TOWNS | {"village"}
_VILLAGE = 3.0
"""A point for ten times the people, from a thousand (10 to the 3rd) on; an unknown number counts as a village's."""

_FITS_OF_CUE: dict[PlaceType, tuple[PlaceType, ...]] = {
    "country": ("country",),
    "governorate": ("governorate", "district", "region"),
    "district": ("district", "town", "region", "governorate"),
    "town": ("town", "village", "camp", "neighbourhood"),
    "village": ("village", "town", "neighbourhood"),
    "neighbourhood": ("neighbourhood", "camp"),
    "camp": ("camp", "neighbourhood"),
    "region": ("region", "district", "neighbourhood", "town", "village", "camp", "site", "governorate"),
    "site": ("site", "neighbourhood"),
}
"""Kinds of place that satisfy a cue, best first: writers call a small town a village, and any place a region."""


class Context(msgspec.Struct, frozen=True):
    """What the report tells beside the name: ids of places named as containers, of others, its country, a cue.

    `parents`: nearest container first ("في حلب"); `nearby`: other places of the report; `country`: ISO code of the
    report's or outlet's country; `cue`: what the words before the name say that it is ("حي" → neighbourhood); `before`:
    places named before this one, nearest first, to which "the town" or "the eastern quarters" may point back.
    """

    parents: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()
    country: str | None = None
    cue: PlaceType | None = None
    before: tuple[str, ...] = ()


class Candidate(msgspec.Struct, frozen=True):
    """A place that the name may mean, its score (more is better) and the reasons that gave it."""

    row: PlaceRow
    score: float
    reasons: tuple[str, ...]


def ranked(
    rows: Iterable[PlaceRow], name: str, context: Context, fits: Sequence[PlaceType], ancestry: Ancestry
) -> tuple[Candidate, ...]:
    """The candidates, best first, ties by id; `fits` stands before the context's cue."""
    fits = fits or (_FITS_OF_CUE[context.cue] if context.cue else ())
    found = [_candidate(row, name, context, fits, ancestry) for row in rows]
    return tuple(sorted(found, key=lambda candidate: (-candidate.score, candidate.row.id)))


def clear_best(
    candidates: Sequence[Candidate], ancestry: Ancestry, weak: Callable[[PlaceRow], bool]
) -> Candidate | None:
    """The best, where no rival comes near it; a place and what it lies in, or its capital, are no rivals.

    No part of a town is taken where another town is named, and a weak place (`weak`) only where something in the
    report speaks for it.
    """
    if not candidates:
        return None
    best = candidates[0]
    if _unlikely(best) or (weak(best.row) and not _backed(best)):
        return None
    for rival in candidates[1:]:
        if best.score - rival.score >= CLEAR:
            return best
        if not _family(best.row, rival.row, ancestry):
            return None
    return best


def _unlikely(best: Candidate) -> bool:
    """Whether what the report tells speaks against even the best: a quarter of another town, or of another country."""
    if ELSEWHERE in best.reasons:
        return True
    small = best.row.type in _SMALL or NOT_SAID in best.reasons
    return small and ABROAD in best.reasons and not AT_HAND.intersection(best.reasons)


def _backed(best: Candidate) -> bool:
    """Whether something speaks for a weak place: not faintly for a part of a town, or where a container is named.

    For one of another country, and an unlisted town outside the container, another place of the report must speak.
    """
    if NOT_SAID in best.reasons:
        return False
    besides = bool(BESIDES.intersection(best.reasons))
    backing = BACKING - FAINT if besides or best.row.type in IN_TOWNS else BACKING
    if (ABROAD in best.reasons and best.row.type != "country") or (besides and is_unlisted(best.row)):
        backing = AT_HAND - FAINT
    return bool(backing.intersection(best.reasons))


def _family(a: PlaceRow, b: PlaceRow, ancestry: Ancestry) -> bool:
    if ancestry.inside(a.id, b.id) or ancestry.inside(b.id, a.id):
        return True
    if a.country != b.country or a.type == b.type:
        return False
    return "governorate" in {a.type, b.type} or ("district" in {a.type, b.type} and _near(a, b))


def _near(a: PlaceRow, b: PlaceRow) -> bool:
    return kilometres(a.lat, a.lon, b.lat, b.lon) <= _SEAT_KM


def _candidate(row: PlaceRow, name: str, context: Context, fits: Sequence[PlaceType], ancestry: Ancestry) -> Candidate:
    nearby, more = nearby_reason(row, context.nearby, ancestry)
    score = more + PRIOR_OF_TYPE[row.type] + max(0.0, math.log10(row.population + 1) - _VILLAGE)
    reasons: list[str] = [row.type]
    for reason in (
        "own name" if name_key(row.name_ar) == name_key(name) else "",
        "no pack lists it" if is_unlisted(row) else "the record's own" if row.added else "",
        cue_reason(row, fits),
        parent_reason(row, context.parents, ancestry),
        nearby,
        country_reason(row, context.country),
    ):
        if reason:
            score += POINTS[reason]
            reasons.append(reason)
    return Candidate(row, round(score, 3), tuple(reasons))
