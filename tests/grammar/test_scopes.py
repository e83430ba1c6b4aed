"""Scopes over a toy language: the engine knows no word of any real one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.tokens import tokenise
from marsad.errors import RulebookError
from marsad.grammar.lattice import Lattice, Match, annotate
from marsad.grammar.lexicon import Entry, Lexicons
from marsad.grammar.scopes import Example, Scope, ScopeRule, ScopeRules, find_scopes, kinds_at, load_scopes

LEXICONS = Lexicons(
    [
        ("opener", Entry(("nix",), "verb", "")),
        ("opener", Entry(("sine",), "noun", "")),
        ("closer", Entry(("sed",), "but", "")),
        ("looks", Entry(("nix", "solum"), "only", "")),
    ]
)
YES = (Example("nix a", "a"),)


def rule(**changed: object) -> ScopeRule:
    given_ = {"id": "r", "says": "", "gives": "no", "yes": YES, "opens": ("opener",)} | changed
    return ScopeRule(**given_)  # type: ignore[arg-type] # the table's cells are of several types


def covered(text: str, *rules: ScopeRule) -> list[str]:
    tokens = tokenise(text)
    lattice = annotate(text, tokens, LEXICONS)
    found = find_scopes(lattice, [(0, len(tokens))], ScopeRules(rules))
    return [tokens[at].key for at in range(len(tokens)) if kinds_at(found, at)]


@pytest.mark.parametrize(
    ("text", "changed", "words"),
    [
        ("a nix b c d", {}, ["b", "c", "d"]),
        ("a nix b c d", {"reach": 2}, ["b", "c"]),
        ("a nix b, c d", {"marks": ","}, ["b"]),
        ("a nix b, c d", {"reach": 2}, ["b", ",", "c"]),
        ("nix a b sed c", {"closes": ("closer",)}, ["a", "b"]),
        ("nix a b sed c", {"closes": ("closer=and",)}, ["a", "b", "sed", "c"]),
        ("a b nix c", {"direction": "backward"}, ["a", "b"]),
        ("a, b nix c", {"direction": "backward", "marks": ","}, ["b"]),
        ("a b nix c", {"direction": "backward", "reach": 1}, ["b"]),
        ("a nix b", {"direction": "both"}, ["a", "b"]),
        ("nix a sine b", {"opens": ("opener=noun",)}, ["b"]),
        ("nix solum a", {"unless": ("looks",)}, []),
        ("nix a solum", {"unless": ("looks",)}, ["a", "solum"]),
        ("nix ya b", {"before": ("y",)}, ["ya", "b"]),
        ("nix a b", {"before": ("y",)}, []),
        ("a nix", {}, []),
    ],
)
def test_what_lies_in_a_scope(text: str, changed: dict[str, object], words: list[str]) -> None:
    assert covered(text, rule(**changed)) == words


def test_a_joined_particle_opens_at_its_own_word() -> None:
    tokens = tokenise("a b c d")
    lattice = Lattice("a b c d", tokens)
    lattice.add(Match("verb", "go", 1, 2, prefix="xs"))
    found = find_scopes(lattice, [(0, 4)], ScopeRules((rule(opens=(), prefix="s", reach=1),)))
    assert found == [Scope("no", 1, 3, 1, 2, "r")]


def test_scopes_end_with_their_sentence() -> None:
    tokens = tokenise("nix a b c")
    lattice = annotate("nix a b c", tokens, LEXICONS)
    found = find_scopes(lattice, [(0, 2), (2, 4)], ScopeRules((rule(),)))
    assert [(scope.start, scope.end) for scope in found] == [(1, 2)]


def test_a_scope_without_reach_does_not_run_for_ever() -> None:
    assert len(covered("nix " + "a " * 500, rule())) == 60


@given(st.lists(st.sampled_from(["nix", "sine", "sed", "a", ",", "."]), max_size=30), st.integers(0, 4))
def test_scopes_stay_inside_their_sentence(words: list[str], reach: int) -> None:
    text = " ".join(words)
    tokens = tokenise(text)
    lattice = annotate(text, tokens, LEXICONS)
    for scope in find_scopes(lattice, [(0, len(tokens))], ScopeRules((rule(direction="both", reach=reach),))):
        assert 0 <= scope.start <= scope.end <= len(tokens)
        assert scope.opener_end <= scope.start or scope.end <= scope.opener


GOOD = '[[scope]]\nid = "r"\nsays = "no"\ngives = "negated"\nopens = ["opener"]\n'
YES_TOML = 'yes = [{ text = "nix a", word = "a" }]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + "yes = []\n", "without an example"),
        (GOOD.replace('opens = ["opener"]\n', "") + YES_TOML, "nothing opens"),
        (GOOD.replace("opener", "openner") + YES_TOML, "did you mean 'opener'"),
        (GOOD + YES_TOML + 'closes = ["nothing-like-it"]\n', "no lexicon 'nothing-like-it'"),
        (GOOD + YES_TOML + "reech = 3\n", "cannot be read"),
        (GOOD + YES_TOML + 'direction = "sideways"\n', "cannot be read"),
        ("[[scope", "cannot be read"),
    ],
)
def test_a_flaw_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "scopes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match=message) as caught:
        load_scopes(path, LEXICONS.values)
    assert caught.value.where.startswith("scopes.toml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="cannot be read"):
        load_scopes(tmp_path / "scopes.toml")
