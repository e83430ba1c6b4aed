"""What a person is asked, and that every finding of the table has its words."""

from hand import WORLD, joined, people, told

from marsad.cli.words import load
from marsad.model.sourced import SourcedClaim
from marsad.reconcile.bonds import pair_of
from marsad.reconcile.doubt import Looked, doubts
from marsad.reconcile.node import no_words
from marsad.reconcile.weights import built_in

NOBODY = Looked(frozenset(), frozenset())


def test_every_level_of_the_table_has_its_words_in_both_languages() -> None:
    for language in ("en", "ar"):
        said = load(language).beginning("level.", "feature.")
        for feature, levels in built_in().feature.items():
            assert f"feature.{feature}" in said
            assert [level for level in levels if f"level.{feature}.{level}" not in said] == []


def near(dead: int, **more: object) -> list[SourcedClaim]:
    """Two claims that may be one: neighbouring days, one place, figures that update each other."""
    return [
        told("airstrike", "mill", 6, [people(dead)], **more),  # type: ignore[arg-type]
        told("airstrike", "mill", 7, [people(dead + 1)], **more),  # type: ignore[arg-type]
    ]


def test_more_people_at_stake_go_first_and_what_was_looked_at_is_left_out() -> None:
    few, many = near(4), [told("siege", "hamlet", d, [people(900 + d)]) for d in (6, 7)]
    result = joined([*few, *many])
    asked = doubts(result, NOBODY, WORLD, no_words)
    assert {pair_of(*one.claims) for one in asked if len(one.claims) > 1} >= {
        pair_of(many[0].claim.id, many[1].claim.id)
    }
    assert [one.usefulness for one in asked] == sorted((one.usefulness for one in asked), reverse=True)
    assert asked[0].people >= 900
    looked = Looked(frozenset({pair_of(*asked[0].claims)}), frozenset())
    assert asked[0].claims not in [one.claims for one in doubts(result, looked, WORLD, no_words)]


def test_an_unsure_reader_and_figures_that_wait_are_asked_about() -> None:
    unsure = told("airstrike", "mill", 6, [people(5)], confidence=0.5)
    sure = told("siege", "hamlet", 6, [people(5)], confidence=0.999)
    waits = told("shelling", "orchard", 20, [people(7, awaits=True)])
    asked = {one.claims: one.why for one in doubts(joined([unsure, sure, waits]), NOBODY, WORLD, no_words)}
    assert asked[unsure.claim.id,] == "confidence"
    assert asked[waits.claim.id,] == "awaits"
    assert (sure.claim.id,) not in asked


def control(who: str, change: str, actor: str, when: int | None, stance: str = "asserts") -> SourcedClaim:
    return told(
        "control", "mill", when, by=[who], change=change, actor=actor, stance=stance, report="page", published=6
    )


def test_a_quarter_taken_and_retaken_and_denied_on_one_page_is_one_contested_matter() -> None:
    """As al-Muyassar in the worked case: the paper itself, media near one side, an official and a commander."""
    claims = [
        told("control", "mill", 5, change="gained", actor="army", report="page", published=6, outlet="paper"),
        control("media near the army", "gained", "army", 4),
        control("media near the army", "gained", "front", None, "denies"),
        control("an official of the front", "gained", "front", None),
        control("a commander of the front", "gained", "front", None),
    ]
    result = joined(claims)
    contested = [event for event in result.events if event.status == "contested"]
    assert len(contested) == 1
    assert set(contested[0].claims) >= {claims[0].claim.id, claims[3].claim.id, claims[4].claim.id}


def test_two_events_near_the_threshold_are_asked_about_once() -> None:
    pair = [told("shelling", "mill", 6, [people(60)]), told("shelling", "mill", 7, [people(7)])]
    result = joined(pair)
    assert len(result.events) == 2
    (asked,) = doubts(result, NOBODY, WORLD, no_words)
    assert (asked.together, asked.people) == (False, 7)
    looked = Looked(frozenset({pair_of(*asked.claims)}), frozenset())
    assert doubts(result, looked, WORLD, no_words) == []
