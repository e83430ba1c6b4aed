"""Words that are places and ordinary words: never a place where they are words, nearly always found where they are."""

import json
from datetime import date
from pathlib import Path

import pytest

from marsad.gazetteer.keys import name_key
from marsad.model.name import Place
from marsad.model.report import Report
from marsad.read.reader import load_reader

LINES = Path(__file__).with_name("places.jsonl").read_text(encoding="utf-8").splitlines()
SENTENCES = [json.loads(line) for line in LINES]
WORDS = [line for line in SENTENCES if line["right"] is None]
PLACES = [line for line in SENTENCES if line["right"] is not None]
READER = load_reader()


def told(text: str, word: str) -> list[Place]:
    """The places of a text's claims whose name ends in the word."""
    claims = READER.read(Report(report="attack", text=text, published=date(2018, 1, 1))).claims
    places = [place for claim in claims for place in claim.places]
    return [place for place in places if name_key(place.text).endswith(name_key(word))]


def test_there_are_enough_of_both() -> None:
    assert len(WORDS) >= 60
    assert len(PLACES) >= 40
    assert len({line["text"] for line in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("line", WORDS, ids=lambda line: line["text"])
def test_an_ordinary_word_is_no_place(line: dict[str, str]) -> None:
    assert told(line["text"], line["word"]) == []


def test_the_same_words_are_places_where_they_are_meant_so() -> None:
    missed = [line for line in PLACES if line["right"] not in {place.id for place in told(line["text"], line["word"])}]
    assert len(missed) <= 0.1 * len(PLACES), [line["text"] for line in missed]


def test_a_found_one_is_never_another_place() -> None:
    found = [(line["right"], place.id) for line in PLACES for place in told(line["text"], line["word"])]
    assert [pair for pair in found if pair[1] not in {pair[0], None}] == []
