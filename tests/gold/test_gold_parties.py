"""Actors and sources of real reports, judged by hand: each name that a pack knows leads to its party."""

import json
from pathlib import Path

from marsad.gazetteer.parties import load_parties

JUDGED = [
    json.loads(line) for line in Path(__file__).with_name("parties.jsonl").read_text(encoding="utf-8").splitlines()
]
PARTIES = load_parties()


def answers(*, known: bool) -> list[tuple[str, str | None, str | None]]:
    """Name, right id and the id found, of names that the packs know or of those that they do not."""
    judged = [line for line in JUDGED if (line["right"] is not None) == known]
    return [(line["name"], line["right"], PARTIES.find(line["name"], line["country"])) for line in judged]


def test_the_table_is_whole() -> None:
    assert len(JUDGED) >= 340
    assert len({(line["name"], line["country"]) for line in JUDGED}) == len(JUDGED)
    assert [line for line in JUDGED if line["right"] and PARTIES.get(line["right"]) is None] == []


def test_names_of_known_parties_lead_to_them() -> None:
    found = answers(known=True)
    wrong = [answer for answer in found if answer[1] != answer[2]]
    assert len(found) >= 240
    assert len(wrong) <= 0.05 * len(found), wrong


def test_a_known_name_seldom_leads_to_another_party() -> None:
    found = answers(known=True)
    assert sum(answer not in {right, None} for _, right, answer in found) <= 0.02 * len(found)


def test_names_of_nobody_known_lead_to_nobody() -> None:
    found = answers(known=False)
    wrong = [name for name, _, answer in found if answer is not None]
    assert len(wrong) <= 0.05 * len(found), wrong
