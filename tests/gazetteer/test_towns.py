"""The world's towns are cut out of one long line of JSON, wherever the pieces end."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import RulebookError
from marsad.gazetteer import towns
from marsad.gazetteer.knowledge import BUILT_IN
from marsad.gazetteer.towns import TownSettings, town_settings, world_towns

SETTINGS = TownSettings(countries=("SY", "IQ"), foreign_letters="پ", parents={"SY": {"09": "sy-gov-aleppo"}})


def city(number: int, country: str, names: list[str], code: str = "09") -> dict[str, object]:
    return {
        "geonameid": number, "name": f"Town {number}", "latitude": 36.123456, "longitude": 37.0, "countrycode": country,
        "population": 7, "timezone": "Asia/X", "admin1code": code, "alternatenames": names,
    }  # fmt: skip


def read(monkeypatch: pytest.MonkeyPatch, cities: list[dict[str, object]], piece: int) -> list[str]:
    data = json.dumps({str(c["geonameid"]): c for c in cities}, ensure_ascii=True).encode()
    monkeypatch.setattr(towns, "_source", lambda: BytesIO(data))
    monkeypatch.setattr(towns, "_PIECE", piece)
    return [row.id for row in world_towns(SETTINGS)]


def test_towns_of_the_chosen_countries_with_an_arabic_name_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    cities = [
        city(1, "SY", ["Halab", "حلب", "مدينة حلب"]),
        city(2, "FR", ["باريس"]),
        city(3, "SY", ["Nowhere"]),
        city(4, "IQ", ["پایتخت"]),
        city(5, "IQ", ["بغداد"], "07"),
    ]
    assert read(monkeypatch, cities, 1 << 20) == ["geonames-1", "geonames-5"]
    first, second = world_towns(SETTINGS)
    assert (first.name_ar, first.variants, first.parent, first.lat) == ("حلب", ("مدينة حلب",), "sy-gov-aleppo", 36.1235)
    assert second.parent == "iq"


@settings(deadline=None, max_examples=60)
@given(
    countries=st.lists(st.sampled_from(["SY", "IQ", "FR", "DE"]), max_size=12),
    piece=st.integers(min_value=40, max_value=900),
)
def test_where_the_pieces_end_does_not_matter(countries: list[str], piece: int) -> None:
    cities = [city(number, country, ["اسم"]) for number, country in enumerate(countries)]
    with pytest.MonkeyPatch.context() as patch:
        found = read(patch, cities, piece)
    assert found == [f"geonames-{n}" for n, country in enumerate(countries) if country in {"SY", "IQ"}]


def test_the_table_of_towns_names_only_governorates_that_the_packs_have() -> None:
    known = {
        line.split(",")[0]
        for path in (BUILT_IN / "places").glob("*.csv")
        for line in path.read_text("utf-8").splitlines()
    }
    table = town_settings(BUILT_IN / "places" / "towns.toml")
    assert {parent for codes in table.parents.values() for parent in codes.values()} <= known
    assert set(table.parents) <= set(table.countries)


def test_a_wrong_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "towns.toml"
    path.write_text("countries = 7\n", encoding="utf-8")
    with pytest.raises(RulebookError, match="not a table of towns"):
        town_settings(path)
