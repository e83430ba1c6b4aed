"""Each scope rule of the Arabic rulebook holds its own examples."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.arabic.tokens import tokenise
from marsad.grammar.lattice import annotate
from marsad.grammar.lexicon import Lexicons, load_entries
from marsad.grammar.scopes import Example, ScopeRule, find_scopes, load_scopes
from marsad.read.sentences import sentences
from marsad.read.speech.speech import modality_at, negated_at

RULEBOOK = Path(__file__).parents[2] / "src" / "marsad" / "rulebook" / "ar"
LEXICONS = Lexicons(load_entries(RULEBOOK / "lexicons"))
SCOPES = load_scopes(RULEBOOK / "scopes.toml", LEXICONS.values)


def examples() -> Iterator[tuple[ScopeRule, Example, bool]]:
    for rule in SCOPES.rules:
        yield from ((rule, example, True) for example in rule.yes)
        yield from ((rule, example, False) for example in rule.no)


@pytest.mark.parametrize(("rule", "example", "inside"), list(examples()), ids=lambda value: getattr(value, "id", None))
def test_a_rule_holds_its_examples(rule: ScopeRule, example: Example, inside: bool) -> None:  # noqa: FBT001 - a table's cell
    tokens = tokenise(example.text)
    lattice = annotate(example.text, tokens, LEXICONS)
    at = next(k for k, token in enumerate(tokens) if example.text[token.start : token.end] == example.word)
    found = find_scopes(lattice, sentences(tokens), SCOPES)
    assert any(scope.rule == rule.id and scope.covers(at) for scope in found) is inside


@pytest.mark.parametrize(
    ("text", "word", "negated", "modality"),
    [
        ("قصفت الطائرات البلدة", "قصفت", False, "actual"),
        ("لم تقصف الطائرات البلدة", "تقصف", True, "actual"),
        ("ستقصف الطائرات البلدة", "ستقصف", False, "prospect"),
        ("تركيا لن تقصف البلدة", "تقصف", True, "prospect"),
        ("يخشى السكان هجوما جديدا", "هجوما", False, "prospect"),
        ("نزح السكان بعد هجوم جديد", "هجوم", False, "actual"),
        ("قد ينسحب الجيش غدا", "ينسحب", False, "prospect"),
        ("كانت القوات قد انسحبت أمس", "انسحبت", False, "actual"),
        ("لا تزال الاشتباكات مستمرة", "الاشتباكات", False, "actual"),
    ],
)
def test_what_is_and_what_is_only_prospect(text: str, word: str, negated: bool, modality: str) -> None:  # noqa: FBT001
    tokens = tokenise(text)
    lattice = annotate(text, tokens, LEXICONS)
    at = next(k for k, token in enumerate(tokens) if text[token.start : token.end] == word)
    found = find_scopes(lattice, sentences(tokens), SCOPES)
    assert (negated_at(found, at), modality_at(found, at)) == (negated, modality)
