import json
from typing import Any

import pytest
from coding import TEXT, claim, report
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError, MarsadError
from marsad.evaluate.lines import Given, coded, texts, worded
from marsad.model.canonical import text_digest
from marsad.model.coded import CodedReport


def parsed(*rows: Any) -> tuple[dict[str, Given], list[str]]:
    told: list[MarsadError] = []
    lines = [(f"f:{at}", json.dumps(row).encode()) for at, row in enumerate(rows, 1)]
    return coded(lines, told.append), [str(error) for error in told]


def only(row: Any, *others: Any) -> tuple[CodedReport, list[str]]:
    told: list[MarsadError] = []
    rows, _ = parsed(row)
    known = [next(iter(parsed(other)[0].values())) for other in others]
    return worded(rows["r1"], known, told.append), [error.what for error in told]


def test_names_and_evidence_mean_the_same_however_they_are_written() -> None:
    at = TEXT.index("الشعار")
    quoted = "خمسة مدنيين قتلوا بقصف على حي الشعار"
    start = TEXT.index(quoted)
    span = [start, start + len(quoted)]
    words: dict[str, list[Any]] = {"places": ["الشعار", {"text": "الشعار", "id": None}, [at, at + 6]]}
    for name in words["places"]:
        for evidence in (quoted, span, {"span": span}, {"start": span[0], "end": span[1]}):
            found, told = only(report(claim(evidence, places=[name], actor=name, sources=[name], target=name)))
            assert not told
            (one,) = found.claims
            assert one.places == one.sources == ("الشعار",)
            assert one.actor == one.target == "الشعار"
            assert one.evidence == (tuple(span),)


def test_what_is_left_out_and_what_is_null_are_the_same() -> None:
    empty = dict.fromkeys(("sources", "actor", "target", "places", "date", "counts", "share", "change"))
    assert only(report(claim())) == only(report(claim(**empty)))


def test_a_quotation_that_is_not_there_is_told() -> None:
    found, told = only(report(claim("لا شيء من ذلك")))
    assert found.claims[0].evidence == ()
    assert told == ["a quotation does not stand in the text"]


def test_the_words_come_from_another_file_and_are_checked() -> None:
    bare = {"report": "r1", "text_digest": text_digest(TEXT), "claims": [claim([0, 3], places=[[0, 3]])]}
    found, _ = only(bare, report())
    assert found.claims[0].places == ("قال",)
    with pytest.raises(InputError, match="another text"):
        only(bare, report(text="نص آخر"))


def test_offsets_outside_the_text_are_refused() -> None:
    for wrong in ([5, 5], [-1, 3], [0, len(TEXT) + 1], [9, 2]):
        with pytest.raises(InputError, match="lies outside"):
            only(report(claim(wrong)))
        with pytest.raises(InputError, match="lies outside"):
            only(report(claim(actor=wrong)))


def test_a_bad_line_is_named_and_the_rest_goes_on() -> None:
    other = report() | {"report": "r2"}
    rows, told = parsed(report(), "no", {"report": "x"}, report(claim(kind="war")), report(), other)
    assert list(rows) == ["r1", "r2"]
    assert [line.split(":")[1] for line in told] == ["2", "3", "4", "5"]
    assert "`$.claims[0].kind`" in told[2]
    assert "stands twice" in told[3]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("اب{\ud800[", max_size=4) | st.floats(0, 1),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "span", "start", "end"]), inner)
    ),
    max_leaves=5,
)
FIELDS = ("kind", "change", "sources", "actor", "target", "places", "date", "counts", "evidence", "share", "stance")


@given(st.dictionaries(st.sampled_from(FIELDS), JSON), JSON, st.booleans())
def test_whatever_a_line_holds_it_is_taken_or_told(fields: dict[str, Any], other: Any, whole: bool) -> None:  # noqa: FBT001
    row = report({**(claim() if whole else {}), **fields}) if other is None or whole else other
    told: list[MarsadError] = []
    for given_ in parsed(row)[0].values():
        try:
            found = worded(given_, [], told.append)
        except InputError:
            continue
        assert all(0 <= a < b <= len(found.text) for one in found.claims for a, b in one.evidence if found.text)


@given(st.binary(max_size=40))
def test_any_bytes_are_taken_or_told(line: bytes) -> None:
    told: list[MarsadError] = []
    assert len(coded([("f:1", line)], told.append)) + len(told) == 1
    told.clear()
    assert len(texts([("f:1", line)], {"", "r1"}, told.append)) + len(told) == 1


def test_a_report_that_is_not_coded_to_its_end_is_left_out() -> None:
    rows, told = parsed(report(done=False), report(done=True) | {"report": "r2"})
    assert list(rows) == ["r2"]
    assert "not coded to its end" in told[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"date": {"from": "2016-12-09", "to": "2016-12-01"}}, "before it starts"),
        ({"share": 1.5}, "no fraction"),
        ({"counts": [{"outcome": "killed", "group": "civilian", "low": 9, "high": 3}]}, "above its high end"),
        ({"counts": [{"outcome": "killed", "group": "civilian", "low": -1}]}, "below zero"),
        ({"counts": [{"outcome": "killed", "group": "child", "low": 1, "part_of": 7}]}, "cannot be"),
        ({"counts": [{"outcome": "killed", "group": "child", "low": 1, "part_of": 0}]}, "cannot be"),
    ],
)
def test_a_claim_that_contradicts_itself_is_left_out_by_name_and_the_rest_goes_on(
    fields: dict[str, Any], said: str
) -> None:
    row = report(claim())
    row["claims"] = [{**row["claims"][0], **fields}, *report(claim())["claims"]]
    found, told = only(row)
    assert len(found.claims) == 1
    assert [said in one for one in told] == [True]
