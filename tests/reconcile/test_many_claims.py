"""Many claims go the quick way (a day's keys at a time, remembered levels, parts by themselves) to the same result."""

from collections import defaultdict

import pytest
from hand import WORLD
from hypothesis import given, settings
from hypothesis import strategies as st
from motley import made_up, quoted

from marsad.answer.rules.tally import tally
from marsad.evaluate.simulated.tell import simulate
from marsad.model.simulated import Scene
from marsad.model.sourced import sourced
from marsad.model.world import World
from marsad.reconcile import meet, weigh
from marsad.reconcile.block import Key, Pair, keys, kind_groups
from marsad.reconcile.bonds import Verdicts
from marsad.reconcile.cluster import clusters
from marsad.reconcile.node import Node, nodes
from marsad.reconcile.pair import Comparer
from marsad.reconcile.parts import grouped
from marsad.reconcile.reconcile import reconcile, tells_an_event
from marsad.reconcile.weigh import Weigher
from marsad.reconcile.weights import built_in

MANY = made_up(420)
WEIGHTS = built_in()
KNOWN = nodes(MANY, WORLD, WEIGHTS.days.presumed, quoted)


def sharing_a_key(known: dict[str, Node]) -> list[Pair]:
    """Pairs as the keys themselves give them: owners meet owners and visitors."""
    groups = kind_groups(WEIGHTS)
    owners: defaultdict[Key, set[str]] = defaultdict(set)
    visitors: defaultdict[Key, set[str]] = defaultdict(set)
    for node in known.values():
        for key, owns in keys(node, groups[node.claim.kind], WEIGHTS):
            (owners if owns else visitors)[key].add(node.id)
    return sorted(
        {
            (min(one, other), max(one, other))
            for key, here in owners.items()
            for one in here
            for other in here | visitors[key]
            if one != other
        }
    )


def all_at_once(known: dict[str, Node], world: World, verdicts: Verdicts) -> list[tuple[str, ...]]:
    """Groups with every pair weighed by the pure function, and all claims grouped at once."""
    comparer = Comparer(WEIGHTS, world)
    edges = [comparer.edge(known[one], known[other]) for one, other in sharing_a_key(known)]
    return clusters(known, edges, verdicts, WEIGHTS.unmet)[0]


chosen = st.lists(st.integers(0, len(MANY) - 1), unique=True, max_size=60).map(
    lambda numbers: nodes([MANY[number] for number in numbers], WORLD, WEIGHTS.days.presumed, quoted)
)


@given(chosen)
def test_who_meets_is_who_shares_a_key(known: dict[str, Node]) -> None:
    assert list(meet.pairs(known, WEIGHTS)) == sharing_a_key(known)


@pytest.mark.parametrize("full", [weigh.FULL, 3], ids=["remembered", "forgotten again and again"])
def test_what_is_remembered_is_what_the_function_says(full: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weigh, "FULL", full)
    comparer = Comparer(WEIGHTS, WORLD)
    weigher = Weigher(comparer)
    signed = {claim: weigher.sign(node) for claim, node in KNOWN.items()}
    for one, other in meet.pairs(KNOWN, WEIGHTS):
        edge = comparer.edge(KNOWN[one], KNOWN[other])
        assert weigher.weigh(signed[one], signed[other]) == (edge.weight, edge.barred)


def test_what_is_passed_over_could_not_be_joined() -> None:
    weigher = Weigher(Comparer(WEIGHTS, WORLD))
    signed = [weigher.sign(KNOWN[claim]) for claim in sorted(KNOWN)]
    met: dict[bool, set[tuple[int, int]]] = {False: set(), True: set()}
    for one, others, by_figure in meet.meetings([claim.node for claim in signed], WEIGHTS):
        met[by_figure] |= {(min(one, other), max(one, other)) for other in others}
    by_figure_alone = [(signed[one], signed[other]) for one, other in sorted(met[True] - met[False])]
    passed = [pair for pair in by_figure_alone if not weigher.may_join_by_figure(*pair)]
    assert all(weigher.weigh(*pair)[0] <= 0 for pair in passed)
    assert len(by_figure_alone) > len(passed) > 0


@settings(max_examples=40)
@given(chosen, st.lists(st.tuples(st.integers(0), st.integers(0), st.booleans()), max_size=4))
def test_parts_by_themselves_are_grouped_as_among_all(
    known: dict[str, Node], said: list[tuple[int, int, bool]]
) -> None:
    ids = sorted(known)
    verdicts = {
        (min(ids[one % len(ids)], ids[other % len(ids)]), max(ids[one % len(ids)], ids[other % len(ids)])): same
        for one, other, same in (said if ids else ())
        if one % len(ids) != other % len(ids)
    }
    weigher = Weigher(Comparer(WEIGHTS, WORLD))
    assert grouped(known, weigher, WEIGHTS, verdicts)[0] == all_at_once(known, WORLD, verdicts)


@pytest.mark.parametrize("seed", range(3))
def test_a_made_up_war_is_grouped_as_all_at_once(seed: int) -> None:
    made = simulate(Scene(seed=seed, happenings=60, days=15, sources=5))
    world = World(parents=lambda place: made.inside.get(place, ()), side=lambda party: party)
    claims = [claim for reading in made.readings for claim in sourced(reading)]
    known = nodes(claims, world, WEIGHTS.days.presumed)
    telling = {claim: node for claim, node in known.items() if tells_an_event(node)}
    events = reconcile(claims, tally=tally, world=world).events
    assert sorted(event.claims for event in events) == all_at_once(telling, world, {})
