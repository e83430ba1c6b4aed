"""Running totals and prospects stand at the events that they speak of, and nowhere else."""

import pytest
from hand import days, joined, people, told

from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim

EVENT = told("airstrike", "mill", 6, [people(5)], actor="army", by=["monitor"], report="the-event")


WEEK = days(1, 8)


def total(kind: str = "airstrike", where: str = "city", when: Period | None = WEEK, **more: object) -> SourcedClaim:
    """A running total."""
    return told(kind, where, when, [people(90)], scope="cumulative", **more)  # type: ignore[arg-type]


def prospect(kind: str = "airstrike", where: str = "mill", published: int = 5, **more: object) -> SourcedClaim:
    """Something announced."""
    return told(kind, where, None, modality="prospect", published=published, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "aside",
    [
        total(),
        total(where="mill"),
        total(where="north"),
        total("toll"),
        total("shelling"),
        total(when=None),
        total(when=Period(None, days(1, 8).end, "range")),
        total(actor="guard"),
        total(where=(), report="the-event"),  # type: ignore[arg-type]
        prospect(),
        prospect(published=1),
        prospect(where="city"),
    ],
)
def test_it_speaks_of_the_event(aside: SourcedClaim) -> None:
    result = joined([EVENT, aside])
    (event,) = result.events
    assert event.claims == (EVENT.claim.id,)
    assert (*event.totals, *event.prospects) == (aside.claim.id,)
    assert result.loose == ()


@pytest.mark.parametrize(
    "aside",
    [
        total(where="hamlet"),
        total(where="wells"),
        total("siege"),
        total("control"),
        total(when=days(1, 5)),
        total(when=None, published=4),
        total(actor="front"),
        total(where=()),  # type: ignore[arg-type]
        total(when=None, published=None),
        prospect(published=8),
        prospect(where="hamlet"),
        prospect("siege"),
    ],
)
def test_it_speaks_of_something_else(aside: SourcedClaim) -> None:
    result = joined([EVENT, aside])
    (event,) = result.events
    assert (*event.totals, *event.prospects) == ()
    assert result.loose == (aside.claim.id,)


def test_a_prospect_in_a_larger_place_speaks_of_events_inside_and_around() -> None:
    inside, around = prospect(where="city"), prospect(where="mill")
    whole = told("airstrike", "city", 6, report="whole")
    (event,) = joined([whole, around]).events
    assert event.prospects == (around.claim.id,)
    (event,) = joined([EVENT, inside]).events
    assert event.prospects == (inside.claim.id,)


def test_one_total_may_stand_at_several_events() -> None:
    other = told("airstrike", "wells", 3, [people(2)])
    sums = total()
    assert [event.totals for event in joined([EVENT, other, sums]).events] == [(sums.claim.id,)] * 2
