"""Who is said to hold a place, from when to when; silence is shown as unknown, disagreement side by side."""

from collections.abc import Iterable

from marsad.model.answer import ControlSpan
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, World


def control(
    claims: Iterable[SourcedClaim],
    asked: Asked = EVERYTHING,
    world: World = UNKNOWN_WORLD,
) -> tuple[ControlSpan, ...]:
    """Spans of control by place and day, from claims of kind `control` alone.

    `asked.since` and `asked.until` keep the spans that reach into those days.
    """
    _ = claims, asked, world
    return ()
