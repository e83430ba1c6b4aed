"""The rulebook holds: every rule reads its own examples, names are checked, an overlay adds to it."""

from pathlib import Path

import pytest

from marsad.errors import RulebookError
from marsad.model.report import Report
from marsad.read.reader import load_reader
from marsad.read.rulebook import BUILT_IN, load_rulebook
from marsad.read.workbench import check, coverage, trace

OVERLAY_RULE = """
[[rule]]
id = "mine.siren"
says = "a siren"
pattern = "{siren as event}"
sets = { kind = "explosion", strength = "verb" }
yes = [{ text = "دوت صفارات في حلب أمس.", gives = { kind = "explosion" } }]
"""


def test_every_rule_reads_its_own_examples() -> None:
    assert check(load_reader()) == []


def test_an_overlay_adds_words_and_rules(tmp_path: Path) -> None:
    (tmp_path / "rules" / "lexicons").mkdir(parents=True)
    (tmp_path / "rules" / "rules").mkdir()
    (tmp_path / "rules" / "lexicons" / "siren.txt").write_text("[noun]\nصفارة / صفارات = siren\n", encoding="utf-8")
    (tmp_path / "rules" / "rules" / "mine.toml").write_text(OVERLAY_RULE, encoding="utf-8")
    reader = load_reader(tmp_path)
    claims = reader.read(Report(report="r", text="دوت صفارات في حلب أمس.")).claims
    assert [claim.rule for claim in claims] == ["mine.siren"]
    assert reader.rulebook.version != load_reader().rulebook.version


def test_a_flawed_overlay_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.toml").write_text(OVERLAY_RULE, encoding="utf-8")
    with pytest.raises(RulebookError, match=r"mine\.toml: mine\.siren: no lexicon 'siren'"):
        load_rulebook(tmp_path)


def test_a_broken_example_is_a_flaw(tmp_path: Path) -> None:
    broken = OVERLAY_RULE.replace('kind = "explosion" }', 'kind = "clash" }').replace(
        "{siren as event}", "{blast_noun as event}"
    )
    (tmp_path / "rules" / "rules").mkdir(parents=True)
    (tmp_path / "rules" / "rules" / "mine.toml").write_text(broken, encoding="utf-8")
    assert [flaw.rule for flaw in check(load_reader(tmp_path))] == ["mine.siren"]


def test_a_trace_says_where_a_rule_stops() -> None:
    reader = load_reader()
    rule = reader.rulebook.rules.rules["agreement.broken"]
    traces = trace(reader, rule, "خرقت قوات النظام الطريق")
    assert [(t.met, t.word) for t in traces if t.line.startswith("{deal_verb")] == [(2, "خرقت")]


def test_coverage_holds_a_third_out_and_lists_silence() -> None:
    reports = [Report(report=str(n), text="قيل كلام كثير عن القصف والحرب دون تفصيل") for n in range(30)]
    found = coverage(load_reader(), reports)
    assert found.reports + found.held_out == 30
    assert 0 < found.held_out < 30
    assert set(found.fired) == set(load_reader().rulebook.rules.rules)


def test_no_rule_or_code_writes_a_proper_name() -> None:
    arabic = range(0x0600, 0x0700)
    for path in sorted((BUILT_IN / "rules").glob("*.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            says_nothing = line.strip().startswith(("#", "yes", "no", "someday", "{ text", "text"))
            assert says_nothing or not any(ord(letter) in arabic for letter in line), f"{path.name}:{number}"
