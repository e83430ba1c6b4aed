import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from coding import TEXT, claim, report, write

Run = Callable[..., Any]

FIRST = claim(places=["الشعار"], sources=["المرصد"])


def test_two_codings_are_compared(marsad: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [report(FIRST)])
    read = write(tmp_path / "read.jsonl", [report(FIRST | {"places": ["حلب"]})])
    done = marsad("evaluate", gold, read)
    assert done.code == 0
    assert not done.err
    assert "Reports compared: 1; claims in pairs: 1." in done.text
    assert "place             0.000       0.000    0.000   1      1" in done.text
    assert "speaker           1.000" in done.text


def test_json_holds_the_figures(marsad: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [report(FIRST, outlet="الأفق")])
    found = json.loads(marsad("evaluate", gold, gold, "--format", "json", "--by", "outlet").out)
    assert found["reports"] == found["paired"] == 1
    assert found["slots"]["all slots"] == {"precision": 1, "recall": 1, "f1": 1, "gold": 4, "read": 4}
    assert found["by"]["الأفق"]["f1"] == 1
    assert found["worst"][0]["report"] == "r1"
    assert "compared" not in found


def test_without_a_second_file_marsad_reads(marsad: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [report(FIRST, published="2016-12-06")])
    read = tmp_path / "read.jsonl"
    read.write_bytes(marsad("read", gold).out)
    alone = marsad("evaluate", gold, "--format", "json")
    assert alone.code == 0
    assert json.loads(alone.out)["slots"]["kind"]["read"] > 0
    assert alone.out == marsad("evaluate", gold, read, "--format", "json").out
    assert alone.out == marsad("evaluate", gold, "-", "--format", "json", stdin=read.read_bytes()).out


def test_what_is_left_out_is_named_and_the_rest_goes_on(marsad: Run, tmp_path: Path) -> None:
    other = report(FIRST) | {"report": "r2"}
    gold = write(tmp_path / "gold.jsonl", [report(FIRST), "no json\n", other])
    read = write(tmp_path / "read.jsonl", [report(FIRST)])
    done = marsad("evaluate", gold, read)
    assert done.code == 3
    assert f"{gold}:2: the line is no coded report" in done.err
    assert "1 of 2 coded reports are not in the second file: r2" in done.err
    assert "Reports compared: 1" in done.text


@pytest.mark.parametrize("rows", [[], ["no json\n"], [report(claim(), text=None)]])
def test_nothing_to_compare_ends_with_1(marsad: Run, tmp_path: Path, rows: list[Any]) -> None:
    done = marsad("evaluate", write(tmp_path / "gold.jsonl", rows))
    assert done.code == 1
    assert not done.out
    assert str(tmp_path) in done.err


def test_a_file_that_is_not_there_is_named(marsad: Run, tmp_path: Path) -> None:
    done = marsad("evaluate", tmp_path / "gone.jsonl")
    assert done.code == 1
    assert "gone.jsonl: it cannot be read: No such file or directory" in done.err


def test_the_words_may_come_from_another_file(marsad: Run, tmp_path: Path) -> None:
    bare = {"report": "r1", "text_digest": hashlib.sha256(TEXT.encode()).hexdigest(), "claims": [FIRST]}
    gold = write(tmp_path / "gold.jsonl", [bare])
    texts = write(tmp_path / "texts.jsonl", [{"report": "r1", "text": TEXT, "published": "2016-12-06"}])
    wanting = marsad("evaluate", gold)
    assert wanting.code == 1
    assert "give them with `--texts FILE`" in wanting.err
    assert marsad("evaluate", gold, "--texts", texts).code == 0
    assert marsad("evaluate", gold, gold, "--texts", texts).code == 0


def test_the_third_out_of_sight_gives_figures_alone(marsad: Run, tmp_path: Path) -> None:
    names = [f"r{number}" for number in range(20)]
    held = [name for name in names if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0]
    gold = write(tmp_path / "gold.jsonl", [report(FIRST) | {"report": name} for name in names])
    unseen = json.loads(marsad("evaluate", gold, gold, "--third", "unseen", "--format", "json").out)
    assert unseen["reports"] == len(held)
    assert unseen["worst"] == []
    seen = json.loads(marsad("evaluate", gold, gold, "--third", "seen", "--format", "json", "--worst", "99").out)
    assert {one["report"] for one in seen["worst"]} == set(names) - set(held)
    refused = marsad("evaluate", gold, gold, "--third", "unseen", "--html", tmp_path / "page.html")
    assert refused.code == 2
    assert not (tmp_path / "page.html").exists()


def test_only_one_kind_and_the_page(marsad: Run, tmp_path: Path) -> None:
    clash = claim("وسيطر الجيش على بلدة خان طومان", kind="control", change="gained")
    gold = write(tmp_path / "gold.jsonl", [report(FIRST, clash)])
    page = tmp_path / "page.html"
    done = marsad("evaluate", gold, gold, "--only", "control", "--html", page, "--format", "json")
    assert json.loads(done.out)["slots"]["claim"]["gold"] == 1
    assert "gold.jsonl and gold.jsonl, side by side" in page.read_text(encoding="utf-8")
    assert marsad("evaluate", gold, gold, "--only", "war").code == 2


def test_without_scipy_the_mend_is_named(marsad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    gold = write(tmp_path / "gold.jsonl", [report(FIRST)])
    done = marsad("evaluate", gold, gold)
    assert done.code == 1
    assert "pip install 'marsad[evaluate]'" in done.err


def test_it_speaks_arabic(marsad_process: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [report(FIRST), "no\n"])
    done = marsad_process("evaluate", gold, gold, "--html", tmp_path / "page.html", MARSAD_LANG="ar")
    assert done.code == 3
    assert "كل الخانات" in done.text
    assert "ليس السطر تقريراً مرمّزاً" in done.err
    assert '<html lang="ar" dir="rtl">' in (tmp_path / "page.html").read_text(encoding="utf-8")
