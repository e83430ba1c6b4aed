"""Names of several words: joined particles, the article, the longest match."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.fold import fold_key
from marsad.grammar.trie import NameTrie

NAMES = {
    "حلب": "aleppo", "دير الزور": "deir", "الزور": "zor", "الباب": "bab", "باب": "gate", "الشيخ سعيد": "said",
    "الحجر الأسود": "hajar", "عدن": "aden", "وان": "van", "دير": "monastery", "لد": "lod",
}  # fmt: skip


def words(text: str) -> list[str]:
    return [fold_key(word) for word in text.split()]


@pytest.fixture(scope="module")
def trie() -> NameTrie:
    return NameTrie(((tuple(words(name)), (key,)) for name, key in NAMES.items()), weak=lambda name: name == ("عدن",))


@pytest.mark.parametrize(
    ("text", "found", "end", "prefix"),
    [
        ("حلب", "aleppo", 1, ""),
        ("وبحلب أمس", "aleppo", 1, "وب"),
        ("دير الزور", "deir", 2, ""),
        ("لدير الزور", "deir", 2, "ل"),
        ("دير قديم", "monastery", 1, ""),
        ("للباب", "bab", 1, "لل"),
        ("بالباب", "bab", 1, "ب"),
        ("باب", "gate", 1, ""),
        ("الباب", "bab", 1, ""),
        ("شيخ سعيد", None, 0, ""),
        ("الشيخ السعيد", "said", 2, ""),
        ("الحجر أسود", "hajar", 2, ""),
        ("بلد", None, 0, ""),
        ("سحلب", None, 0, ""),
    ],
)
def test_names_are_found(trie: NameTrie, text: str, found: str | None, end: int, prefix: str) -> None:
    hit = trie.find(words(text), 0)
    assert (hit.ids[0] if hit else None) == found
    if hit:
        assert (hit.end, hit.prefix) == (end, prefix)


def test_a_weak_name_says_so(trie: NameTrie) -> None:
    hits = [trie.find(words(text), 0) for text in ("عدن", "حلب")]
    assert [hit.weak for hit in hits if hit] == [True, False]


def test_equal_names_join_their_ids_and_one_strong_bearer_makes_the_name_strong() -> None:
    trie = NameTrie([(("a",), ("1",)), (("a",), ("2", "1"))], weak=lambda _: True)
    hit = trie.find(["a"], 0)
    assert hit is not None
    assert hit.ids == ("1", "2")
    assert hit.weak


def test_opens_agrees_with_find(trie: NameTrie) -> None:
    assert trie.opening(["دير", "قصف"]) == [True, False]
    assert trie.find(["قصف"], 0) is None


LETTERS = st.text(alphabet="ابدرزسلو", min_size=1, max_size=4)


@given(
    st.lists(st.lists(LETTERS, min_size=1, max_size=3), min_size=1, max_size=8),
    st.lists(LETTERS, min_size=1, max_size=8),
)
def test_the_longest_name_wins(names: list[list[str]], text: list[str]) -> None:
    """The oracle: every name that stands at the first word letter for letter is no longer than what is found."""
    trie = NameTrie((tuple(name), (str(at),)) for at, name in enumerate(names))
    hit = trie.find(text, 0)
    whole = [len(name) for name in names if text[: len(name)] == name]
    if whole:
        assert hit is not None
        assert hit.end >= max(whole)
    if hit is not None:
        assert 1 <= hit.end <= len(text)
        assert all(len(a) and len(b) for a, b in pairwise(text[: hit.end]))
