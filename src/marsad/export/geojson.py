"""Events and dated control as one GeoJSON FeatureCollection (RFC 7946)."""

from collections.abc import Iterable
from typing import Any

import msgspec

from marsad.export.clean import deep
from marsad.export.sensitivity import classes, cleared
from marsad.model.answer import ControlSpan
from marsad.model.event import Event
from marsad.model.name import Place


def to_geojson(events: Iterable[Event], spans: Iterable[ControlSpan] = ()) -> bytes:
    """UTF-8 JSON: a feature for each event and each span of control; geometry null where the place is not resolved.

    Each feature says how precise its point and its day are; a point is that of the event's own place, never finer.
    """
    features = [*(_event(event) for event in events), *(_span(span) for span in spans)]
    return msgspec.json.encode({"type": "FeatureCollection", "features": deep(features)})


def _event(event: Event) -> dict[str, Any]:
    told = cleared("event", msgspec.to_builtins(event), classes())
    own = event.places[0] if event.places else None
    when = event.date.precision if event.date else "unknown"
    return _feature(f"event/{event.event}", own, {"feature": "event", **told, "date_precision": when})


def _span(span: ControlSpan) -> dict[str, Any]:
    told = cleared("control", msgspec.to_builtins(span), classes())
    told["positions"] = [cleared("position", position, classes()) for position in told["positions"]]
    start = span.start.isoformat() if span.start else ".."
    return _feature(f"control/{span.place.id or span.place.text}/{start}", span.place, {"feature": "control", **told})


def _feature(name: str, place: Place | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": name,
        "geometry": _point(place),
        "properties": {**properties, "place_precision": place.precision if place else "unknown"},
    }


def _point(place: Place | None) -> dict[str, Any] | None:
    """Longitude before latitude, as RFC 7946 has it."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
