"""`marsad checkpoint`, and `marsad verify` with a checkpoint that lay elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
REPORT = '{"report": "r1", "published": "2016-12-06", "text": "قتل ثلاثة مدنيين في قصف على حي الشعار في حلب"}\n'


@pytest.fixture
def record(marsad: Run, tmp_path: Path) -> Path:
    assert marsad("add", "-", "--record", "rec", stdin=REPORT.encode()).code == 0
    return tmp_path / "rec"


def test_a_checkpoint_is_printed_and_kept_where_it_is_wanted(marsad: Run, record: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    ran = marsad("checkpoint", "--record", "rec", "--copy", "stick")
    assert ran.code == 0
    assert ran.text == (record / "log" / "checkpoint.note").read_text()
    (copy,) = (tmp_path / "stick").iterdir()
    assert copy.read_text() == ran.text
    whole = marsad("verify", "--record", "rec", "--checkpoint", copy)
    assert whole.code == 0
    assert "its signature (for 4 entries), 1 checkpoints kept elsewhere, 4 sealed files" in whole.text
    assert marsad("checkpoint", "--record", "rec", "--copy", "nowhere").code == 1


def test_a_copy_of_another_record_is_told(marsad: Run, record: Path) -> None:
    (record.parent / "copy.note").write_text((record / "log" / "checkpoint.note").read_text())
    assert marsad("add", "-", "--record", "other", stdin=REPORT.encode()).code == 0
    ran = marsad("verify", "--record", "other", "--checkpoint", "copy.note")
    assert ran.code == 1
    assert "copy.note: it is a checkpoint of another log" in ran.err
    assert "damaged and named above: what 1 of 1 checkpoints kept elsewhere say" in ran.err
    assert marsad("verify", "--record", "other", "--checkpoint", "none.note").code == 1


def test_a_new_key_is_told_and_signs_from_then_on(marsad: Run, record: Path) -> None:
    before = (record / "keys" / "log.key").read_text()
    ran = marsad("checkpoint", "--record", "rec", "--rotate")
    assert ran.code == 0
    assert "signed with a new key from here on: marsad/" in ran.err
    assert (record / "keys" / "log.key").read_text() != before
    assert marsad("verify", "--record", "rec").code == 0


def test_one_sentence_says_what_is_whole_and_what_is_not(marsad: Run, record: Path) -> None:
    for path in sorted((record / "objects").glob("*/*"))[:2]:
        path.unlink()
    (record / "diary.txt").write_text("x")
    ran = marsad("verify", "--record", "rec")
    assert ran.code == 1
    assert ran.err.splitlines()[-1] == (
        "The record is not whole: damaged and named above: 2 of 4 sealed files, 1 files that are no part of a record; "
        "whole: the log (4 entries), its signature (for 4 entries); "
        "not compared: the database, compared with one made anew."
    )
