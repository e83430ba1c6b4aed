"""Which independent sources tell of which event: the lists that capture-recapture compares."""

from collections.abc import Iterable, Iterator

from marsad.answer.sift import by_claim, known_on, place_key
from marsad.answer.split import bucket, source
from marsad.model.asked import Asked
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim
from marsad.model.voice import is_named

Listed = tuple[str, str, str, frozenset[str]]
"""An event's id, its month, its place, and the sources that tell of it."""


def listed(events: Iterable[Event], claims: Iterable[SourcedClaim], asked: Asked) -> Iterator[Listed]:
    """Each event with the named sources at the inner end of the chains that assert it; "local sources" are no list.

    Claims of control tell a state and no happening. With outcomes or groups asked for, only events that count such
    people.
    """
    known = by_claim(known_on(claims, asked.as_known_on))
    for event in events:
        told = [sourced for claim in event.claims for sourced in known.get(claim, ())]
        named = frozenset(source(s) for s in told if s.claim.stance == "asserts" and is_named(s))
        if event.kind != "control" and named and _counts(event, asked):
            where = place_key(event.places[0]) if event.places else ""
            yield event.event, bucket(event.date, "month"), where, named


def _counts(event: Event, asked: Asked) -> bool:
    if not asked.outcomes and not asked.groups:
        return True
    return any(
        count.outcome in (asked.outcomes or (count.outcome,)) and count.group in (asked.groups or (count.group,))
        for count in event.counts
    )
