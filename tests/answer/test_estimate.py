"""How many went unreported: known worlds are found again, and lists that do not tell are refused in words."""

from collections.abc import Sequence
from random import Random

import pytest

from marsad.answer.estimate import estimate
from marsad.export.verdata import to_verdata


def lists(number: int, chances: Sequence[float], *, together: float = 0.0, seed: int = 1) -> list[set[str]]:
    """Which sources tell of each of so many events; with `together` the second tells what the first does."""
    draw = Random(seed)  # noqa: S311 - no secret
    told = []
    for _ in range(number):
        event = {f"source {at}" for at, chance in enumerate(chances) if draw.random() < chance}
        if "source 0" in event and draw.random() < together:
            event.add("source 1")
        told.append(event)
    return told


def test_independent_lists_find_the_unseen_again() -> None:
    found = estimate(lists(2000, [0.5, 0.4, 0.3, 0.3], seed=5))
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 2000 <= found.high
    assert found.seen < 1800
    assert sum(model.weight for model in found.models) == pytest.approx(1.0)


def test_a_dependent_pair_is_found_and_does_not_mislead() -> None:
    found = estimate(lists(3000, [0.5, 0.2, 0.3, 0.3], together=0.5, seed=5))
    assert ("source 0", "source 1") in found.models[0].dependent
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 3000 <= found.high


def test_the_interval_holds_most_of_the_time() -> None:
    held = 0
    for seed in range(40):
        found = estimate(lists(600, [0.5, 0.4, 0.4], seed=seed))
        held += bool(found.low and found.high and found.low <= 600 <= found.high)
    assert held >= 34


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([], "0 independent sources"),
        ([{"a"}] * 50, "1 independent sources"),
        ([{"a", "b"}] * 50, "2 independent sources"),
        ([{"a"}, {"b"}, {"c"}] * 50, "0 events are told by two"),
        ([{"a", "b"}] * 50 + [{"c"}] * 50, "the source 'c' tells of no event that another tells"),
    ],
)
def test_what_cannot_be_estimated_is_refused_in_words(told: list[set[str]], why: str) -> None:
    found = estimate(told)
    assert why in found.refusal
    assert (found.low, found.best, found.high) == (None, None, None)


def test_verdata_has_a_column_for_each_source_and_a_row_for_each_event() -> None:
    rows = to_verdata([("e1", "2016-12", "g", {"the monitor", "b"}), ("e2", "unknown", "", {"b"})]).decode("utf-8-sig")
    assert rows.splitlines() == [
        "event,period,place,in_b,in_the_monitor", "e1,2016-12,g,1,1", "e2,unknown,,1,0",
    ]  # fmt: skip
