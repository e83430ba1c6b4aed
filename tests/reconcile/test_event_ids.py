"""Ids live on: every id that was ever given leads to the event that its claims are in."""

from hand import joined, only, people, told
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model.event import Before, Reconciled
from marsad.model.sourced import SourcedClaim
from marsad.reconcile.identity import name_events


def after(result: Reconciled) -> Before:
    """What the next run is told of this one."""
    return Before({event.event: frozenset(event.claims) for event in result.events}, result.aliases)


CLAIMS = sorted(
    (told("airstrike", "mill", 6, [people(5)], report=f"telling-{n}") for n in range(4)),
    key=lambda sourced: sourced.claim.id,
)
A, B, C, D = CLAIMS


def test_an_event_bears_the_id_of_its_smallest_claim() -> None:
    assert only(joined([B, A, C])).event == A.claim.id


def test_an_event_keeps_its_id_when_a_smaller_claim_comes() -> None:
    first = joined([B, C])
    second = joined([A, B, C], before=after(first))
    assert only(second).event == B.claim.id
    assert second.aliases == {}


def test_a_rerun_changes_nothing() -> None:
    first = joined(CLAIMS)
    assert joined(CLAIMS, before=after(first)) == first


def test_an_id_outlives_the_claim_that_it_was_taken_from() -> None:
    first = joined([A, B, C])
    assert only(joined([B, C, D], before=after(first))).event == A.claim.id


def test_a_merge_leaves_an_alias() -> None:
    names, aliases = name_events([("a", "b", "c", "d")], Before({"a": frozenset("ab"), "c": frozenset("cd")}))
    assert names == {"a": "a"}
    assert aliases == {"c": "a"}


def test_a_split_gives_each_id_to_the_event_that_holds_its_claim() -> None:
    before = Before({"b": frozenset("abcd")}, {"c": "b"})
    names, aliases = name_events([("a", "b"), ("c", "d")], before)
    assert names == {"a": "b", "c": "c"}
    assert aliases == {}


def test_aliases_of_aliases_are_followed() -> None:
    names, aliases = name_events([("x", "y")], Before({"b": frozenset("xz")}, {"c": "b"}))
    assert names == {"x": "b"}
    assert aliases == {"c": "b"}


def test_an_id_none_of_whose_claims_is_left_is_reported() -> None:
    first = joined([A])
    (gone,) = joined([], before=after(first)).set_aside
    assert gone.about == A.claim.id


LETTERS = "abcdefgh"
partitions = st.lists(st.sampled_from(range(4)), min_size=len(LETTERS), max_size=len(LETTERS)).map(
    lambda marks: sorted(
        tuple(letter for letter, mark in zip(LETTERS, marks, strict=True) if mark == m) for m in set(marks)
    )
)


@given(st.lists(partitions, min_size=1, max_size=6))
def test_every_former_id_resolves_through_merges_and_splits(history: list[list[tuple[str, ...]]]) -> None:
    before = Before()
    ever: set[str] = set()
    for groups in history:
        names, aliases = name_events(groups, before)
        assert sorted(set(names.values())) == sorted(names.values())
        events = {names[min(group)]: frozenset(group) for group in groups}
        ever |= events.keys()
        for former in ever:
            now = former if former in events else aliases[former]
            assert former in events[now]
        assert not events.keys() & aliases.keys()
        before = Before(events, aliases)


@settings(max_examples=40)
@given(st.lists(st.sets(st.sampled_from(range(4)), min_size=1), min_size=1, max_size=4))
def test_ids_survive_whatever_comes_and_goes(history: list[set[int]]) -> None:
    before, ever = Before(), set[str]()
    for present in history:
        claims: list[SourcedClaim] = [CLAIMS[at] for at in sorted(present)]
        result = joined(claims, before=before)
        ever |= {event.event for event in result.events}
        alive = {event.event for event in result.events} | result.aliases.keys()
        ended = {aside.about for aside in result.set_aside}
        assert ever <= alive | ended
        assert not alive & ended
        ever -= ended
        before = after(result)
