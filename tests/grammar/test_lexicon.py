"""Lexicons: plain files, folded and inflected at load, asked by written word."""

from pathlib import Path

import pytest

from marsad.arabic.tokens import tokenise
from marsad.errors import RulebookError
from marsad.grammar.lattice import annotate
from marsad.grammar.lexicon import Lexicons, load_entries

STRIKES = (
    "# ضربات\n[noun]\nغارة / غارات = air\n[as-is]\nسيارة مفخخة / سيارات مفخخة = car\nوكالة = agency\nكالة = wrong\n"
)


@pytest.fixture
def lexicons(tmp_path: Path) -> Lexicons:
    (tmp_path / "strike.txt").write_text(STRIKES, encoding="utf-8")
    return Lexicons(load_entries(tmp_path))


@pytest.mark.parametrize(
    ("word", "value", "feature", "prefix"),
    [
        ("غاره", "air", "", ""),
        ("وبالغارات", "air", "plural", "وبال"),
        ("غارتين", "air", "dual", ""),
        ("وكاله", "agency", "", ""),
    ],
)
def test_a_word_is_found_least_peeled(lexicons: Lexicons, word: str, value: str, feature: str, prefix: str) -> None:
    hits = lexicons.analyse(word).hits
    assert [(h.value, h.feature, h.prefix) for h in hits] == [(value, feature, prefix)]


@pytest.mark.parametrize("text", ["سيارة مفخخة", "بالسيارة المفخخة", "وسيارات مفخخة"])
def test_a_phrase_is_found_with_particle_and_article(lexicons: Lexicons, text: str) -> None:
    found = annotate(text, tokenise(text), lexicons).find(0, "strike")
    assert found is not None
    assert (found.value, found.end) == ("car", 2)


def test_memory_is_bounded(lexicons: Lexicons) -> None:
    lexicons.MEMORY = 100
    for number in range(1000):
        lexicons.analyse(f"كلمة{number}")
    assert len(lexicons._remembered) <= 100


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("# nothing\n", "empty"),
        ("[nuon]\nغارة = air\n", "bad.txt:1: no inflection 'nuon'"),
        ("= air\n", "bad.txt:1: a line without a form"),
    ],
)
def test_a_flawed_lexicon_is_refused_by_line(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "bad.txt").write_text(content, encoding="utf-8")
    with pytest.raises(RulebookError, match=complaint):
        list(load_entries(tmp_path))
