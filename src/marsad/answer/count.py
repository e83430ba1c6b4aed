"""How many people: sums over events by place, period, kind, party, source; running totals beside, never added."""

from collections.abc import Iterable

from marsad.model.answer import CountLine
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, World


def counts(
    events: Iterable[Event],
    claims: Iterable[SourcedClaim],
    asked: Asked = EVERYTHING,
    world: World = UNKNOWN_WORLD,
) -> tuple[CountLine, ...]:
    """Lines for each outcome × group, split by what is asked, sorted; none for what nobody tells of.

    `claims` are `Reconciled.claims`. Split by place, a place's line holds those inside it too: lines of a town and of
    its governorate must not be added.
    """
    _ = events, claims, asked, world
    return ()
