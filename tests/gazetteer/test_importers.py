"""Each format, what its columns mean, and bytes that lie."""

import json
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from placefiles import HEADER, VILLAGES, collection, found, rows, shapes, square, table, zipped

from marsad.errors import InputError, MarsadError
from marsad.gazetteer.importer import Found, PassedOver
from marsad.gazetteer.importers import IMPORTERS

GEONAMES = (
    "170063\tHama\tHama\tHamah,حماة,ھەما\t35.13179\t36.75783\tP\tPPLA\tSY\t\t10\t\t\t\t460602\t\t302\tAsia/Damascus\t2019-09-05",
    "1\tNahr\tNahr\tنهر\t35.1\t36.7\tH\tSTM\tSY\t\t10\t\t\t\t0\t\t302\tAsia/Damascus\t2019-09-05",
    "2\tNo Arabic\tNo Arabic\tx\t35.1\t36.7\tP\tPPL\tSY\t\t10\t\t\t\t0\t\t302\tAsia/Damascus\t2019-09-05",
)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_a_table_is_read_whatever_parts_its_cells(delimiter: str) -> None:
    first, second = found("villages.csv", table(VILLAGES, delimiter=delimiter))
    assert (first.name_ar, first.lat, first.lon, first.type) == ("عين الديك الأبيض", 35.9, 36.7, "village")
    assert first.above[0].words == ("Idlib",)
    assert second.where == "villages.csv:3"


@pytest.mark.parametrize(
    "header",
    [
        ("Name_AR", "NAME_EN", "Latitude", "LONGITUDE", "Place Type", "Governorate_EN"),
        ("الاسم", "english name", "y", "x", "النوع", "المحافظة"),
        ("arabic", "latin", "LAT", "Lng", "fclass", "admin1"),
    ],
)
def test_headers_are_known_by_other_names(header: tuple[str, ...]) -> None:
    assert [row.name_en for row in found("a.csv", table(VILLAGES, header))] == ["Ayn al-Dik", "Kafr Najmah"]


def test_a_single_name_column_is_told_by_its_letters() -> None:
    data = table([("كفر نجمة", "35.8", "36.8"), ("Kafr Najmah", "35.8", "36.8")], ("name", "lat", "lon"))
    arabic, latin = found("a.csv", data)
    assert (arabic.name_ar, arabic.name_en, latin.name_ar, latin.name_en) == ("كفر نجمة", "", "", "Kafr Najmah")


def test_words_that_say_what_a_place_is_are_read_and_left_out_of_its_name() -> None:
    told = [("حي النجمة", ""), ("مخيم النجمة", ""), ("نجمة", "Najma hospital")]
    data = table([(*names, "35", "36") for names in told], ("name_ar", "name_en", "lat", "lon"))
    quarter, camp, hospital = found("a.csv", data)
    assert (quarter.name_ar, quarter.variants, quarter.type) == ("النجمة", ("حي النجمة",), "neighbourhood")
    assert (camp.name_ar, camp.type) == ("مخيم النجمة", "camp")
    assert hospital.type == "site"


