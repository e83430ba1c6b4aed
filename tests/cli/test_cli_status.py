"""`marsad status` says how a record stands, and changes nothing in it."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from marsad import pipeline
from marsad.archive.fetch.state import FeedState, States

Run = Callable[..., Any]
GOOD = {"report": "good", "published": "2016-12-06", "text": "قُتل خمسة مدنيين أمس بقصف على حي الشعار في حلب."}


def content(record: Path) -> dict[str, str]:
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in record.rglob("*") if path.is_file()}


@pytest.fixture
def record(marsad: Run) -> Path:
    lines = [GOOD, {**GOOD, "report": "english", "text": "Five were killed."}]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    Path("some.jsonl").write_text(text + '{"report": "cut\n', encoding="utf-8")
    assert marsad("add", "some.jsonl").code == 3
    return Path("record")


def stands(marsad: Run) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(marsad("status", "--format", "jsonl").out)
    return line


def test_status_counts_what_came_in_and_says_what_failed_and_why(marsad: Run, record: Path) -> None:
    before = content(record)
    told = stands(marsad)
    assert told["kinds"]["report"] == 2
    assert told["came"][0]["kinds"]["report"] == 2
    assert sum(told["kinds"].values()) == told["entries"]
    assert [failure["times"] for failure in told["failed"]] == [1]
    assert "JSON" in told["failed"][0]["why"]
    assert told["doubts"][0]["why"] == "the text is not Arabic"
    assert told["disk"]["objects"] > 0
    assert (told["waits"]["unread"], told["waits"]["unprojected"]) == (0, 0)
    page = marsad("status")
    assert page.code == 0
    assert "report" in page.text
    assert told["failed"][0]["why"] in page.text.replace("\n", " ")
    assert content(record) == before


def test_status_says_what_waits(marsad: Run, record: Path) -> None:
    (record / pipeline.PROJECTION).unlink()
    told = stands(marsad)
    assert told["waits"]["unprojected"] == told["entries"]
    assert "marsad rebuild" in marsad("status").text
    marsad("rebuild")
    assert stands(marsad)["waits"]["unprojected"] == 0


def test_status_tells_the_checkpoint_and_the_entries_behind_it(marsad: Run, record: Path) -> None:
    (record / "log" / "checkpoint.note").write_text("origin\n1\nroot\n\n— signature\n", encoding="utf-8")
    told = stands(marsad)
    assert told["signed"]["entries"] == 1
    assert told["waits"]["unsigned"] == told["entries"] - 1
    assert "1 entries" in marsad("status").text
    (record / "log" / "checkpoint.note").write_bytes(b"\xff")
    assert stands(marsad)["signed"] is None


def test_status_says_how_watched_feeds_are(marsad: Run, record: Path) -> None:
    assert stands(marsad)["feeds"] == []
    for url, failures, error in (("https://b.example/rss", 3, "nobody answers"), ("https://a.example/rss", 0, "")):
        States(record).save(FeedState(url=url, asked=1.48e9, listed=1, failures=failures, error=error))
    (record / "watch" / "damaged.json").write_bytes(b"{}")
    told = stands(marsad)["feeds"]
    assert [(feed["url"], feed["state"]) for feed in told] == [
        ("https://a.example/rss", "silent"),
        ("https://b.example/rss", "failing"),
    ]
    assert "nobody answers" in marsad("status").text.replace("\n", " ")


def test_status_speaks_arabic_too(marsad_process: Run, marsad: Run, record: Path, tmp_path: Path) -> None:
    del marsad
    shutil.copytree(record, tmp_path / "copy")
    ran = marsad_process("status", "--record", tmp_path / "copy", MARSAD_LANG="ar")
    assert ran.code == 0
    assert "ما دخل" in ran.text
    assert "JSON" in ran.text
