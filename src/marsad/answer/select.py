"""The events that a question is about, as far as they were known on its day."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.answer.rules.tally import tally
from marsad.answer.sift import Sieve, by_claim, known_on
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, World


def select(
    events: Iterable[Event],
    claims: Iterable[SourcedClaim],
    asked: Asked = EVERYTHING,
    world: World = UNKNOWN_WORLD,
) -> tuple[Event, ...]:
    """Events at the place and in the days; with `as_known_on`, with the claims, reports and counts of that day alone.

    A status rests on all claims of an event. To have it as on that day too, reconcile what was known then
    (`sift.known_on`) and ask of that.
    """
    known = by_claim(known_on(claims, asked.as_known_on))
    sieve = Sieve(asked, world)
    same = asked.as_known_on is None and asked.rule == "range"
    kept = (event if same else _as_known(event, known, asked) for event in events)
    return tuple(event for event in kept if event is not None and sieve.event(event))


def _as_known(event: Event, known: Mapping[str, Sequence[SourcedClaim]], asked: Asked) -> Event | None:
    told = [sourced for claim in event.claims for sourced in known.get(claim, ())]
    if not told:
        return None
    return msgspec.structs.replace(
        event,
        counts=tally(told, asked.rule),
        claims=tuple(claim for claim in event.claims if claim in known),
        totals=tuple(claim for claim in event.totals if claim in known),
        prospects=tuple(claim for claim in event.prospects if claim in known),
        reports=tuple(sorted({sourced.report for sourced in told})),
    )
