"""Rule `bounds`: the least and the most that agree with every claim, held against a naive programme over cells."""

import math
from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np
import pytest
from hand import WORLD, days, joined, parents, people, place, told
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from marsad.answer.bounds.bound import Bounded, bound
from marsad.answer.bounds.constraint import AFTER, EVER, Constraint, Region
from marsad.answer.bounds.gather import Gathered
from marsad.answer.bounds.lines import _span
from marsad.answer.count import counts
from marsad.model.answer import CountLine
from marsad.model.asked import Asked
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Group

LEAVES = ["mill", "wells", "quarter", "hamlet", "orchard"]
PLACES = [*LEAVES, "east", "city", "north", "south", ""]
DAYS = 4
ATOMS: list[tuple[Group, str | None]] = [(g, p) for g in ("civilian", "combatant") for p in (None, "army")]


def raid(dead: int, where: str = "mill", when: int = 6, group: Group = "person") -> SourcedClaim:
    return told("airstrike", where, when, [people(dead, group)], by=[f"voice of {where} {dead}"])


def total(dead: int, where: str = "city", group: Group = "person", **more: object) -> SourcedClaim:
    high = more.pop("high", dead)
    return told("toll", where, days(1, 7), [people(dead, group, high=high)], scope="cumulative", by=["monitor"], **more)  # type: ignore[arg-type]


def of_whom(dead: int, part: int, where: str) -> SourcedClaim:
    counted = [people(dead), people(part, part_of=0, place=place(where))]
    return told("toll", "city", days(1, 7), counted, scope="cumulative", by=["monitor"])


def line(claims: Sequence[SourcedClaim], **asked: object) -> CountLine:
    """The only line of killed people, as asked, from 1 to 7 December."""
    result = joined(claims)
    question: dict[str, object] = {"outcomes": ["killed"], "groups": ["person"], "rule": "bounds", "place": "city"}
    question |= {"since": "2016-12-01", "until": "2016-12-07", **asked}
    (found,) = counts(result.events, result.claims, msgspec.convert(question, Asked, strict=False), WORLD)
    return found


@pytest.mark.parametrize(
    ("claims", "asked", "expected"),
    [
        ([raid(5)], {}, (5, None)),
        ([raid(5), total(12)], {}, (12, 12)),
        ([raid(5), total(12, high=None)], {}, (12, None)),
        ([raid(5), total(12)], {"place": "mill"}, (5, 12)),
        ([raid(5), raid(4, "wells"), total(12)], {"place": "mill"}, (5, 8)),
        ([raid(5), raid(4, "wells"), total(12)], {"place": "east"}, (9, 12)),
        ([raid(5), raid(9, "mill", 3)], {}, (14, None)),
        ([raid(5), raid(9)], {}, (5, None)),
        ([raid(6, group="civilian"), raid(4, group="combatant", when=5)], {}, (10, None)),
        ([raid(4, group="combatant"), total(10)], {"groups": ["combatant"]}, (4, 10)),
        ([raid(3, group="child"), total(10)], {"groups": ["child"]}, (3, 10)),
        ([raid(5), total(12)], {"since": "2016-12-06", "until": "2016-12-06"}, (5, 12)),
        ([raid(5), total(12)], {"since": None}, (12, None)),
        ([told("airstrike", "mill", 6, [people(5)], stance="denies"), raid(5)], {}, (0, None)),
        ([of_whom(73, 38, "mill")], {"place": "mill"}, (38, 38)),
        ([of_whom(73, 38, "mill")], {}, (73, 73)),
    ],
)  # fmt: skip
def test_the_ends_agree_with_every_claim(
    claims: list[SourcedClaim], asked: dict[str, object], expected: tuple[int, int | None]
) -> None:
    found = line(claims, **asked)
    assert (found.low, found.high) == expected
    assert found.best is None
    assert found.rule == "bounds"


def test_why_names_the_claims_that_bind_each_end() -> None:
    mill, wells, far, all_of_it = raid(5), raid(4, "wells"), raid(7, "hamlet"), total(12)
    found = line([mill, wells, far, all_of_it], place="mill")
    assert found.binds_low == (mill.claim.id,)
    assert set(found.binds_high) == {wells.claim.id, all_of_it.claim.id}
    assert found.conflicts == ()


def test_claims_that_cannot_all_be_true_are_named_and_the_rest_goes_on() -> None:
    mill, wells, far, too_few = raid(5), raid(4, "wells"), raid(7, "hamlet"), total(8)
    found = line([mill, wells, far, too_few])
    assert (found.low, found.high) == (9, None)
    assert found.conflicts == (tuple(sorted(s.claim.id for s in (mill, wells, too_few))),)


def test_two_voices_who_cannot_both_be_right_are_named_and_the_smaller_stands() -> None:
    one, other = raid(5), raid(9)
    assert line([one, other]).conflicts == (tuple(sorted((one.claim.id, other.claim.id))),)


