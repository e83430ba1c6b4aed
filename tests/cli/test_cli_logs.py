"""The log for machines tells what was run and how it went, and never whose name was in it."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import canaries as cage
import pytest

from marsad.cli import logs
from marsad.cli.words import load
from marsad.errors import InputError

Run = Callable[..., Any]
BIRDS = cage.canaries(seed=11, many=40)


def told(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MARSAD_LOG", str(tmp_path / "log.jsonl"))
    return tmp_path / "log.jsonl"


def talked(marsad: Run) -> None:
    """Runs that name canaries in ids, outlets, texts, file names, questions and errors."""
    name, outlet, place, person, file = BIRDS[:5]
    text = f"قال {person} إن خمسة مدنيين قُتلوا أمس بقصف على حي الشعار في حلب. {'، '.join(BIRDS)}"
    line = {"report": name, "published": place, "outlet": outlet, "text": text, person: file}
    Path(f"{file}.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n{" + person, encoding="utf-8")
    for arguments in (
        ("add", f"{file}.jsonl"),
        ("notes", "key", f"{file}.key"),
        ("note", f"{file}.jsonl", "--source", name, "--consent", "keep", "--by", person, "--place", place),
        ("attach", name, f"{file}.jsonl"),
        ("events", "--key", f"{file}.key", "--place", place),
        ("why", person),
        ("verify", "--record", person),
        (person,),
        ("read", person),
    ):
        marsad(*arguments)


def test_a_run_is_a_line_at_its_begin_and_its_end(marsad: Run, log: Path) -> None:
    Path("a.jsonl").write_text('{"report": "a", "text": "قصف"}\n{', encoding="utf-8")
    assert marsad("add", "a.jsonl").code == 3
    started, *between, ended = told(log)
    assert (started["event"], started["verb"]) == ("started", "add")
    assert (ended["event"], ended["verb"], ended["code"]) == ("ended", "add", 3)
    problems = [line for line in between if line["event"] == "problem" and line["level"] == "warning"]
    assert [line["error"] for line in problems] == ["InputError"]
    assert problems[0]["what"].startswith("kept, but not read: the line is not JSON: {")
    assert {line["done"] for line in between if line["event"] == "worked"} == {1}
    assert all(line["time"].endswith("+00:00") for line in told(log))
    assert os.name == "nt" or log.stat().st_mode & 0o777 == 0o600


def test_what_fails_is_told_with_its_code(marsad: Run, log: Path) -> None:
    assert marsad("verify").code == 1
    lines = [line for line in told(log) if line["event"] != "worked"]
    assert [(line["event"], line.get("what"), line.get("code")) for line in lines] == [
        ("started", None, None),
        ("problem", "there is no record here", None),
        ("ended", None, 1),
    ]


def test_a_crash_leaves_its_kind_alone(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_LANG", raising=False)
    with pytest.raises(ZeroDivisionError), logs.logged({"MARSAD_LOG": str(log)}, ["add"]):
        raise ZeroDivisionError(BIRDS[0])
    assert told(log)[-1]["error"] == "ZeroDivisionError"
    assert cage.found(BIRDS, log.read_bytes()) == []


def test_without_the_setting_there_is_no_log(marsad: Run, tmp_path: Path) -> None:
    marsad("read", "-", stdin=b"{")
    assert list(tmp_path.iterdir()) == []


def test_standard_error_takes_it_too(marsad: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_LOG", "-")
    assert json.loads(marsad("schema", "events").err.splitlines()[-1])["code"] == 0


def test_no_canary_sings_in_the_log(marsad: Run, log: Path) -> None:
    talked(marsad)
    assert {line["event"] for line in told(log)} == {"started", "problem", "worked", "ended"}
    assert cage.found(BIRDS, log.read_bytes()) == []


@pytest.mark.parametrize("mutant", ["words", "verb"])
def test_a_log_that_talks_is_heard(marsad: Run, log: Path, monkeypatch: pytest.MonkeyPatch, mutant: str) -> None:
    if mutant == "words":
        monkeypatch.setattr("marsad.cli.main.problem", lambda error: logs.tell("problem", what=str(error)))
    else:
        monkeypatch.setattr(logs, "_verb", " ".join)
    talked(marsad)
    assert cage.found(BIRDS, log.read_bytes())


def test_values_in_an_error_leave_only_holes() -> None:
    error = InputError(f"no event and no claim has the id {BIRDS[0]!r}")
    assert "{" in load("ar").template(error.what)
    assert load("ar").template(BIRDS[0]) == ""
