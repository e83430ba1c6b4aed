"""What becomes of a place file: merged, placed, named or refused; and how it is undone."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from placefiles import VILLAGES, collection, into, square, table

from marsad.errors import InputError
from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.index import Gazetteer, load_gazetteer
from marsad.gazetteer.known import Known
from marsad.gazetteer.latin import latin_key
from marsad.gazetteer.place import PlaceRow
from marsad.gazetteer.shapes import Shape, load_shapes
from marsad.gazetteer.towns import is_unlisted

POINTS = ("name_ar", "lat", "lon")
SHARED = ("syria-places.csv", "syria-reported-places.csv", "aleppo-neighbourhoods.geojson",
          "aleppo-neighbourhood-names.json", "syria-city-neighbourhoods.geojson")  # fmt: skip


def packed(knowledge: Path) -> Gazetteer:
    return load_gazetteer(knowledge)


def one(gazetteer: Gazetteer, name: str) -> PlaceRow:
    (row,) = gazetteer.find(name)
    return row


def test_a_new_village_lies_in_the_governorate_that_its_row_names(tmp_path: Path) -> None:
    done, told = into(tmp_path, "my villages.csv", table(VILLAGES))
    assert (done.new, done.merged, done.skipped, told, done.pack) == (2, 0, 0, [], "my-villages")
    row = one(packed(tmp_path), "كفر نجمة")
    assert (row.parent, row.country, row.type, row.lat, row.source) == (
        "sy-gov-idlib",
        "SY",
        "village",
        35.8,
        "my-villages",
    )
    assert row.id.startswith("my-villages-kafr-najmah-")


def test_the_same_file_twice_adds_nothing(tmp_path: Path) -> None:
    data = table([*VILLAGES, ("حلب", "Aleppo", "36.2", "37.16", "town", "Aleppo")])
    into(tmp_path, "a.csv", data)
    again, _ = into(tmp_path, "a.csv", data)
    assert (again.new, again.merged, again.enriched, again.files) == (0, 3, 0, {})


def test_a_known_place_is_merged_and_learns_the_spellings_it_lacks(tmp_path: Path) -> None:
    before = packed(tmp_path).get("sy-raqqa")
    assert before is not None
    header = (*POINTS, "type", "variants")
    data = table([("الرقة", str(before.lat + 0.01), str(before.lon), "town", "رقة الرشيد|الرقه|رقة")], header)
    done, _ = into(tmp_path, "a.csv", data)
    after = packed(tmp_path).get("sy-raqqa")
    assert after is not None
    assert (done.new, done.merged, done.enriched) == (0, 1, 1)
    assert after.variants == (*before.variants, "رقة الرشيد"), "folded spellings and the bare article are known already"
    assert (after.lat, after.lon, after.added) == (before.lat, before.lon, False)


def test_five_kilometres_and_the_kind_part_two_places_of_a_name(tmp_path: Path) -> None:
    rows = [("نجمة الشرق", "35.8", "36.8", "village"), ("نجمة الشرق", "35.84", "36.8", "town"),
            ("نجمة الشرق", "35.86", "36.8", "village"), ("نجمة الشرق", "35.801", "36.8", "district")]  # fmt: skip
    done, _ = into(tmp_path, "a.csv", table(rows, (*POINTS, "type")))
    assert (done.new, done.merged) == (3, 1)
    assert sorted(row.type for row in packed(tmp_path).find("نجمة الشرق")) == ["district", "village", "village"]


def test_a_row_that_does_not_say_what_it_is_may_lie_farther_off_in_the_governorate_it_names(tmp_path: Path) -> None:
    into(tmp_path, "a.csv", table([("نجمة الشرق", "35.8", "36.8", "village")], (*POINTS, "type")))
    rows = [("نجمة الشرق", "35.9", "36.8", "Idlib"), ("نجمة الشرق", "35.9", "36.8", "")]
    told, untold = (
        into(tmp_path, f"b{k}.csv", table([row], (*POINTS, "governorate")))[0] for k, row in enumerate(rows)
    )
    assert (told.new, told.merged, untold.new) == (0, 1, 1)


def test_an_editors_rough_point_gives_way_to_a_listed_one(tmp_path: Path) -> None:
    rough = next(row for row in load_gazetteer(towns=False).rows() if row.source == "editor" and row.type == "town")
    into(tmp_path, "a.csv", table([(rough.name_ar, str(rough.lat + 0.01), str(rough.lon), "town")], (*POINTS, "type")))
    after = packed(tmp_path).get(rough.id)
    assert after is not None
    assert (after.lat, after.lon, after.source) == (round(rough.lat + 0.01, 4), rough.lon, "a")


def test_a_town_of_the_world_that_a_list_holds_too_is_no_longer_unlisted(tmp_path: Path) -> None:
    def bare(row: PlaceRow) -> bool:
        return is_unlisted(row) and row.country == "SY" and len(load_gazetteer().find(row.name_ar)) == 1

    town = next(row for row in load_gazetteer().rows() if bare(row))
    done, _ = into(tmp_path, "a.csv", table([(town.name_ar, str(town.lat), str(town.lon), "ppl")], (*POINTS, "type")))
    after = packed(tmp_path).get(town.id)
    assert (done.new, done.merged) == (0, 1)
    assert after is not None
    assert not is_unlisted(after)


def test_codes_make_ids_and_tell_a_district_from_its_subdistrict(tmp_path: Path) -> None:
    header = (*POINTS, "type", "code", "parent")
    rows = [
        ("نجمة", "35.8", "36.8", "admin2", "SY9901", "إدلب"),
        ("نجمة", "35.81", "36.8", "admin3", "SY990101", "SY9901"),
    ]
    done, _ = into(tmp_path, "ocha.csv", table(rows, header))
    gazetteer = packed(tmp_path)
    district, smaller = gazetteer.get("ocha-sy9901"), gazetteer.get("ocha-sy990101")
    assert done.new == 2
    assert district is not None
    assert smaller is not None
    assert (district.parent, smaller.parent) == ("sy-gov-idlib", "ocha-sy9901")


def test_a_village_that_bears_its_districts_name_is_the_seat(tmp_path: Path) -> None:
    rows = [("نجمة", "35.8", "36.8", "district"), ("نجمة", "35.9", "36.85", "village")]
    into(tmp_path, "a.csv", table(rows, (*POINTS, "type")))
    seat = next(row for row in packed(tmp_path).find("نجمة") if row.type == "town")
    district = next(row for row in packed(tmp_path).find("نجمة") if row.type == "district")
    assert seat.parent == district.id


@pytest.mark.parametrize(
    "written", ["Al-Hasakeh", "Hassakah", "Hasaka", "الحسكة", "محافظة الحسكة", "Al Hasakah Governorate"]
)
def test_a_governorate_is_known_however_its_name_is_spelt(tmp_path: Path, written: str) -> None:
    data = table([("نجمة الخابور", "36.6", "40.6", written)], (*POINTS, "governorate"))
    into(tmp_path, "a.csv", data)
    assert one(packed(tmp_path), "نجمة الخابور").parent == "sy-gov-hasakah"


def test_a_quarter_lies_in_the_town_of_the_quarters_beside_it(tmp_path: Path) -> None:
    data = collection(({"name_ar": "حارة النجمة"}, square(36.2085, 37.1840, 0.001)))
    done, _ = into(tmp_path, "neighbourhoods.geojson", data)
    gazetteer = packed(tmp_path)
    row = one(gazetteer, "النجمة")
    assert (row.type, done.outlines) == ("neighbourhood", 1)
    assert "sy-aleppo" in Ancestry(gazetteer).parents(row.id)
    assert load_shapes(tmp_path)[row.id].holds(36.2085, 37.1840)


def test_the_quarter_beside_it_goes_before_a_nearer_town(tmp_path: Path) -> None:
    rows = [
        ("نجمة الكبرى", "34.00", "38.90", "town", "Homs"),
        ("نجمة الصغرى", "34.07", "38.90", "town", "Homs"),
        ("حي الهلالة", "34.05", "38.90", "neighbourhood", "نجمة الكبرى"),
    ]
    into(tmp_path, "a.csv", table(rows, (*POINTS, "type", "parent")))
    into(tmp_path, "b.csv", table([("حي البدور", "34.052", "38.90", "Homs")], (*POINTS, "governorate")))
    gazetteer = packed(tmp_path)
    assert one(gazetteer, "البدور").parent == one(gazetteer, "نجمة الكبرى").id


def test_an_outline_that_holds_a_place_is_what_it_lies_in(tmp_path: Path) -> None:
    into(
        tmp_path,
        "adm2.geojson",
        collection(({"ADM2_AR": "قضاء النجمتين", "ADM1_AR": "إدلب"}, square(35.8, 36.8, 0.05))),
    )
    into(tmp_path, "b.csv", table([("بيت النجمات", "35.82", "36.79")], POINTS))
    gazetteer = packed(tmp_path)
    assert one(gazetteer, "بيت النجمات").parent == one(gazetteer, "النجمتين").id


def test_a_place_far_from_all_that_is_known_wants_a_country(tmp_path: Path) -> None:
    rows = [("جزيرة النجمة", "-30", "-100", ""), ("جزيرة النجمتين", "-30", "-100", "CL")]
    done, told = into(tmp_path, "a.csv", table(rows, (*POINTS, "country")))
    assert [error.where for error in told] == ["a.csv:2"]
    assert done.new == 1
    assert one(packed(tmp_path), "جزيرة النجمتين").country == "CL"


def test_names_alone_go_to_the_places_of_the_town_that_most_of_them_are_of(tmp_path: Path) -> None:
    rows = [("كرم القاطرجي", "كرم القاطرجي الجديد"), ("الميدان", "ميدان حلب"), ("نجمة لا تعرف", "x"), ("السكري", "")]
    done, told = into(tmp_path, "names.csv", table(rows, ("name_ar", "variants")))
    gazetteer = packed(tmp_path)
    assert one(gazetteer, "ميدان حلب").id == "sy-aleppo-al-midan"
    assert [error.where for error in told] == ["names.csv:4"]
    assert done.merged == 3


def test_the_names_of_new_places_want_a_cue_and_known_ones_do_not(tmp_path: Path) -> None:
    into(tmp_path, "a.csv", table([*VILLAGES, ("حلب", "", "36.2", "37.16", "town", "")]))
    gazetteer = packed(tmp_path)
    assert gazetteer.needs_cue("كفر نجمة")
    assert not gazetteer.needs_cue("حلب")


def test_a_pack_of_an_import_is_taken_out_and_all_is_as_before(tmp_path: Path) -> None:
    header = ("name_ar", "name_en", "lat", "lon", "type", "governorate", "alt")
    into(tmp_path, "a.csv", table([(*VILLAGES[0], "عين الديك الأولى")], header))
    between = {path.name: path.read_bytes() for path in (tmp_path / "places").iterdir()}
    into(tmp_path, "b.csv", table([(*VILLAGES[0], "عين الديك القديمة")], header))
    row = one(packed(tmp_path), "عين الديك القديمة")
    assert row.id == one(packed(tmp_path), "عين الديك الأبيض").id
    assert {name: (tmp_path / "places" / name).read_bytes() for name in between} == between
    for path in (tmp_path / "places").glob("a.*"):
        path.rename(path.with_suffix(f"{path.suffix}.tmp"))
    load_gazetteer.cache_clear()
    assert one(packed(tmp_path), "عين الديك القديمة").id == row.id
    assert packed(tmp_path).find("عين الديك الأولى") == ()
    for path in (tmp_path / "places").iterdir():
        path.unlink()
    load_gazetteer.cache_clear()
    assert packed(tmp_path).find("عين الديك القديمة") == ()


def test_a_pack_stands_by_itself_when_the_one_its_parents_came_from_is_gone(tmp_path: Path) -> None:
    into(tmp_path, "a.csv", table([("قضاء النجمة", "35.8", "36.8", "district")], (*POINTS, "type")))
    into(tmp_path, "b.csv", table([("بيت النجمات", "35.82", "36.79", "النجمة")], (*POINTS, "district")))
    for path in (tmp_path / "places").glob("a.*"):
        path.unlink()
    load_gazetteer.cache_clear()
    gazetteer = packed(tmp_path)
    assert one(gazetteer, "بيت النجمات").parent == one(gazetteer, "النجمة").id


@pytest.mark.parametrize("kind", ["table", "geojson"])
def test_exchanged_coordinates_refuse_the_file(tmp_path: Path, kind: str) -> None:
    known = [("الرقة", 35.9528, 39.0079), ("منبج", 36.5281, 37.9549), ("الباب", 36.3706, 37.5157)]
    if kind == "table":
        data = table([(name, str(lon), str(lat)) for name, lat, lon in known], POINTS)
    else:
        data = collection(*(({"name_ar": n}, {"type": "Point", "coordinates": [lat, lon]}) for n, lat, lon in known))
    with pytest.raises(InputError, match="exchanged") as refused:
        into(tmp_path, f"a.{kind}", data)
    assert "longitude first" in refused.value.mend
    assert not list((tmp_path / "places").iterdir())


def test_exchanged_coordinates_of_unknown_villages_are_told_by_their_governorate(tmp_path: Path) -> None:
    rows = [(ar, en, lon, lat, kind, governorate) for ar, en, lat, lon, kind, governorate in VILLAGES]
    with pytest.raises(InputError, match="exchanged"):
        into(tmp_path, "a.csv", table(rows))


def test_one_exchanged_row_among_good_ones_is_named(tmp_path: Path) -> None:
    rows = [
        ("الرقة", "35.95", "39.0"),
        ("منبج", "36.53", "37.95"),
        ("الباب", "37.5157", "36.3706"),
        ("كفر نجمة", "35.8", "36.8"),
    ]
    done, told = into(tmp_path, "a.csv", table(rows, POINTS))
    assert [(error.where, "exchanged" in error.what) for error in told] == [("a.csv:4", True)]
    assert (done.new, done.merged, done.skipped) == (1, 2, 1)


@pytest.mark.parametrize("wrong", ["windows-1252", "windows-1256", "latin-1"])
def test_utf_8_that_was_read_as_something_else_is_refused_with_the_mend(tmp_path: Path, wrong: str) -> None:
    def spoil(name: str) -> str:
        table = {byte: bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in range(256)}
        return "".join(table[byte] for byte in name.encode("utf-8"))

    rows = [(spoil(row[0]), *row[1:]) for row in VILLAGES]
    with pytest.raises(InputError, match="was read as") as refused:
        into(tmp_path, "a.csv", table(rows))
    assert VILLAGES[0][0] in refused.value.what
    assert "UTF-8" in refused.value.mend


@pytest.mark.parametrize("lost", ["???? ???", "كف\ufffd نجمة"])
def test_lost_letters_refuse_a_file_that_is_full_of_them_and_name_a_single_row(tmp_path: Path, lost: str) -> None:
    with pytest.raises(InputError, match="lost"):
        into(tmp_path, "a.csv", table([(lost, "35.8", "36.8")] * 3, POINTS))
    rows = [(f"نجمة {'أبجدهوزحطيك'[n]}", f"35.{n}", "36.8") for n in range(11)]
    done, told = into(tmp_path, "b.csv", table([*rows, (lost, "35.8", "36.8")], POINTS))
    assert [error.where for error in told] == ["b.csv:13"]
    assert done.new == 11


def test_a_file_without_one_good_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not one place"):
        into(tmp_path, "a.csv", table([("Latin", "35", "36")], POINTS))


def test_what_is_no_place_of_its_own_is_passed_over_and_counted(tmp_path: Path) -> None:
    rows = [("كفر نجمة", "", "35.8", "36.8"), ("ريف نجمة الشمالي", "", "35.8", "36.8"), ("المدينة", "", "35.8", "36.8"),
            ("نجمة", "Road near Najma", "35.8", "36.8")]  # fmt: skip
    done, told = into(tmp_path, "a.csv", table(rows, ("name_ar", "name_en", "lat", "lon")))
    assert (done.new, done.skipped, told) == (1, 0, [])
    assert done.passed_over == {"beside": 1, "part": 1, "pointing": 1}


def test_ids_do_not_depend_on_the_order_of_rows_nor_on_hashing(tmp_path: Path) -> None:
    into(tmp_path / "a", "x.csv", table(VILLAGES))
    into(tmp_path / "b", "x.csv", table(VILLAGES[::-1]))
    first, second = ({row.id for name, *_ in VILLAGES for row in packed(tmp_path / k).find(name)} for k in "ab")
    assert first == second
    assert any(hashlib.sha256("كفر نجمه|35.800|36.800".encode()).hexdigest()[:8] in place for place in first)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.floats(-0.4, 0.4), st.floats(-0.4, 0.4), st.sampled_from([3.0, 12.0, 40.0, 250.0]))
def test_the_grid_finds_the_neighbours_that_a_look_at_all_rows_finds(
    data: st.DataObject, north: float, east: float, reach: float
) -> None:
    rows = list(load_gazetteer(towns=False).rows())
    near = data.draw(st.sampled_from(rows))
    lat, lon = near.lat + north, near.lon + east
    by_grid = [(distance, row.id) for distance, row in Known(rows, {}).near(lat, lon, reach)]
    every = ((kilometres(lat, lon, row.lat, row.lon), row.id) for row in rows)
    assert by_grid == sorted(pair for pair in every if pair[0] <= reach)


def test_consonants_tell_latin_names_apart_and_together() -> None:
    assert latin_key("Deir Ezzor") == latin_key("Deir ez-Zor Governorate") == latin_key("DEIR-EZ-ZOR")
    assert latin_key("Rural Damascus") == latin_key("Rif Dimashq")
    assert len({latin_key(name) for name in ("Homs", "Hama", "Idlib", "Daraa", "Damascus", "Aleppo", "Raqqa")}) == 7


def test_the_centre_of_a_bent_shape_lies_inside_it() -> None:
    bent = (
        (0.0, 0.0),
        (10.0, 0.0),
        (10.0, 10.0),
        (9.0, 10.0),
        (9.0, 1.0),
        (1.0, 1.0),
        (1.0, 10.0),
        (0.0, 10.0),
        (0.0, 0.0),
    )
    shape = Shape(((bent,),))
    assert shape.holds(*shape.centre())


@pytest.mark.parametrize("name", SHARED)
def test_a_file_that_users_bring_is_taken_with_no_flag(shared: Path, tmp_path: Path, name: str) -> None:
    done, told = into(tmp_path, name, (shared / "places" / name).read_bytes())
    again, _ = into(tmp_path, name, (shared / "places" / name).read_bytes())
    passed = sum(done.passed_over.values())
    assert done.new + done.merged + done.skipped + passed == done.rows
    assert done.merged + done.new >= 0.9 * done.rows
    assert done.skipped == len(told) <= 7 if name != SHARED[3] else len(told) <= 40
    assert (again.new, again.files) == (0, {})


def test_the_places_of_two_lists_are_where_they_are(shared: Path, tmp_path: Path) -> None:
    for name in SHARED[:2]:
        into(tmp_path, name, (shared / "places" / name).read_bytes())
    gazetteer = packed(tmp_path)
    ancestry = Ancestry(gazetteer)
    for name, governorate, lat, lon in [
        ("أم حرملة", "sy-gov-hasakah", 36.9, 40.4),
        ("غزيلة", "sy-gov-idlib", 35.6, 36.6),
        ("البوليل", "sy-gov-deir-ez-zor", 35.2, 40.3),
    ]:
        near = [row for row in gazetteer.find(name) if kilometres(row.lat, row.lon, lat, lon) < 60]
        assert any(ancestry.above(row.id, "governorate") == governorate for row in near) or not near, name
    aleppo = gazetteer.get("sy-aleppo")
    assert aleppo is not None
    assert kilometres(aleppo.lat, aleppo.lon, 36.2, 37.16) < 3


def test_points_of_a_list_are_kept_to_four_decimals(shared: Path, tmp_path: Path) -> None:
    into(tmp_path, SHARED[1], (shared / "places" / SHARED[1]).read_bytes())
    with (shared / "places" / SHARED[1]).open(encoding="utf-8-sig", newline="") as file:
        given_points = {
            (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file) if float(row["lon"]) < 180
        }
    with (tmp_path / "places" / "syria-reported-places.csv").open(encoding="utf-8", newline="") as file:
        new = [row for row in csv.DictReader(file) if row["id"].startswith("syria-reported-places-")]
    assert len(new) > 700
    assert {(float(row["lat"]), float(row["lon"])) for row in new} <= given_points


def test_every_quarter_of_aleppo_with_an_outline_lies_in_it(shared: Path, tmp_path: Path) -> None:
    name = SHARED[2]
    into(tmp_path, name, (shared / "places" / name).read_bytes())
    shapes = load_shapes(tmp_path)
    gazetteer = packed(tmp_path)
    assert len(shapes) > 100
    assert all(gazetteer.get(place) is not None for place in shapes)
    written = json.loads((tmp_path / "places" / "aleppo-neighbourhoods.geojson").read_bytes())
    assert [feature["id"] for feature in written["features"]] == sorted(shapes)
    near = 0
    for place, shape in shapes.items():
        row = gazetteer.get(place)
        assert row is not None
        near += kilometres(row.lat, row.lon, *shape.centre()) < 1.5
    assert near > 0.95 * len(shapes)


@pytest.mark.parametrize("name", SHARED[:3])
def test_a_shared_file_with_exchanged_coordinates_is_refused(shared: Path, tmp_path: Path, name: str) -> None:
    data = (shared / "places" / name).read_bytes()
    if name.endswith(".csv"):
        header, rest = data.split(b"\n", 1)
        data = header.replace(b"lat", b"?").replace(b"lon", b"lat").replace(b"?", b"lon") + b"\n" + rest
    else:
        value = json.loads(data)
        for feature in value["features"]:
            for polygon in feature["geometry"]["coordinates"]:
                for ring in polygon:
                    ring[:] = [point[::-1] for point in ring]
        data = json.dumps(value).encode()
    with pytest.raises(InputError, match="exchanged"):
        into(tmp_path, name, data)
