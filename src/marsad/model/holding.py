"""What a claim of kind `control` comes to: a party that is said to hold a place, or not to.

Gained by X, held by X and "X did not lose it" say the same; so do lost by X and "X did not gain it".
"""

from collections.abc import Callable

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


def opposed(one: Claim, other: Claim, side: Side, fold: Fold) -> bool:
    """Whether two claims of control cannot both be so: two holders, or one party that holds and does not.

    A holder whom neither names is unknown, and the unknown opposes nothing; two may hold shares of one place.
    """
    here, there = side_key(one.actor, side, fold), side_key(other.actor, side, fold)
    if here is None or there is None:
        return False
    if here == there:
        return says_holds(one) != says_holds(other)
    return says_holds(one) and says_holds(other) and not _both_have_room(one.share, other.share)


def _both_have_room(one: float | None, other: float | None) -> bool:
    """Whether two shares fit into one place, rounding allowed for."""
    return one is not None and other is not None and one + other <= _WHOLE