def test_a_later_total_of_one_source_takes_the_place_of_its_earlier_one() -> None:
    assert line([total(8, published=8), total(12, published=9)]).low == 12
    assert line([total(12, published=8), total(8, published=9)]).high == 8
    assert line([total(12), total(12, stance="denies", published=9), raid(5)]).low == 5


@pytest.mark.parametrize(
    ("period", "first", "after"),
    [
        ("2016-12-06", (2016, 12, 6), (2016, 12, 7)),
        ("2016-12", (2016, 12, 1), (2017, 1, 1)),
        ("2016", (2016, 1, 1), (2017, 1, 1)),
        ("2016-11/2016-12", (2016, 11, 1), (2017, 1, 1)),
        ("2016-12-05/2016-12-06", (2016, 12, 5), (2016, 12, 7)),
    ],
)
def test_a_period_is_its_days(period: str, first: tuple[int, int, int], after: tuple[int, int, int]) -> None:
    assert _span(period) == (date(*first).toordinal(), date(*after).toordinal())
    assert _span(f"../{period.rsplit('/', maxsplit=1)[-1]}")[0] == EVER
    assert _span(f"{period.split('/', maxsplit=1)[0]}/..")[1] == AFTER


def inside(region: Region) -> np.ndarray:
    """Which cells (place × day × atom) a region holds: the naive programme's row."""
    atoms = region.atoms(ATOMS)
    return np.array(
        [
            float(
                any(place in {spot, ""} or place in parents(spot) for place in region.places)
                and region.start <= day < region.end
                and atom in atoms
            )
            for spot in PLACES[:-1]
            for day in range(DAYS)
            for atom in ATOMS
        ]
    )


@st.composite
def regions(draw: st.DrawFn) -> Region:
    start = draw(st.integers(0, DAYS - 1))
    group: Group = draw(st.sampled_from(["person", "civilian", "combatant"]))
    where = tuple(sorted(draw(st.sets(st.sampled_from(PLACES), min_size=1, max_size=2))))
    return Region(where, start, draw(st.integers(start + 1, DAYS)), group, draw(st.sampled_from([None, None, "army"])))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[int], list[Constraint]]:
    """How many died in every cell, and what truthful sources say of it."""
    cells = len(PLACES[:-1]) * DAYS * len(ATOMS)
    dead = draw(st.lists(st.integers(0, 4), min_size=cells, max_size=cells))
    said = []
    for at, region in enumerate(draw(st.lists(regions(), min_size=1, max_size=8))):
        truth = int(inside(region) @ np.array(dead))
        low, high = truth - draw(st.integers(0, 3)), truth + draw(st.integers(0, 3))
        said.append(Constraint(region, max(0, low), draw(st.sampled_from([high, None])), (f"c{at}",), (f"c{at}",)))
    return dead, said


def naive(said: Sequence[Constraint], asked: Region, sign: float) -> float | None:
    rows = [(-inside(c.region), -c.low) for c in said] + [
        (inside(c.region), c.high) for c in said if c.high is not None
    ]
    found = linprog(sign * inside(asked), A_ub=np.array([a for a, _ in rows]), b_ub=np.array([b for _, b in rows]))
    return None if found.fun is None else sign * float(found.fun)


@settings(deadline=None, max_examples=60)
@given(worlds(), regions())
def test_sums_from_the_first_day_on_are_the_same_programme_as_cells(
    world: tuple[list[int], list[Constraint]], asked: Region
) -> None:
    dead, said = world
    found = bound(Gathered(said, []), asked, WORLD)
    least, most = naive(said, asked, 1.0), naive(said, asked, -1.0)
    assert least is not None
    assert found.low == math.ceil(least - 0.01)
    assert found.high == (None if most is None else math.floor(most + 0.01))
    truth = int(inside(asked) @ np.array(dead))
    assert found.low <= truth
    assert found.high is None or truth <= found.high
    assert found.conflicts == ()


@settings(deadline=None, max_examples=40)
@given(worlds(), st.integers(0, 7), st.integers(1, 30))
def test_every_named_set_cannot_be_true_and_could_without_any_one_of_its_claims(
    world: tuple[list[int], list[Constraint]], which: int, fewer: int
) -> None:
    _, said = world
    liar = said[which % len(said)]
    said[which % len(said)] = Constraint(liar.region, 0, max(0, liar.low - fewer), (), liar.above)
    found: Bounded = bound(Gathered(said, []), Region(("",), EVER, AFTER, "person"), WORLD)
    by_claim = {c.above[0]: c for c in said}
    for claims in found.conflicts:
        assert naive([by_claim[claim] for claim in claims], Region(("",), 0, DAYS, "person"), 1.0) is None
        for one in claims:
            rest = [by_claim[claim] for claim in claims if claim != one]
            assert not rest or naive(rest, Region(("",), 0, DAYS, "person"), 1.0) is not None
    assert bool(found.conflicts) == (naive(said, Region(("",), 0, DAYS, "person"), 1.0) is None)
