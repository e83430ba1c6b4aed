"""Which claims are one event, and above all which are not."""

from datetime import date

import pytest
from hand import days, figures, grouped, joined, only, people, place, told
from hypothesis import given
from hypothesis import strategies as st

from marsad.model.name import Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.reconcile.node import nodes
from marsad.reconcile.pair import Comparer
from marsad.reconcile.weights import built_in

from hand import WORLD  # isort: skip


def together(one: SourcedClaim, other: SourcedClaim) -> bool:
    """Whether the two claims alone make one event."""
    return len(joined([one, other]).events) == 1


def raid(*where: str, when: int | Period | None = 6, dead: int | None = None, **more: object) -> SourcedClaim:
    """An air strike told by a report of its own."""
    return told("airstrike", where, when, [people(dead)] if dead else [], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (raid("mill"), raid("mill")),
        (raid("mill", dead=5), raid("mill", dead=9)),
        (raid("mill"), raid("city")),
        (raid("quarter"), raid("city")),
        (raid("mill", when=None), raid("mill", when=None)),
        (raid("mill", when=None), raid("mill", when=7)),
        (raid("mill", dead=14), raid("mill", when=7, dead=14)),
        (raid("mill", dead=14), raid("north", dead=14)),
        (raid("mill", dead=14), raid("north/countryside", dead=14)),
        (raid("city", dead=14), raid("المخبز القديم", dead=14)),
        (raid("hamlet", dead=14), raid("orchard", dead=14)),
        (raid("mill", dead=14), raid(dead=14)),
        (raid("تلة مجهولة"), raid("تَلّة مجهولة")),
        (raid("كرم الرمان"), raid("الرمان")),
        (raid("mill", dead=5), told("toll", "mill", 6, [people(5)])),
        (raid("mill"), told("shelling", "mill", 6)),
    ],
    ids=lambda sourced: f"{sourced.claim.kind} {[p.text for p in sourced.claim.places]}",
)
def test_one_event(one: SourcedClaim, other: SourcedClaim) -> None:
    assert together(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (raid("mill"), raid("mill", when=7)),
        (raid("mill", dead=2), raid("mill", when=7, dead=2)),
        (raid("mill", dead=14), raid("mill", when=9, dead=14)),
        (raid("mill", dead=14), raid("hamlet", dead=14)),
        (raid("hamlet", dead=14), raid("north/countryside", dead=14)),
        (raid("mill"), raid("wells")),
        (raid("mill"), raid("north")),
        (raid("mill"), told("siege", "mill", 6)),
        (raid("mill"), told("toll", "wells", 6, [people(5)])),
        (told("detention", "mill", 6), told("detention", "mill", 6, change="released")),
        (told("siege", "mill", 6), told("siege", "mill", 6, change="lifted")),
        (raid("mill", when=None, published=None), raid("mill", when=None, published=None)),
        (raid("mill", when=None, published=3), raid("mill", when=6)),
        (raid(), raid()),
        (raid("تلة مجهولة"), raid("mill")),
    ],
    ids=lambda sourced: f"{sourced.claim.kind} {[p.text for p in sourced.claim.places]}",
)
def test_two_events(one: SourcedClaim, other: SourcedClaim) -> None:
    assert not together(one, other)


def test_a_week_of_shelling_is_not_one_event() -> None:
    claims = [told("shelling", "mill", day, [people(9)], published=day + 1) for day in range(1, 8)]
    assert max(len(group) for group in grouped(joined(claims))) <= 2


def test_a_week_of_undated_reports_is_not_one_event() -> None:
    claims = [told("shelling", "mill", None, published=day) for day in range(1, 8)]
    assert max(len(group) for group in grouped(joined(claims))) <= 2


def test_a_month_does_not_gather_its_days() -> None:
    whole = told("shelling", "mill", days(1, 25), [people(9)])
    claims = [told("shelling", "mill", day, [people(9)]) for day in (2, 9, 16)]
    assert max(len(group) for group in grouped(joined([whole, *claims]))) <= 2


def test_neighbourhoods_of_a_town_are_not_joined_by_the_town() -> None:
    claims = [raid("mill"), raid("wells"), raid("city")]
    groups = grouped(joined(claims))
    assert not any({claims[0].claim.id, claims[1].claim.id} <= group for group in groups)
    assert len(groups) == 2


def test_who_says_only_the_province_does_not_join_a_group_through_one_that_fits() -> None:
    told_of = [raid("mill", dead=14) for _ in range(3)] + [raid("north", dead=14)]
    vague = raid("north")
    groups = grouped(joined([*told_of, vague]))
    assert frozenset({vague.claim.id}) in groups
    assert frozenset(sourced.claim.id for sourced in told_of) in groups


def test_two_incidents_told_apart_in_one_report_stay_apart_and_take_their_own() -> None:
    morning = raid("mill", dead=5, report="round-up", by=["monitor"])
    evening = raid("mill", dead=9, report="round-up", by=["monitor"])
    others = [raid("mill", dead=5, report="a"), raid("mill", dead=9, report="b")]
    groups = grouped(joined([morning, evening, *others]))
    assert groups == {
        frozenset({morning.claim.id, others[0].claim.id}),
        frozenset({evening.claim.id, others[1].claim.id}),
    }


