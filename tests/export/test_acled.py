"""ACLED's 31 columns, and its rules of counting."""

import csv
from datetime import date
from io import StringIO

import msgspec
import pytest
from hand import WORLD, days, joined, people, told

from marsad.export.acled import to_acled
from marsad.export.acledtable import table
from marsad.model.name import Name
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import DatePrecision
from marsad.model.world import Region, World

COLUMNS = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
LINEAGE = (
    Region("neighbourhood", "Mill", "SY"),
    Region("district", "City", "SY"),
    Region("governorate", "North", "SY"),
    Region("country", "Syria", "SY"),
)
PLACED = World(WORLD.parents, WORLD.side, WORLD.forces, lambda place: LINEAGE if place == "mill" else ())


def rows(claims: list[SourcedClaim]) -> list[dict[str, str]]:
    """The table, read again as a spreadsheet would."""
    result = joined(claims)
    text = to_acled(result.events, result.claims, world=PLACED).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_the_columns_are_acleds_in_its_order() -> None:
    assert to_acled([], []).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"
    assert len(COLUMNS) == 31


def test_a_mark_says_that_it_is_utf8_unless_it_is_not_wanted() -> None:
    assert to_acled([], [])[:3] == b"\xef\xbb\xbf"
    assert to_acled([], [], bom=False)[:3] == b"eve"


def test_a_row() -> None:
    claims = [
        told("airstrike", "mill", 6, [people(9)], by=["agency", "monitor"], actor="army", report="a", outlet="paper"),
        told("airstrike", "mill", 6, [people(5)], by=["a witness"], known=False, report="b", outlet="radio"),
        told("airstrike", "mill", 6, by=["ministry"], stance="denies", report="c", outlet="paper"),
    ]
    (row,) = rows(claims)
    expected = {
        "event_date": "2016-12-06",
        "year": "2016",
        "time_precision": "1",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "actor1": "army",
        "inter1": "State Forces",
        "interaction": "State Forces only",
        "iso": "760",
        "region": "Middle East",
        "country": "Syria",
        "admin1": "North",
        "admin2": "City",
        "location": "حي الطاحونة",
        "latitude": "36.215",
        "geo_precision": "1",
        "source": "agency; ministry; monitor; paper; radio",
        "fatalities": "5",
    }
    assert {key: row[key] for key in expected} == expected
    assert "contested" in row["notes"]
    assert "Denied in 1 of 3 claims" in row["notes"]
    assert "killed person 5-9" in row["notes"]
    assert "witness" not in "".join(row.values())


def test_one_count_for_several_places_is_divided_and_says_so() -> None:
    found = rows([told("airstrike", ["mill", "wells", "hamlet"], 6, [people(8)], by=["a"])])
    assert sorted(int(row["fatalities"]) for row in found) == [2, 3, 3]
    assert {row["location"] for row in found} == {"حي الطاحونة", "حي الآبار", "الضيعة"}
    assert len({row["event_id_cnty"] for row in found}) == 3
    assert all("One count for 3 places" in row["notes"] for row in found)


def test_a_place_and_what_contains_it_are_one_row() -> None:
    (row,) = rows([told("airstrike", "city", 6, [people(8)]), told("airstrike", "mill", 6, [people(8)])])
    assert (row["location"], row["fatalities"]) == ("حي الطاحونة", "8")


@pytest.mark.parametrize(
    ("low", "high", "fatalities"),
    [(20, 99, "10"), (200, 999, "100"), (2000, 9999, "1000"), (7, None, "7"), (0, 0, "0")],
)
def test_vague_words_are_acleds_numbers(low: int, high: int | None, fatalities: str) -> None:
    (row,) = rows([told("airstrike", "mill", 6, [people(low, high=high)])])
    assert row["fatalities"] == fatalities


def test_what_nobody_tells_is_empty_and_not_zero() -> None:
    (row,) = rows([told("airstrike", "mill", 6, [people(4, outcome="injured")])])
    assert row["fatalities"] == ""
    assert "Fatalities: not reported" in row["notes"]
    (bare,) = rows([told("airstrike", (), None, published=None)])
    assert (bare["event_date"], bare["year"], bare["latitude"], bare["geo_precision"]) == ("", "", "", "3")
    assert "Day not reported" in bare["notes"]


@pytest.mark.parametrize(
    ("start", "end", "precision", "code"),
    [
        (6, 6, "day", "1"),
        (6, 6, "part_of_day", "1"),
        (6, 6, "range", "1"),
        (5, 8, "range", "2"),
        (1, 20, "range", "3"),
        (5, 11, "week", "2"),
        (1, 31, "month", "3"),
    ],
)
def test_time_precision(start: int, end: int, precision: DatePrecision, code: str) -> None:
    when = Period(date(2016, 12, start), date(2016, 12, end), precision)
    (row,) = rows([told("airstrike", "mill", when)])
    assert row["time_precision"] == code
    assert (f"{when.start} to {when.end}" in row["notes"]) == (start != end)


def test_a_year_is_no_day() -> None:
    (row,) = rows([told("airstrike", "mill", Period(date(2016, 1, 1), date(2016, 12, 31), "year"))])
    assert row["time_precision"] == "3"


@pytest.mark.parametrize(
    ("kind", "actor", "change", "sub"),
    [
        ("control", "army", "gained", "Government regains territory"),
        ("control", "front", "gained", "Non-state actor overtakes territory"),
        ("control", "guard", "gained", "Other"),
        ("control", "army", "lost", "Other"),
        ("agreement", None, None, "Agreement"),
        ("agreement", None, "broken", "Other"),
        ("detention", "army", None, "Abduction/forced disappearance"),
        ("detention", "army", "released", "Other"),
    ],
)
def test_types(kind: str, actor: str | None, change: str | None, sub: str) -> None:
    (row,) = rows([told(kind, "mill", 6, actor=actor, change=change)])
    assert row["sub_event_type"] == sub


def test_what_only_lasts_is_denied_or_taken_back_has_no_row() -> None:
    assert rows([told("control", "mill", 6, actor="army", change="holds")]) == []
    assert rows([told("airstrike", "mill", 6, stance="denies")]) == []
    word = told("airstrike", "mill", 6, by=["a"], published=7)
    back = told("airstrike", "mill", 6, by=["a"], published=9, stance="denies")
    assert rows([word, back]) == []


def test_a_victim_is_named_in_no_cell_but_a_party_is() -> None:
    killed = told("violence", "mill", 6, [people(1)], target=Name("فلان بن علان"))
    assert "علان" not in to_acled(joined([killed]).events, joined([killed]).claims).decode()
    (fought,) = rows([told("clash", "mill", 6, actor="army", target=Name("front", "front"))])
    assert (fought["actor2"], fought["inter2"], fought["interaction"]) == (
        "front",
        "Rebel Group",
        "State Forces-Rebel Group",
    )


def test_a_place_that_is_a_formula_is_text() -> None:
    (row,) = rows([told("airstrike", '=HYPERLINK("x")', 6)])
    assert row["location"] == '\'=HYPERLINK("x")'


def test_equal_runs_are_equal_and_the_stamp_is_the_last_publication() -> None:
    claims = [told("airstrike", "mill", 6, published=7), told("airstrike", "mill", 6, published=9)]
    (row,) = rows(claims)
    assert row["timestamp"] == "1481241600"
    assert rows(claims) == rows(claims[::-1])
    assert msgspec.structs.asdict(table())["columns"] == tuple(COLUMNS)
    assert days(1, 2).precision == "range"
