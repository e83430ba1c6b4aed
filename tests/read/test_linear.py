"""Work grows with length alone: no run of clitics, quotations or numbers costs much more than plain news.

Work is counted in calls of functions, which are the same on every machine.
"""

import json
import sys
from datetime import date
from pathlib import Path
from types import FrameType

import pytest
from slowtexts import LONG, SLOW, slow

import marsad
from marsad.model.report import Report
from marsad.read.reader import load_reader

READER = load_reader()
SAMPLES = Path(marsad.__file__).parent / "samples" / "reports.jsonl"
DEARER = 3.0
"""Times the calls of a letter of plain news that a letter may take. A call counts as one whatever it does, and short
words have more of them a letter: in seconds (benches/slow.py) none costs twice what news costs."""


def calls(text: str) -> int:
    """Calls of functions that reading a text takes, once its words are known."""
    report = Report(report="slow", text=text, published=date(2016, 12, 5))
    READER.read(report)
    count = 0

    def count_call(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(count_call)
    try:
        READER.read(report)
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module")
def plain() -> float:
    """Calls a letter of the samples."""
    texts = [json.loads(line)["text"] for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    return sum(map(calls, texts)) / sum(map(len, texts))


@pytest.mark.parametrize("name", SLOW)
def test_a_letter_costs_hardly_more_than_a_letter_of_news(name: str, plain: float) -> None:
    text = slow(name)
    assert calls(text) / len(text) <= DEARER * plain


@pytest.mark.parametrize("name", SLOW)
def test_twice_the_length_is_twice_the_work(name: str) -> None:
    half = slow(name, LONG // 2)
    assert calls(half * 2) <= 2.3 * calls(half)
