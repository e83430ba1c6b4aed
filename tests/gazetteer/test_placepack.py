"""A place pack that does not hold together is refused, by file and line, with the mend."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.errors import RulebookError
from marsad.gazetteer.placepack import COLUMNS, check_places, nearest, read_pack

HEAD = ",".join(COLUMNS) + "\n"
COUNTRY = "xx,بلاد,Land,,country,,10,20,XX,test\n"


def refused(path: Path, text: str) -> RulebookError:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as told:
        check_places(list(read_pack(path)))
    return told.value


@pytest.mark.parametrize(
    ("row", "line", "says", "mend"),
    [
        ("xx-a,قرية,A,,town,xz,1,2,XX,t\n", 3, "no parent 'xz'", "'xx'"),
        ("xx,قرية,A,,country,,1,2,XX,t\n", 3, "id 'xx' is taken", ":2"),
        ("xx-a,قرية,A,,town,xx,1,,XX,t\n", 3, "lon ''", "decimal degrees"),
        ("xx-a,قرية,A,,town,xx,136.2,37,XX,t\n", 3, "off the globe", "exchanged"),
        ("xx-a,قرية,A,,town,xx,nan,37,XX,t\n", 3, "off the globe", ""),
        ("xx-a,قرية,A,,twon,xx,1,2,XX,t\n", 3, "type 'twon'", "'town'"),
        ("xx-a,قرية,A,,town,xx,1,2,Syria,t\n", 3, "no ISO 3166 code", "SY"),
        ("xx-a,,A,,town,xx,1,2,XX,t\n", 3, "no name_ar", "fill it in"),
        ("xx-a,قرية,A,,town,xx,1,2,XX,\n", 3, "no source", "fill it in"),
        ("xx-a,قرية,A,,town,,1,2,XX,t\n", 3, "lies in nothing", "only a country"),
        ("xx-a,قرية,A,,town,xx-a,1,2,XX,t\n", 3, "lies in itself", "parent"),
    ],
)
def test_faults_name_file_line_and_mend(tmp_path: Path, row: str, line: int, says: str, mend: str) -> None:
    path = tmp_path / "pack.csv"
    error = refused(path, HEAD + COUNTRY + row)
    assert error.where == f"{path}:{line}"
    assert says in error.what
    assert mend in error.mend


def test_a_circle_of_parents_is_seen(tmp_path: Path) -> None:
    rows = "xx-a,أ,A,,town,xx-b,1,2,XX,t\nxx-b,ب,B,,town,xx-a,1,2,XX,t\n"
    assert "lies in itself" in refused(tmp_path / "pack.csv", HEAD + COUNTRY + rows).what


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path / "pack.csv", "id,name_ar\nxx,بلاد\n")
    assert "lat" in error.what
    assert error.where.endswith(":1")


def test_quoted_cells_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "pack.csv"
    path.write_text(
        "\ufeff" + HEAD + COUNTRY + '"xx-a","قرية، كبيرة","A, the","ا|ب",town,xx,1,2,XX,t\n', encoding="utf-8"
    )
    row = list(read_pack(path))[1].row
    assert (row.name_en, row.variants) == ("A, the", ("ا", "ب"))


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_rows_or_one_named_fault(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pack.csv"
    path.write_text(HEAD + text, encoding="utf-8", newline="")
    fault, rows = None, []
    try:
        rows = list(read_pack(path))
    except RulebookError as error:
        fault = error
    assert fault is None or fault.where.startswith(str(path))
    assert all(-90 <= line.row.lat <= 90 for line in rows)


def test_the_nearest_right_word_is_offered() -> None:
    assert nearest("sy-hom", ["sy-homs", "sy-hama"]) == "did you mean 'sy-homs'?"
    assert nearest("zzz", ["b", "a"]).startswith("known are a, b")
