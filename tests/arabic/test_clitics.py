"""Peelings: every way to take joined particles and pronouns off a word, the least first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.clitics import peelings


@pytest.mark.parametrize(
    ("key", "prefix", "stem", "suffix"),
    [
        ("وبالقصف", "وبال", "قصف", ""),
        ("للقوات", "لل", "قوات", ""),
        ("فقتلته", "ف", "قتلت", "ه"),
        ("سيارتهم", "", "سياره", "هم"),
        ("وقتلوهم", "و", "قتلوا", "هم"),
        ("سيقصف", "س", "يقصف", ""),
        ("بحلب", "ب", "حلب", ""),
    ],
)
def test_a_reading_is_among_the_peelings(key: str, prefix: str, stem: str, suffix: str) -> None:
    assert (prefix, stem, suffix) in peelings(key)


@given(st.text("وفبلكاسهمنيتقر", min_size=1, max_size=12))
def test_the_whole_word_comes_first_and_stems_keep_two_letters(key: str) -> None:
    found = peelings(key)
    if len(key) > 1:
        assert found[0] == ("", key, "")
    taken = [len(p.prefix) + len(p.suffix) for p in found]
    assert taken == sorted(taken)
    assert all(key.startswith(p.prefix) and key.endswith(p.suffix) and len(p.stem) > 1 for p in found)
