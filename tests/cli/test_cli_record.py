"""A record and its questions, as a user asks them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
REPORT = {
    "report": "two",
    "published": "2016-12-06",
    "outlet": "وكالة الشمال",
    "text": "قال المرصد السوري إن خمسة مدنيين قُتلوا أمس بقصف على حي الشعار في حلب. وسيطرت قوات النظام على حي الميسر.",
}
LINE = json.dumps(REPORT, ensure_ascii=False).encode() + b"\n"


@pytest.fixture
def record(marsad: Run, tmp_path: Path) -> Path:
    assert marsad("add", "-", "--record", "rec", stdin=LINE).code == 0
    return tmp_path / "rec"


def test_a_record_is_the_folder_named_record_unless_said_otherwise(
    marsad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marsad("add", "-", stdin=LINE)
    assert (tmp_path / "record" / "record.sqlite").exists()
    monkeypatch.setenv("MARSAD_RECORD", "elsewhere")
    marsad("add", "-", stdin=LINE)
    assert (tmp_path / "elsewhere" / "record.sqlite").exists()
    assert marsad("events", "--record", "record").code == 0


def test_adding_tells_what_came_of_it(marsad: Run) -> None:
    first = marsad("add", "-", "--record", "rec", stdin=LINE)
    assert first.text.startswith("Reports taken in: 1 (new: 1). In the record: 2 claims, 2 events.")
    again = marsad("add", "-", "--record", "rec", "--format", "jsonl", stdin=LINE)
    (line,) = (json.loads(line) for line in again.out.splitlines())
    assert (line["report"], line["new"], line["claims"]) == ("two", False, 2)


def test_verify_names_what_is_damaged_and_exits_1(marsad: Run, record: Path) -> None:
    assert marsad("verify", "--record", "rec").code == 0
    victim = next(path for path in sorted((record / "objects").rglob("*")) if path.is_file())
    victim.chmod(0o600)
    victim.write_bytes(victim.read_bytes() + b" ")
    ran = marsad("verify", "--record", "rec")
    assert ran.code == 1
    assert ran.out == b""
    assert victim.name in ran.err
    assert "The record is not whole" in ran.err


def test_rebuild_brings_a_lost_database_back(marsad: Run, record: Path) -> None:
    before = marsad("events", "--record", "rec", "--format", "jsonl").out
    (record / "record.sqlite").unlink()
    assert marsad("events", "--record", "rec").code == 1
    ran = marsad("rebuild", "--record", "rec")
    assert (ran.code, ran.text) == (0, "The database is rebuilt. Reports: 1, claims: 2, events: 2.\n")
    assert marsad("events", "--record", "rec", "--format", "jsonl").out == before


def test_why_takes_the_first_letters_of_an_id(marsad: Run, record: Path) -> None:
    event = json.loads(marsad("events", "--record", record, "--format", "jsonl").out.splitlines()[0])["event"]
    page = marsad("why", event[:10], "--record", record)
    assert page.code == 0
    assert event in page.text
    assert "sha256" in page.text
    unknown = marsad("why", "zzzz", "--record", record)
    assert unknown.code == 1
    assert "no event and no claim has the id 'zzzz'" in unknown.err


def test_why_refuses_lines_that_are_none(marsad: Run, record: Path) -> None:
    for line in (b'{"event": "x"', b"{}", b"[1]", b'{"outcome": "killed"}', b"\xff", b'{"claims": []}'):
        ran = marsad("why", "-", "--record", record, stdin=b"\n" + line + b"\n")
        assert ran.code == 1
        assert "stdin:2: no line of `marsad counts`" in ran.err


def test_why_leads_from_a_span_of_control_to_its_claims(marsad: Run, record: Path) -> None:
    spans = marsad("control", "--record", record, "--format", "jsonl").out
    answers = marsad("why", "-", "--record", record, "--format", "jsonl", stdin=spans).out.splitlines()
    wanted = [claim for span in spans.splitlines() for claim in json.loads(span)["claims"]]
    assert [json.loads(answer)["about"] for answer in answers] == wanted != []


def test_an_export_is_a_file_or_a_stream(marsad: Run, record: Path, tmp_path: Path) -> None:
    stream = marsad("export", "geojson", "--record", record)
    assert marsad("export", "geojson", "--record", record, "-o", "map.geojson").code == 0
    assert (tmp_path / "map.geojson").read_bytes() == stream.out
    refused = marsad("export", "acled", "--record", record, "-o", "no/such/folder.csv")
    assert refused.code == 1
    assert "no/such/folder.csv" in refused.err


def test_the_demo_spoils_no_record(marsad: Run, record: Path) -> None:
    ran = marsad("demo", "--record", record)
    assert ran.code == 1
    assert "this folder exists" in ran.err


def test_a_table_keeps_to_its_width_and_names_no_one_twice(marsad: Run, record: Path) -> None:
    ran = marsad("events", "--record", record)
    assert ran.code == 0
    assert max(len(line) for line in ran.text.splitlines()) <= 130
    assert ran.text.count("المرصد السوري") == 1


def test_the_rules_bench(marsad: Run) -> None:
    tried = marsad("rules", "try", REPORT["text"], "--published", "2016-12-06", "--format", "jsonl")
    rule = json.loads(tried.out)["claims"][0]["rule"]
    assert rule in marsad("rules", "try", REPORT["text"]).text
    traced = marsad("rules", "trace", rule, REPORT["text"], "--format", "jsonl")
    assert any(json.loads(line)["met"] == json.loads(line)["pieces"] for line in traced.out.splitlines())
    unknown = marsad("rules", "trace", rule + "x", REPORT["text"])
    assert unknown.code == 1
    assert f"did you mean {rule}?" in unknown.err
    covered = marsad("rules", "coverage", "-", "--format", "jsonl", stdin=LINE)
    assert json.loads(covered.out)["fired"][rule] >= 1
    assert "fired" in marsad("rules", "coverage", "-", stdin=LINE).text
