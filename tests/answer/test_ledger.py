"""How many: from one claim's figures to a range, to a sum; nobody twice, unknown never 0."""

from datetime import date, datetime

import msgspec
import pytest
from hand import WORLD, days, figures, joined, only, people, told
from hypothesis import given
from hypothesis import strategies as st

from marsad.answer.count import counts
from marsad.answer.figures import Figure
from marsad.answer.figures import figures as figures_of
from marsad.answer.rules.tally import tally
from marsad.model.answer import CountLine
from marsad.model.asked import Asked
from marsad.model.count import Count
from marsad.model.event import Event
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import GROUP_PARENT, Group


def of(*counted: Count) -> dict[str, tuple[int | None, int | None]]:
    """Low and high of the killed, by group, as told outright."""
    return {group: (f.low, f.high) for (_, group), f in figures_of(counted).items() if f.told}


def test_parts_are_in_their_whole_already() -> None:
    assert of(people(324, "civilian"), people(44, "child", part_of=0)) == {
        "civilian": (324, 324), "person": (324, 324), "child": (44, 44),
    }  # fmt: skip


def test_a_towns_share_of_the_dead_adds_nobody() -> None:
    assert of(people(73), people(38, part_of=0)) == {"person": (73, 73)}


def test_groups_told_side_by_side_add_up_the_tree() -> None:
    assert of(people(3, "child"), people(2, "woman"), people(4, "combatant")) == {
        "child": (3, 3), "woman": (2, 2), "civilian": (5, 5), "combatant": (4, 4), "person": (9, 9),
    }  # fmt: skip


def test_a_part_of_persons_only_bounds_the_civilians() -> None:
    found = figures_of((people(7), people(3, "child", part_of=0)))
    assert found["killed", "civilian"] == Figure(3, 7, told=False)
    assert found["killed", "child"] == Figure(3, 3)
    assert found["killed", "person"] == Figure(7, 7)


def test_parts_of_parts_stay_inside() -> None:
    counted = (people(10), people(6, "civilian", part_of=0), people(2, "child", part_of=1))
    assert of(*counted) == {"person": (10, 10), "civilian": (6, 6), "child": (2, 2)}


def test_at_least_and_up_to_leave_an_end_open() -> None:
    assert of(people(7, high=None)) == {"person": (7, None)}
    assert of(people(None, high=10)) == {"person": (None, 10)}
    assert of(people(7, "child", high=None), people(2, "woman"))["civilian"] == (9, None)
    assert of(people(None, high=None)) == {}


def test_the_wounded_among_the_dead_are_no_part_of_them() -> None:
    found = figures_of((people(7), people(3, outcome="injured", part_of=0)))
    assert found == {("killed", "person"): Figure(7, 7), ("injured", "person"): Figure(3, 3)}


GROUPS: list[Group] = list(GROUP_PARENT)
counted = st.builds(people, st.integers(0, 50), st.sampled_from(GROUPS))


@given(st.lists(counted, max_size=6))
def test_side_by_side_figures_add_up_to_all_the_people(told_of: list[Count]) -> None:
    found = figures_of(told_of)
    assert found.get(("killed", "person"), Figure(0, 0)).low == sum(count.low or 0 for count in told_of)
    for (outcome, group), figure in found.items():
        inside = [found.get((outcome, g)) for g, parent in GROUP_PARENT.items() if parent == group]
        assert (figure.low or 0) >= sum((f.low or 0) for f in inside if f)


@given(st.lists(counted, min_size=1, max_size=4), st.data())
def test_a_part_never_adds_to_its_whole(told_of: list[Count], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(told_of) - 1))
    part = people(data.draw(st.integers(0, told_of[at].low or 0)), data.draw(st.sampled_from(GROUPS)), part_of=at)
    before, after = figures_of(told_of), figures_of([*told_of, part])
    assert after["killed", "person"] == before["killed", "person"]


