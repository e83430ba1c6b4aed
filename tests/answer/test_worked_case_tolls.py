"""The worked case's toll statements: running totals of one source stay so, and parts add nobody."""

import msgspec
from hand import WORLD, joined, people, place, told

from marsad.answer.count import counts
from marsad.answer.rules.tally import RULES, tally
from marsad.model.asked import Asked

TOTAL = {"scope": "cumulative", "by": ["m"]}


def test_324_with_44_children_and_73_with_29_stay_running_totals_of_one_source_by_every_rule_that_adds_up() -> None:
    east, west = (
        told("shelling", where, None, [people(dead, "civilian"), people(children, "child", part_of=0)], **TOTAL)  # type: ignore[arg-type]
        for where, dead, children in (("east", 324, 44), ("hamlet", 73, 29))
    )
    result = joined([east, west])
    assert result.events == ()
    for rule in ("range", "acled", "ucdp", "airwars"):
        asked = msgspec.convert({"outcomes": ["killed"], "groups": ["civilian"], "rule": rule}, Asked, strict=False)
        (line,) = counts(result.events, result.claims, asked, WORLD)
        assert (line.low, line.best, line.high) == (None, None, None), rule
        assert sorted((total.source, total.low) for total in line.totals) == [("m", 73), ("m", 324)]


def test_73_of_whom_38_in_one_town_are_73_by_every_rule() -> None:
    claim = told("airstrike", "north", 6, [people(73), people(38, part_of=0, place=place("mill"))], by=["a"])
    again = told("airstrike", "north", 6, [people(73), people(38, part_of=0, place=place("mill"))], by=["b"])
    for rule in RULES:
        (row,) = tally([claim, again], rule)
        assert (row.low, row.high) == (73, 73), rule
