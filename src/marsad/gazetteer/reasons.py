"""What a report tells for and against a place that bears a name: reasons in words, with points, in one table."""

from collections.abc import Iterable, Sequence

from marsad.gazetteer.ancestry import Ancestry, Home
from marsad.gazetteer.place import PlaceRow, PlaceType

_NEAR_KM = 40.0
_SUBURB_KM = 15.0
"""A quarter or camp as near as this to a town may be told as the town's, though it lies in another."""
IN_TOWNS: frozenset[PlaceType] = frozenset({"neighbourhood", "camp", "site"})
_AGAIN, _MOST_AGAIN = 0.75, 3.0
"""Points for each further place of the report that lies near, and the most that they come to; to share a country
with many is nothing more."""

ELSEWHERE = "in another town than the one named"
NOT_SAID = "not what the cue says"
ABROAD = "in another country than the report's"
POINTS = {
    "own name": 0.5,
    "no pack lists it": -3.0,
    "the record's own": -1.5,
    "as the cue says": 12.0,
    "next to what the cue says": 5.0,
    NOT_SAID: -3.0,
    "inside the place named": 8.0,
    "in the governorate of the place named": 5.0,
    "in the country of the place named": 2.0,
    "outside the place named": -3.0,
    ELSEWHERE: -8.0,
    "beside a place of the report": 5.0,
    "in a governorate of the report": 3.5,
    "in a country of the report": 2.0,
    "near a place of the report": 3.0,
    "in the report's country": 2.5,
    ABROAD: -1.5,
}
"""Ordinal points, set by hand over the reports that may be looked at; a candidate's reasons are these words."""
BACKING = frozenset(reason for reason, points in POINTS.items() if points > 0 and reason != "own name")
"""Reasons that speak for a place: without one of them, no town is taken that no pack lists, and no ordinary word."""
BESIDES = frozenset({"in the country of the place named", "outside the place named"})
"""Reasons that tell that a container is named and the place is not in it."""
AT_HAND = frozenset(reason for reason in BACKING if reason.endswith(("named", "of the report")))
"""Reasons that another place of the report gives."""
FAINT = frozenset({"in the report's country", "in a country of the report", "in the country of the place named"})
"""Reasons too faint to be counted again, or for an ordinary word to be a part of a town."""


def country_reason(row: PlaceRow, country: str | None) -> str:
    """Whether it lies in the country that the report is about; "" where that is not known."""
    if country is None:
        return ""
    return "in the report's country" if row.country == country else ABROAD


def cue_reason(row: PlaceRow, fits: Sequence[PlaceType]) -> str:
    """Whether it is what the words before the name say; "" where they say nothing."""
    if not fits:
        return ""
    if row.type == fits[0]:
        return "as the cue says"
    return "next to what the cue says" if row.type in fits else NOT_SAID


def parent_reason(row: PlaceRow, parents: Iterable[str], ancestry: Ancestry) -> str:
    """How it lies to the place that the sentence names as a container."""
    known = [parent for parent in parents if ancestry.place(parent)]
    if not known or row.id in known:
        return ""
    if any(ancestry.inside(row.id, parent) for parent in known):
        return "inside the place named"
    return "" if any(ancestry.inside(parent, row.id) for parent in known) else _beside_parent(row, known, ancestry)


def _beside_parent(row: PlaceRow, known: Sequence[str], ancestry: Ancestry) -> str:
    if _of_another_town(row, known[0], ancestry):
        return ELSEWHERE
    governorate = ancestry.above(row.id, "governorate")
    if governorate and any(ancestry.above(parent, "governorate") == governorate for parent in known):
        return "in the governorate of the place named"
    at_home = any((place := ancestry.place(parent)) and place.country == row.country for parent in known)
    return "in the country of the place named" if at_home else "outside the place named"


def _of_another_town(row: PlaceRow, parent: str, ancestry: Ancestry) -> bool:
    """Whether a part of one town is asked for in another, which lies well away from it."""
    town = ancestry.above(row.id, "town")
    named = ancestry.above(parent, "town") or ancestry.above(parent, "village")
    if row.type not in IN_TOWNS or town is None or named is None or town == named:
        return False
    distance = ancestry.distance_km(row.id, named)
    return distance is not None and distance > _SUBURB_KM


def nearby_reason(row: PlaceRow, nearby: Iterable[str], ancestry: Ancestry) -> tuple[str, float]:
    """The best that the report's other places say for this one, and points more for each that says it again."""
    here = ancestry.home(row.id)
    if here is None:
        return "", 0.0
    said: dict[str, int] = {}
    for other in nearby:
        reason = "" if other == row.id else _nearness(row, here, other, ancestry)
        if reason:
            said[reason] = said.get(reason, 0) + 1
    reasons = sorted(said, key=lambda reason: -POINTS[reason])
    if not reasons:
        return "", 0.0
    near = sum(said[reason] for reason in reasons if reason not in FAINT)
    return reasons[0], min(_MOST_AGAIN, _AGAIN * max(0, near - 1))


def _nearness(row: PlaceRow, here: Home, other: str, ancestry: Ancestry) -> str:
    there = ancestry.home(other)
    if there is None or there.country != here.country:
        return ""
    if here.town and there.town == here.town:
        return "beside a place of the report"
    if here.governorate and there.governorate == here.governorate:
        return "in a governorate of the report"
    distance = ancestry.distance_km(row.id, other)
    return (
        "near a place of the report" if distance is not None and distance <= _NEAR_KM else "in a country of the report"
    )
