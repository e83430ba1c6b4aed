"""The map: points with their precision, disagreement with its sides, and nothing that must not leave."""

import json
from typing import Any

import msgspec
import pytest
from hand import WORLD, joined, people, told

from marsad.answer.control import control
from marsad.errors import RulebookError
from marsad.export.geojson import to_geojson
from marsad.export.sensitivity import classes, cleared
from marsad.model.answer import ControlSpan, Position
from marsad.model.claim import Claim
from marsad.model.event import Event
from marsad.model.name import Name
from marsad.model.sourced import SourcedClaim


def features(claims: list[SourcedClaim]) -> list[dict[str, Any]]:
    """The features of everything that the claims give."""
    result = joined(claims)
    made = json.loads(to_geojson(result.events, control(result.claims, world=WORLD)))
    assert made["type"] == "FeatureCollection"
    return list(made["features"])


def test_an_event_is_a_point_that_says_how_precise_it_is() -> None:
    (feature,) = features([told("airstrike", "mill", 6, [people(5)]), told("airstrike", "city", 6, [people(5)])])
    assert feature["geometry"] == {"type": "Point", "coordinates": [37.185, 36.215]}
    properties = feature["properties"]
    assert (properties["place_precision"], properties["date_precision"]) == ("neighbourhood", "day")
    assert (properties["kind"], properties["counts"][0]["high"]) == ("airstrike", 5)
    assert properties["date"] == {"from": "2016-12-06", "to": "2016-12-06", "precision": "day"}


@pytest.mark.parametrize("where", [(), "مكان لا يعرفه أحد"])
def test_a_place_that_is_not_on_the_map_has_no_geometry(where: str) -> None:
    (feature,) = features([told("airstrike", where, None)])
    assert feature["geometry"] is None
    assert feature["properties"]["place_precision"] == "unknown"


def test_control_is_dated_and_shows_each_side_without_its_speakers() -> None:
    claims = [
        told("control", "mill", 6, actor="army", change="gained", by=["ناطق باسم الجيش"]),
        told("control", "mill", 6, actor="front", change="holds", by=["شاهد من الحي"]),
    ]
    made = features(claims)
    spans = [feature for feature in made if feature["properties"]["feature"] == "control"]
    (span,) = spans
    assert (span["properties"]["state"], span["properties"]["from"]) == ("contested", "2016-12-06")
    assert [p["party"]["id"] for p in span["properties"]["positions"]] == ["army", "front"]
    assert "شاهد" not in json.dumps(made, ensure_ascii=False)
    assert len({feature["id"] for feature in made}) == len(made)


def test_a_victim_is_not_on_the_map() -> None:
    made = features([told("violence", "mill", 6, [people(1)], target=Name("فلان بن علان"))])
    assert "علان" not in json.dumps(made, ensure_ascii=False)


def test_letters_that_cannot_be_encoded_are_replaced() -> None:
    (feature,) = features([told("airstrike", "قرية\ud800", 6)])
    assert feature["properties"]["places"][0]["text"] == "قرية\ufffd"


@pytest.mark.parametrize(
    ("shape", "struct"), [("event", Event), ("control", ControlSpan), ("position", Position), ("claim", Claim)]
)
def test_every_field_has_a_class_and_no_class_lacks_its_field(shape: str, struct: type[msgspec.Struct]) -> None:
    assert {field.encode_name for field in msgspec.structs.fields(struct)} == classes()[shape].keys()


def test_a_field_without_a_class_stops_the_export() -> None:
    with pytest.raises(RulebookError, match="'shoe_size' has no sensitivity class"):
        cleared("event", {"kind": "clash", "shoe_size": 43}, classes())
    with pytest.raises(RulebookError):
        cleared("no such shape", {"kind": "clash"}, classes())


def test_classes_are_put_into_force() -> None:
    table = {"x": {"a": "public", "b": "withheld", "c": "party", "d": "party", "e": "party"}}
    known, bare = {"text": "k", "id": "k"}, {"text": "b", "id": None}
    record = {"a": 1, "b": 2, "c": known, "d": bare, "e": [known, bare]}
    assert cleared("x", record, table) == {"a": 1, "c": known, "d": None, "e": [known]}  # type: ignore[arg-type]
