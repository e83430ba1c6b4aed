"""Folding is a key: equal for spellings of one word, and every folded letter leads back to its place in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.fold import fold, fold_key

ARABIC = st.text(
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from("ﻷﷲﻼ \u200f\u202aab١۴\ufeff")
)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("قُتِلَ", "قتل"),
        ("أحياء إدلب", "احياء ادلب"),
        ("مدينـــة", "مدينه"),
        ("مستشفى", "مستشفي"),
        ("ﻷحياء", "لاحياء"),
        ("١٢٬٥", "12,5"),
        ("۴۵", "45"),
        ("\u202bحلب\u202c", "حلب"),
        ("کردستان", "كردستان"),
    ],
)
def test_spellings_of_one_word_share_a_key(written: str, key: str) -> None:
    assert fold_key(written) == key


@given(ARABIC)
def test_the_map_leads_back_to_the_source(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_key(text)
    assert len(folded.origin) == len(folded.text) + 1
    for at, letter in enumerate(folded.text):
        start, _ = folded.source_span(at, at + 1)
        assert letter in fold_key(text[start])


@given(ARABIC)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)


def test_a_million_vowel_signs_fold_to_nothing() -> None:
    assert fold_key("ق" + "\u064e" * 1_000_000) == "ق"
