"""Bad input is normal: it is named, the rest goes on, and nothing is lost."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOOD = {"report": "good", "published": "2016-12-06", "text": "قُتل خمسة مدنيين بقصف على حي الشعار أمس."}


def lines(*reports: object) -> bytes:
    return b"".join(
        (report if isinstance(report, bytes) else json.dumps(report, ensure_ascii=False).encode()) + b"\n"
        for report in reports
    )


def readings(out: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def sliced(text: str, reading: dict[str, Any]) -> list[str]:
    return [text[start:end] for claim in reading["claims"] for start, end in claim["evidence"]]


def test_an_empty_file_is_named_and_nothing_is_done(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = marsad("read", "empty.txt")
    assert ran.code == 1
    assert ran.out == b""
    assert "empty.txt" in ran.err
    assert "there is no text in it" in ran.err


def test_a_text_without_arabic_is_read_and_gives_no_claim(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "english.txt").write_text("Five civilians were killed yesterday.", encoding="utf-8")
    ran = marsad("read", "english.txt", "--published", "2016-12-06")
    assert ran.code == 0
    assert [reading["claims"] for reading in readings(ran.out)] == [[]]


def test_a_broken_line_is_named_and_the_rest_is_read(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "mixed.jsonl").write_bytes(lines(GOOD, b'{"report": "cut', {**GOOD, "report": "after"}))
    ran = marsad("read", "mixed.jsonl")
    assert ran.code == 3
    assert [reading["report"] for reading in readings(ran.out)] == ["good", "after"]
    assert "mixed.jsonl:2:" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="rights of files are POSIX")
def test_an_unreadable_file_is_named_and_the_rest_is_read(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_bytes(lines(GOOD))
    (tmp_path / "loop.txt").symlink_to("loop.txt")  # unreadable to root as well
    ran = marsad("read", "loop.txt", "good.jsonl")
    assert ran.code == 3
    assert "loop.txt" in ran.err
    assert [reading["report"] for reading in readings(ran.out)] == ["good"]


def test_a_missing_file_is_named(marsad: Callable[..., Any]) -> None:
    ran = marsad("read", "nowhere.txt")
    assert ran.code == 1
    assert "nowhere.txt" in ran.err


@pytest.mark.parametrize("value", ["2016-13-01", "yesterday", 20161206, [], "٢٠١٦-١٢-٠٦x"])
def test_a_date_that_is_none_leaves_the_report_undated(marsad: Callable[..., Any], value: object) -> None:
    ran = marsad("read", "-", stdin=lines({**GOOD, "published": value}))
    (reading,) = readings(ran.out)
    assert ran.code == 0
    assert reading["published"] is None
    assert "stdin:1" in ran.err
    assert "`published`" in ran.err
    for claim in reading["claims"]:
        assert claim["date"] is None or (claim["date"]["from"], claim["date"]["to"]) == (None, None)


def test_a_day_of_the_command_line_that_is_none_is_wrong_usage(marsad: Callable[..., Any]) -> None:
    ran = marsad("read", "-", "--published", "6.12.2016", stdin=lines(GOOD))
    assert ran.code == 2
    assert "6.12.2016" in ran.err
    assert ran.out == b""


def test_a_folder_without_reports_is_named(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "film.mp4").write_bytes(b"\x00\x00")
    ran = marsad("read", "folder")
    assert ran.code == 1
    assert "there is no report in the folder" in ran.err


def test_nothing_usable_makes_no_record(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = marsad("add", "empty.txt", "--record", "rec")
    assert ran.code == 1
    assert not (tmp_path / "rec").exists()


def test_a_bad_line_keeps_nothing_else_out_of_the_record(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "mixed.jsonl").write_bytes(lines(b"[1, 2]", GOOD, b"\xff\xfe", {"report": "no text"}))
    ran = marsad("add", "mixed.jsonl", "--record", "rec", "--format", "jsonl")
    assert ran.code == 3
    assert [json.loads(line)["report"] for line in ran.out.splitlines()] == ["good"]
    for line in (1, 3, 4):
        assert f"mixed.jsonl:{line}:" in ran.err
    assert marsad("verify", "--record", "rec").code == 0


@pytest.mark.parametrize(
    "text",
    [
        "قُتل \ud800 خمسة مدنيين بقصف على حي الشعار \udfff أمس.",
        "قُتل خمسة \u202eمدنيين\u202c بقصف \u2067على حي\u2069 الشعار\u200f أمس.",
        "قُ" + "\u064f\u0651" * 500_000 + "تل خمسة مدنيين بقصف على حي الشعار أمس.",
        "قُتل خمسة مدنيين بقصف على حي الشعار أمس.\x00\x1b[31m\r\n\u2028قُتل ثلاثة مدنيين في حي الميسر.",
    ],
    ids=["surrogates", "bidi", "diacritics", "controls"],
)
def test_odd_letters_neither_crash_nor_move_the_evidence(marsad: Callable[..., Any], tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.jsonl").write_bytes(json.dumps({**GOOD, "report": "odd", "text": text}).encode() + b"\n")
    ran = marsad("read", "odd.jsonl")
    assert ran.code == 0
    (reading,) = readings(ran.out)
    assert reading["claims"], "the sentence around the odd letters is still read"
    for words in sliced(text, reading):
        assert words.strip()
    added = marsad("add", "odd.jsonl", "--record", "rec")
    assert added.code == 0
    assert marsad("verify", "--record", "rec").code == 0
    why = marsad("why", reading["claims"][0]["id"], "--record", "rec", "--format", "jsonl")
    for claim in json.loads(why.out)["claims"]:
        for quote in claim["quotes"]:
            assert text[slice(*quote["span"])] == quote["words"]


def test_ten_megabytes_are_read_and_sliced_exactly(marsad: Callable[..., Any], tmp_path: Path) -> None:
    page = "وقُتل ثلاثة مدنيين بغارة على بلدة كفرنبل.\n" + ("ـ" * 10_000 + "\n" + " " * 1_000) * 2 + "\n"
    text = page * (10_000_000 // len(page.encode()) + 1)
    (tmp_path / "long.txt").write_text(text, encoding="utf-8", newline="")
    ran = marsad("read", "long.txt", "--published", "2016-12-06")
    assert ran.code == 0
    (reading,) = readings(ran.out)
    assert reading["claims"]
    told = page.partition(".")[0]
    assert {words.rstrip(".") for words in sliced(text, reading)} <= {told, told[1:]}
    assert marsad("add", "long.txt", "--published", "2016-12-06", "--record", "rec").code == 0
    assert marsad("verify", "--record", "rec").code == 0


def test_a_table_cannot_be_turned_round_by_a_report(marsad: Callable[..., Any]) -> None:
    report = {**GOOD, "outlet": "مرصد\u202e\x1b[31m[bold]الشمال\x07"}
    marsad("add", "-", "--record", "rec", stdin=lines(report))
    ran = marsad("events", "--record", "rec")
    assert ran.code == 0
    assert "\u202e" not in ran.text
    assert "\x1b" not in ran.text
    assert "\x07" not in ran.text
    assert "[bold]" in ran.text
