"""Names of places in real reports, judged by hand: the right place and governorate, nothing where none is named."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from marsad.gazetteer.rank import Context
from marsad.model.name import Place
from marsad.model.report import Report
from marsad.read.holdout import held_out
from marsad.read.naming.named import PlaceName
from marsad.read.naming.scenery import scenery
from marsad.read.reader import load_reader

HERE = Path(__file__).parent
JUDGED = [json.loads(line) for line in (HERE / "places.jsonl").read_text(encoding="utf-8").splitlines()]
NAMELESS = [
    line for line in (HERE / "nameless.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"}
]
READER = load_reader()
PLACES, CONTAINERS = frozenset({"place", "place_bare"}), frozenset({"place_context"})
LEAST_UNSEEN = 0.55
"""Share of the distinct phrases of the third out of sight, nameless ones among them, that get an id."""


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def report(row: dict[str, Any]) -> Report:
    published = date.fromisoformat(row["published"][:10]) if row["published"] else None
    return Report(report=row["report"], text=row["text"], published=published, outlet=row.get("outlet"))


@lru_cache(maxsize=1)
def corpus(shared: Path) -> dict[str, Report]:
    wanted = {line["report"] for line in JUDGED}
    found = [row for name in ("gold/dev", "corpus/reports") for row in rows(shared / f"{name}.jsonl")]
    return {row["report"]: report(row) for row in found if row["report"] in wanted}


def mentions(one: Report, labels: frozenset[str] = PLACES) -> dict[str, Place]:
    """What each place that the reader sees in a report means there, by its name."""
    page = READER.open(one)
    scene = scenery(page, READER.resolver, READER.who)
    draft: Any = SimpleNamespace(places=())
    names: dict[str, PlaceName] = {}
    for matches in page.lattice.at:
        for match in matches:
            if match.label in labels:
                names.setdefault(match.data.text, match.data)
    return {text: scene.place(page, name, draft) for text, name in names.items()}


def read(one: Report, name: str, *, is_place: bool) -> str | None:
    """The id that the first claim about a name gives it; where no claim is about it, what the mention means.

    A place that is told only as what another lies in ("… in the south of the land") is asked for its meaning as such.
    """
    places = (place for claim in READER.read(one).claims for place in claim.places if place.text == name)
    place = next(places, None) or mentions(one).get(name)
    if place is None and is_place:
        place = mentions(one, CONTAINERS).get(name)
    return place.id if place else None


def test_the_judged_names_are_of_reports_that_may_be_seen() -> None:
    assert len(JUDGED) == 250
    assert not [line["report"] for line in JUDGED if held_out(line["report"])]


def test_every_judged_place_is_known_and_its_governorate_is_the_packs() -> None:
    for line in JUDGED:
        assert line["right"] is None or READER.ancestry.place(line["right"]), line
        found = READER.ancestry.above(line["right"], "governorate") if line["right"] else None
        assert found == line["governorate"], line


def test_names_get_the_right_place(shared: Path) -> None:
    reports = corpus(shared)
    answers = [(line, read(reports[line["report"]], line["name"], is_place=bool(line["right"]))) for line in JUDGED]
    wrong = [(line["name"], line["right"], found) for line, found in answers if found != line["right"]]
    resolved = [(line, found) for line, found in answers if found]
    astray = [
        line["name"] for line, found in resolved if not line["right"] or _governorate(found) != line["governorate"]
    ]
    assert len(wrong) <= 0.05 * len(answers), wrong
    assert len(astray) <= 0.02 * len(resolved), astray


def _governorate(place: str) -> str | None:
    return READER.ancestry.above(place, "governorate")


def coded(row: dict[str, Any]) -> list[str]:
    """The names of places that a person coded in a report."""
    claims = row["claims"]
    counted = [count["place"] for claim in claims for count in claim.get("counts") or () if count.get("place")]
    return list(dict.fromkeys([*(name for claim in claims for name in claim.get("places") or ()), *counted]))


def resolved(shared: Path, *, unseen: bool) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for row in rows(shared / "gold" / "dev.jsonl"):
        if held_out(row["report"]) == unseen:
            one = report(row)
            seen, page = mentions(one), READER.open(one)
            scene = scenery(page, READER.resolver, READER.who)
            context = Context(nearby=scene.places, country=scene.country)
            for name in coded(row):
                found.setdefault(name, []).append(seen.get(name) or READER.resolver.resolve(name, context))
    return found


def test_names_that_people_coded_are_located_and_phrases_that_name_nothing_are_not(shared: Path) -> None:
    found = resolved(shared, unseen=False)
    nameless = {name: places for name, places in found.items() if name in NAMELESS}
    assert len(nameless) >= 0.9 * len(NAMELESS)
    assert [name for name, places in nameless.items() if any(place.id for place in places)] == []
    named = {name: places for name, places in found.items() if name not in NAMELESS}
    with_id = [name for name, places in named.items() if any(place.id for place in places)]
    located = [name for name, places in named.items() if any(place.lat is not None for place in places)]
    assert len(with_id) >= 0.8 * len(named)
    assert len(located) >= 0.9 * len(named)


def test_names_out_of_sight_are_located_about_as_often(shared: Path) -> None:
    found = resolved(shared, unseen=True)
    assert sum(any(place.id for place in places) for places in found.values()) >= LEAST_UNSEEN * len(found)


@pytest.mark.parametrize("phrase", NAMELESS)
def test_a_phrase_that_names_no_place_has_no_id_in_a_report_about_aleppo(phrase: str) -> None:
    context = Context(nearby=("sy-aleppo", "sy-manbij"), country="SY")
    assert READER.resolver.resolve(phrase, context).id is None
