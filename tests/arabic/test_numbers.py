"""Numbers of every written form; num2words, which writes them, is the oracle for the exact ones."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

import marsad.rulebook
from marsad.arabic.digits import digits
from marsad.arabic.numbers import Quantity, bounded, parse_number
from marsad.arabic.tokens import tokenise
from marsad.grammar.lattice import annotate
from marsad.grammar.lexicon import Lexicons, load_entries

LEXICONS = Path(next(iter(marsad.rulebook.__path__))) / "ar" / "lexicons"


@cache
def lexicons() -> Lexicons:
    return Lexicons(entry for entry in load_entries(LEXICONS) if entry[0].startswith("number_"))


def read(text: str) -> tuple[Quantity, str] | None:
    """The number at the start of a text and the words left after it."""
    lattice = annotate(text, tokenise(text), lexicons())
    found = parse_number(lattice, 0)
    if found is None:
        return None
    quantity, end = found
    return quantity, text[lattice.tokens[end].start :] if end < len(lattice.tokens) else ""


def said(low: int | None, high: int | None) -> Quantity:
    return Quantity(low, high)


@given(st.integers(1, 999_999_999))
def test_every_number_that_num2words_writes_is_read_back(number: int) -> None:
    if number // 1000 % 100 == 1 and number // 1000 > 1:
        number += 1000  # num2words writes 201000 as "two hundred and a thousand thousand"
    assert read(num2words(number, lang="ar")) == (said(number, number), "")


def test_small_numbers_all() -> None:
    wrong = [n for n in range(1, 1000) if read(num2words(n, lang="ar")) != (said(n, n), "")]
    assert wrong == []


@given(st.integers(0, 10**9))
def test_digits_of_both_kinds_and_with_separators(number: int) -> None:
    eastern = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for text in (str(number), eastern, f"{number:,}", f"{number:,}".replace(",", "٬")):
        assert read(text) == (said(number, number), "")


@given(st.text(max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    lattice = annotate(text, tokenise(text), lexicons())
    for at in range(len(lattice.tokens)):
        found = parse_number(lattice, at)
        assert found is None or at < found[1] <= len(lattice.tokens)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("ثلاثمائةٍ وأربعةً وعشرين", 324, 324),
        ("ثلاث مئة", 300, 300),
        ("أربعمية وخمس وستين", 465, 465),
        ("إحدى عشرة", 11, 11),
        ("اثني عشر ألفاً", 12000, 12000),
        ("اثنتا عشرة", 12, 12),
        ("مئتا", 200, 200),
        ("ألفي", 2000, 2000),
        ("ألفان", 2000, 2000),
        ("ثلاثة آلاف وخمسمئة", 3500, 3500),
        ("3 آلاف و500", 3500, 3500),
        ("1.5 مليون", 1_500_000, 1_500_000),
        ("2,5 مليون", 2_500_000, 2_500_000),
        ("مليون ونصف المليون", 1_500_000, 1_500_000),
        ("نصف مليون", 500_000, 500_000),
        ("1.160", 1160, 1160),
        ("353,935", 353_935, 353_935),
        ("بين 10 و15", 10, 15),
        ("بين عشرين وثلاثين", 20, 30),
        ("بين 20 أو 30", 20, 30),
        ("10 إلى 15", 10, 15),
        ("10-15", 10, 15),
        ("ثلاثة إلى خمسة آلاف", 3000, 5000),
        ("أكثر من 60", 61, None),
        ("أكثر من مئة", 101, None),
        ("ما لا يقل عن 12", 12, None),
        ("20 على الأقل", 20, None),
        ("نحو 150", 150, 150),
        ("قرابة خمسين", 50, 50),
        ("ما يصل إلى 250 ألف", None, 250_000),
        ("أقل من 40", None, 39),
        ("يتجاوز الـ150", 151, None),
        ("أكثر من «70»", 71, None),
        ("عشرات", 20, 99),
        ("المئات", 200, 999),
        ("آلاف", 2000, 9999),
        ("عشرات الآلاف", 20_000, 99_999),
        ("مئات آلاف", 200_000, 999_999),
        ("بضعة آلاف", 2000, 9999),
        ("عدد من", 2, None),
        ("بضعة", 2, None),
    ],
)
def test_written_forms(text: str, low: int | None, high: int | None) -> None:
    assert read(text) == (said(low, high), "")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("ثلثي", 0.67),
        ("ثلث", 0.33),
        ("نصف", 0.5),
        ("ربع", 0.25),
        ("ثلاثة أرباع", 0.75),
        ("60 %", 0.6),
        ("95 في المئة", 0.95),
    ],
)
def test_shares(text: str, share: float) -> None:
    assert read(text) == (Quantity(None, None, share), "")


@pytest.mark.parametrize("text", ["أحد", "الاثنين", "10:30", "2016/12/6", "123456789012345678", "مدينة", "الأحد"])
def test_what_is_no_number(text: str) -> None:
    assert read(text) is None


def test_a_number_stops_where_the_next_one_begins() -> None:
    assert read("20 و30") == (said(20, 20), "و30")
    assert read("مئة قتيل") == (said(100, 100), "قتيل")
    assert read("ثلاثة وعشرة") == (said(3, 3), "وعشرة")


@given(st.integers(0, 10**6))
def test_bounds(number: int) -> None:
    exact = said(number, number)
    assert bounded(exact, "at-least") == said(number, None)
    assert bounded(exact, "more-than") == said(number + 1, None)
    assert bounded(exact, "up-to") == said(None, number)
    assert bounded(exact, "about") == exact
    assert bounded(said(20, 99), "more-than") == said(20, None)


@given(st.text(alphabet="0123456789.,:/", max_size=20))
def test_digits_never_fail(key: str) -> None:
    value = digits(key)
    assert value is None or value >= 0
