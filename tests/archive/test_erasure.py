from pathlib import Path

import pytest
from sealed import Died, dies_at, fresh, intake, reading

from marsad.archive.archive import Archive
from marsad.archive.erasure import erase
from marsad.archive.verify import verify
from marsad.errors import RecordError

PRIVATE = "اسم لا يبقى"


def holds(record: Path, words: str) -> list[str]:
    return [str(path) for path in record.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_an_erased_report_leaves_no_byte_and_the_tree_as_it_was(tmp_path: Path) -> None:
    record = tmp_path / "record"
    with fresh(tmp_path) as archive:
        report = intake(PRIVATE, f"قالت {PRIVATE} إن", title=PRIVATE, meta={"author": PRIVATE})
        kept, gone = archive.add_reports([intake("kept"), report])
        archive.seal_readings([reading(kept.report), reading(gone.report)])
        before = (record / "log" / "entries.jsonl").read_bytes()
        assert len(holds(record, PRIVATE)) == 3
        archive.erase_report(PRIVATE, author="مسؤولة", ground="طلبت ذلك")
        assert holds(record, PRIVATE) == []
        assert archive.report(PRIVATE) is None
        assert [acquisition.report.report for acquisition in archive.reports()] == ["kept"]
        assert [sealed.reading.report for sealed in archive.readings()] == ["kept"]
        assert (record / "log" / "entries.jsonl").read_bytes().startswith(before)
    verified = verify(record)
    assert verified.findings == ()
    assert verified.erased == len(report.report.meta) + 5 + 3
    with Archive.open(record) as archive:
        assert [entry.kind for entry in archive.entries()] == [
            "record",
            "report",
            "report",
            "reading",
            "reading",
            "erasure",
        ]
        assert len(list(archive.acquisitions())) == 1


def test_a_single_value_can_go_and_the_rest_stays(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a", title=PRIVATE, meta={"author": PRIVATE, "page": 3})])
        erase(archive._ledger, {1: {"title", "meta.0"}}, author="x", ground="y")
        stored = archive.report("a")
        assert stored
        assert (stored.report.title, stored.report.meta) == (None, {"page": 3})
    assert verify(tmp_path / "record").findings == ()
    assert holds(tmp_path / "record", PRIVATE) == []


def test_an_object_that_another_report_holds_stays(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a"), intake("b")])
        archive.erase_report("a", author="x", ground="y")
        stored = archive.report("b")
        assert stored
        assert archive.original(stored.object) == intake("b").original
        archive.erase_report("b", author="x", ground="y")
    assert verify(tmp_path / "record").findings == ()
    assert list((tmp_path / "record" / "objects").glob("*/*")) == []


def test_what_is_not_there_cannot_be_erased(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a")])
        with pytest.raises(RecordError, match="no value 'title' to erase"):
            erase(archive._ledger, {1: {"title"}}, author="x", ground="y")
        with pytest.raises(RecordError, match="no report 'b'"):
            archive.erase_report("b", author="x", ground="y")
        assert archive.size == 2


@pytest.mark.parametrize("step", range(14))
def test_an_erasure_that_dies_is_finished_by_the_next_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    record = tmp_path / "record"
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("kept"), intake(PRIVATE, f"قالت {PRIVATE} إن")])
        with monkeypatch.context() as patch:
            dies_at(patch, step, Died(), "fsync", "replace", "unlink", "chmod")
            try:
                archive.erase_report(PRIVATE, author="x", ground="y")
                done = True
            except Died:
                done = False
    with Archive.open(record, write=True) as archive:
        logged = [entry.kind for entry in archive.entries()][-1] == "erasure"
        assert logged or not done
        assert (archive.report(PRIVATE) is None) == logged
    assert verify(record).findings == ()
    assert (holds(record, PRIVATE) == []) == logged


def test_an_erasure_that_is_not_finished_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a")])
        with monkeypatch.context() as patch:
            patch.setattr("marsad.archive.erasure.finish", lambda _: None)
            archive.erase_report("a", author="x", ground="y")
    findings = verify(tmp_path / "record").findings
    assert {finding.path for finding in findings} == {"log/openings.jsonl:2"}
    assert all("was to be erased and is still there" in finding.what for finding in findings)
    Archive.open(tmp_path / "record", write=True).close()
    assert verify(tmp_path / "record").findings == ()
