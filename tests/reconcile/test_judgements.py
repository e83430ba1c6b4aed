"""What people decide wins over the table, and is undone only by deciding again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hand import figures, grouped, joined, only, people, place, pointer, told
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.event import Before
from marsad.model.judgement import ClaimPointer, Judgement, Verdict, judgement_id
from marsad.model.reading import Reading
from marsad.model.sourced import SourcedClaim

FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)


def judge(verdict: Verdict, *about: SourcedClaim | ClaimPointer, at: int = 0, **fields: Any) -> Judgement:
    """A judgement made `at` minutes past nine."""
    pointers = tuple(pointer(a) if isinstance(a, SourcedClaim) else a for a in about)
    made = FIRST + timedelta(minutes=at)
    return Judgement(verdict=verdict, about=pointers, author="a reviewer", made=made, fields=fields)


NEAR = told("airstrike", "mill", 6, [people(5)], report="near")
FAR = told("siege", "hamlet", 1, report="far")
TWIN = told("airstrike", "mill", 6, [people(5)], report="twin")


def test_same_joins_what_the_table_keeps_apart() -> None:
    assert len(joined([NEAR, FAR]).events) == 2
    assert set(only(joined([NEAR, FAR], [judge("same", NEAR, FAR)])).claims) == {NEAR.claim.id, FAR.claim.id}


def test_different_parts_what_the_table_joins() -> None:
    assert len(joined([NEAR, TWIN]).events) == 1
    assert len(joined([NEAR, TWIN], [judge("different", NEAR, TWIN)]).events) == 2


def test_different_also_keeps_a_third_from_joining_them() -> None:
    third = told("airstrike", "mill", 6, [people(5)], report="third")
    groups = grouped(joined([NEAR, TWIN, third], [judge("different", NEAR, TWIN)]))
    assert sorted(map(len, groups)) == [1, 2]
    assert not any({NEAR.claim.id, TWIN.claim.id} <= group for group in groups)


@pytest.mark.parametrize(("last", "events"), [("same", 1), ("different", 2), ("unsure", 1)])
def test_the_last_word_on_a_pair_counts_and_unsure_takes_back(last: Verdict, events: int) -> None:
    before = [judge("same", NEAR, TWIN), judge("different", NEAR, TWIN, at=1)]
    assert len(joined([NEAR, TWIN], [*before, judge(last, NEAR, TWIN, at=2)]).events) == events


@pytest.mark.parametrize(
    ("verdicts", "events", "overruled"),
    [
        (("different", "same", "same"), 1, {0: {1, 2}}),
        (("same", "same", "different"), 2, {0: {1, 2}}),
        (("same", "different", "same"), 2, {0: {1, 2}}),
    ],
)
def test_a_contradiction_through_a_third_goes_to_the_later_ones_and_names_them(
    verdicts: tuple[Verdict, ...], events: int, overruled: dict[int, set[int]]
) -> None:
    said = [
        judge(verdict, *pair, at=at)
        for at, (verdict, pair) in enumerate(zip(verdicts, [(NEAR, FAR), (NEAR, TWIN), (TWIN, FAR)], strict=True))
    ]
    result = joined([NEAR, TWIN, FAR], said)
    assert len(result.events) == events
    ids = [judgement_id(one) for one in said]
    assert {one.about for one in result.orphaned} == {ids[at] for at in overruled}
    for one in result.orphaned:
        assert {made for made in ids if made in one.why} == {ids[at] for at in overruled[ids.index(one.about)]}


def test_all_that_either_would_be_in_goes_along() -> None:
    here = [told("airstrike", "mill", 6, [people(5)], report=f"here-{at}") for at in range(3)]
    there = [told("siege", "hamlet", 1, report=f"there-{at}") for at in range(3)]
    assert len(joined([*here, *there]).events) == 2
    assert len(only(joined([*here, *there], [judge("same", here[1], there[2])])).claims) == 6
    parted = joined([*here, *there], [judge("different", here[0], there[0]), judge("same", here[1], there[2], at=1)])
    assert not any({here[0].claim.id, there[0].claim.id} <= group for group in grouped(parted))
    assert any({here[1].claim.id, there[2].claim.id} <= group for group in grouped(parted))
    assert parted.orphaned == ()


def undo(of: Judgement, at: int) -> Judgement:
    return judge("undo", *of.about, at=at, judgement=judgement_id(of))


def test_an_undone_judgement_is_as_though_never_made_and_may_be_made_again() -> None:
    first, second = judge("correct", NEAR, kind="shelling"), judge("correct", NEAR, at=1, kind="explosion")
    undone = undo(second, 2)
    assert only(joined([NEAR], [first, second])).kind == "explosion"
    assert only(joined([NEAR], [first, second, undone])).kind == "shelling"
    assert only(joined([NEAR], [undone, second, first])).kind == "shelling"
    assert only(joined([NEAR], [first, second, undone, undo(undone, 3)])).kind == "explosion"
    (lost,) = joined([NEAR], [undone]).orphaned
    assert lost.about == judgement_id(undone)


def test_a_long_chain_of_undoings_ends() -> None:
    said = [judge("reject", NEAR)]
    for at in range(2001):
        said.append(undo(said[-1], at + 1))
    assert joined([NEAR], said).rejected == ()
    assert joined([NEAR], said[:-1]).rejected == (NEAR.claim.id,)


def test_a_pair_whose_claim_is_rejected_is_named_and_not_lost_in_silence() -> None:
    same = judge("same", NEAR, FAR)
    result = joined([NEAR, FAR], [same, judge("reject", FAR, at=1)])
    assert [one.about for one in result.orphaned] == [judgement_id(same)]


def test_who_judged_is_known_of_each_claim() -> None:
    same, fix, gone = judge("same", NEAR, FAR), judge("correct", NEAR, at=1, site="school"), judge("reject", TWIN, at=2)
    applied = {(one.claim, one.judgement) for one in joined([NEAR, FAR, TWIN], [same, fix, gone]).applied}
    assert applied == {
        (NEAR.claim.id, judgement_id(same)),
        (FAR.claim.id, judgement_id(same)),
        (NEAR.claim.id, judgement_id(fix)),
        (TWIN.claim.id, judgement_id(gone)),
    }


def test_what_was_taken_back_is_in_force_on_nothing() -> None:
    fix, back = judge("correct", NEAR, site="school"), judge("correct", NEAR, at=1)
    assert [one.judgement for one in joined([NEAR], [fix, back]).applied] == [judgement_id(back)]


@pytest.mark.parametrize(
    "fields",
    [
        {"counts": [{"outcome": "killed", "group": "civilian", "low": 9, "high": 3}]},
        {"counts": [{"outcome": "killed", "group": "civilian", "low": -1, "high": 3}]},
        {"counts": [{"outcome": "killed", "group": "child", "low": 1, "high": 1, "part_of": 0}]},
        {"date": {"from": "2016-12-09", "to": "2016-12-01", "precision": "range"}},
        {"share": 1.5},
        {"confidence": 1.0},
    ],
)
def test_a_correction_that_contradicts_itself_is_set_aside_and_the_claim_stays(fields: dict[str, Any]) -> None:
    change = judge("correct", NEAR, **fields)
    result = joined([NEAR, FAR], [change])
    assert result.events == joined([NEAR, FAR]).events
    assert [one.about for one in result.orphaned] == [judgement_id(change)]
    assert result.set_aside == ()


def test_others_join_a_group_that_people_made() -> None:
    third = told("airstrike", "mill", 6, [people(5)], report="third")
    event = only(joined([NEAR, FAR, third], [judge("same", NEAR, FAR)]))
    assert len(event.claims) == 3


def test_a_correction_sets_fields_and_keeps_the_id() -> None:
    result = joined(
        [NEAR], [judge("correct", NEAR, counts=[{"outcome": "killed", "group": "civilian", "low": 7, "high": 7}])]
    )
    event = only(result)
    assert event.claims == (NEAR.claim.id,)
    assert figures(event)["killed", "civilian"] == (7, 7, 7)
    assert result.claims[0].claim.counts[0].low == 7


def test_an_empty_correction_takes_back_a_correction_and_a_rejection() -> None:
    change = judge("correct", NEAR, kind="shelling")
    assert only(joined([NEAR], [change])).kind == "shelling"
    assert only(joined([NEAR], [change, judge("correct", NEAR, at=1)])).kind == "airstrike"
    rejected = joined([NEAR, FAR], [judge("reject", NEAR)])
    assert rejected.rejected == (NEAR.claim.id,)
    assert grouped(rejected) == {frozenset({FAR.claim.id})}
    assert joined([NEAR], [judge("reject", NEAR), judge("correct", NEAR, at=1)]).rejected == ()


@pytest.mark.parametrize("fields", [{"knid": "shelling"}, {"kind": "picnic"}, {"id": "other"}, {"places": 3}])
def test_a_correction_that_makes_no_claim_is_reported_and_changes_nothing(fields: dict[str, Any]) -> None:
    result = joined([NEAR], [judge("correct", NEAR, **fields)])
    assert result.events == joined([NEAR]).events
    assert len(result.orphaned) == 1


def test_a_missed_claim_is_added_and_may_be_rejected_again() -> None:
    words = ClaimPointer(NEAR.text_digest, ((0, 4),), "clash")
    add = judge("add", words, places=[{"text": place("mill").text, "id": "mill"}])
    result = joined([NEAR], [add])
    assert {event.kind for event in result.events} == {"airstrike", "clash"}
    added = next(s for s in result.claims if s.claim.kind == "clash")
    assert (added.report, added.published, added.claim.rule) == (NEAR.report, NEAR.published, "judgement: add")
    gone = joined([NEAR], [add, judge("reject", words, at=1)])
    assert gone.rejected == (added.claim.id,)
    assert (
        joined([NEAR], [add, judge("reject", words, at=1), judge("add", *add.about, at=2, **add.fields)]).rejected == ()
    )


def test_a_claim_may_be_added_to_a_text_without_any() -> None:
    empty = Reading(report="bare", text_digest="bare-text", rulebook="0", knowledge="0")
    add = judge("add", ClaimPointer("bare-text", ((0, 4),), "clash"), places=[{"text": "هنا"}])
    assert only(joined([], [add], Before(reports=(empty,)))).reports == ("bare",)
    assert joined([], [add]).orphaned[0].about == judgement_id(add)


def test_a_judgement_finds_its_claim_after_a_new_reading() -> None:
    (start, end), *_ = NEAR.claim.evidence
    moved = ClaimPointer(NEAR.text_digest, ((start + 2, end),), "airstrike")
    assert joined([NEAR], [judge("reject", moved)]).rejected == (NEAR.claim.id,)
    for lost in (
        ClaimPointer(NEAR.text_digest, ((start, start + 3),), "airstrike"),
        ClaimPointer(NEAR.text_digest, NEAR.claim.evidence, "clash"),
        ClaimPointer("no-such-text", NEAR.claim.evidence, "airstrike"),
    ):
        result = joined([NEAR], [judge("reject", lost)])
        assert result.rejected == ()
        assert [orphan.about for orphan in result.orphaned] == [judgement_id(judge("reject", lost))]


def test_a_pointer_that_might_mean_two_claims_means_neither() -> None:
    one = told("airstrike", "mill", 6, by=["x"], report="both")
    other = SourcedClaim(
        claim=told("airstrike", "wells", 6, by=["y"], report="both").claim,
        report="both",
        text_digest=one.text_digest,
    )
    twin = other.claim.__class__(id="twin", kind="airstrike", evidence=one.claim.evidence)
    claims = [one, SourcedClaim(claim=twin, report="both", text_digest=one.text_digest)]
    vague = ClaimPointer(one.text_digest, one.claim.evidence, "airstrike")
    assert joined(claims, [judge("reject", vague)]).rejected == ()
    exact = ClaimPointer(one.text_digest, one.claim.evidence, "airstrike", "twin")
    assert joined(claims, [judge("reject", exact)]).rejected == ("twin",)


def test_a_judgement_may_put_a_total_to_an_event_or_take_it_away() -> None:
    total = told("siege", "orchard", None, [people(90)], scope="cumulative", report="total")
    assert only(joined([NEAR, total])).totals == ()
    assert only(joined([NEAR, total], [judge("same", NEAR, total)])).totals == (total.claim.id,)
    near = told("airstrike", "mill", None, [people(90)], scope="cumulative", report="near-total")
    assert only(joined([NEAR, near])).totals == (near.claim.id,)
    assert only(joined([NEAR, near], [judge("different", NEAR, near)])).totals == ()


SAID = [
    judge("same", NEAR, FAR),
    judge("different", NEAR, TWIN, at=1),
    judge("unsure", NEAR, TWIN, at=2),
    judge("correct", TWIN, at=3, kind="shelling"),
    judge("reject", FAR, at=4),
    judge("correct", FAR, at=5),
    judge("different", TWIN, FAR, at=6),
]


@given(st.permutations(SAID), st.permutations([NEAR, FAR, TWIN]))
def test_the_order_in_which_judgements_arrive_changes_nothing(
    said: list[Judgement], claims: list[SourcedClaim]
) -> None:
    assert joined(claims, said) == joined([NEAR, FAR, TWIN], SAID)
