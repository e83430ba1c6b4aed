import json
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sealed import letters

from marsad.model.canonical import canonical, paired, parse, text_digest

odd = letters("\ud800\udfff\ufdd0d8\\\x00\x7f\u2028")
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | odd,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd, inner, max_size=3),
)


class Thing(msgspec.Struct, frozen=True):
    """A struct with the kinds of field that the nouns have."""

    b: str
    a: tuple[str, ...] = ()
    day: date | None = None
    moment: datetime | None = None
    more: dict[str, Any] = {}


@given(values)
def test_json_reads_what_is_written_and_writes_it_again(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.builds(Thing, odd, st.lists(odd).map(tuple), st.dates(), st.datetimes(timezones=st.just(UTC)), st.just({})))
def test_structs_come_back(thing: Thing) -> None:
    assert parse(canonical(thing), Thing) == thing


def test_one_spelling() -> None:
    assert canonical({"b": 1, "a": [1.0, "ق\n\x1f"]}) == '{"a":[1.0,"ق\\n\\u001f"],"b":1}'.encode()
    assert canonical("\ud800 \ufdd0 \udfff") == '"\\ud800 \ufdd0 \\udfff"'.encode()
    assert canonical("\ud83d\ude00") == canonical("\U0001f600")


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"b": "\\ud8"}', b'{"b": 5}', b'{"b":"\\ud800', b'{"\xe3":1}', b'{"\xe3":"\\ud800"}']
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        parse(data, Thing)


def test_halves_side_by_side_are_paired_and_others_left() -> None:
    assert paired("a\ud83d\ude00\ude00\ud83d") == "a\U0001f600\ude00\ud83d"
    assert paired("\ufeffقصف") == "\ufeffقصف"
    assert text_digest("\ud800") != text_digest("\ud801")
