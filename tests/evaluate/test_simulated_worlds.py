"""Worlds whose truth is known: what truthful sources say never makes the ledger count too many, whatever the order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random

import pytest

from marsad.answer.bounds.bound import bound
from marsad.answer.bounds.constraint import Region
from marsad.answer.bounds.gather import Subject, gather
from marsad.answer.count import counts
from marsad.answer.rules.tally import tally
from marsad.answer.sift import by_claim
from marsad.evaluate.simulated.tell import simulate
from marsad.evaluate.simulated.world import FIRST_DAY, dead
from marsad.model.asked import Asked
from marsad.model.event import FIRST_RUN, Before, Reconciled
from marsad.model.simulated import Scene, Simulated
from marsad.model.sourced import SourcedClaim, sourced
from marsad.model.vocabulary import Group
from marsad.model.world import World
from marsad.reconcile.reconcile import reconcile

GROUPS: tuple[Group, ...] = ("person", "civilian", "combatant", "child")
LAST = date(2016, 12, 14)
PLACES = (None, "sim-g0", "sim-g1", "sim-g0t0")


def knowing(made: Simulated) -> World:
    return World(parents=lambda place: made.inside.get(place, ()), side=lambda party: party)


def said(made: Simulated) -> list[SourcedClaim]:
    return [claim for reading in made.readings for claim in sourced(reading)]


def joined(claims: Iterable[SourcedClaim], made: Simulated, before: Before = FIRST_RUN) -> Reconciled:
    return reconcile(claims, tally=tally, world=knowing(made), before=before)


def outside_the_bounds(made: Simulated) -> Iterator[tuple[object, ...]]:
    """Questions whose truth does not lie within `bounds`."""
    result = joined(said(made), made)
    known = by_claim(result.claims)
    for group in GROUPS:
        gathered = gather(result.events, known, Subject("killed", group), knowing(made))
        for place in PLACES:
            region = Region((place or "",), FIRST_DAY.toordinal(), LAST.toordinal() + 1, group)
            found = bound(gathered, region, knowing(made))
            truth = dead((one for one in made.happenings if one.day <= LAST), made.inside, place, group)
            if not found.low <= truth <= (truth if found.high is None else found.high):
                yield place, group, truth, found.low, found.high


def counted_too_many(made: Simulated) -> Iterator[tuple[object, ...]]:
    """Lines of rule `range` whose low end exceeds the distinct dead."""
    result = joined(said(made), made)
    for place in PLACES:
        asked = Asked(place=place, outcomes=("killed",), groups=GROUPS)
        for line in counts(result.events, result.claims, asked, knowing(made)):
            truth = dead(made.happenings, made.inside, place, line.group)
            if (line.low or 0) > truth:
                yield place, line.group, truth, line.low


def in_batches(made: Simulated, order: Sequence[SourcedClaim], sizes: Sequence[int]) -> tuple[Reconciled, set[str]]:
    """Claims that come in batch by batch, and every event id that there ever was."""
    before, ids = FIRST_RUN, set[str]()
    result = joined((), made)
    for at in (*sizes, len(order)):
        result = joined(order[:at], made, before)
        before = Before({event.event: frozenset(event.claims) for event in result.events}, result.aliases)
        ids |= {event.event for event in result.events}
    return result, ids


def seeds(number: int) -> list[Scene]:
    return [Scene(seed=seed, governorates=1 + seed % 3, happenings=10 + seed % 40) for seed in range(1, number + 1)]


def hold(scenes: Iterable[Scene]) -> None:
    for scene in scenes:
        made = simulate(scene)
        assert list(outside_the_bounds(made)) == [], scene
        assert list(counted_too_many(made)) == [], scene


@pytest.mark.parametrize("part", range(4))
def test_with_truthful_sources_the_truth_lies_within_the_bounds_and_no_one_is_counted_twice(part: int) -> None:
    hold(seeds(100)[part::4])


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_the_same_in_a_thousand_worlds(part: int) -> None:
    hold(seeds(1000)[part::10])


def test_order_and_batches_change_nothing_and_every_id_lives_on() -> None:
    for scene in seeds(100)[::5]:
        made = simulate(scene)
        order = said(made)
        whole = joined(order, made)
        Random(scene.seed).shuffle(order)  # noqa: S311 - no secret
        assert joined(order, made) == whole
        grown, ids = in_batches(made, order, [len(order) // 3, len(order) // 2])
        assert [event.claims for event in sorted(grown.events, key=lambda e: e.claims)] == [
            event.claims for event in sorted(whole.events, key=lambda e: e.claims)
        ]
        alive = {event.event for event in grown.events}
        assert all(one in alive or grown.aliases[one] in alive for one in ids)


def test_a_world_is_made_again_from_its_seed() -> None:
    assert simulate(Scene(seed=7)) == simulate(Scene(seed=7))
    assert simulate(Scene(seed=7)) != simulate(Scene(seed=8))


@pytest.mark.parametrize("mutant", ["lows are added", "totals are exact"])
def test_a_rule_that_counts_too_many_is_seen(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if mutant == "lows are added":
        monkeypatch.setattr("marsad.answer.sum.surely_apart", lambda told, _: sum(c.count.low or 0 for c in told))
        assert any(list(counted_too_many(simulate(scene))) for scene in seeds(30))
    else:
        scene = Scene(seed=3, inflate=0.6, vague=0.0)
        assert list(outside_the_bounds(simulate(scene))) != []
