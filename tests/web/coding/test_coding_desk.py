import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from coding import TEXT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad import pipeline
from marsad.errors import InputError, MarsadError
from marsad.model.canonical import text_digest
from marsad.model.coded import CodedCount
from marsad.model.evaluation import Measure
from marsad.model.report import Report
from marsad.web.coding.desk import Desk, Refused, Stale
from marsad.web.coding.faults import CHANGES, faults
from marsad.web.coding.form import Coding, Days

ONE = Coding(kind="shelling", evidence=((14, 50),), sources=((4, 10),), places=((44, 50),))
REPORTS = [Report(report="r1", text=TEXT), Report(report="r2", text="نص آخر")]


def desk(folder: Path, coder: str | None = None) -> Desk:
    return Desk(REPORTS, folder / "coded.jsonl", coder)


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "coded.jsonl").read_text(encoding="utf-8").splitlines()]


def test_each_save_is_on_the_disk_and_the_next_desk_goes_on(tmp_path: Path) -> None:
    first = desk(tmp_path, "layla")
    version = first.save(0, (ONE,), done=False, version="")
    first.save(0, (ONE, ONE), done=True, version=version)
    again = desk(tmp_path)
    assert [(row.report, row.claims, row.done) for row in again.rows()] == [("r1", 2, True), ("r2", 0, False)]
    assert again.open(0).claims == (ONE, ONE)
    assert again.open(1).claims == ()


def test_the_file_holds_offsets_and_no_text(tmp_path: Path) -> None:
    desk(tmp_path, "layla").save(0, (ONE,), done=True, version="")
    (row,) = rows(tmp_path)
    assert list(row) == ["report", "text_digest", "coder", "done", "claims"]
    assert row["text_digest"] == text_digest(TEXT)
    assert row["claims"][0]["evidence"] == [[14, 50]]
    assert "الشعار" not in (tmp_path / "coded.jsonl").read_text(encoding="utf-8")


def test_lines_of_other_reports_stay_byte_for_byte(tmp_path: Path) -> None:
    file = tmp_path / "coded.jsonl"
    other = b'{"report": "elsewhere",  "claims": [1], "more": true}'
    file.write_bytes(other)
    one = desk(tmp_path)
    version = one.save(0, (ONE,), done=False, version="")
    with file.open("ab") as more:
        more.write(b'{"report": "added meanwhile"}\n')
    one.save(0, (), done=True, version=version)
    lines = file.read_bytes().splitlines(keepends=True)
    assert lines[0] == other + b"\n"
    assert lines[2] == b'{"report": "added meanwhile"}\n'
    assert json.loads(lines[1])["done"] is True


def test_what_was_saved_elsewhere_is_not_overwritten(tmp_path: Path) -> None:
    one, other = desk(tmp_path), desk(tmp_path)
    other.save(0, (ONE,), done=False, version=other.open(0).version)
    with pytest.raises(Stale):
        one.save(0, (), done=True, version="")
    assert one.open(0).claims == (ONE,)


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = desk(tmp_path)
    version = one.save(0, (ONE,), done=False, version="")
    before = (tmp_path / "coded.jsonl").read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        one.save(0, (), done=True, version=version)
    assert (tmp_path / "coded.jsonl").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["coded.jsonl"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("no json", "no coded report"),
        ('{"report": "r1", "text_digest": "0", "claims": []}', "another text"),
        ('{"report": "r1", "text_digest": "0", "claims": [], "note": "mine"}', "more than this page can keep"),
    ],
)
def test_a_file_that_cannot_be_gone_on_with_is_refused(tmp_path: Path, line: str, what: str) -> None:
    (tmp_path / "coded.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=what) as refused:
        desk(tmp_path)
    assert refused.value.where.endswith("coded.jsonl:1")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "control"}, "change"),
        ({"change": "gained"}, "change"),
        ({"kind": "siege", "change": "broken"}, "change"),
        ({"evidence": ()}, "evidence"),
        ({"evidence": ((5, 5),)}, "evidence"),
        ({"evidence": ((0, 9), (8, 12))}, "evidence"),
        ({"evidence": ((0, 999),)}, "evidence"),
        ({"actor": (-1, 3)}, "actor"),
        ({"places": ("  ",)}, "places"),
        ({"date": Days(None, None)}, "date"),
        ({"date": msgspec.convert({"from": "2016-12-06", "to": "2016-12-05"}, Days)}, "date"),
        ({"counts": (CodedCount("killed", "person"),)}, "counts"),
        ({"counts": (CodedCount("killed", "person", 5, 4),)}, "counts"),
        ({"counts": (CodedCount("killed", "person", -1, 4),)}, "counts"),
        ({"counts": (CodedCount("killed", "person", 4, 4, 0),)}, "counts"),
        ({"counts": (CodedCount("killed", "person", 4, 4, 1), CodedCount("killed", "child", 1, 1, 0))}, "counts"),
        ({"counts": (CodedCount("killed", "person", 4, 4), CodedCount("killed", "child", 9, 9, 0))}, "counts"),
        ({"share": 0.5}, "share"),
        ({"kind": "control", "change": "gained", "share": 1.5}, "share"),
    ],
)
def test_what_the_codebook_does_not_allow_is_refused_with_its_field(
    tmp_path: Path, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk(tmp_path).save(0, (ONE, msgspec.structs.replace(ONE, **changes)), done=False, version="")
    assert refused.value.claim == 1
    assert {error.where for error in refused.value.errors} == {field}
    assert not (tmp_path / "coded.jsonl").exists()


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: (min(pair), max(pair)))
WORDS = st.one_of(SPANS, st.sampled_from(["الشعار", "قوات", " "]))
COUNTS = st.builds(
    CodedCount,
    st.sampled_from(["killed", "injured"]),
    st.sampled_from(["child", "person"]),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 2),
)
CODINGS = st.builds(
    Coding,
    kind=st.sampled_from(["shelling", "control", "siege"]),
    change=st.sampled_from([None, "gained", "lifted"]),
    stance=st.sampled_from(["asserts", "denies"]),
    sources=st.lists(WORDS, max_size=2).map(tuple),
    actor=st.none() | WORDS,
    places=st.lists(WORDS, max_size=2).map(tuple),
    date=st.none() | st.builds(Days, st.none() | st.dates(), st.none() | st.dates()),
    counts=st.lists(COUNTS, max_size=2).map(tuple),
    evidence=st.lists(SPANS, max_size=2).map(tuple),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims=st.lists(CODINGS, max_size=4).map(tuple))
def test_what_is_saved_scores_in_full_against_itself(tmp_path: Path, claims: tuple[Coding, ...]) -> None:
    (tmp_path / "coded.jsonl").unlink(missing_ok=True)
    fit = tuple(claim for claim in claims if not list(faults(claim, TEXT)))
    one = desk(tmp_path)
    one.save(0, fit, done=True, version="")
    assert one.open(0).claims == fit
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"report": "r1", "text": TEXT}) + "\n", encoding="utf-8")
    file = str(tmp_path / "coded.jsonl")
    told: list[MarsadError] = []
    asked = Measure(texts=(str(texts),), reader="fast")
    found = pipeline.evaluate((file, file), asked, overlay=None, complain=told.append, tick=lambda: None)
    assert not told
    assert found.slots["claim"].gold == len(fit)
    assert all(row.f1 == 1 for slot, row in found.slots.items() if row.gold and slot in {"claim", "kind", "evidence"})


def test_only_kinds_that_change_have_changes() -> None:
    assert set(CHANGES) == {"control", "detention", "displacement", "siege", "agreement"}