def raid(
    dead: int | None, who: str, published: int = 7, where: str = "mill", when: int = 6, **more: object
) -> SourcedClaim:
    """One voice's figure."""
    high = more.pop("high", dead)
    return told("airstrike", where, when, [people(dead, high=high)], by=[who], published=published, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([raid(5, "a"), raid(9, "b")], (5, 5, 9)),
        ([raid(5, "a"), raid(9, "b"), raid(9, "c")], (5, 9, 9)),
        ([raid(5, "a"), raid(5, "a"), raid(9, "b"), raid(9, "c")], (5, 9, 9)),
        ([raid(5, "a"), raid(9, "a", published=8)], (9, 9, 9)),
        ([raid(9, "a", published=8), raid(5, "a")], (9, 9, 9)),
        ([raid(5, "a"), raid(9, "a")], (5, 5, 9)),
        ([raid(5, "a"), raid(7, "b", high=None)], (5, 5, None)),
        ([raid(7, "b", high=None)], (7, 7, None)),
        ([raid(20, "a", high=99)], (20, 20, 99)),
        ([raid(None, "a", high=10)], (None, None, 10)),
        ([raid(0, "a"), raid(3, "b")], (0, 0, 3)),
        ([raid(5, "a"), raid(9, "b", stance="denies")], (5, 5, 5)),
        ([raid(5, "a"), raid(5, "a", published=9, stance="denies"), raid(9, "b")], (9, 9, 9)),
        ([raid(5, "sources", known=False), raid(9, "sources", known=False, published=9)], (5, 5, 9)),
        ([raid(5, "s", known=False, outlet="o"), raid(9, "s", known=False, outlet="o", published=9)], (9, 9, 9)),
    ],
)  # fmt: skip
def test_rule_range(claims: list[SourcedClaim], expected: tuple[int | None, ...]) -> None:
    (row,) = tally(claims)
    assert (row.low, row.best, row.high) == expected
    assert row.rule == "range"
    assert tally(reversed(claims)) == (row,)


def test_what_follows_counts_only_where_nobody_tells() -> None:
    vague = told("airstrike", "mill", 6, [people(7), people(3, "child", part_of=0)], by=["a"])
    clear = told("airstrike", "mill", 6, [people(7, "civilian")], by=["b"])
    assert figures(only(joined([vague])))["killed", "civilian"] == (3, None, 7)
    assert figures(only(joined([vague, clear])))["killed", "civilian"] == (7, 7, 7)


def lines(claims: list[SourcedClaim], **asked: object) -> list[CountLine]:
    """Count lines of killed persons."""
    result = joined(claims)
    question = msgspec.convert({"outcomes": ("killed",), "groups": ("person",), **asked}, Asked, strict=False)
    return list(counts(result.events, result.claims, question, WORLD))


def test_incidents_add_up_and_each_number_names_its_claims() -> None:
    claims = [raid(5, "a"), raid(3, "a", where="hamlet"), raid(4, "a", when=2)]
    (line,) = lines(claims)
    assert (line.low, line.best, line.high) == (12, 12, 12)
    assert set(line.claims) == {sourced.claim.id for sourced in claims}
    assert len(line.events) == 3


def test_a_province_and_its_town_are_not_counted_twice_at_the_low_end() -> None:
    (line,) = lines([raid(73, "a", where="north"), raid(38, "b", where="mill"), raid(10, "b", where="wells")])
    assert (line.low, line.best, line.high) == (73, 73, 121)
    (line,) = lines([raid(20, "a", where="north"), raid(38, "b", where="mill")])
    assert (line.low, line.high) == (38, 58)


@pytest.mark.parametrize(
    "other", [raid(38, "b", where="hamlet"), raid(38, "b", when=2), told("clash", "mill", 6, [people(38)], by=["b"])]
)
def test_other_places_days_and_kinds_do_not_nest(other: SourcedClaim) -> None:
    (line,) = lines([raid(73, "a", where="north"), other])
    assert (line.low, line.high) == (111, 111)


def test_unknown_is_not_zero() -> None:
    nobody = told("airstrike", "hamlet", 6, by=["a"])
    assert lines([nobody]) == []
    (line,) = lines([nobody, raid(None, "a", high=10), raid(5, "a", where="orchard")])
    assert (line.low, line.best, line.high, line.unquantified) == (5, 5, 15, 1)
    (line,) = lines([raid(5, "a"), raid(7, "a", where="hamlet", high=None)])
    assert (line.low, line.high) == (12, None)


def test_by_place_a_line_holds_what_lies_inside() -> None:
    found = {
        line.place: (line.low, len(line.events))
        for line in lines([raid(5, "a"), raid(3, "a", where="wells")], by=["place"])
    }
    assert found == {"mill": (5, 1), "wells": (3, 1), "east": (8, 2), "city": (8, 2), "north": (8, 2)}


def test_by_place_a_count_for_several_places_is_not_divided() -> None:
    both = told("airstrike", ["mill", "wells"], 6, [people(8)], by=["a"])
    assert {line.place for line in lines([both], by=["place"])} == {"mill + wells", "east", "city", "north"}
    assert [line.place for line in lines([told("airstrike", (), 6, [people(8)])], by=["place"])] == ["unknown"]


@pytest.mark.parametrize(
    ("when", "by", "period"),
    [
        (6, "day", "2016-12-06"),
        (days(5, 6), "day", "2016-12-05/2016-12-06"),
        (days(5, 6), "month", "2016-12"),
        (days(5, 6), "year", "2016"),
        (Period(date(2016, 11, 30), date(2016, 12, 1), "range"), "month", "2016-11/2016-12"),
        (None, "day", "../2016-12-08"),
    ],
)
def test_by_period_a_day_is_never_finer_than_told(when: Period | int | None, by: str, period: str) -> None:
    claims = [told("airstrike", "mill", when, [people(5)])]
    assert [line.period for line in lines(claims, by=[by])] == [period]


