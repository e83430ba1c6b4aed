import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from marsad.cli.show import harmless, shown
from marsad.cli.stream import json_line

TEXT = st.text(st.characters(exclude_categories=[]))
REPORT = b'{"report": "\\ud800x", "text": "\\u0642\\u064f\\u062a\\u0644 \\u0645\\u062f\\u0646\\u064a"}\n'


@given(st.dictionaries(TEXT, TEXT | st.integers() | st.lists(TEXT)))
def test_any_value_is_one_line_of_json_that_reads_back(value: dict[str, Any]) -> None:
    line = json_line(value)
    assert line.count(b"\n") == 1
    assert json.loads(line.decode("utf-8")) == value


@given(TEXT | st.text(st.sampled_from("\u061c\u200e\u200f\u202a\u202e\u2066\u2069\x1b\x9b\n\u2028\x85 aع")))
def test_shown_text_is_one_line_and_moves_nothing(text: str) -> None:
    plain = harmless(text)
    assert len(plain.splitlines()) <= 1
    assert not any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in plain)
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f") & set(shown(text))


def test_a_lone_surrogate_in_an_id_comes_out_as_it_went_in(marsad: Callable[..., Any]) -> None:
    ran = marsad("read", "-", stdin=REPORT)
    assert ran.code == 0
    assert json.loads(ran.out)["report"] == "\ud800x"


def test_a_reader_that_leaves_ends_the_program_quietly(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_bytes(
        b"".join(
            b'{"report": "%d", "text": "\\u0642\\u062a\\u0644 \\u0645\\u062f\\u0646\\u064a"}\n' % n for n in range(2000)
        )
    )
    command = [sys.executable, "-c", "from marsad.cli.main import run; run()", "read", "many.jsonl"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read().decode()
        assert process.wait() == 141
    assert "Traceback" not in complaint
    assert "Broken pipe" not in complaint


def test_output_is_utf8_whatever_the_locale(marsad_process: Callable[..., Any]) -> None:
    report = json.dumps({"report": "ا", "text": "قُتل مدنيان بقصف على حي الشعار."}).encode()
    ran = marsad_process("read", "-", stdin=report, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["report"] == "ا"


def test_the_same_bytes_whatever_the_hash_seed(marsad_process: Callable[..., Any]) -> None:
    text = "قُتل مدنيان بقصف على حي الشعار، ونفى مصدر عسكري ذلك. وسيطرت قوات النظام على حيي الميسر والقاطرجي."
    report = json.dumps({"report": "a", "published": "2016-12-06", "text": text}).encode()
    outs = {marsad_process("read", "-", stdin=report, PYTHONHASHSEED=seed).out for seed in ("0", "1", "4711")}
    assert len(outs) == 1
