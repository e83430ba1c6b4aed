"""Which of several places a name means: points for what the report tells beside it, in one table."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.place import PRIOR_OF_TYPE, PlaceRow, PlaceType
from marsad.gazetteer.towns import is_unlisted

CLEAR = 1.5
"""Points that the best candidate must be ahead of every rival."""
_NEAR_KM = 40.0
_SUBURB_KM = 15.0
"""A quarter or camp as near as this to a town may be told as the town's, though it lies in another."""
_IN_TOWNS: frozenset[PlaceType] = frozenset({"neighbourhood", "camp", "site"})
_SMALL = _IN_TOWNS | {"village"}
_VILLAGE = 3.0
"""A point for ten times the people, from a thousand (10 to the 3rd) on; an unknown number counts as a village's."""

_AGAIN, _MOST_AGAIN = 0.75, 3.0
"""Points for each further place of the report that lies near, and the most that they come to; to share a country
with many is nothing more."""

_ELSEWHERE = "in another town than the one named"
_NOT_SAID = "not what the cue says"
_ABROAD = "in another country than the report's"
_POINTS = {
    "own name": 0.5,
    "no pack lists it": -3.0,
    "the record's own": -1.5,
    "as the cue says": 12.0,
    "next to what the cue says": 5.0,
    _NOT_SAID: -3.0,
    "inside the place named": 8.0,
    "in the governorate of the place named": 5.0,
    "in the country of the place named": 2.0,
    "outside the place named": -3.0,
    _ELSEWHERE: -8.0,
    "beside a place of the report": 5.0,
    "in a governorate of the report": 3.5,
    "in a country of the report": 2.0,
    "near a place of the report": 3.0,
    "in the report's country": 2.5,
    _ABROAD: -1.5,
}
"""Ordinal points, set by hand over the reports that may be looked at; a candidate's reasons are these words."""
_BACKING = frozenset(reason for reason, points in _POINTS.items() if points > 0 and reason != "own name")
"""Reasons that speak for a place: without one of them, no town is taken that no pack lists, and no ordinary word."""
_BESIDES = frozenset({"in the country of the place named", "outside the place named"})
"""Reasons that tell that a container is named and the place is not in it."""
_AT_HAND = frozenset(reason for reason in _BACKING if reason.endswith(("named", "of the report")))
"""Reasons that another place of the report gives."""
_FAINT = frozenset({"in the report's country", "in a country of the report", "in the country of the place named"})
"""Reasons too faint to be counted again, or for an ordinary word to be a part of a town."""


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
    if _ELSEWHERE in best.reasons:
        return True
    small = best.row.type in _SMALL or _NOT_SAID in best.reasons
    return small and _ABROAD in best.reasons and not _AT_HAND.intersection(best.reasons)


def _backed(best: Candidate) -> bool:
    """Whether something speaks for a weak place: not faintly for a part of a town, or where a container is named.

    For one of another country, and an unlisted town outside the container, another place of the report must speak.
    """
    if _NOT_SAID in best.reasons:
        return False
    besides = bool(_BESIDES.intersection(best.reasons))
    backing = _BACKING - _FAINT if besides or best.row.type in _IN_TOWNS else _BACKING
    if (_ABROAD in best.reasons and best.row.type != "country") or (besides and is_unlisted(best.row)):
        backing = _AT_HAND - _FAINT
    return bool(backing.intersection(best.reasons))


def _family(a: PlaceRow, b: PlaceRow, ancestry: Ancestry) -> bool:
    if ancestry.inside(a.id, b.id) or ancestry.inside(b.id, a.id):
        return True
    return a.country == b.country and "governorate" in {a.type, b.type} and a.type != b.type


def _candidate(row: PlaceRow, name: str, context: Context, fits: Sequence[PlaceType], ancestry: Ancestry) -> Candidate:
    nearby, more = _nearby_reason(row, context.nearby, ancestry)
    score = more + PRIOR_OF_TYPE[row.type] + max(0.0, math.log10(row.population + 1) - _VILLAGE)
    reasons: list[str] = [row.type]
    for reason in (
        "own name" if name_key(row.name_ar) == name_key(name) else "",
        "no pack lists it" if is_unlisted(row) else "the record's own" if row.added else "",
        _cue_reason(row, fits),
        _parent_reason(row, context.parents, ancestry),
        nearby,
        _country_reason(row, context.country),
    ):
        if reason:
            score += _POINTS[reason]
            reasons.append(reason)
    return Candidate(row, round(score, 3), tuple(reasons))


def _country_reason(row: PlaceRow, country: str | None) -> str:
    if country is None:
        return ""
    return "in the report's country" if row.country == country else _ABROAD


def _cue_reason(row: PlaceRow, fits: Sequence[PlaceType]) -> str:
    if not fits:
        return ""
    if row.type == fits[0]:
        return "as the cue says"
    return "next to what the cue says" if row.type in fits else _NOT_SAID


def _parent_reason(row: PlaceRow, parents: Iterable[str], ancestry: Ancestry) -> str:
    known = [parent for parent in parents if ancestry.place(parent)]
    if not known or row.id in known:
        return ""
    if any(ancestry.inside(row.id, parent) for parent in known):
        return "inside the place named"
    return "" if any(ancestry.inside(parent, row.id) for parent in known) else _beside_parent(row, known, ancestry)


def _beside_parent(row: PlaceRow, known: Sequence[str], ancestry: Ancestry) -> str:
    if _of_another_town(row, known[0], ancestry):
        return _ELSEWHERE
    governorate = ancestry.above(row.id, "governorate")
    if governorate and any(ancestry.above(parent, "governorate") == governorate for parent in known):
        return "in the governorate of the place named"
    at_home = any((place := ancestry.place(parent)) and place.country == row.country for parent in known)
    return "in the country of the place named" if at_home else "outside the place named"


def _of_another_town(row: PlaceRow, parent: str, ancestry: Ancestry) -> bool:
    """Whether a part of one town is asked for in another, which lies well away from it."""
    town = ancestry.above(row.id, "town")
    named = ancestry.above(parent, "town") or ancestry.above(parent, "village")
    if row.type not in _IN_TOWNS or town is None or named is None or town == named:
        return False
    distance = ancestry.distance_km(row.id, named)
    return distance is not None and distance > _SUBURB_KM


def _nearby_reason(row: PlaceRow, nearby: Iterable[str], ancestry: Ancestry) -> tuple[str, float]:
    """The best that the report's other places say for this one, and points more for each that says it again."""
    said = Counter(_nearness(row, other, ancestry) for other in nearby if other != row.id)
    reasons = sorted((reason for reason in said if reason), key=lambda reason: -_POINTS[reason])
    if not reasons:
        return "", 0.0
    near = sum(said[reason] for reason in reasons if reason not in _FAINT)
    return reasons[0], min(_MOST_AGAIN, _AGAIN * max(0, near - 1))


def _nearness(row: PlaceRow, other: str, ancestry: Ancestry) -> str:
    place = ancestry.place(other)
    if place is None or place.country != row.country:
        return ""
    town = ancestry.above(row.id, "town")
    if town and ancestry.above(other, "town") == town:
        return "beside a place of the report"
    governorate = ancestry.above(row.id, "governorate")
    if governorate and ancestry.above(other, "governorate") == governorate:
        return "in a governorate of the report"
    distance = ancestry.distance_km(row.id, other)
    return (
        "near a place of the report" if distance is not None and distance <= _NEAR_KM else "in a country of the report"
    )