def test_variants_of_every_column_are_taken_and_foreign_letters_are_not() -> None:
    header = ("name_ar", "lat", "lon", "alt", "alternatenames")
    (row,) = found("a.csv", table([("نجمة", "35", "36", "النجمه|Najma", "نجمة الغربية,ستێرک")], header))
    assert row.variants == ("النجمه", "نجمة الغربية")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("", "missing"),
        ("north", "no number"),
        ("91", "off the globe"),
        ("nan", "missing"),
        ("inf", "off the globe"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_rest_goes_on(cell: str, told: str) -> None:
    good, bad, after = rows("a.csv", table([VILLAGES[0], (*VILLAGES[1][:2], cell, "36.8", "", ""), VILLAGES[1]]))
    assert isinstance(good, Found)
    assert isinstance(after, Found)
    assert isinstance(bad, InputError)
    assert bad.where == "a.csv:3"
    assert told in bad.what
    assert bad.mend


def test_a_cell_of_several_lines_does_not_move_the_count() -> None:
    data = table([("نجمة\nالشمالية", "", "35", "36", "", ""), ("x", "", "", "36", "", "")])
    assert [row.where for row in rows("a.csv", data) if isinstance(row, Found | InputError)] == ["a.csv:2", "a.csv:4"]


def test_more_cells_than_headers_are_a_bad_row() -> None:
    (row,) = rows("a.csv", b"name_ar,lat,lon\n\xd8\xa7\xd8\xa8,35,36,37\n")
    assert isinstance(row, InputError)
    assert "4 cells" in row.what


@pytest.mark.parametrize("written", ["35,5", "٣٥٫٥", "35.5°", "۳۵.۵"])
def test_degrees_are_read_as_people_write_them(written: str) -> None:
    (row,) = found("a.csv", table([("نجمة", written, "36")], ("name_ar", "lat", "lon"), delimiter=";"))
    assert row.lat == 35.5


@pytest.mark.parametrize(
    ("header", "told"),
    [(("a", "lat", "lon"), "no column holds the place's name"), (("name_ar", "lat", "c"), "latitude and longitude")],
)
def test_missing_columns_refuse_the_file_and_name_those_that_are_there(header: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError) as refused:
        rows("a.csv", table([("نجمة", "35", "36")], header))
    assert told in refused.value.what
    assert "lat" in refused.value.what
    assert refused.value.where == "a.csv:1"


def test_windows_1256_is_read_as_it_was_meant() -> None:
    data = table([("كفر نجمة", "35", "36")], ("name_ar", "lat", "lon")).decode("utf-8").encode("windows-1256")
    assert [row.name_ar for row in found("a.csv", data)] == ["كفر نجمة"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_letter_of_the_first_header(encoding: str) -> None:
    data = table([("كفر نجمة", "35", "36")], ("name_ar", "lat", "lon")).decode("utf-8").encode(encoding)
    assert [row.name_ar for row in found("a.csv", data)] == ["كفر نجمة"]


def test_geojson_gives_points_and_polygons() -> None:
    point = {"type": "Point", "coordinates": [36.7, 35.9]}
    data = collection(({"name_ar": "نجمة"}, point), ({"NAME_AR": "نجمتان"}, square(35.0, 36.0)))
    first, second = found("a.geojson", data)
    assert (first.lat, first.lon, first.shape) == (35.9, 36.7, None)
    assert (second.lat, second.lon) == pytest.approx((35.0, 36.0))
    assert second.shape is not None
    assert second.shape.holds(35.0, 36.0)


def test_the_finest_level_is_the_place_where_no_column_names_it() -> None:
    properties = {
        "ADM2_AR": "منطقة النجم",
        "ADM2_PCODE": "SY9901",
        "ADM1_AR": "حلب",
        "ADM1_PCODE": "SY02",
        "ADM0_AR": "سوريا",
    }
    (row,) = found("syr_admbnda_adm2.geojson", collection((properties, square(36.0, 37.0))))
    assert (row.name_ar, row.code, row.type) == ("النجم", "SY9901", "district")
    assert [above.words for above in row.above] == [("حلب", "SY02"), ("سوريا",)]


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (None, "no geometry"),
        ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, "no point and no polygon"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "hold together"),
        ({"type": "Polygon", "coordinates": [[["a", 0], [1, 1], [1, 2], [0, 0]]]}, "hold together"),
        ({"type": "Point", "coordinates": []}, "hold together"),
        ({"type": "Point", "coordinates": [36, 200]}, "off the globe"),
    ],
)
def test_a_feature_without_a_good_geometry_is_named_by_its_number(geometry: Any, told: str) -> None:
    point = {"type": "Point", "coordinates": [36.7, 35.9]}
    good, bad = rows("a.geojson", collection(({"name_ar": "نجمة"}, point), ({"name_ar": "نجمتان"}, geometry)))
    assert isinstance(good, Found)
    assert isinstance(bad, InputError)
    assert bad.where == "a.geojson: feature 2"
    assert told in bad.what


def test_a_file_in_metres_is_refused_with_the_mend() -> None:
    with pytest.raises(InputError, match="metres") as refused:
        rows("a.geojson", collection(({"name_ar": "نجمة"}, {"type": "Point", "coordinates": [4079000, 4290000]})))
    assert "4326" in refused.value.mend


def test_truncated_json_says_that_it_breaks_off() -> None:
    data = collection(({"name_ar": "نجمة"}, square(35, 36)), indent="")
    for cut in range(1, len(data) - 1, 7):
        with pytest.raises(InputError) as refused:
            rows("a.geojson", data[:cut])
        assert refused.value.where.startswith("a.geojson")


