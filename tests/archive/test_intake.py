import io
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sealed import letters

from marsad.archive.intake import Intake, Problem, take
from marsad.model.canonical import digest

WORDS = "قصف على الحي"


def line(**fields: Any) -> bytes:
    return json.dumps({"report": "a", "text": WORDS, **fields}, ensure_ascii=False).encode()


def taken(*inputs: Path | str, **given_fields: Any) -> tuple[list[Intake], list[Problem]]:
    items = list(take([str(name) for name in inputs], **given_fields))
    return [i for i in items if isinstance(i, Intake)], [i for i in items if isinstance(i, Problem)]


def lines_of(tmp_path: Path, *lines: bytes, **given_fields: Any) -> tuple[list[Intake], list[Problem]]:
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    return taken(tmp_path / "in.jsonl", **given_fields)


def test_a_text_is_named_by_its_digest_unless_it_is_given_a_name(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"\xef\xbb\xbf" + WORDS.encode())
    (intake,), problems = taken(path)
    assert problems == []
    assert intake.report.report == digest(path.read_bytes())[:24]
    assert (intake.report.text, intake.original, intake.source) == (WORDS, path.read_bytes(), str(path))
    assert intake.base.bom
    (intake,), _ = taken(path, given_id="mine", published=date(2016, 12, 6), outlet="صحيفة")
    assert (intake.report.report, intake.report.published, intake.report.outlet) == ("mine", date(2016, 12, 6), "صحيفة")


def test_a_given_name_is_for_one_text(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WORDS, encoding="utf-8")
    (intake,), (problem,) = taken(tmp_path, given_id="mine")
    assert intake.report.report == "mine"
    assert problem.where.endswith("b.txt")
    assert "'mine' was given for one text" in problem.what


def test_a_line_is_a_report_with_all_its_fields(tmp_path: Path) -> None:
    whole = line(
        published="2016-12-06", captured="2016-12-06T20:15:00Z", outlet="وكالة", title="عنوان", url="https://example.org",
        lang="ar", author="كاتبة", tags=[1, {"x": None}],
    )  # fmt: skip
    (intake,), problems = lines_of(tmp_path, whole + b"\r", b"", b"  ")
    assert problems == []
    report = intake.report
    assert intake.original == whole
    assert intake.source.endswith("in.jsonl:1")
    assert (report.report, report.text, report.published) == ("a", WORDS, date(2016, 12, 6))
    assert report.captured == datetime(2016, 12, 6, 20, 15, tzinfo=UTC)
    assert (report.outlet, report.title, report.url, report.lang) == ("وكالة", "عنوان", "https://example.org", "ar")
    assert report.meta == {"author": "كاتبة", "tags": [1, {"x": None}]}
    assert (intake.base.extractor, intake.base.bom) == ("json-line/1", False)


