"""Tokens cover the text's letters, each at its place."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("قُتل 12مدنياً.", ["قتل", "12", "مدنيا", "."]),
        ("«جيش حلب»", ["«", "جيش", "حلب", "»"]),
        ("في 9/8/2012", ["في", "9/8/2012"]),
        ("١٬٢٠٠ نازح", ["1,200", "نازح"]),
        ("سطر\n\nسطر", ["سطر", "\n\n", "سطر"]),
        ("\u200fحلب\u200f", ["حلب"]),
        ("مقتـ.ل قُ*تل الصـ.ـو.اريـ.ـخ", ["مقتل", "قتل", "الصواريخ"]),
        ("باسـ ـتـ ـهداف صـ ـا ر و خ على", ["باستهداف", "صاروخ", "علي"]),
        ("أ ف ب، حلبـ. ثم بلدة و قرية", ["ا", "ف", "ب", "،", "حلب", ".", "ثم", "بلده", "و", "قريه"]),
    ],
)
def test_words_numbers_and_marks(text: str, keys: list[str]) -> None:
    assert [token.key for token in tokenise(text)] == keys


@given(st.text())
def test_tokens_stand_in_order_and_leave_out_only_space_and_marks(text: str) -> None:
    tokens = tokenise(text)
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    assert all(token.key for token in tokens if token.kind != "mark")
    covered = {at for token in tokens for at in range(token.start, token.end)}
    assert not any(letter.isalnum() for at, letter in enumerate(text) if at not in covered)