def test_json_without_geometry_is_a_list_of_places_or_an_object_of_them() -> None:
    place = {"name_ar": "نجمة", "lat": 35.0, "lon": "36", "variants": ["النجمه", None]}
    assert [row.variants for row in found("a.json", json.dumps([place]).encode())] == [("النجمه",)]
    (row,) = found("a.json", json.dumps({"x7": place}).encode())
    assert (row.where, row.lat, row.lon) == ("a.json: x7", 35.0, 36.0)


def test_geonames_is_recognised_also_in_its_zip() -> None:
    data = "\n".join(GEONAMES).encode()
    for name, told in (("SY.txt", data), ("SY.zip", zipped(SY_txt=data, readme_txt=b"read me"))):
        town, river, latin = rows(name, told)
        assert isinstance(town, Found)
        assert (town.code, town.name_ar, town.type, town.population) == ("170063", "حماة", "town", 460602)
        assert (town.variants, town.country, town.source) == ((), "SY", "GeoNames")
        assert (river, latin) == (PassedOver("kind"), PassedOver("name"))


def test_a_broken_line_of_geonames_is_named() -> None:
    *_, bad = rows("SY.txt", f"{GEONAMES[0]}\n1\tshort".encode())
    assert isinstance(bad, InputError)
    assert bad.where == "SY.txt:2"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_a_zipped_shapefile_is_read_in_either_encoding(encoding: str) -> None:
    (row,) = found("syr.zip", shapes({"محافظة النجم": (36.0, 37.0)}, encoding))
    assert (row.name_ar, row.type, row.code) == ("محافظة النجم", "governorate", "SY91")
    assert (row.lat, row.lon) == pytest.approx((36.0, 37.0))
    assert row.shape is not None


def test_a_shapefile_in_metres_or_without_its_table_is_refused() -> None:
    with pytest.raises(InputError, match="metres"):
        rows("a.zip", shapes({"نجم": (36.0, 37.0)}, projection=b"PROJCS[x]"))
    with pytest.raises(InputError, match=r"lacks its \.dbf"):
        rows("a.zip", zipped(a_shp=b"x"))


def test_an_empty_file_a_binary_one_and_a_broken_zip_are_refused() -> None:
    for data in (b"", b"\x00\x01\x02\xff" * 9, b"PK\x03\x04broken", zipped(a_png=b"\x89PNG\x00\x00")):
        with pytest.raises(InputError) as refused:
            rows("a.csv", data)
        assert refused.value.where


def test_a_zip_that_swells_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.gazetteer.importers.zipped.LARGEST", 100)
    with pytest.raises(InputError, match="more than"):
        rows("a.zip", zipped(a_csv=b"a" * 101))


def test_every_importer_has_a_name_of_its_own() -> None:
    assert len({importer.name for importer in IMPORTERS}) == len(IMPORTERS)


def nothing_else(name: str, data: bytes) -> None:
    """Reading ends in rows, or in an error that a user can mend."""
    try:
        for row in rows(name, data):
            assert isinstance(row, Found | PassedOver | MarsadError)
    except MarsadError as error:
        assert error.mend  # noqa: PT017 - either end is good


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    nothing_else("a.csv", data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_in_a_zip_and_behind_its_mark(data: bytes) -> None:
    nothing_else("a.zip", b"PK\x03\x04" + data)
    nothing_else("a.zip", zipped(a_shp=data, a_dbf=data))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=9), max_size=8), max_size=6))
def test_any_cells_under_the_headers(cells: list[list[str]]) -> None:
    text = "\n".join(",".join(line) for line in cells)
    nothing_else("a.csv", f"{','.join(HEADER)}\n{text}".encode("utf-8", "surrogatepass"))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["features", "properties", "geometry", "type", "coordinates", "name_ar", "lat", "lon"]) | st.text(max_size=4),
        inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(JSON, JSON)
def test_any_json_is_read_or_refused_in_words(value: Any, geometry: Any) -> None:
    nothing_else("a.json", json.dumps(value).encode())
    nothing_else("a.json", collection(({"name_ar": "نجمة"}, geometry)))
    nothing_else("a.json", json.dumps({"type": "FeatureCollection", "features": value}).encode())


def test_a_zip_is_what_the_builder_says() -> None:
    assert zipfile.is_zipfile(__import__("io").BytesIO(zipped(a_csv=b"x")))
