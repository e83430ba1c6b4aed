"""No cell that a spreadsheet would run, no letter that UTF-8 cannot carry."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.export.clean import cell, deep

RUN = "=+-@\t\r\0\n＝＋－＠"
UNSEEN = ["", " ", "\u200f", "\u202e", "\ufeff", "\u2067", "\u00a0", "\u200b", "\u064b", "\x1f"]


@pytest.mark.parametrize("before", UNSEEN, ids=ascii)
@pytest.mark.parametrize("opener", RUN.replace("\0", ""), ids=ascii)
def test_a_cell_that_opens_a_formula_is_quoted(opener: str, before: str) -> None:
    assert cell(f"{before}{opener}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("harmless", ["", "حلب", "5 - 7", "a=b", "٥", "(x)", "«قول»", "'=1"])
def test_other_text_is_left_as_it_is(harmless: str) -> None:
    assert cell(harmless) == harmless


def test_numbers_are_numbers() -> None:
    assert [cell(value) for value in (-12.5, 0, None, 7)] == ["-12.5", "0", "", "7"]


@given(st.text(st.characters(), max_size=20))
def test_no_cell_ever_opens_a_formula_and_all_can_be_written(text: str) -> None:
    made = cell(text)
    assert made.encode() is not None
    assert not made.lstrip().startswith(tuple("=+-@＝＋－＠"))
    out = StringIO(newline="")
    csv.writer(out).writerow([made])
    assert next(csv.reader(StringIO(out.getvalue(), newline=""))) == [made]
    assert made in {text.replace("\0", ""), "'" + text.replace("\0", "")} or "\ufffd" in made


@given(
    st.recursive(
        st.text(st.characters(), max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_plain_data_keeps_its_shape_and_can_be_encoded(value: object) -> None:
    made = deep(value)
    assert type(made) is type(value)
    assert str(made).encode("utf-8", "strict") is not None
