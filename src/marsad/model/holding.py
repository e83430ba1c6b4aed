"""What a claim of kind `control` comes to: a party that is said to hold a place, or not to.

Gained by X, held by X and "X did not lose it" say the same; so do lost by X and "X did not gain it".
"""

from collections.abc import Callable
from typing import NamedTuple

from marsad.model.claim import Claim
from marsad.model.name import Name
from marsad.model.voice import Fold

_WHOLE = 1.01

Side = Callable[[str], str | None]
"""The side that a party fights on, by its id."""


def says_holds(claim: Claim) -> bool:
    """Whether the claim comes to "the actor holds the place" (else: does not)."""
    return (claim.change != "lost") == (claim.stance == "asserts")


def is_change(claim: Claim) -> bool:
    """Whether the claim tells of a change of hands, not of a lasting state or of nothing."""
    return claim.change in {"gained", "lost"} and claim.stance == "asserts"


def side_key(party: Name | None, side: Side, fold: Fold) -> str | None:
    """One key for all parties of a side: the side, else the party's id, else its folded name; None for nobody."""
    if party is None:
        return None
    if party.id is None:
        return fold(party.text)
    return side(party.id) or party.id


class Stand(NamedTuple):
    """What a claim of control comes to: whose side, whether it holds the place, and how much of it (null: all)."""

    side: str | None
    holds: bool
    share: float | None


def stand(claim: Claim, side: Side, fold: Fold) -> Stand:
    """The claim as a stand."""
    return Stand(side_key(claim.actor, side, fold), says_holds(claim), claim.share)


def opposed(one: Stand, other: Stand) -> bool:
    """Whether two stands cannot both be so: two holders, or one side that holds and does not.

    A holder whom neither names is unknown, and the unknown opposes nothing; two may hold shares of one place.
    """
    if one.side is None or other.side is None:
        return False
    if one.side == other.side:
        return one.holds != other.holds
    return one.holds and other.holds and not _both_have_room(one.share, other.share)


def _both_have_room(one: float | None, other: float | None) -> bool:
    """Whether two shares fit into one place, rounding allowed for."""
    return one is not None and other is not None and one + other <= _WHOLE
