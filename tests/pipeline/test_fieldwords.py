"""FIELD=VALUE: whatever somebody writes is taken or refused by name, and what is shown can be given again."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.cli.judgements import told
from marsad.errors import InputError
from marsad.model.claim import Claim
from marsad.model.judged import JudgementLine
from marsad.model.vocabulary import Group, Outcome
from marsad.pipeline.fieldwords import FieldWords
from marsad.reconcile.setting import SETTABLE, corrected

CLAIM = Claim(id="c", kind="shelling", evidence=((0, 4),))


@pytest.fixture(scope="module")
def fields() -> FieldWords:
    return FieldWords(Path("no-record"))


@given(st.sampled_from([*sorted(SETTABLE), "id", "nope"]), st.text() | st.from_regex(r"[-0-9.:,of=+?{\[\]}kiled]*"))
def test_whatever_is_written_makes_a_claim_or_is_refused(fields: FieldWords, name: str, words: str) -> None:
    with suppress(InputError, ValueError):
        corrected(CLAIM, fields.fields([f"{name}={words}"]))


def count(outcome: str, group: str, ends: tuple[int | None, int | None]) -> dict[str, Any]:
    return {"outcome": outcome, "group": group, "low": ends[0], "high": ends[1], "part_of": None}


NUMBER = st.none() | st.integers(0, 10**6)


@given(
    st.lists(
        st.builds(
            count, st.sampled_from(get_args(Outcome)), st.sampled_from(get_args(Group)), st.tuples(NUMBER, NUMBER)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_counts_are_shown_as_they_can_be_given(fields: FieldWords, counts: list[dict[str, Any]]) -> None:
    line = JudgementLine(
        judgement="j", verdict="correct", claims=("c",), author="a", made=datetime(2026, 1, 1, tzinfo=UTC),
        fields={"counts": counts},
    )  # fmt: skip
    (shown,) = [word for word in told(line).split() if word.startswith("counts=")]
    assert fields.fields([shown])["counts"] == counts


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("2016-12-05", "2016-12-05", "2016-12-05", "day"),
        ("2016-12-01..2016-12-05", "2016-12-01", "2016-12-05", "range"),
        ("..2016-12-05", None, "2016-12-05", "range"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2016", "2016-01-01", "2016-12-31", "year"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(
    fields: FieldWords, words: str, start: str | None, end: str, precision: str
) -> None:
    assert fields.fields([f"date={words}"])["date"] == {"from": start, "to": end, "precision": precision}


@pytest.mark.parametrize(
    "words",
    [
        "counts=killed:" + "9" * 5000,
        "counts=killed:1:of=" + "9" * 5000,
        "actor=" + "[" * 100_000,
        "places=[\ud800]",
        "date=0000",
        "date=99999999999",
        "date=99999999999-01",
        "counts=of=0",
    ],
)
def test_what_would_break_a_parser_is_refused_by_name(fields: FieldWords, words: str) -> None:
    with pytest.raises(InputError):
        fields.fields([words])


def test_an_empty_value_says_that_nothing_is_known(fields: FieldWords) -> None:
    given = fields.fields(["actor=", "places=", "date=", "counts="])
    assert given == {"actor": None, "places": [], "date": None, "counts": []}