def test_by_kind_party_and_source() -> None:
    claims = [
        raid(5, "a", actor="army"),
        raid(7, "b", actor="guard"),
        told("clash", "hamlet", 6, [people(4)], by=["a"]),
    ]
    assert {line.kind: (line.low, line.high) for line in lines(claims, by=["kind"])} == {
        "airstrike": (5, 7),
        "clash": (4, 4),
    }
    assert {line.party: line.low for line in lines(claims, by=["party"])} == {"army": 5, "unknown": 4}
    assert {line.source: (line.low, line.high) for line in lines(claims, by=["source"])} == {"a": (9, 9), "b": (7, 7)}


def test_a_question_about_a_place_and_some_days() -> None:
    claims = [raid(5, "a"), raid(3, "a", where="hamlet"), raid(4, "a", when=2), raid(2, "a", where="بلدة ما")]
    assert lines(claims, place="city")[0].low == 9
    assert lines(claims, place="حيّ الطاحونة")[0].low == 9
    assert lines(claims, place="بلدة ما")[0].low == 2
    assert lines(claims, since="2016-12-05")[0].low == 10
    assert lines(claims, until="2016-12-05")[0].low == 4
    assert lines(claims, since="2017-01-01") == []


def test_as_known_on_a_day_what_came_later_is_left_out() -> None:
    claims = [raid(5, "a", published=7), raid(9, "a", published=9), raid(2, "a", where="hamlet", published=10)]
    assert [(line.low, line.high) for line in lines(claims, as_known_on="2016-12-08")] == [(5, 5)]
    assert [(line.low, line.high) for line in lines(claims)] == [(11, 11)]
    assert lines(claims, as_known_on="2016-12-01") == []
    undated = raid(5, "a", published=None)  # type: ignore[arg-type]
    logged = msgspec.structs.replace(undated, logged=datetime(2016, 12, 20))  # noqa: DTZ001 - as the log gives it
    assert lines([undated], as_known_on="2016-12-31") == []
    assert lines([logged], as_known_on="2016-12-19") == []
    assert lines([logged], as_known_on="2016-12-20")[0].low == 5


def total(dead: int, where: str = "city", **more: object) -> SourcedClaim:
    """A running total of one source."""
    return told("airstrike", where, days(1, 7), [people(dead)], scope="cumulative", by=["monitor"], **more)  # type: ignore[arg-type]


def test_running_totals_stand_beside_and_alone_and_are_never_added() -> None:
    (line,) = lines([raid(5, "a"), total(324), total(90, where="hamlet")])
    assert (line.low, line.best, line.high) == (5, 5, 5)
    assert sorted((t.low, t.source, t.places) for t in line.totals) == [
        (90, "monitor", ("الضيعة",)),
        (324, "monitor", ("المدينة",)),
    ]
    (alone,) = lines([total(324)])
    assert (alone.low, alone.best, alone.high, alone.events) == (None, None, None, ())
    assert alone.totals[0].low == 324
    assert alone.totals[0].start == date(2016, 12, 1)
    assert lines([total(324, stance="denies")]) == []
    assert lines([total(324, modality="prospect")]) == []


figures_of_one = st.tuples(
    st.integers(0, 30), st.sampled_from(["mill", "wells", "city", "north", "hamlet", "south"]), st.integers(1, 3)
)


@given(st.lists(figures_of_one, max_size=7), st.lists(st.integers(100, 900), max_size=3))
def test_totals_never_change_a_sum_and_no_end_exceeds_all_that_was_told(
    incidents: list[tuple[int, str, int]], totals: list[int]
) -> None:
    claims = [
        raid(dead, "a", where=where, when=when, report=f"r{at}") for at, (dead, where, when) in enumerate(incidents)
    ]
    beside = [total(dead, report=f"t{at}") for at, dead in enumerate(totals)]
    without, with_totals = lines(claims), lines([*claims, *beside])
    if incidents:
        assert [(x.low, x.best, x.high) for x in without] == [(x.low, x.best, x.high) for x in with_totals]
        (line,) = without
        assert (line.low or 0) <= (line.best or 0) <= (line.high or 0) <= sum(dead for dead, _, _ in incidents)
        assert (line.low or 0) >= min(dead for dead, _, _ in incidents)


def test_lines_are_sorted_and_the_same_whatever_the_order() -> None:
    claims = [raid(5, "a"), raid(3, "b", where="hamlet"), total(324), raid(9, "c")]
    result = joined(claims)
    asked = Asked(by=("place", "day", "kind", "party", "source"))
    once = counts(result.events, result.claims, asked, WORLD)
    again: tuple[Event, ...] = tuple(reversed(result.events))
    assert counts(again, tuple(reversed(result.claims)), asked, WORLD) == once
