import json
import os
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sealed import letters

from marsad.archive.entries import (
    Draft,
    Opened,
    commitment,
    misfits,
    opens,
    read_entry,
    read_openings,
    value_text,
    write_entry,
)
from marsad.errors import RecordError

WHEN = datetime(2016, 12, 6, 8, tzinfo=UTC)
anything = letters("\ud800\udfff\x00\ufdd0\u2028\x7f")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | anything,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(anything, inner, max_size=3),
)


def salts(size: int) -> bytes:
    return bytes(range(size))


@given(st.text(min_size=1), st.dictionaries(st.text(), values, max_size=4), st.integers(0, 10**6))
def test_what_is_written_is_read_back(kind: str, given_values: dict[str, Any], position: int) -> None:
    leaf, beside = write_entry(Draft(kind, {"of": 3}, given_values), position, WHEN, salts)
    assert b"\n" not in leaf + beside
    opened = Opened(position, read_entry(leaf), read_openings(beside, position))
    assert (opened.entry.kind, opened.entry.logged, opened.entry.facts) == (kind, WHEN, {"of": 3})
    assert {name: opened.value(name) for name in opened.names()} == {
        name: value for name, value in given_values.items() if value is not None
    }
    assert not misfits(opened.entry, opened.openings)


def test_a_leaf_says_nothing_of_a_value() -> None:
    leaf, beside = write_entry(Draft("report", {}, {"title": "عنوان", "object": "ab" * 32}), 0, WHEN, salts)
    assert "عنوان" not in leaf.decode()
    assert "ab" * 32 not in leaf.decode()
    assert "عنوان" in beside.decode()


def test_equal_values_are_committed_to_differently() -> None:
    leaf, _ = write_entry(Draft("report", {}, {"a": "x", "b": "x"}), 0, WHEN, os.urandom)
    commitments = read_entry(leaf).commitments
    assert commitments["a"] != commitments["b"]


def test_a_commitment_is_the_hash_of_salt_and_value() -> None:
    assert commitment(b"salt", "قيمة") == sha256(b"salt" + "قيمة".encode()).hexdigest()
    assert opens((b"salt".hex(), "قيمة"), commitment(b"salt", "قيمة"))


@pytest.mark.parametrize("opening", [("AB", "x"), ("ab ", "x"), ("zz", "x"), ("abc", "x"), ("ab", "y"), ("", "x")])
def test_another_spelling_of_salt_or_value_does_not_open(opening: tuple[str, str]) -> None:
    assert not opens(opening, commitment(b"\xab", "x"))


def test_a_value_that_does_not_match_is_never_handed_out() -> None:
    leaf, beside = write_entry(Draft("report", {}, {"title": "three"}), 4, WHEN, salts)
    openings = read_openings(beside.replace(b"three", b"eight"), 4)
    with pytest.raises(RecordError, match=r"openings\.jsonl:5.*'title' does not match"):
        Opened(4, read_entry(leaf), openings).value("title")


@pytest.mark.parametrize(
    "change", [lambda line: line.replace(b":", b": ", 1), lambda line: line + b" ", lambda _: b"{}"]
)
def test_only_one_spelling_of_a_line_is_taken(change: Any) -> None:
    leaf, beside = write_entry(Draft("report", {}, {"title": "x"}), 0, WHEN, salts)
    with pytest.raises(msgspec.DecodeError):
        read_entry(change(leaf))
    with pytest.raises(msgspec.DecodeError):
        read_openings(change(beside), 0)
    with pytest.raises(msgspec.DecodeError, match="speaks of entry 0"):
        read_openings(beside, 1)


def test_an_entry_of_a_newer_version_is_kept_and_not_understood() -> None:
    line = b'{"commitments":{},"facts":{"new":[1]},"kind":"report","logged":"2030-01-01T00:00:00Z","v":2}'
    opened = Opened(0, read_entry(line), read_openings(b'{"entry":0,"open":{}}', 0))
    assert opened.kind == ""
    assert opened.entry.facts == {"new": [1]}


@given(values)
def test_a_value_is_json_that_anybody_reads(value: Any) -> None:
    assert json.loads(value_text(value)) == value
