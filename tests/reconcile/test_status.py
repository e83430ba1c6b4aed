"""How well an event stands: independent voices, not outlets; disagreement by name."""

import pytest
from hand import WORLD, joined, only, people, told

from marsad.arabic.fold import fold_key
from marsad.model.name import Name
from marsad.model.sourced import SourcedClaim
from marsad.model.voice import voices


def raid(*by: str, published: int = 7, stance: str = "asserts", **more: object) -> SourcedClaim:
    """One word on one air strike."""
    return told("airstrike", "mill", 6, [people(5)], by=by, published=published, stance=stance, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([raid("agency"), raid("agency"), raid("agency")], "single-source"),
        ([raid("agency", outlet="a"), raid(outlet="agency")], "single-source"),
        ([raid("monitor"), raid("monitor", "director")], "single-source"),
        ([raid("agency", "monitor"), raid("radio", "monitor")], "single-source"),
        ([raid("local sources", known=False), raid("local sources", known=False)], "single-source"),
        ([raid("agency", "monitor"), raid("agency", "hospital")], "corroborated"),
        ([raid("monitor"), raid("hospital")], "corroborated"),
        ([raid(), raid()], "corroborated"),
        ([raid(outlet="a"), raid(outlet="a")], "single-source"),
        ([raid("monitor"), raid("ministry", stance="denies")], "contested"),
        ([raid("ministry", stance="denies"), raid("army", stance="denies")], "denied"),
        ([raid("monitor"), raid("monitor", stance="denies", published=9)], "retracted"),
        ([raid("monitor", published=9), raid("monitor", stance="denies")], "contested"),
        ([raid("monitor"), raid("monitor", stance="denies", published=9), raid("hospital")], "contested"),
        ([raid("monitor", actor="army"), raid("hospital", actor="front")], "contested"),
        ([raid("monitor", actor="army"), raid("hospital", actor="guard")], "corroborated"),
        ([raid("monitor", actor="army"), raid("hospital", actor="رجال مجهولون")], "corroborated"),
        ([raid("monitor", actor="army"), raid("monitor", actor="front")], "single-source"),
    ],
)
def test_status(claims: list[SourcedClaim], status: str) -> None:
    assert only(joined(claims)).status == status


def holds(who: str, change: str, actor: str, stance: str = "asserts", published: int = 7) -> SourcedClaim:
    """One word on who holds the mill."""
    return told("control", "mill", 6, by=[who], change=change, actor=actor, stance=stance, published=published)


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([holds("a", "gained", "army"), holds("b", "lost", "front")], "corroborated"),
        ([holds("a", "gained", "army"), holds("b", "holds", "guard")], "corroborated"),
        ([holds("a", "gained", "army"), holds("b", "gained", "front", "denies")], "corroborated"),
        ([holds("a", "gained", "army"), holds("b", "holds", "front")], "contested"),
        ([holds("a", "lost", "army"), holds("b", "lost", "guard", "denies")], "contested"),
        ([holds("a", "gained", "army"), holds("a", "gained", "army", "denies", 9)], "retracted"),
        ([holds("a", "gained", "army"), holds("a", "gained", "front", "denies", 9)], "single-source"),
    ],
)
def test_status_of_control(claims: list[SourcedClaim], status: str) -> None:
    assert only(joined(claims)).status == status


def test_opposite_changes_of_one_voice_in_one_report_are_two_happenings() -> None:
    taken = told("control", "mill", 6, by=["a"], change="gained", actor="army", report="day")
    retaken = told("control", "mill", 6, by=["a"], change="gained", actor="front", report="day")
    assert len(joined([taken, retaken]).events) == 2


def test_who_relays_two_voices_does_not_make_them_one() -> None:
    own, one, two = raid("agency"), raid("agency", "monitor"), raid("agency", "hospital")
    found = voices([own, one, two], fold_key)
    assert found[one.claim.id] != found[two.claim.id]
    assert found[own.claim.id] in {found[one.claim.id], found[two.claim.id]}


def test_two_that_relay_each_other_end_somewhere() -> None:
    found = voices([raid("a", "b"), raid("b", "a")], fold_key)
    assert len(found) == 2


def test_one_name_with_and_without_an_id_is_one_voice() -> None:
    known, bare = raid("المرصد"), raid("المرصد", known=False)
    longer = SourcedClaim(
        claim=told("airstrike", "mill", 6, by=["x"]).claim.__class__(
            kind="airstrike", sources=(Name("المرصد السوري", "المرصد"),), evidence=((0, 1),), id="longer"
        ),
        report="r",
        text_digest="t",
    )
    assert len(set(voices([known, bare, longer], fold_key).values())) == 1
    assert WORLD.side("army") == "government"
