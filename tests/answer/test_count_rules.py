"""The named rules of the ledger, each held to what its published text says."""

from collections.abc import Iterable

import msgspec
import pytest
from hand import WORLD, days, joined, people, told
from hypothesis import given
from hypothesis import strategies as st

from marsad.answer.count import counts
from marsad.answer.rules.tally import RULES, tally
from marsad.answer.sensitivity import with_sensitivity
from marsad.model.answer import CountLine
from marsad.model.asked import Asked
from marsad.model.count import Count
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import CountRule

Ends = tuple[int | None, int | None, int | None]


def raid(who: str, *counted: Count, where: str = "mill", when: int = 6, **more: object) -> SourcedClaim:
    return told("airstrike", where, when, counted, by=[who], **more)  # type: ignore[arg-type]


def rows(claims: Iterable[SourcedClaim], rule: CountRule) -> dict[str, Ends]:
    return {count.group: (count.low, count.best, count.high) for count in tally(claims, rule)}


def line(claims: list[SourcedClaim], rule: CountRule, **asked: object) -> CountLine:
    result = joined(claims)
    question = msgspec.convert({"outcomes": ("killed",), "groups": ("person",), "rule": rule, **asked}, Asked)
    return next(iter(counts(result.events, result.claims, question, WORLD)))


SOME = people(2, high=None)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([SOME, people(8)], (8, 8, 8)),
        ([SOME, SOME], (2, 2, None)),
        ([people(5, high=None), people(6)], (5, 6, 6)),
        ([people(7, high=None), people(6)], (6, 6, None)),
        ([SOME, people(20, high=99)], (20, 20, 99)),
    ],
)
def test_range_who_only_says_dead_does_not_contradict_who_counts_them(figures: list[Count], expected: Ends) -> None:
    assert rows([raid(who, count) for who, count in zip("ab", figures, strict=True)], "range")["person"] == expected


@pytest.mark.parametrize("rule", ["range", "airwars"])
def test_the_same_dead_told_as_civilians_and_as_fighters_may_be_no_civilians(rule: CountRule) -> None:
    disputed = [raid("a", people(5, "civilian")), raid("b", people(5, "combatant"))]
    assert rows(disputed, rule)["civilian"][::2] == (0, 5)
    both = [*disputed, raid("c", people(5, "civilian"))]
    assert rows(both, rule)["civilian"][::2] == (0, 5)
    agreed = [raid("a", people(5, "civilian"), people(1, "combatant")), raid("b", people(5, "civilian"))]
    assert rows(agreed, rule)["civilian"][::2] == (5, 5)


@pytest.mark.parametrize(
    ("count", "figure"),
    [
        (people(20, high=99), 10),
        (people(200, high=999), 100),
        (people(2000, high=9999), 1000),
        (SOME, 3),
        (people(7), 7),
    ],
)
def test_acled_counts_the_dead_alone_conservatively_and_makes_vague_words_numbers(count: Count, figure: int) -> None:
    assert rows([raid("a", count), raid("b", people(4000))], "acled")["person"][:2] == (figure, figure)
    assert rows([raid("a", people(3, "civilian"), people(2, outcome="injured"))], "acled").keys() == {"person"}


def test_ucdp_needs_a_death_and_gives_three_figures() -> None:
    assert rows([raid("a", people(0)), raid("b", people(0))], "ucdp") == {}
    assert rows([raid("a", people(5)), raid("b", people(9)), raid("c", people(9, high=None))], "ucdp")["person"] == (
        5,
        5,
        9,
    )
    assert rows([raid("a", people(5, outcome="injured"))], "ucdp") == {}


def test_airwars_counts_an_incident_at_its_minimum_from_two_sources_on() -> None:
    assert rows([raid("a", people(5))], "airwars")["person"] == (0, 0, 5)
    assert rows([raid("a", people(5)), raid("b", people(7))], "airwars")["person"] == (5, 5, 7)
    denied = [raid("a", people(5)), raid("b", people(7)), raid("c", people(7), stance="denies")]
    assert rows(denied, "airwars")["person"] == (0, 0, 7)


def test_ibc_needs_two_reports_that_are_not_one_voice() -> None:
    assert rows([raid("a", people(5)), raid("a", people(5))], "ibc") == {}
    assert rows([raid("a", people(5)), raid("b", people(7))], "ibc")["person"] == (5, 5, 7)


def total(dead: int, where: str = "city", first: int = 1, last: int = 7, who: str = "morgue") -> SourcedClaim:
    return told("toll", where, days(first, last), [people(dead)], scope="cumulative", by=[who])


def test_ibc_adds_what_a_total_exceeds_the_incidents_inside_it_by() -> None:
    seen = [
        raid("a", people(5)),
        raid("b", people(7)),
        raid("a", people(3), where="hamlet"),
        raid("b", people(3), where="hamlet"),
    ]
    assert (line(seen, "ibc").low, line(seen, "ibc").high) == (8, 10)
    found = line([*seen, total(30)], "ibc")
    assert (found.low, found.high) == (8 + 30 - 7, 10 + 30 - 5)
    assert (line([*seen, total(4)], "ibc").low, line([*seen, total(4)], "ibc").high) == (8, 10)
    two_lists = line([*seen, total(30), total(20, who="hospital")], "ibc")
    assert (two_lists.low, two_lists.high) == (found.low, found.high)
    two_months = line([*seen, total(30), total(20, first=20, last=27)], "ibc")
    assert (two_months.low, two_months.high) == ((found.low or 0) + 20, (found.high or 0) + 20)


def test_every_line_says_what_other_rules_make_of_it() -> None:
    result = joined([raid("a", people(5)), raid("b", people(9))])
    asked = Asked(outcomes=("killed",), groups=("person",))

    def count(question: Asked) -> tuple[CountLine, ...]:
        return counts(result.events, result.claims, question, WORLD)

    (found,) = with_sensitivity(count(asked), asked, count, ("range", "acled", "airwars"))
    assert [(r.rule, r.low, r.high) for r in found.sensitivity] == [("range", 5, 9), ("acled", 5, 9), ("airwars", 5, 9)]


figure = st.one_of(
    st.integers(0, 60).map(people),
    st.integers(0, 60).map(lambda low: people(low, high=None)),
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: people(min(ends), high=max(ends))),
)


@given(st.lists(figure, min_size=1, max_size=5), st.sampled_from(sorted(RULES)))
def test_no_rule_turns_an_end_round_or_leaves_what_was_told(figures: list[Count], rule: CountRule) -> None:
    claims = [raid(f"voice {at}", count) for at, count in enumerate(figures)]
    told_most = [count.high for count in figures]
    for count in tally(claims, rule):
        assert count.high is None or count.low is None or count.low <= count.high
        assert count.low is None or count.best is None or count.low <= count.best
        if None not in told_most and rule != "acled":
            assert (count.high or 0) <= max(high for high in told_most if high is not None)
