"""Each kind of claim goes the whole way: two sources that differ, a denial, a prospect, a running total."""

import csv
import json
from io import StringIO
from typing import get_args

import pytest
from hand import TEXTS, WORLD, days, figures, grouped, joined, only, people, told

from marsad.answer.brief import brief
from marsad.answer.control import control
from marsad.answer.count import counts
from marsad.answer.why import why
from marsad.export.acled import to_acled
from marsad.export.geojson import to_geojson
from marsad.model.asked import Asked
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Kind

OUTCOME = {"detention": "detained", "displacement": "displaced"}
CHANGE = {"control": "gained"}
KINDS = get_args(Kind)


def said(kind: str, number: int, who: str, **more: object) -> SourcedClaim:
    """One source's word on the same happening, with its own number."""
    counted = [people(number, outcome=OUTCOME.get(kind, "killed"))] if kind != "control" else []  # type: ignore[arg-type]
    fields = {"when": 6, "actor": "army", "change": CHANGE.get(kind), **more}
    return told(kind, "mill", counts=counted, by=[who], **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_two_sources_that_differ_are_one_event_with_a_range(kind: str) -> None:
    claims = [said(kind, 5, "monitor"), said(kind, 8, "hospital")]
    result = joined(claims)
    event = only(result)
    assert event.kind == kind
    assert event.status == "corroborated"
    assert event.places[0].id == "mill"
    assert set(event.claims) == {sourced.claim.id for sourced in claims}
    if kind == "control":
        (span,) = control(result.claims, world=WORLD)
        assert (span.state, span.holder and span.holder.id) == ("held", "army")
        assert span.positions[0].speakers == ("hospital", "monitor")
        return
    outcome = OUTCOME.get(kind, "killed")
    assert figures(event) == {(outcome, "person"): (5, 5, 8)}
    (line,) = counts(result.events, result.claims, world=WORLD)
    assert (line.low, line.best, line.high, line.events, line.outcome) == (5, 5, 8, (event.event,), outcome)
    assert why(line, result.events, result.claims, TEXTS.get).claims[0].quotes[0].words is not None


@pytest.mark.parametrize("kind", KINDS)
def test_a_denial_stands_in_the_event_and_counts_nobody(kind: str) -> None:
    claims = [said(kind, 5, "monitor"), said(kind, 5, "spokesman", stance="denies")]
    result = joined(claims)
    event = only(result)
    assert event.status == "contested"
    if kind == "control":
        (span,) = control(result.claims, world=WORLD)
        assert span.state == "contested"
        assert [(p.holds, p.speakers) for p in span.positions] == [(False, ("spokesman",)), (True, ("monitor",))]
    else:
        (line,) = counts(result.events, result.claims, world=WORLD)
        assert (line.low, line.high, line.claims) == (5, 5, (claims[0].claim.id,))
    page = brief(result.events, result.claims, TEXTS.get, world=WORLD)
    assert set(page.claims) == set(event.claims)
    (row,) = csv.DictReader(StringIO(to_acled(result.events, result.claims, world=WORLD).decode("utf-8-sig")))
    assert "Denied in 1 of 2 claims" in row["notes"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_denial_alone_is_a_denied_event_with_no_row_and_no_number(kind: str) -> None:
    result = joined([said(kind, 5, "spokesman", stance="denies")])
    event = only(result)
    assert (event.status, event.counts) == ("denied", ())
    assert counts(result.events, result.claims, world=WORLD) == ()
    assert to_acled(result.events, result.claims, world=WORLD).count(b"\r\n") == 1
    spans = control(result.claims, world=WORLD)
    assert [span.state for span in spans] == (["lost"] if kind == "control" else [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_prospect_forms_no_event_and_counts_nobody(kind: str) -> None:
    threat = said(kind, 50, "spokesman", modality="prospect", when=None, published=5)
    happened = said(kind, 5, "monitor")
    alone = joined([threat])
    assert (alone.events, alone.loose) == ((), (threat.claim.id,))
    assert counts(alone.events, alone.claims, world=WORLD) == ()
    assert control(alone.claims, world=WORLD) == ()
    both = joined([threat, happened])
    event = only(both)
    assert (event.prospects, event.claims, both.loose) == ((threat.claim.id,), (happened.claim.id,), ())
    assert event.status == "single-source"
    assert [(line.low, line.high) for line in counts(both.events, both.claims, world=WORLD)] in ([(5, 5)], [])
    assert threat.claim.id in brief(alone.events, alone.claims, TEXTS.get, world=WORLD).claims


@pytest.mark.parametrize("kind", KINDS)
def test_a_running_total_stands_beside_and_is_never_added(kind: str) -> None:
    total = said(kind, 324, "monitor", scope="cumulative", when=days(1, 8))
    happened = said(kind, 5, "monitor")
    elsewhere = told(kind, "hamlet", 6, [], by=["monitor"], change=CHANGE.get(kind), actor="army")
    result = joined([total, happened, elsewhere])
    assert grouped(result) == {frozenset({happened.claim.id}), frozenset({elsewhere.claim.id})}
    (event,) = (event for event in result.events if happened.claim.id in event.claims)
    assert event.totals == (total.claim.id,)
    assert all(not e.totals for e in result.events if e is not event)
    if kind == "control":
        return
    (line,) = counts(result.events, result.claims, world=WORLD)
    assert (line.low, line.best, line.high) == (5, 5, 5)
    assert [(beside.claim, beside.low) for beside in line.totals] == [(total.claim.id, 324)]
    rows = csv.DictReader(StringIO(to_acled(result.events, result.claims).decode("utf-8-sig")))
    (row,) = (row for row in rows if row["event_id_cnty"] == event.event)
    assert row["fatalities"] == ("5" if kind not in OUTCOME else "")


@pytest.mark.parametrize("kind", KINDS)
def test_two_contradictory_sources_stay_side_by_side_on_the_map(kind: str) -> None:
    one, other = said(kind, 5, "monitor", actor="army"), said(kind, 5, "agency", actor="front")
    result = joined([one, other])
    event = only(result)
    blamed = kind not in {"clash", "displacement", "siege", "agreement"}
    assert event.status == ("contested" if blamed else "corroborated")
    spans = control(result.claims, world=WORLD)
    features = json.loads(to_geojson(result.events, spans))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [37.185, 36.215]}
    assert features[0]["properties"]["status"] == event.status
    if kind == "control":
        assert features[1]["properties"]["state"] == "contested"
        assert [p["party"]["id"] for p in features[1]["properties"]["positions"]] == ["army", "front"]
    else:
        lines = counts(result.events, result.claims, Asked(by=("party",)), WORLD)
        assert [line.party for line in lines] == ["disputed"]
