"""Which claims speak of the same event: one batch in, events out, the same whatever the order."""

from collections.abc import Callable, Iterable

from marsad.model.event import FIRST_RUN, Before, EventCount, Reconciled
from marsad.model.judgement import Judgement
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, World

Tally = Callable[[Iterable[SourcedClaim]], tuple[EventCount, ...]]
"""The counts of one event from its claims; `marsad.answer.rules.tally` is one."""


def reconcile(
    claims: Iterable[SourcedClaim],
    judgements: Iterable[Judgement] = (),
    *,
    tally: Tally,
    world: World = UNKNOWN_WORLD,
    before: Before = FIRST_RUN,
) -> Reconciled:
    """Group claims into events; pure, and independent of the order of `claims` and `judgements`.

    `tally` gives an event's counts (`marsad.answer.rules.tally`: the pipeline hands it in, stages do not know each
    other). With `before`, ids live on and every old one resolves.
    """
    _ = claims, judgements, tally, world, before
    return Reconciled()
