"""What one reconciling gave, as rows of its tables."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import Table

from marsad.errors import RecordError
from marsad.model.canonical import canonical
from marsad.model.claim import Claim
from marsad.model.event import Event, Reconciled, SetAside
from marsad.model.name import Name, Place
from marsad.model.sourced import SourcedClaim
from marsad.store import schema
from marsad.store.rows import Values, moment

Rows = Iterator[tuple[Table, Values]]
ROLES = {"claim": "claims", "total": "totals", "prospect": "prospects"}
"""Role of a claim in an event → the event's field."""


def judged_rows(result: Reconciled) -> Rows:
    """Every row of the tables that a reconciling fills."""
    seen: Counter[str] = Counter()
    for order, sourced in enumerate(result.claims):
        yield from _claim_rows(sourced, seen[sourced.report], order)
        seen[sourced.report] += 1
    for event in result.events:
        yield from _event_rows(event)
    for former, event_id in result.aliases.items():
        yield schema.aliases, {"former": former, "event": event_id}
    for what, about in (("loose", result.loose), ("rejected", result.rejected)):
        yield from _asides(what, (SetAside(claim, "") for claim in about))
    yield from _asides("applied", (SetAside(on.claim, on.judgement) for on in result.applied))
    for what, asides in (("set_aside", result.set_aside), ("orphaned", result.orphaned)):
        yield from _asides(what, asides)


def _claim_rows(sourced: SourcedClaim, number: int, order: int) -> Rows:
    claim = sourced.claim
    if sourced.private:
        raise RecordError("a claim of a source note may not stand in the database", where=sourced.report)
    key = {"report": sourced.report, "number": number}
    yield (
        schema.claims,
        {
            **key,
            "place_in_order": order,
            "id": claim.id,
            "stance": claim.stance,
            **_coded(claim),
            "claim": canonical(claim).decode(),
            "text_digest": sourced.text_digest,
            "published": sourced.published,
            "outlet": sourced.outlet,
            "logged": sourced.logged and moment(sourced.logged),
        },
    )
    for nth, source in enumerate(claim.sources):
        yield schema.claim_sources, {**key, "nth": nth, "text": source.text, "id": source.id}
    for nth, place in enumerate(claim.places):
        yield schema.claim_places, {**key, "nth": nth, **_place(place)}


def _event_rows(event: Event) -> Rows:
    key = {"event": event.event}
    yield (
        schema.events,
        {**key, "status": event.status, **_coded(event), "document": canonical(event).decode()},
    )
    for nth, place in enumerate(event.places):
        yield schema.event_places, {**key, "nth": nth, **_place(place)}
    for role, field in ROLES.items():
        for nth, claim in enumerate(getattr(event, field)):
            yield schema.event_claims, {**key, "role": role, "nth": nth, "claim": claim}


def _coded(thing: Claim | Event) -> Values:
    return {
        "kind": thing.kind,
        "change": thing.change,
        "scope": thing.scope,
        "modality": thing.modality,
        **_party("actor", thing.actor),
        **_party("target", thing.target),
        "first_day": thing.date and thing.date.start,
        "last_day": thing.date and thing.date.end,
        "date_precision": thing.date and thing.date.precision,
    }


def _party(role: str, name: Name | None) -> Values:
    return {role: name and name.text, f"{role}_id": name and name.id}


def _place(place: Place) -> Values:
    return {"text": place.text, "id": place.id, "lat": place.lat, "lon": place.lon, "precision": place.precision}


def _asides(what: str, asides: Iterable[SetAside]) -> Rows:
    for nth, aside in enumerate(asides):
        yield schema.asides, {"what": what, "nth": nth, "about": aside.about, "why": aside.why}
