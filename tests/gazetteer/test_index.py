"""The index of places: spelling, clitics, order, overlays, names that want a cue."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import RulebookError
from marsad.gazetteer.index import Gazetteer, load_gazetteer
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.place import PlaceRow

TOWNS = [row for row in load_gazetteer(towns=False).rows() if row.type == "town" and len(row.name_ar) > 4]
HEAD = "id,name_ar,name_en,variants,type,parent,lat,lon,country,source\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def overlay(folder: Path, rows: str) -> Path:
    (folder / "places").mkdir(exist_ok=True)
    (folder / "places" / "mine.csv").write_text(HEAD + rows, encoding="utf-8")
    return folder


def ids(rows: tuple[PlaceRow, ...]) -> list[str]:
    return [row.id for row in rows]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("حلب", "sy-aleppo"),
        ("بحلب", "sy-aleppo"),
        ("وحلب", "sy-aleppo"),
        ("للرقة", "sy-raqqa"),
        ("ادلب", "sy-idlib"),
        ("إِدلِب", "sy-idlib"),
        ("البوكمال", "sy-abu-kamal"),
        ("وكرم الميسر", "sy-aleppo-karm-al-myassar"),
        ("كـــوباني", "sy-kobani-ayn-al-arab"),
        ("الكيلو ١٦", "ye-kilo-16"),
        ("قاعدة T-4 الجوية", "sy-t-4-air-base-tiyas"),
    ],
)
def test_spelling_and_clitics_are_allowed_for(gazetteer: Gazetteer, written: str, place: str) -> None:
    assert ids(gazetteer.find(written))[0] == place


@pytest.mark.parametrize("word", ["", "نقاط", "مناطق أخرى", "!!", "قوات النظام", "ب"])
def test_what_names_no_place_finds_none(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.find(word) == ()


def test_a_town_comes_before_the_governorate_of_its_name(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.find("حلب")) == ["sy-aleppo", "sy-gov-aleppo"]


def test_a_name_that_is_whole_is_not_peeled() -> None:
    rows = [_row("xx-bara", "بارا"), _row("xx-ara", "ارا")]
    assert ids(Gazetteer(rows).find("بارا")) == ["xx-bara"]


def test_common_words_and_world_towns_want_a_cue(gazetteer: Gazetteer) -> None:
    assert gazetteer.needs_cue("الباب")
    assert gazetteer.needs_cue("وأنه")
    assert not gazetteer.needs_cue("كرم القاطرجي")
    town = next(
        row for row in gazetteer.rows() if row.id.startswith("geonames-") and gazetteer.find(row.name_ar) == (row,)
    )
    assert gazetteer.needs_cue(town.name_ar)


def test_names_are_folded_words_in_sorted_order_and_are_found_again(gazetteer: Gazetteer) -> None:
    names = list(gazetteer.names())
    assert [words for words, _ in names] == sorted((words for words, _ in names), key=" ".join)
    for words, found in names[::37]:
        assert ids(gazetteer.find(" ".join(words))) == list(found)


def test_every_row_can_be_had_by_id_and_by_its_names(gazetteer: Gazetteer) -> None:
    for row in list(gazetteer.rows())[::11]:
        assert gazetteer.get(row.id) is row
        assert all(row in gazetteer.find(name) for name in (row.name_ar, *row.variants) if name_key(name))


def test_towns_of_the_world_are_optional_and_no_pack_place_comes_twice(gazetteer: Gazetteer) -> None:
    packs = load_gazetteer(towns=False)
    assert 2000 < len(packs) < len(gazetteer)
    assert not any(row.id.startswith("geonames-") for row in packs.rows())
    assert ids(gazetteer.find("الرستن")) == ["sy-ar-rastan"]
    assert sum(row.id.startswith("geonames-") for row in gazetteer.rows()) > 1500


def test_a_pack_town_takes_its_population_from_the_world(gazetteer: Gazetteer) -> None:
    packed, counted = load_gazetteer(towns=False).get("sy-aleppo"), gazetteer.get("sy-aleppo")
    assert packed is not None
    assert packed.population == 0
    assert counted is not None
    assert counted.population > 1_000_000


def test_an_overlay_adds_places_and_replaces_a_built_in_row(tmp_path: Path) -> None:
    mine = overlay(
        tmp_path,
        "sy-my-farm,مزرعة الاختبار,My Farm,,village,sy-gov-aleppo,36.1,37.2,SY,mine\n"
        "sy-manbij,منبج,Manbij,منبج الجديدة,town,sy-gov-aleppo,36.5,37.9,SY,mine\n",
    )
    loaded = load_gazetteer(mine, towns=False)
    assert ids(loaded.find("مزرعة الاختبار")) == ["sy-my-farm"]
    manbij = loaded.get("sy-manbij")
    assert manbij is not None
    assert (manbij.source, manbij.lat) == ("mine", 36.5)
    assert len(loaded) == len(load_gazetteer(towns=False)) + 1


def test_an_overlay_may_list_its_own_common_words(tmp_path: Path) -> None:
    mine = overlay(tmp_path, "")
    (mine / "places" / "words.txt").write_text("# mine\nمنبج  # so it is\n", encoding="utf-8")
    assert load_gazetteer(mine, towns=False).needs_cue("منبج")


def test_a_fault_in_an_overlay_names_its_file_and_line(tmp_path: Path) -> None:
    mine = overlay(tmp_path, "sy-x,كذا,X,,town,sy-gov-alepo,36,37,SY,mine\n")
    with pytest.raises(RulebookError) as told:
        load_gazetteer(mine, towns=False)
    assert told.value.where.endswith("mine.csv:2")
    assert "sy-gov-aleppo" in told.value.mend


@settings(deadline=None)
@given(st.text(max_size=40))
def test_no_text_upsets_the_look_up(name: str) -> None:
    found = load_gazetteer().find(name)
    assert found == load_gazetteer().find(name)
    assert load_gazetteer().needs_cue(name) in {True, False}


@settings(deadline=None)
@given(prefix=st.sampled_from(["", "و", "ف", "ب", "ل", "وب", "ول"]), at=st.integers(min_value=0))
def test_joined_particles_do_not_hide_a_name(prefix: str, at: int) -> None:
    row = TOWNS[at % len(TOWNS)]
    name = row.name_ar
    if prefix.endswith("ل") and name.startswith("ال"):
        name = "ل" + name[1:].removeprefix("ل") if name.startswith("الل") else name[1:]
    written = prefix + name
    found = load_gazetteer(towns=False).find(written)
    assert row in found or any(name_key(other.name_ar) != name_key(row.name_ar) for other in found)


def _row(place_id: str, name: str) -> PlaceRow:
    return PlaceRow(place_id, name, "", (), "town", None, 1.0, 2.0, "XX", "test")
