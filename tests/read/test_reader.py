"""The reader as a pure function: the same claims every time, each on words of the sealed text, whatever comes in."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.arabic.fold import fold_key
from marsad.model.claim import Claim, claim_id
from marsad.model.name import Name, Place, Span
from marsad.model.report import Report
from marsad.read.reader import load_reader

TEXT = "قُتل خمسةُ مدنيين في قصفٍ لقوات النظام على حيّ الشعار أمس، بحسب المرصد السوري."
PUBLISHED = date(2016, 12, 6)


def claims(text: str, published: date | None = PUBLISHED) -> tuple[Claim, ...]:
    return load_reader().read(Report(report="r", text=text, published=published)).claims


def named(claim: Claim) -> Iterator[Name | Place]:
    yield from claim.sources
    yield from claim.places
    yield from (name for name in (claim.actor, claim.target) if name)


def spans(claim: Claim) -> Iterator[Span]:
    yield from claim.evidence
    yield from (name.span for name in named(claim) if name.span)
    yield from (count.span for count in claim.counts if count.span)


def check_spans(text: str, found: tuple[Claim, ...]) -> None:
    """Every span lies in the text and says something; every name's words are among the letters that it points to."""
    for claim in found:
        assert all(0 <= start < end <= len(text) for start, end in spans(claim))
        for name in named(claim):
            if name.span:
                words = set(fold_key(text[slice(*name.span)]).replace("«", " ").replace('"', " ").split())
                assert words, name.text


def test_a_plain_sentence_gives_its_claim() -> None:
    (claim,) = claims(TEXT)
    assert (claim.kind, claim.stance, claim.scope) == ("shelling", "asserts", "incident")
    assert [place.text for place in claim.places] == ["الشعار"]
    assert [source.text for source in claim.sources] == ["المرصد السوري"]
    assert [(c.outcome, c.group, c.low, c.high) for c in claim.counts] == [("killed", "civilian", 5, 5)]
    assert claim.date is not None
    assert (claim.date.start, claim.date.end) == (date(2016, 12, 5), date(2016, 12, 5))
    assert TEXT[slice(*claim.evidence[0])].startswith("قُتل خمسةُ مدنيين")
    assert claim.rule
    assert claim.rulebook == load_reader().rulebook.version


def test_a_word_inside_a_partys_name_tells_no_happening() -> None:
    (claim,) = claims("قصف الجيش السوري مواقع هيئة تحرير الشام في سراقب.")
    assert claim.kind == "shelling"


def test_without_a_publication_date_a_relative_day_is_never_guessed() -> None:
    (claim,) = claims(TEXT, published=None)
    assert claim.date is None or (claim.date.start, claim.date.end, claim.date.precision) == (None, None, "unknown")


def test_ids_say_what_and_where_and_not_by_which_rulebook() -> None:
    reading = load_reader().read(Report(report="r", text=TEXT, published=PUBLISHED))
    (claim,) = reading.claims
    other = msgspec.structs.replace(claim, rulebook="another", rule="another", confidence=0.5)
    assert claim.id == claim_id(reading.text_digest, claim) == claim_id(reading.text_digest, other)
    assert claim.id != claim_id(reading.text_digest, msgspec.structs.replace(claim, stance="denies"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "no Arabic at all, only 12 killed",
        "\ud800قُتل 5 مدنيين في حلب\udfff",
        "\u202bقتل 5 مدنيين\u202c في \u2067حلب\u2069",
        "قتل" + "\u064e" * 1_000_000 + " 5 في حلب",
        "قتل 99999999999999999999 مدنيا في حلب",
        "قصف «" * 3000,
        "قال مصدر إن " * 800,
        "(" * 5000 + "قصف على حلب",
    ],
    ids=["empty", "space", "latin", "surrogates", "bidi", "vowels", "huge number", "quotes", "speakers", "brackets"],
)
def test_texts_that_lie_break_nothing(text: str) -> None:
    check_spans(text, claims(text))


def test_ten_megabytes_are_read_to_the_end() -> None:
    page = f"{TEXT}\n" + "جرى حديث طويل عن الطقس والأسواق في المدينة.\n" * 400
    text = page * (10_000_000 // len(page.encode()) + 1)
    found = claims(text + "قتل سبعة مدنيين في غارة على سراقب.")
    assert found[-1].evidence[0][0] >= len(text)


CONTENT = """
قصف قتل أصيب مدنيين طفلا حلب الشعار إدلب الجيش قوات النظام المعارضة اشتباكات غارة هجوم انفجار سيطرت انسحب حصار هدنة
نزح اعتقل في على من أن إن قال نفى المصدر بحسب أمس الأحد بينهم منهم و خمسة عشرون مئتي عشرات آلاف الأقل لم سوف قد
"""
ODD = "« » ، . : ( ) 12 ٣ \u202e \ud800 ـــ قُتِلَ #حلب @x http://x.y \u00a0".split(" ")  # noqa: SIM905 - read as a line
WORDS = st.sampled_from([*CONTENT.split(), *ODD, "\n"])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60), st.sampled_from([PUBLISHED, None]))
def test_any_order_of_words_gives_claims_that_slice(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    found = claims(text, published)
    check_spans(text, found)
    assert found == claims(text, published)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read(text: str) -> None:
    check_spans(text, claims(text))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        for line in lines:
            yield msgspec.json.decode(line)


@pytest.mark.parametrize("corpus", ["reports.jsonl", "organisations.jsonl"])
def test_every_claim_of_the_corpus_stands_on_its_words(shared: Path, corpus: str) -> None:
    count = 0
    for row in rows(shared / "corpus" / corpus):
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        found = claims(row["text"], published)
        check_spans(row["text"], found)
        count += len(found)
    assert count > 1000


def test_the_same_bytes_under_every_hash_seed(shared: Path) -> None:
    program = (
        "import sys, msgspec\n"
        "from marsad.model.report import Report\n"
        "from marsad.read.reader import load_reader\n"
        "for line in sys.stdin.buffer:\n"
        "    report = msgspec.json.decode(line, type=Report)\n"
        "    sys.stdout.buffer.write(msgspec.json.encode(load_reader().read(report)))\n"
    )
    given_lines = b"".join(
        msgspec.json.encode(row) + b"\n" for row in islice(rows(shared / "corpus" / "reports.jsonl"), 60)
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=given_lines,
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
    assert outputs.pop()
