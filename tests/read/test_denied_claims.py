"""Denials as whole claims: a sentence that denies gives a claim with that stance, one that only looks so does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.model.claim import Claim
from marsad.model.report import Report
from marsad.read.reader import load_reader

DENIALS = Path(__file__).with_name("denials.tsv")


def claims(text: str) -> tuple[Claim, ...]:
    return load_reader().read(Report(report="denial", text=text)).claims


def judged() -> Iterator[tuple[bool, bool]]:
    """For each sentence whether its word is denied, and whether a claim that holds the word denies it."""
    for line in DENIALS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            stance, word, _, text = line.split("\t")
            at = text.index(word)
            over = [claim for claim in claims(text) if any(start <= at < end for start, end in claim.evidence)]
            yield stance == "denies", any(claim.stance == "denies" for claim in over)


def test_denials_are_read_as_whole_claims() -> None:
    """Floors on 160 sentences of our own; a sentence without a claim counts as missed."""
    pairs = list(judged())
    right, missed, wrong = (pairs.count(pair) for pair in ((True, True), (True, False), (False, True)))
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.8


@pytest.mark.parametrize("happening", ["سيطرة المسلحين على التلة", "انسحاب مقاتليه من الحي"])
def test_what_is_denied_is_particular_though_nothing_else_is_told_of_it(happening: str) -> None:
    assert [claim.stance for claim in claims(f"نفى مصدر عسكري {happening}.")] == ["denies"]
    assert not claims(f"تحدث مصدر عسكري عن {happening}.")
