"""The sample reports: of the promised form, in time, ours alone, and about places and parties that the packs know."""

import json
import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import marsad
from marsad.arabic.fold import fold_key
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.keys import name_words

FILE = Path(marsad.__file__).parent / "samples" / "reports.jsonl"
SAMPLES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
LONGEST_SHARED = 9
"""Words in a row that a sample may share with a real text: names and set phrases are as long."""


def test_there_are_enough_in_several_voices() -> None:
    assert len(SAMPLES) >= 18
    assert len({sample["outlet"] for sample in SAMPLES}) >= 6


def test_each_has_the_promised_fields_and_an_id_of_its_own() -> None:
    assert all(list(sample) == ["report", "published", "outlet", "title", "lang", "text"] for sample in SAMPLES)
    assert len({sample["report"] for sample in SAMPLES}) == len(SAMPLES)
    assert all(re.fullmatch(r"sample-\d\d-[a-z-]+", sample["report"]) for sample in SAMPLES)
    assert all(sample["lang"] == "ar" and sample["title"] and len(sample["text"]) > 100 for sample in SAMPLES)


def test_they_are_of_the_five_weeks_and_in_order() -> None:
    days = [date.fromisoformat(sample["published"]) for sample in SAMPLES]
    assert days == sorted(days)
    assert date(2016, 11, 15) <= days[0]
    assert days[-1] <= date(2016, 12, 22)


def test_they_deny_total_besiege_and_look_ahead() -> None:
    text = fold_key(" ".join(sample["text"] for sample in SAMPLES))
    for said in (
        "نف",
        "منذ 15 نوفمبر",
        "تحاصر",
        "سيطر",
        "خسر",
        "الكلور",
        "اجلاء",
        "وقف اطلاق النار",
        "اعتقال",
        "من المقرر",
        "مستشفي",
    ):
        assert said in text, said


def test_the_places_they_name_are_in_the_packs() -> None:
    gazetteer = load_gazetteer()
    for name in (
        "مساكن هنانو",
        "جبل بدرو",
        "طريق الباب",
        "الصاخور",
        "الحيدرية",
        "الراشدين",
        "الفوعة",
        "كفريا",
        "باب الحديد",
        "المعادي",
    ):
        assert gazetteer.find(name), name


def test_no_sentence_is_taken_from_the_real_texts(shared: Path) -> None:
    ours = set()
    for sample in SAMPLES:
        ours |= runs(sample["text"])
    for seed in sorted((shared / "seeds").glob("*.txt")):
        assert ours & runs(seed.read_text(encoding="utf-8")) == set()
    for line in (shared / "corpus" / "reports.jsonl").open(encoding="utf-8"):
        report = json.loads(line)
        out_of_sight = int(sha256(report["report"].encode()).hexdigest(), 16) % 3 == 0
        assert out_of_sight or not ours & runs(report["text"]), report["report"]


def runs(text: str) -> set[tuple[str, ...]]:
    words = name_words(text)
    return {words[at : at + LONGEST_SHARED] for at in range(len(words) - LONGEST_SHARED + 1)}
