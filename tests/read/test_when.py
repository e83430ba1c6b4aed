"""Which date of a sentence dates a claim: [ ] hold the claim's words, * stands before the word that names it."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad.arabic.dates import mark_dates
from marsad.arabic.tokens import tokenise
from marsad.grammar.lattice import annotate
from marsad.grammar.lexicon import Lexicons, load_entries
from marsad.model.period import Period
from marsad.read.dating.carried import Told, carried
from marsad.read.dating.when import Reach, date_for

TODAY = date(2016, 12, 6)


@cache
def lexicons() -> Lexicons:
    return Lexicons(load_entries(Path(marsad.__file__).parent / "rulebook" / "ar" / "lexicons"))


def answer(marked: str, reach: Reach = "sentence", published: date | None = TODAY) -> Period | None:
    """The date of the claim that a marked sentence holds."""
    plain, places = "", {}
    for letter in marked:
        if letter in "[]*":
            places[letter] = len(plain)
        else:
            plain += letter
    tokens = tokenise(plain)
    lattice = annotate(plain, tokens, lexicons())
    mark_dates(lattice, published)
    inside = [at for at, token in enumerate(tokens) if places["["] <= token.start < places["]"]]
    trigger = next(at for at, token in enumerate(tokens) if token.start >= places["*"])
    return date_for(lattice, inside[0], inside[-1] + 1, trigger, (0, len(tokens)), reach=reach)


def days(period: Period | None) -> str:
    return "" if period is None else f"{period.start or ''}..{period.end or ''}"


CHOICES = [
    # in the claim's own words
    ("[*قتل ثلاثة أمس في الغارة]", "2016-12-05..2016-12-05"),
    ("[*سيطروا على التل الأحد] ثم انسحبوا منه الاثنين", "2016-12-04..2016-12-04"),
    ("سيطروا على التل الأحد ثم [*انسحبوا منه الاثنين]", "2016-12-05..2016-12-05"),
    # elsewhere in the sentence
    ("قصفت المدفعية القرية صباح أمس، [ما أدى إلى *مقتل اثنين]", "2016-12-05..2016-12-05"),
    ("يوم الأحد [*قصفت] المدفعية القرية", "2016-12-04..2016-12-04"),
    # the verb of saying
    ("أعلن الجيش السبت أن [قواته *سيطرت على التل]", "2016-12-03..2016-12-03"),
    ("أعلن الجيش السبت أن [قواته *سيطرت على التل الخميس]", "2016-12-01..2016-12-01"),
    ("[أعلن الجيش الأحد *سيطرته على التل الخميس]", "2016-12-01..2016-12-01"),
    # stretches
    ("[*قتل 40 مدنيا منذ 20 تشرين الثاني]", "2016-11-20..2016-12-06"),
    ("[*قتل 40 مدنيا منذ بدء الحملة]", "..2016-12-06"),
    ("[*قتل 40 مدنيا منذ بدء الحملة في 20 تشرين الثاني]", "2016-11-20..2016-12-06"),
    ("منذ 20 تشرين الثاني [*قتل] أربعون مدنيا", "2016-11-20..2016-12-06"),
    ("نزحوا [منذ *هجومهم على البلدة في 20 تشرين الثاني]", "2016-11-20..2016-11-20"),
    # dates of other happenings
    ("[*انسحبوا من التل] بعد غارة قتلت اثنين الأحد في بلدة قريبة من الحدود كانت هادئة", ""),
    ("[هو *الهجوم الأعنف منذ سقوط المدينة في أيار 2015]", ""),
    ("[*استعادوا المواقع] التي خسرها رفاقهم الأحد", ""),
    ("[ارتفع عدد قتلى *الغارات التي استهدفت السوق الأحد]", "2016-12-04..2016-12-04"),
    ("[*هاجموا الحاجز] الذي يقيمه الجيش منذ عامين", ""),
    # the earlier of two happenings
    ("قصفوا السوق الاثنين بعد ثلاثة أيام من [*هجوم على الحاجز]", "2016-12-02..2016-12-02"),
    ("قصفوا السوق الاثنين غداة [*اشتباكات في المخيم]", "2016-12-04..2016-12-04"),
    # nothing says
    ("[تدور *اشتباكات عنيفة في المخيم]", ""),
    ("[*الاشتباكات مستمرة حاليا]", ""),
]


@pytest.mark.parametrize(("marked", "expected"), CHOICES, ids=[marked for marked, _ in CHOICES])
def test_a_claim_takes_this_date(marked: str, expected: str) -> None:
    assert days(answer(marked)) == expected


@pytest.mark.parametrize(
    ("marked", "reach", "expected"),
    [
        ("قصفوا الأحد البلدة التي [*يسيطر عليها الجيش]", "claim", ""),
        ("قصفوا البلدة التي [*يسيطر عليها الجيش منذ 2014]", "claim", "2014-01-01..2016-12-06"),
        ("[*يسيطر الجيش حاليا على البلدة]", "claim", "2016-12-06..2016-12-06"),
        ("من المتوقع أن [*يغادروا البلدة الخميس]", "prospect", "2016-12-08..2016-12-08"),
        ("[أعلنوا الأحد *خطة لقصف البلدة]", "prospect", ""),
        ("هددوا الأحد [*بقصف البلدة]", "prospect", ""),
        ("[*سيغادرون البلدة الشهر المقبل]", "prospect", "2017-01-01..2017-01-31"),
    ],
)
def test_states_and_prospects_keep_to_their_own_words(marked: str, reach: Reach, expected: str) -> None:
    assert days(answer(marked, reach)) == expected


def test_without_publication_the_date_is_unknown_and_not_absent() -> None:
    assert answer("[*قتل ثلاثة أمس]", published=None) == Period(None, None, "unknown")
    assert days(answer("[*قتل ثلاثة في 12 آذار 2011]", published=None)) == "2011-03-12..2011-03-12"


@given(st.permutations(["الأحد", "الاثنين", "السبت"]))
def test_each_clause_keeps_its_own_date(order: list[str]) -> None:
    named = {"السبت": "2016-12-03", "الأحد": "2016-12-04", "الاثنين": "2016-12-05"}
    clauses = [f"قصفوا السوق {day}" for day in order]
    for at, day in enumerate(order):
        marked = "، و".join(f"[*{clause}]" if at == place else clause for place, clause in enumerate(clauses))
        assert days(answer(marked)) == f"{named[day]}..{named[day]}"


SUNDAY = Period(date(2016, 12, 4), date(2016, 12, 4))
BLAST = Told("explosion", {"idlib"}, counted=True, date=SUNDAY)
RAID = Told("airstrike", {"idlib"}, counted=False, date=SUNDAY)


@pytest.mark.parametrize(
    ("claim", "before", "expected"),
    [
        (Told("explosion", {"idlib"}, counted=False, date=None), [BLAST], SUNDAY),
        (Told("explosion", set(), counted=False, date=None), [BLAST], SUNDAY),
        (Told("explosion", {"hama"}, counted=True, date=None), [BLAST], SUNDAY),
        (Told("explosion", {"hama"}, counted=False, date=None), [BLAST], None),
        (Told("explosion", {"hama"}, counted=False, date=None, definite=True), [BLAST], SUNDAY),
        (Told("airstrike", {"idlib"}, counted=False, date=None), [RAID], SUNDAY),
        (Told("airstrike", {"hama"}, counted=True, date=None), [RAID], None),
        (
            Told("clash", {"idlib"}, counted=True, date=None),
            [Told("clash", {"idlib"}, counted=True, date=SUNDAY)],
            None,
        ),
        (Told("explosion", {"idlib"}, counted=True, date=None), [RAID], None),
        (Told("explosion", {"idlib"}, counted=True, date=None), [], None),
        (Told("explosion", {"idlib"}, counted=True, date=SUNDAY), [], SUNDAY),
    ],
)
def test_a_moment_told_again_keeps_its_day(claim: Told, before: list[Told], expected: Period | None) -> None:
    assert carried(claim, before) == expected


def test_a_stretch_is_not_carried() -> None:
    month = BLAST._replace(date=Period(date(2016, 11, 1), date(2016, 11, 30), "month"))
    unknown = BLAST._replace(date=Period(None, None, "unknown"))
    again = Told("explosion", {"idlib"}, counted=True, date=None)
    assert carried(again, [month]) is None
    assert carried(again, [unknown]) is None
    assert carried(again, [BLAST, month]) == SUNDAY
