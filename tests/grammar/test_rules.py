"""Rules: TOML with examples, names checked at load, the longest and most specific met first."""

from pathlib import Path

import pytest

from marsad.arabic.tokens import tokenise
from marsad.errors import RulebookError
from marsad.grammar.lattice import Lattice, Match
from marsad.grammar.rules import Rules, load_rules

LABELS: dict[str, set[str]] = {"strike": {"air", "shell"}, "not": {"not"}, "place": set()}
RULE = '[[rule]]\nid = "{id}"\nsays = "s"\npattern = "{pattern}"\n{more}\nyes = [{{ text = "t" }}]\n'


def rules(folder: Path, *bodies: str) -> Rules:
    (folder / "some.toml").write_text("\n".join(bodies), encoding="utf-8")
    return Rules(load_rules(folder), LABELS)


def rule(pattern: str, name: str = "r", more: str = "") -> str:
    return RULE.format(id=name, pattern=pattern, more=more)


def sentence(*labels: str) -> Lattice:
    tokens = tokenise(" ".join("x" for _ in labels))
    lattice = Lattice("x " * len(labels), tokens)
    for at, label in enumerate(labels):
        name, _, value = label.partition("=")
        lattice.add(Match(name, value, at, at + 1))
    return lattice


def test_the_longest_rule_comes_first(tmp_path: Path) -> None:
    made = rules(tmp_path, rule("{strike}", "short"), rule("{strike} {place}", "long"))
    assert [m.rule.id for m in made.at(sentence("strike=air", "place"), 0, 2)] == ["long", "short"]


def test_unless_guards(tmp_path: Path) -> None:
    made = rules(tmp_path, rule("{strike}", more='unless = "{not} before"'))
    assert not list(made.at(sentence("not=not", "strike=air"), 1, 2))
    assert list(made.at(sentence("place", "strike=air"), 1, 2))


def test_a_shared_phrase_is_put_in(tmp_path: Path) -> None:
    made = rules(tmp_path, '[phrase]\nwhere = "[~1 {place}]"\n', rule("{strike} {phrase.where}"))
    assert [m.end for m in made.at(sentence("strike=air", "not=not", "place"), 0, 3)] == [3]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (rule("{strikes}"), r"some.toml: r: no lexicon 'strikes' \(did you mean 'strike'\?\)"),
        (rule("{strike=airr}"), "no meaning 'airr'"),
        (rule("~3 {strike}"), "must open with a named piece"),
        (rule("{strike}").replace('yes = [{ text = "t" }]', ""), "no `yes` example"),
        (rule("{strike}") + rule("{place}"), "the id stands twice"),
        (rule("{strike}", more='pattrn = "x"'), r"no field 'pattrn' \(did you mean 'pattern'\?\)"),
        (rule("{strike}", more='unless = "{not} nearby"'), "cannot read unless"),
        ("[[rule]\n", "some.toml"),
    ],
)
def test_a_flawed_rule_is_refused_with_the_mend(tmp_path: Path, body: str, complaint: str) -> None:
    with pytest.raises(RulebookError, match=complaint):
        rules(tmp_path, body)
