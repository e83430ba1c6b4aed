"""What is laid open of a page to be weighed: every name, speaker and day, every run of clauses, in numbers that fit."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.report import Report
from marsad.read.finding.finds import Finds, finds
from marsad.read.finding.kinds import KINDS, kind_number
from marsad.read.finding.sheet import OF_MENTION, OF_PAIR, OF_STRETCH, pairs
from marsad.read.reader import load_reader

READER = load_reader()
TEXT = (
    "قال المرصد السوري لحقوق الإنسان إن طائرات حربية قصفت بلدة سراقب اليوم، ما أدى إلى مقتل ثلاثة مدنيين. "
    "وأضاف أن اشتباكات اندلعت في حي الصاخور بين قوات النظام ومقاتلي المعارضة."
)


def found(text: str) -> Finds:
    page = READER.open(Report(report="r", text=text, published=date(2016, 12, 5)))
    return finds(page, READER.rulebook.rules)


def test_names_speakers_and_days_are_mentions() -> None:
    names = {(mention.text, role) for mention in found(TEXT).mentions for role in mention.roles}
    assert {("سراقب", "place"), ("المرصد السوري لحقوق الإنسان", "speaker"), ("قوات النظام", "party")} <= names
    assert [mention.period for mention in found(TEXT).mentions if mention.when]


def test_every_draft_of_the_rules_has_its_stretch_and_its_fillings() -> None:
    page = found(TEXT)
    spans = {(span.start, span.end) for span in page.stretches}
    assert page.settled
    assert {draft.pieces[0] for draft in page.settled} <= spans
    believed = page.sheet.believed[page.sheet.near[[*spans].index(page.settled[0].pieces[0])]]
    assert believed


def test_a_mention_knows_how_it_is_governed() -> None:
    assert {mention.mark for mention in found(TEXT).mentions if mention.text == "قوات النظام"} == {"between"}


@given(st.text(st.sampled_from("قصف الجيش في حلب، 12 قتيلا وأضاف. «نفى» \n()"), max_size=120))
@settings(deadline=None, max_examples=60)
def test_the_numbers_of_any_page_fit(text: str) -> None:
    page = found(text)
    assert page.sheet.of_stretch.shape == (len(page.stretches), OF_STRETCH)
    assert page.sheet.of_mention.shape == (len(page.mentions), OF_MENTION)
    assert np.isfinite(page.sheet.of_stretch).all()
    for number in range(len(page.stretches)):
        assert pairs(page.sheet, number, page.texts).shape == (len(page.mentions), OF_PAIR)


def test_each_kind_has_its_column() -> None:
    assert [kind_number(kind, change) for kind, change in KINDS] == list(range(len(KINDS)))
    assert KINDS[kind_number("control", None)][0] == "control"
