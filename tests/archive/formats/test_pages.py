"""Printed pages and pictures: the words in their order, and no figure that counts before a person has seen it."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import files
import pytest
from files import FIRST, SECOND
from hypothesis import given
from hypothesis import strategies as st

from marsad.archive.confined.client import confined
from marsad.archive.formats.pdfwords import figures, same_figures
from marsad.archive.intake import Intake, Problem, Unread, take
from marsad.archive.items import Item

FIGURES = "وأضاف المصدر أن ١٢ شخصاً أصيبوا في 9/8/2012، ونقل 3 آخرون مع 25 عائلة من الحي إلى المستشفى."
KILLED = "قُتل ١٢ مدنياً في قصف مدفعي على حي الشعار."


def ready() -> bool:
    """Whether a page can be drawn and recognised here; a run that admits no skip goes on and fails by name."""
    if "MARSAD_NO_SKIPS" in os.environ:
        return True
    if not files.FONT.exists() or not (tesseract := shutil.which("tesseract")):
        return False
    known = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=False).stdout
    return "ara" in known.split()


pytestmark = pytest.mark.skipif(not ready(), reason="tesseract-ocr-ara or fonts-dejavu-core is not installed")


def items(folder: Path, name: str, data: bytes) -> list[Item]:
    (folder / name).write_bytes(data)
    return list(take([str(folder / name)]))


def one(folder: Path, name: str, data: bytes) -> Intake:
    (intake,) = [item for item in items(folder, name, data) if isinstance(item, Intake)]
    return intake


def letters(text: str) -> list[str]:
    return re.findall(r"[\w/]+", re.sub("[\u064b-\u0652]", "", text))


def test_a_printed_page_gives_its_words_in_their_order_and_its_figures_as_they_stand(tmp_path: Path) -> None:
    data = files.printed(FIRST, FIGURES)
    intake = one(tmp_path, "a.pdf", data)
    assert letters(intake.report.text) == letters(f"{FIRST} {FIGURES}")
    assert intake.original == data
    assert intake.base.extractor.startswith("pdf/1 pdfplumber/")
    assert (intake.base.notes, intake.base.unsure) == ((), ())


def test_a_page_whose_readers_see_other_figures_is_named_and_its_figures_wait() -> None:
    assert same_figures("قتل ١٢ وجرح 25", "وجرح 25 قتل ١٢")
    for mistaken in ("قتل ٢١ وجرح 25", "قتل ١٢ وجرح 2 5", "قتل ١٢", "قتل ١٢ وجرح 25 25"):
        assert not same_figures("قتل ١٢ وجرح 25", mistaken)


@given(st.lists(st.integers(10, 9999), min_size=1, max_size=5), st.data())
def test_any_figure_turned_round_is_seen(numbers: list[int], data: st.DataObject) -> None:
    turned = data.draw(st.sampled_from(numbers))
    words = [f"كلمة {number}" for number in numbers]
    mistaken = " ".join(words).replace(f" {turned}", f" {str(turned)[::-1]}", 1)
    same = str(turned) == str(turned)[::-1]
    assert same_figures(" ".join(words), mistaken) is (same or figures(mistaken) == figures(" ".join(words)))


@pytest.mark.parametrize(("name", "form"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.tif", "TIFF"), ("a", "PNG")])
def test_a_picture_is_recognised_and_never_sure(tmp_path: Path, name: str, form: str) -> None:
    data = files.drawn(KILLED, SECOND[:60], form=form)
    intake = one(tmp_path, name, data)
    expected, found = set(letters(f"{KILLED} {SECOND[:60]}")), set(letters(intake.report.text))
    assert len(expected & found) * 3 > len(expected) * 2
    assert intake.base.extractor.startswith("image/1 tesseract/")
    assert intake.base.unsure == ((0, len(intake.report.text)),)
    assert "recognised in a picture" in intake.base.notes[0]


def test_a_page_that_is_a_picture_is_recognised_and_the_others_stay_sure(tmp_path: Path) -> None:
    intake = one(tmp_path, "a.pdf", files.scanned(files.drawn(KILLED)))
    assert "مدني" in intake.report.text
    assert intake.base.unsure == ((0, len(intake.report.text)),)
    assert intake.base.notes[0].startswith("page 1: its words were recognised")
    assert "tesseract/" in intake.base.extractor


def test_a_picture_without_words_is_kept(tmp_path: Path) -> None:
    (item,) = [item for item in items(tmp_path, "a.png", files.drawn(" ")) if not isinstance(item, Intake)]
    assert isinstance(item, Unread)


@pytest.mark.parametrize(("name", "data"), [
    ("a.pdf", b"%PDF-1.7\ncut"), ("a.pdf", b"%PDF-1.4\n1 0 obj <<>>\ntrailer <</Root 1 0 R>>\n%%EOF"),
    ("a.png", b"\x89PNG\r\n\x1a\n cut"), ("a.jpg", b"\xff\xd8\xff\xe0 cut"), ("b.gif", b"GIF89a"),
])  # fmt: skip
def test_what_is_cut_is_kept(tmp_path: Path, name: str, data: bytes) -> None:
    (item,) = items(tmp_path, name, data)
    assert isinstance(item, Unread)
    assert item.original == data


def test_figures_of_a_picture_are_shown_and_not_counted(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(files.drawn(KILLED))
    ran = marsad("read", "a.png", "--published", "2016-12-06")
    (claim,) = json.loads(ran.out)["claims"]
    assert [count["awaits"] for count in claim["counts"]] == [True]
    assert marsad("add", "a.png", "--published", "2016-12-06", "--record", "rec").code == 0
    assert marsad("counts", "--format", "jsonl", "--record", "rec").out == b""
    assert f"{claim['counts'][0]['low']}?" in marsad("why", claim["id"], "--record", "rec").text
    assert marsad("verify", "--record", "rec").code == 0
    (tmp_path / "a.txt").write_text(KILLED, encoding="utf-8")
    assert "awaits" not in marsad("read", "a.txt").text
    marsad("add", "a.txt", "--published", "2016-12-06", "--record", "rec")
    counts = [json.loads(line) for line in marsad("counts", "--format", "jsonl", "--record", "rec").out.splitlines()]
    assert {(line["outcome"], line["group"], line["best"]) for line in counts} >= {("killed", "civilian", 12)}


def test_a_program_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    confined().close()
    monkeypatch.setenv("PATH", str(tmp_path))
    try:
        (item,) = items(tmp_path, "a.png", files.drawn(KILLED))
    finally:
        confined().close()
    assert isinstance(item, Problem)
    assert "Tesseract, which is not installed" in item.what
    assert "tesseract-ocr-ara" in item.mend