def test_two_voices_of_one_report_may_disagree_about_one_event() -> None:
    one = raid("mill", dead=5, report="paper", by=["monitor"])
    other = raid("mill", dead=9, report="paper", by=["ministry"])
    event = only(joined([one, other]))
    assert figures(event) == {("killed", "person"): (5, 5, 9)}


def test_one_text_in_two_reports_is_one_claim_of_two_reports() -> None:
    first = raid("mill", dead=5, report="first")
    again = SourcedClaim(claim=first.claim, report="again", text_digest=first.text_digest, outlet="mirror")
    event = only(joined([first, again]))
    assert event.claims == (first.claim.id,)
    assert event.reports == ("again", "first")
    assert event.status == "single-source"


def test_the_finest_place_that_fits_comes_first() -> None:
    event = only(joined([raid("city"), raid("mill"), raid("city")]))
    assert [p.id for p in event.places] == ["mill", "city"]


def test_without_any_day_an_event_had_happened_by_its_first_report() -> None:
    event = only(joined([raid("mill", when=None, published=5), raid("mill", when=None, published=4)]))
    assert event.date == Period(None, date(2016, 12, 4), "unknown")
    (bare,) = joined([raid("mill", when=None, published=None)]).events
    assert bare.date is None


MIXED = [
    raid("mill", dead=5, by=["monitor"]),
    raid("mill", dead=9, by=["ministry"], report="paper"),
    raid("mill", when=7, dead=9, by=["ministry"], report="paper"),
    raid("city", dead=9, when=None),
    raid("wells", when=None, published=7),
    told("toll", "mill", 6, [people(9)]),
    told("shelling", "mill", 7, [people(2)]),
    raid("mill", stance="denies", by=["spokesman"]),
    told("airstrike", "city", days(1, 8), [people(80)], scope="cumulative", by=["monitor"]),
    told("airstrike", "mill", None, modality="prospect", published=5),
    told("control", "mill", 6, change="gained", actor="army"),
    told("control", ["mill", "wells"], None, change="holds", actor="front"),
    told("shelling", "hamlet", 6, [people(9)]),
    raid("orchard", dead=9),
]
WHOLE = joined(MIXED)


@given(st.permutations(MIXED), st.lists(st.sampled_from(MIXED), max_size=4))
def test_order_and_repetition_change_nothing(claims: list[SourcedClaim], again: list[SourcedClaim]) -> None:
    assert joined([*claims, *again]) == WHOLE


@given(st.lists(st.sampled_from(MIXED), unique_by=id))
def test_every_claim_is_somewhere_and_only_once_in_an_event(claims: list[SourcedClaim]) -> None:
    result = joined(claims)
    telling = [claim for event in result.events for claim in event.claims]
    beside = {claim for event in result.events for claim in (*event.totals, *event.prospects)}
    assert len(telling) == len(set(telling))
    assert set(telling) | beside | set(result.loose) == {sourced.claim.id for sourced in claims}
    assert not set(telling) & (beside | set(result.loose))
    assert not beside & set(result.loose)


@given(st.sampled_from(MIXED), st.sampled_from(MIXED))
def test_a_pair_weighs_the_same_from_both_ends(one: SourcedClaim, other: SourcedClaim) -> None:
    known = nodes([one, other], WORLD, 1)
    comparer = Comparer(built_in(), WORLD)
    a, b = known[one.claim.id], known[other.claim.id]
    assert comparer.compare(a, b) == comparer.compare(b, a)


def test_every_level_that_a_pair_can_have_stands_in_the_table() -> None:
    comparer, known = Comparer(built_in(), WORLD), list(nodes(MIXED, WORLD, 1).values())
    found = {(f, level) for a in known for b in known if a is not b for f, level, _ in comparer.compare(a, b).levels}
    assert {feature for feature, _ in found} == set(built_in().feature)
    assert len(found) >= 25
    for feature, levels in built_in().never.items():
        assert set(levels) <= set(built_in().feature[feature])


def test_a_claim_that_contradicts_itself_is_set_aside_by_name() -> None:
    good = raid("mill", dead=5)
    backwards = raid("mill", when=Period(date(2016, 12, 9), date(2016, 12, 2)))
    upside_down = told("airstrike", "mill", 6, [people(9, high=3)])
    ring = told("airstrike", "mill", 6, [people(9, part_of=1), people(2, part_of=0)])
    too_many = told("airstrike", "mill", 6, [people(9), people(12, "child", part_of=0)])
    nowhere = told("airstrike", "mill", 6, [people(9, part_of=7)])
    less = told("airstrike", "mill", 6, [people(-1)])
    share = told("control", "mill", 6, change="holds", actor="army", share=1.5)
    bad = [backwards, upside_down, ring, too_many, nowhere, less, share]
    result = joined([good, *bad])
    assert only(result).claims == (good.claim.id,)
    assert {aside.about for aside in result.set_aside} == {sourced.claim.id for sourced in bad}
    assert all(aside.why for aside in result.set_aside)


def test_a_place_without_coordinates_or_parents_is_still_a_place() -> None:
    bare = raid("mill")
    odd = SourcedClaim(
        claim=bare.claim.__class__(kind="airstrike", places=(Place("؟", "no-such-id"),), evidence=((0, 1),), id="x"),
        report="odd",
        text_digest="odd",
        published=date(2016, 12, 6),
    )
    assert len(joined([bare, odd]).events) == 2
    assert place("mill").id == "mill"
