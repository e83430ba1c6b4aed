"""Who is said to hold what: a timeline with its gaps and its disagreements."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from hand import WORLD, days, joined, told
from hypothesis import given
from hypothesis import strategies as st

from marsad.answer.control import control
from marsad.model.answer import ControlSpan
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.claim import Claim, identified
from marsad.model.name import Name
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.world import World


def said(
    change: str, who: str, when: int | Period | None, by: str = "monitor", where: str = "mill", **more: object
) -> SourcedClaim:
    """One word on who holds a place."""
    return told("control", where, when, actor=who, change=change, by=[by], **more)  # type: ignore[arg-type]


def spans(
    claims: list[SourcedClaim], asked: Asked = EVERYTHING
) -> list[tuple[str, str, str | None, int | None, int | None]]:
    """Place, state, holder, and the days of each span, as days after 30 November."""
    return [
        (span.place.id or span.place.text, span.state, _id(span.holder), _day(span.start), _day(span.end))
        for span in control(joined(claims).claims, asked, WORLD)
    ]


def _id(name: Name | None) -> str | None:
    return None if name is None else name.id


def _day(when: date | None) -> int | None:
    return None if when is None else (when - date(2016, 11, 30)).days


def test_gained_by_one_is_lost_by_who_held_it() -> None:
    assert spans([said("holds", "front", 2), said("gained", "army", 6, "agency")]) == [
        ("mill", "held", "front", 2, 5),
        ("mill", "held", "army", 6, 36),
    ]


def test_lost_without_a_taker_is_lost_and_a_side_is_one_holder() -> None:
    assert spans([said("holds", "front", 2), said("lost", "brigade", 6, "agency")]) == [
        ("mill", "held", "front", 2, 5),
        ("mill", "lost", None, 6, 36),
    ]
    assert spans([said("gained", "army", 2), said("holds", "guard", 9, "agency")]) == [("mill", "held", "army", 2, 39)]


def test_a_loss_of_the_other_side_takes_nothing_from_the_holder() -> None:
    army = said("holds", "army", 2)
    found = control(joined([army, said("lost", "front", 6, "agency")]).claims, world=WORLD)
    assert [span.state for span in found] == ["held", "held"]
    assert all(army.claim.id in span.claims for span in found)


def test_silence_is_shown_as_unknown() -> None:
    late = told("control", "mill", Period(date(2017, 3, 1), date(2017, 3, 1)), actor="army", change="holds", by=["b"])
    assert spans([said("gained", "army", 2), late]) == [
        ("mill", "held", "army", 2, 32),
        ("mill", "unknown", None, 33, 90),
        ("mill", "held", "army", 91, 121),
    ]


def test_sources_that_disagree_on_one_day_stand_side_by_side() -> None:
    claims = [
        said("gained", "army", 6),
        said("gained", "front", 6, "commander"),
        said("gained", "brigade", 6, "official"),
    ]
    (span,) = control(joined(claims).claims, world=WORLD)
    assert span.state == "contested"
    assert span.holder is None
    assert [(p.party and p.party.id, p.holds, p.speakers) for p in span.positions] == [
        ("army", True, ("monitor",)),
        ("brigade", True, ("commander", "official")),
    ]
    assert set(span.claims) == {sourced.claim.id for sourced in claims}


def test_a_denial_keeps_what_was_said_before_alive() -> None:
    before = said("gained", "army", 4, "ministry")
    retaken = said("gained", "front", 6, "commander")
    assert spans([before, retaken]) == [("mill", "held", "army", 4, 5), ("mill", "held", "front", 6, 36)]
    denied = said("gained", "front", 6, "ministry", stance="denies")
    assert spans([before, retaken, denied])[:2] == [("mill", "held", "army", 4, 5), ("mill", "contested", None, 6, 36)]


def test_a_denied_loss_is_held_and_a_denied_gain_is_not() -> None:
    assert spans([said("lost", "army", 6, stance="denies")])[0][:3] == ("mill", "held", "army")
    assert spans([said("gained", "army", 6, stance="denies")])[0][:3] == ("mill", "lost", None)


def test_told_in_the_present_means_the_day_of_publication_or_the_one_before() -> None:
    assert spans([said("holds", "army", None, published=8)]) == [("mill", "held", "army", 7, 38)]
    assert spans([said("holds", "army", None, published=None)]) == [("mill", "held", "army", None, None)]


def test_what_is_said_of_a_whole_place_holds_inside_but_a_share_does_not() -> None:
    whole = said("gained", "army", 6, "agency", where="east")
    inside = said("holds", "front", 2)
    assert [s for s in spans([whole, inside]) if s[0] == "mill"] == [
        ("mill", "held", "front", 2, 5),
        ("mill", "held", "army", 6, 36),
    ]
    share = said("gained", "army", 6, "agency", where="east", share=0.67)
    assert [s for s in spans([share, inside]) if s[0] == "mill"] == [("mill", "held", "front", 2, 32)]
    (east,) = (s for s in control(joined([share, inside]).claims, world=WORLD) if s.place.id == "east")
    assert (east.share, east.state, east.touching) == (0.67, "held", (inside.claim.id,))


def test_shares_that_fit_do_not_contradict() -> None:
    two = [
        said("holds", "army", 6, "a", where="east", share=0.67),
        said("holds", "front", 6, "b", where="east", share=0.33),
    ]
    assert "contested" not in {event.status for event in joined(two).events}


def test_prospects_and_other_kinds_hold_nothing() -> None:
    assert spans([said("gained", "army", 6, modality="prospect"), told("clash", "mill", 6, actor="army")]) == []


def test_one_voice_may_change_its_mind() -> None:
    assert spans([said("holds", "army", 2), said("holds", "front", 6)]) == [
        ("mill", "held", "army", 2, 5),
        ("mill", "held", "front", 6, 36),
    ]


def test_a_question_about_a_place_a_time_and_a_day_of_knowledge() -> None:
    claims = [
        said("holds", "front", 2, published=3),
        said("gained", "army", 6, "agency"),
        said("holds", "army", 6, where="hamlet"),
    ]
    assert {s[0] for s in spans(claims, Asked(place="city"))} == {"mill"}
    assert [s[2] for s in spans(claims, Asked(place="mill", since=date(2016, 12, 5), until=date(2016, 12, 5)))] == [
        "front"
    ]
    assert spans(claims, Asked(as_known_on=date(2016, 12, 4))) == [("mill", "held", "front", 2, 32)]


words = st.builds(
    said,
    st.sampled_from(["gained", "lost", "holds"]),
    st.sampled_from(["army", "front", "brigade"]),
    st.one_of(st.integers(1, 20), st.none(), st.integers(1, 10).map(lambda n: days(n, n + 5))),
    st.sampled_from(["monitor", "ministry", "commander"]),
    st.sampled_from(["mill", "wells", "east"]),
    stance=st.sampled_from(["asserts", "denies"]),
    report=st.integers(0, 9).map("report {}".format),
)


@given(st.lists(words, max_size=8), st.randoms())
def test_spans_follow_each_other_without_overlap_whatever_the_order(claims: list[SourcedClaim], random: Random) -> None:
    found = control(claims, world=WORLD)
    shuffled = sorted(claims, key=lambda _: random.random())
    assert control(shuffled, world=WORLD) == found
    by_place: dict[str | None, list[ControlSpan]] = {}
    for span in found:
        by_place.setdefault(span.place.id, []).append(span)
    for timeline in by_place.values():
        for one, following in pairwise(timeline):
            assert one.start is not None
            assert one.end is not None
            assert one.start <= one.end
            assert following.start is not None
            assert (following.start - one.end).days == 1
    told_of = {claim for span in found for claim in span.claims}
    assert told_of == {sourced.claim.id for sourced in claims}
    for span in found:
        assert (span.state == "unknown") == (not span.claims)
        assert (span.holder is not None) <= (span.state == "held")


# The worked case, from claims as a person codes them; only the names that the test needs to tell apart.
MUYASSAR = {"كرم الميسر": "muyassar", "الميسر": "muyassar"}
SIDE_OF = {"النظام": "regime", "الجيش السوري": "regime", "جيش حلب": "rebels", "المعارضة": "rebels", "الفصائل": "rebels"}


def test_the_worked_case_has_one_contested_matter_with_three_speakers(shared: Path) -> None:
    row = json.loads((shared / "gold" / "seed.jsonl").read_text(encoding="utf-8").splitlines()[0])
    claims = [_gold(at, claim, row) for at, claim in enumerate(row["claims"])]
    found = control(claims, Asked(place="muyassar"), World(side={"regime": "regime", "rebels": "rebels"}.get))
    (contested,) = (span for span in found if span.state == "contested")
    by_holder = {(p.party and p.party.id, p.holds): p.speakers for p in contested.positions}
    assert by_holder["regime", True] == ("الخليج", "مصادر إعلامية مقربة من القوات النظامية")
    assert len(by_holder["rebels", True]) == 2
    assert by_holder["rebels", False] == ("مصادر إعلامية مقربة من القوات النظامية",)
    before = next(span for span in found if span.state == "held")
    assert (before.start, before.holder and before.holder.id) == (date(2016, 12, 4), "regime")


def _gold(at: int, coded: dict[str, Any], row: dict[str, str]) -> SourcedClaim:
    """A claim of the gold file, with ids for the few names that matter here."""
    actor = coded["actor"]
    fields = {
        **coded,
        "sources": [{"text": name} for name in coded["sources"]],
        "actor": actor and {"text": actor, "id": next((s for name, s in SIDE_OF.items() if name in actor), None)},
        "target": None,
        "places": [{"text": name, "id": MUYASSAR.get(name)} for name in coded["places"]],
        "counts": [],
        "evidence": [[at, at + 1]],
    }
    claim = msgspec.convert(fields, Claim)
    return SourcedClaim(
        claim=identified(claim, "seed"),
        report=row["report"],
        text_digest="seed",
        published=date.fromisoformat(row["published"]),
        outlet=row["outlet"],
    )
