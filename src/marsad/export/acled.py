"""Events in the 31 columns of the ACLED data export, in its order."""

from collections.abc import Iterable

from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, World


def to_acled(
    events: Iterable[Event], claims: Iterable[SourcedClaim], *, world: World = UNKNOWN_WORLD, bom: bool = True
) -> bytes:
    """CSV as UTF-8 with a byte-order mark (spreadsheets show Arabic then); a row for each place of an event.

    Denied and retracted events and states that merely last ("holds") have no row: ACLED codes what happened.
    """
    _ = events, claims, world, bom
    return b""