def test_what_a_line_says_goes_before_what_the_user_says(tmp_path: Path) -> None:
    intakes, _ = lines_of(
        tmp_path, line(published="2016-12-01", outlet="x"), line(published=None), published=date(2017, 1, 1), outlet="y"
    )
    assert [(i.report.published, i.report.outlet) for i in intakes] == [
        (date(2016, 12, 1), "x"),
        (date(2017, 1, 1), "y"),
    ]


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (b"{bad", "not JSON"),
        (b"[1]", "no object"),
        (b'"text"', "no object"),
        (b'{"report": 5, "text": "x"}', "`report` is not a name"),
        (b'{"report": "", "text": "x"}', "`report` is not a name"),
        (b'{"report": "a"}', "`text` holds no text"),
        (b'{"report": "a", "text": " \\n"}', "`text` holds no text"),
        (b'{"report": "a", "text": ["x"]}', "`text` holds no text"),
        (b'{"text": "x", "n": NaN}', "NaN is no JSON number"),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "not JSON that can be kept"),
        (b"[" * 100_000, "not JSON that can be kept"),
        (b'{"text": "\xff"}', "not UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, bad: bytes, what: str) -> None:
    intakes, problems = lines_of(tmp_path, line(report="a"), bad, line(report="b"))
    assert [intake.report.report for intake in intakes] == ["a", "b"]
    (problem,) = problems
    assert problem.where == f"{tmp_path / 'in.jsonl'}:2"
    assert what in problem.what
    assert problem.mend
    assert problem.level == "error"


@pytest.mark.parametrize(
    "value", ["2016-02-30", "yesterday", "06/12/2016", 20161206, ["2016-12-06"], "٢٠١٦-١٢-٠٦", "2016-12"]
)
def test_a_date_that_is_none_is_told_and_the_report_is_kept(tmp_path: Path, value: Any) -> None:
    (intake,), (problem,) = lines_of(tmp_path, line(published=value))
    assert intake.report.published is None
    assert intake.report.meta == {"published": value}
    assert problem.level == "warning"
    assert problem.where.endswith("in.jsonl:1")
    assert "is no date" in problem.what
    assert "2016-12-06" in problem.mend


def test_a_time_of_publication_gives_its_day_and_is_kept(tmp_path: Path) -> None:
    (intake,), problems = lines_of(tmp_path, line(published="2016-12-06T23:30:00+02:00"))
    assert problems == []
    assert intake.report.published == date(2016, 12, 6)
    assert intake.report.meta == {"published": "2016-12-06T23:30:00+02:00"}


@pytest.mark.parametrize("field", ["captured", "outlet", "title", "url", "lang"])
def test_a_field_of_a_wrong_kind_is_kept_as_metadata(tmp_path: Path, field: str) -> None:
    (intake,), (problem,) = lines_of(tmp_path, line(**{field: {"a": 1}}))
    assert getattr(intake.report, field) is None
    assert intake.report.meta == {field: {"a": 1}}
    assert field in problem.what


def test_half_a_surrogate_pair_survives(tmp_path: Path) -> None:
    (intake,), _ = lines_of(
        tmp_path, b'{"report": "\\udc00", "text": "\\ud800 ' + WORDS.encode() + b'", "title": "\\ude00"}'
    )
    assert (intake.report.report, intake.report.text, intake.report.title) == ("\udc00", "\ud800 " + WORDS, "\ude00")


def test_two_halves_side_by_side_are_one_character(tmp_path: Path) -> None:
    halves = '{"text": "\ud83d\ude00 x \\ud83d\\ude00", "title": "\\ude00\\ud83d"}'.encode("utf-8", "surrogatepass")
    (intake,), _ = lines_of(tmp_path, halves)
    assert (intake.report.text, intake.report.title) == ("\U0001f600 x \U0001f600", "\ude00\ud83d")


def test_a_number_too_great_is_kept_as_written(tmp_path: Path) -> None:
    (intake,), _ = lines_of(tmp_path, b'{"text": "' + WORDS.encode() + b'", "a": 1e999, "b": 1e30}')
    assert intake.report.meta == {"a": "1e999", "b": 1e30}


def test_a_file_with_a_mark_is_lines_all_the_same(tmp_path: Path) -> None:
    (intake,), problems = lines_of(tmp_path, b"\xef\xbb\xbf" + line())
    assert problems == []
    assert intake.original == line()


def test_a_folder_is_searched_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.TXT", "sub/d.jsonl", "sub/.hidden.txt", ".git/e.txt", "sub/deep/f.ndjson"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(WORDS.encode() if name.lower().endswith(".txt") else line(report=name))
    for name in ("sub/x.mp4", "sub/y"):
        (tmp_path / name).write_bytes(b"%PDF")
    intakes, (problem,) = taken(tmp_path)
    found = [Path(intake.source).relative_to(tmp_path).as_posix() for intake in intakes]
    assert found == ["a.txt", "b.txt", "c.TXT", "sub/d.jsonl:1", "sub/deep/f.ndjson:1"]
    assert (problem.where, problem.level) == (str(tmp_path / "sub"), "warning")
    assert "2 of other kinds passed over: x.mp4, y" in problem.what


def test_a_folder_without_reports_is_named(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    _, (problem,) = taken(tmp_path)
    assert (problem.where, problem.what) == (str(tmp_path), "there is no report in the folder")
    assert "docs/formats.md" in problem.mend


def test_a_missing_or_unreadable_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    intakes, problems = taken(tmp_path / "none.txt", tmp_path / "loop.txt", tmp_path / "a.txt")
    assert len(intakes) == 1
    assert [problem.where for problem in problems] == [str(tmp_path / "none.txt"), str(tmp_path / "loop.txt")]
    assert "No such file" in problems[0].what


def test_a_disk_that_fails_in_the_middle_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.BytesIO):
        def __next__(self) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().__next__()

    monkeypatch.setattr(Path, "open", lambda *_: Failing(line() + b"\n" + line(report="b")))
    (intake,), (problem,) = taken(tmp_path / "in.jsonl")
    assert intake.report.report == "a"
    assert "Input/output error" in problem.what


@pytest.mark.parametrize(("data", "sources"), [
    (b"\n\n " + line() + b"\n" + line(report="b"), ["stdin:3", "stdin:4"]),
    (b"\xef\xbb\xbf" + line(), ["stdin:1"]),
    (b"\n" + WORDS.encode(), ["stdin"]),
])  # fmt: skip
def test_standard_input_is_lines_or_a_text(data: bytes, sources: list[str]) -> None:
    intakes, problems = taken("-", stdin=io.BytesIO(data))
    assert problems == []
    assert [intake.source for intake in intakes] == sources


def test_a_name_without_an_ending_is_told_by_its_first_letter(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(line())
    (tmp_path / "text.md").write_bytes(WORDS.encode())
    intakes, problems = taken(tmp_path / "lines", tmp_path / "text.md")
    assert problems == []
    assert [intake.base.extractor for intake in intakes] == ["json-line/1", "plain/2"]


def test_an_empty_input_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.jsonl").write_bytes(b"\n \n")
    intakes, problems = taken(tmp_path, "-", stdin=io.BytesIO())
    assert intakes == []
    assert [os.path.basename(problem.where) for problem in problems] == ["a.txt", "b.jsonl", "stdin"]  # noqa: PTH119 - no path
    assert all(problem.level == "error" and problem.mend for problem in problems)


def test_a_text_that_is_not_arabic_is_taken_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Shelling of the town")
    (intake,), (problem,) = taken(tmp_path)
    assert intake.base.notes == (problem.what,) == ("the text is not Arabic",)
    assert problem.level == "warning"


fields = st.dictionaries(
    st.sampled_from(["report", "text", "published", "captured", "outlet", "title", "x"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | letters("\ud800\udfff\x00"),
        lambda inner: st.lists(inner, max_size=2),
    ),
)


@given(
    st.lists(st.binary(max_size=40) | fields.map(lambda f: json.dumps(f).encode()), max_size=6),
    st.sampled_from(["a.txt", "a.jsonl", "a"]),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_input_raises_and_every_line_is_accounted_for(tmp_path: Path, rows: list[bytes], name: str) -> None:
    (tmp_path / name).write_bytes(b"\n".join(rows))
    intakes, problems = taken(tmp_path / name)
    assert intakes or problems
    assert all(intake.report.report and intake.report.text.strip() for intake in intakes)
    if name == "a.jsonl":
        told = {problem.where for problem in problems if problem.level == "error"} | {i.source for i in intakes}
        whole = (tmp_path / name).read_bytes().removeprefix(b"\xef\xbb\xbf")
        filled = [n for n, row in enumerate(whole.split(b"\n"), 1) if row.removesuffix(b"\r").strip()]
        assert not filled or told == {f"{tmp_path / name}:{n}" for n in filled}
