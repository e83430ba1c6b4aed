"""The finder that ships: the careful reading keeps the contract of the fast one, names its words, knows its doubt."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from marsad.errors import InputError
from marsad.model.reading import Reading
from marsad.model.report import Report
from marsad.pipeline.readers import finder_for, reader_for
from marsad.read.finding.model import CARD, GRAPHS, TOKENIZER
from marsad.read.finding.shipped import shipped

CAREFUL = reader_for("careful", None)
FOLDER = shipped() or Path()
SAMPLES = Path(marsad.__file__).parent / "samples" / "reports.jsonl"
LARGEST = 40_000_000
"""Bytes that a finder may have."""


def reports() -> list[Report]:
    rows = map(json.loads, SAMPLES.read_text(encoding="utf-8").splitlines())
    return [
        Report(report=row["report"], text=row["text"], published=date.fromisoformat(row["published"])) for row in rows
    ]


def holds(reading: Reading, text: str) -> None:
    """Every span of every claim slices the text, and every name of a slot stands there."""
    for claim in reading.claims:
        assert claim.confidence is not None
        assert 0 <= claim.confidence <= 1
        names = [*claim.sources, claim.actor, claim.target, *claim.places]
        for start, end in [*claim.evidence, *(name.span for name in names if name is not None and name.span)]:
            assert 0 <= start < end <= len(text)


def test_it_is_the_default_where_it_is_installed() -> None:
    assert finder_for(None) == FOLDER
    assert finder_for("fast") is None
    assert reader_for(None, None).name == "careful"


def test_it_fits_into_its_package() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) <= LARGEST


def test_a_reading_says_who_made_it() -> None:
    reading = CAREFUL.read(reports()[0])
    assert reading.reader == "careful"
    assert reading.finder is not None
    assert reading.finder == CAREFUL.read(reports()[1]).finder
    assert reading.claims


def test_samples_are_read_alike_each_time_and_every_span_slices() -> None:
    for report in reports():
        once = CAREFUL.read(report)
        assert msgspec.json.encode(once) == msgspec.json.encode(CAREFUL.read(report))
        holds(once, report.text)


WORDS = "قصفت طائرات بلدة سراقب . ، « » وقال المرصد إن ثلاثة قتلوا أمس \n نفى الجيش 12"


@given(st.lists(st.sampled_from(WORDS.split(" "))))
@settings(max_examples=40)
def test_any_text_is_read(words: list[str]) -> None:
    text = " ".join(words)
    holds(CAREFUL.read(Report(report="x", text=text, published=date(2016, 12, 5))), text)


def test_a_text_longer_than_its_window_is_read_to_its_end() -> None:
    line = "قصفت طائرات حربية بلدة سراقب في ريف إدلب ما أدى إلى مقتل ثلاثة مدنيين. "
    text = "وقال شهود إن السوق كانت مزدحمة في ذلك الوقت. " * 90 + line
    assert any(
        claim.evidence[0][0] >= len(text) - len(line) for claim in CAREFUL.read(Report(report="x", text=text)).claims
    )


def test_the_command_reads_with_it(marsad: Callable[..., Any]) -> None:
    text = "قصفت طائرات حربية بلدة سراقب اليوم".encode()
    careful = json.loads(marsad("read", "-", "--reader", "careful", stdin=text).out)
    fast = json.loads(marsad("read", "-", "--reader", "fast", stdin=text).out)
    assert (careful["reader"], fast["reader"]) == ("careful", "fast")
    assert "confidence" in careful["claims"][0]


@pytest.mark.parametrize("lost", [*(f"{graph}.onnx" for graph in GRAPHS), TOKENIZER, CARD])
def test_a_folder_that_lacks_a_file_is_refused_by_name(tmp_path: Path, lost: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "finder")
    (tmp_path / "finder" / lost).unlink()
    with pytest.raises(InputError) as refused:
        reader_for(str(tmp_path / "finder"), None)
    assert lost in str(refused.value.where)


@pytest.mark.parametrize("damaged", [*(f"{graph}.onnx" for graph in GRAPHS), TOKENIZER, CARD])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, damaged: str) -> None:
    shutil.copytree(FOLDER, tmp_path / "finder")
    (tmp_path / "finder" / damaged).write_bytes(b"{ no finder")
    with pytest.raises(InputError, match="damaged") as refused:
        reader_for(str(tmp_path / "finder"), None)
    assert damaged in str(refused.value.where)
