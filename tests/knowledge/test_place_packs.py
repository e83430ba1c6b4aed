"""The built-in places: sources named, points where they should be, neighbourhoods in their polygons."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.knowledge import BUILT_IN
from marsad.gazetteer.place import PlaceRow
from marsad.gazetteer.rank import Context
from marsad.gazetteer.resolve import Resolver

GAZETTEER = load_gazetteer(towns=False)
ROWS = list(GAZETTEER.rows())
ANCESTRY = Ancestry(GAZETTEER)
FARTHEST_KM = {"town": 45, "governorate": 450, "camp": 5, "region": 900, "district": 60}
"""How far a place may lie from the point of what it lies in, by that place's type."""

Ring = list[tuple[float, float]]


def of(country: str, *types: str) -> list[PlaceRow]:
    return [row for row in ROWS if row.country == country and row.type in types]


@pytest.mark.parametrize(
    ("country", "least"),
    [("SY", 400), ("IQ", 150), ("YE", 150), ("LY", 60), ("PS", 60), ("LB", 40), ("SD", 45), ("EG", 5), ("TR", 25)],
)
def test_towns_villages_camps_and_quarters_named_in_war_news(country: str, least: int) -> None:
    assert len(of(country, "town", "village", "camp", "neighbourhood", "district")) >= least


@pytest.mark.parametrize(
    ("country", "count"),
    [("SY", 14), ("IQ", 19), ("YE", 22), ("LY", 22), ("LB", 8), ("SD", 18), ("EG", 27), ("AF", 34)],
)
def test_governorates_are_complete(country: str, count: int) -> None:
    assert len(of(country, "governorate")) == count


def test_the_countries_of_the_world_are_there() -> None:
    assert len([row for row in ROWS if row.type == "country"]) >= 170
    assert all(len(GAZETTEER.find(row.name_ar)) >= 1 for row in ROWS if row.type == "country")


@pytest.mark.parametrize(
    "town",
    ["sy-aleppo", "sy-homs", "sy-damascus", "iq-mosul", "ye-sanaa", "ye-taiz", "ye-aden", "ye-hudaydah", "ly-benghazi",
     "ly-sirte", "ps-gaza-city", "sd-khartoum"],
)  # fmt: skip
def test_cities_at_war_have_their_neighbourhoods(town: str) -> None:
    inside = [row for row in ROWS if row.type in {"neighbourhood", "camp", "site"} and ANCESTRY.inside(row.id, town)]
    assert len(inside) >= 7


def test_every_source_is_told_of() -> None:
    told = re.findall(r"^\| `([^`]+)`", (BUILT_IN / "places" / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {row.source for row in ROWS} <= set(told)


def test_a_place_lies_near_what_it_lies_in() -> None:
    far = []
    for row in ROWS:
        parent = GAZETTEER.get(row.parent) if row.parent else None
        if parent and parent.type in FARTHEST_KM:
            distance = kilometres(row.lat, row.lon, parent.lat, parent.lon)
            if distance > FARTHEST_KM[parent.type]:
                far.append((row.id, parent.id, round(distance)))
    assert far == []


def test_parent_and_country_agree() -> None:
    assert [row.id for row in ROWS if row.parent and _country(row.parent) != row.country] == []


def _country(place_id: str) -> str | None:
    row = GAZETTEER.get(place_id)
    return row.country if row else None


def test_no_row_says_one_spelling_twice() -> None:
    twice = [row.id for row in ROWS if len({name_key(n) for n in (row.name_ar, *row.variants)}) <= len(row.variants)]
    assert twice == []


def test_coordinates_are_rounded_to_four_decimals() -> None:
    assert all(row.lat == round(row.lat, 4) and row.lon == round(row.lon, 4) for row in ROWS)


def test_common_words_are_names_of_places() -> None:
    lines = (BUILT_IN / "places" / "common-words.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    assert [word for word in words if not GAZETTEER.exactly(name_key(word))] == []
    assert len({name_key(word) for word in words}) == len(words)


WORKED = [
    "قاضي عسكر", "كرم الميسر", "الميسر", "كرم القاطرجي", "القاطرجي", "كرم الطحان", "كرم الطراب", "الشعار", "الشيخ سعيد",
    "بستان القصر", "صلاح الدين",
]  # fmt: skip


def polygons(shared: Path) -> dict[str, list[Ring]]:
    """Each neighbourhood's outer rings by every folded name that the names file gives it."""
    names = json.loads((shared / "places" / "aleppo-neighbourhood-names.json").read_text(encoding="utf-8"))
    spelt = {
        name_key(n["original_name_a"]): n["alternative_arabic"] for n in names.values() if n.get("original_name_a")
    }
    found: dict[str, list[Ring]] = {}
    geo: dict[str, Any] = json.loads((shared / "places" / "aleppo-neighbourhoods.geojson").read_text(encoding="utf-8"))
    for feature in geo["features"]:
        name, shape = feature["properties"]["NAME_A"] or "", feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for alias in {name, *spelt.get(name_key(name), ())}:
            found.setdefault(name_key(alias), []).extend([tuple(p[:2]) for p in part[0]] for part in parts)
    return found


def inside(lat: float, lon: float, ring: Ring) -> bool:
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


@pytest.mark.parametrize("name", WORKED)
def test_the_worked_cases_neighbourhoods_lie_in_their_polygon_or_within_a_kilometre(shared: Path, name: str) -> None:
    place = Resolver(GAZETTEER).resolve(name, Context(parents=("sy-aleppo",)))
    assert place.lat is not None
    assert place.lon is not None
    rings = polygons(shared).get(name_key(name), []) or polygons(shared)[name_key("شيخ سعيد")]
    near = min(kilometres(place.lat, place.lon, y, x) for ring in rings for x, y in ring)
    assert any(inside(place.lat, place.lon, ring) for ring in rings) or near <= 1.0


def test_the_one_that_has_no_polygon_is_one_of_the_eastern_ones(shared: Path) -> None:
    assert name_key("الشيخ لطفي") not in polygons(shared)
    place = Resolver(GAZETTEER).resolve("الشيخ لطفي", Context(parents=("sy-aleppo",)))
    assert place.id is not None
    assert ANCESTRY.inside(place.id, "sy-aleppo/east")


def test_most_of_aleppos_neighbourhoods_are_found_by_their_polygons_name(shared: Path) -> None:
    known = polygons(shared)
    found = [name for name, rings in known.items() if name and _within(name, rings)]
    assert len(found) >= 0.8 * len(known)


def _within(name: str, rings: list[Ring]) -> bool:
    place = Resolver(GAZETTEER).resolve(name, Context(parents=("sy-aleppo",), cue="neighbourhood"))
    if place.id is None or place.lat is None or place.lon is None:
        return False
    near = min(kilometres(place.lat, place.lon, y, x) for ring in rings for x, y in ring)
    return near <= 1.0 or any(inside(place.lat, place.lon, ring) for ring in rings)


def test_one_neighbourhood_under_two_names_is_one_place() -> None:
    """ "Karm" (vineyard) is what both names grew from: reports, signs and the outlines mean one quarter by either."""
    resolver = Resolver(GAZETTEER)
    for one, other in (("كرم الميسر", "الميسر"), ("كرم القاطرجي", "القاطرجي"), ("مساكن هنانو", "هنانو")):
        context = Context(parents=("sy-aleppo",))
        assert resolver.resolve(one, context).id == resolver.resolve(other, context).id
