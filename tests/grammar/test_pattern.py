"""Patterns: what a rule's line matches, and what it says when it cannot be read."""

import pytest

from marsad.arabic.tokens import tokenise
from marsad.errors import RulebookError
from marsad.grammar.lattice import Lattice, Match
from marsad.grammar.pattern import Found, build, finish, openers, parse


def lattice(text: str) -> Lattice:
    """Each word is its own label; a word `x_v` is label x with value v."""
    tokens = tokenise(text)
    made = Lattice(text, tokens)
    for at, token in enumerate(tokens):
        made.add(Match(token.key, f"v{at}", at, at + 1))
    return made


def match(line: str, text: str) -> Found | None:
    made = lattice(text)
    return build(parse(line, "here"), finish)(made, 0, len(made.tokens), ())


@pytest.mark.parametrize(
    ("line", "text", "end"),
    [
        ("{a} {b}", "a b c", 2),
        ("{a} [{b}] {c}", "a c", 2),
        ("{a} ({b} | {c}) {d}", "a c d", 3),
        ("{a} ~2 {d}", "a b c d", 4),
        ("{a|b} {*}", "b x", 2),
        ("{a} {b}", "a « b", 3),
        ("{a=v0}", "a", 1),
    ],
)
def test_matches(line: str, text: str, end: int) -> None:
    found = match(line, text)
    assert found is not None
    assert found[0] == end


@pytest.mark.parametrize(
    ("line", "text"), [("{a} {b}", "a c"), ("{a} ~1 {d}", "a b c d"), ("{a=v9}", "a"), ("{a} {*}", "a")]
)
def test_does_not_match(line: str, text: str) -> None:
    assert match(line, text) is None


def test_roles_are_captured_in_order() -> None:
    found = match("{a as one} [{b as two}] {* as rest}", "a b c")
    assert found is not None
    assert [(role, start, end) for role, start, end, _ in found[1]] == [("one", 0, 1), ("two", 1, 2), ("rest", 2, 3)]


@pytest.mark.parametrize("line", ["{a} [{b}", "{a})", "{a} b", "({a} | {b}"])
def test_a_line_that_cannot_be_read_says_where(line: str) -> None:
    with pytest.raises(RulebookError, match="here"):
        parse(line, "here")


@pytest.mark.parametrize(
    ("line", "labels"), [("[{a}] {b}", {"a", "b"}), ("({a} | {b}) {c}", {"a", "b"}), ("~2 {a}", None), ("[{a}]", None)]
)
def test_openers(line: str, labels: set[str] | None) -> None:
    found = openers(parse(line, "here"))
    assert (None if found is None else set(found)) == labels
