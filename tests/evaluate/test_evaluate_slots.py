from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluate.agreement import interval, kappa, units
from marsad.evaluate.compare import compare, evaluation
from marsad.evaluate.names import same_party, same_place, stem
from marsad.evaluate.slots import figures, overall, tally, verdicts
from marsad.model.coded import CodedClaim, CodedCount, CodedReport

SHELLING = CodedClaim(
    kind="shelling",
    stance="asserts",
    sources=("المرصد السوري",),
    places=("الشعار",),
    counts=(CodedCount("killed", "civilian", 5, 5), CodedCount("killed", "child", 2, 2, 0)),
    evidence=((0, 40),),
)
CLASH = CodedClaim(kind="clash", stance="asserts", places=("خان طومان",), evidence=((50, 90),))


def of(*claims: CodedClaim) -> CodedReport:
    return CodedReport(report="r", text="ا" * 100, claims=claims)


def test_a_claim_beside_itself_is_right_in_every_slot() -> None:
    found = compare(of(SHELLING, CLASH), of(CLASH, SHELLING))
    assert [(one.gold, one.read) for one in found.pairings] == [(SHELLING, SHELLING), (CLASH, CLASH)]
    assert found.figures == figures(10, 0, 0)


def test_a_claim_without_a_pair_misses_all_its_slots() -> None:
    counted = tally(verdicts(SHELLING, None))
    assert (
        counted
        == Counter(
            {(slot, "missing"): 1 for slot in ("claim", "kind", "evidence", "speaker", "place", "part")}
            | {("count", "missing"): 2}
        )
        + Counter()
    )
    assert overall(tally(verdicts(None, SHELLING))) == figures(0, 0, 7)


def test_words_and_counts_in_common_make_a_pair_and_nothing_else_does() -> None:
    elsewhere = CodedClaim(kind="shelling", stance="asserts", places=("الشعار",), evidence=((90, 99),))
    assert [(one.gold, one.read) for one in compare(of(SHELLING), of(elsewhere)).pairings] == [
        (SHELLING, None),
        (None, elsewhere),
    ]


def test_figures_are_those_worked_out_by_hand() -> None:
    assert figures(3, 1, 2).precision == 0.6
    assert figures(3, 1, 2).recall == 0.75
    assert figures(3, 1, 2).f1 == 0.6667
    assert figures(0, 0, 0).f1 == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("المرصد", "المرصد السوري لحقوق الإنسان", True),
        ("القوات التركية", "قوات تركيا", True),
        ("قوات النظام", "قوات المعارضة", False),
        ("مصدر عسكري", "مصدر طبي", False),
        ("الحوثيون", "الحوثيين", True),
    ],
)
def test_parties_are_the_same_by_their_telling_words(one: str, other: str, *, same: bool) -> None:
    assert same_party(one, other) == same_party(other, one) == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("حي الشعار", "الشعار", True),
        ("بحلب", "حلب", True),
        ("ريف حلب", "حلب", False),
        ("خانطومان", "خان طومان", True),
        ("", "", False),
    ],
)
def test_places_are_the_same_by_more_than_half_their_words(one: str, other: str, *, same: bool) -> None:
    assert same_place(one, other) == same_place(other, one) == same


def test_a_short_word_keeps_its_ending() -> None:
    assert stem("علي") == "علي"
    assert stem("سوريه") == stem("السوري") == "سور"


def test_kappa_is_cohens() -> None:
    judged = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(judged).kappa == 0.4
    assert kappa(judged).n == 50


def test_kappa_is_unknown_where_chance_explains_all() -> None:
    assert kappa([("yes", "yes")] * 9).kappa is None
    assert kappa([]).kappa is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_kappa_does_not_care_who_is_first(judged: list[tuple[str, str]]) -> None:
    value = kappa(judged).kappa
    assert value == kappa([(other, one) for one, other in judged]).kappa
    assert value is None or -1 <= value <= 1


def test_units_end_at_marks_and_lines_and_hold_a_word() -> None:
    text = "قتل 3.5 في المئة. ثم ماذا؟\n ***\nانتهى"
    assert [text[start:end] for start, end in units(text)] == ["قتل 3.5 في المئة", "ثم ماذا", "انتهى"]


@given(st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=2, max_size=12))
def test_the_interval_is_the_same_every_time_and_lies_among_the_reports(reports: list[tuple[int, int, int]]) -> None:
    found = interval(reports)
    assert found == interval(reports)
    assert found is not None
    values = [figures(*report).f1 for report in reports]
    assert min(values) - 1e-4 <= found.low <= found.high <= max(values) + 1e-4


def test_one_report_has_no_interval() -> None:
    assert interval([(1, 2, 3)]) is None


def test_the_worst_report_comes_first_and_an_empty_one_last() -> None:
    gold = [
        CodedReport(report=name, claims=claims) for name, claims in (("a", ()), ("b", (SHELLING,)), ("c", (CLASH,)))
    ]
    read = [gold[0], gold[1], CodedReport(report="c")]
    both = list(zip(gold, read, strict=True))
    found = evaluation(both, [compare(*pair) for pair in both], by="kind")
    assert [one.report for one in found.worst] == ["c", "b", "a"]
    assert [(one.gold, one.read, one.times) for one in found.confusion] == [
        ("clash", None, 1),
        ("shelling", "shelling", 1),
    ]
    assert {kind: one.f1 for kind, one in found.by.items()} == {"clash": 0, "shelling": 1}
