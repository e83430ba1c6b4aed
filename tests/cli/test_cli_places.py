"""`marsad places`: files come into a record, are sealed and logged, and what is read then knows their places."""

import json
from pathlib import Path
from typing import Any

import pytest
from placefiles import VILLAGES, table

from marsad.archive.archive import Archive
from marsad.model.canonical import digest
from marsad.read.holdout import held_out

SENTENCE = "قُتل ثلاثة مدنيين بقصف مدفعي على قرية كفر نجمة في ريف إدلب."


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    path = tmp_path / "villages.csv"
    path.write_bytes(table(VILLAGES))
    return path


def lines(out: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def ids(out: bytes) -> set[str | None]:
    (reading,) = lines(out)
    return {place["id"] for claim in reading["claims"] for place in claim["places"]}


def test_a_sentence_resolves_once_its_village_is_imported(marsad: Any, villages: Path, tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    text.write_text(SENTENCE, encoding="utf-8")
    assert None in ids(marsad("read", text).out)
    done = marsad("places", "import", villages, "--record", "r")
    assert done.code == 0
    assert "2 new places" in done.text
    (village,) = ids(marsad("read", text, "--record", "r").out)
    assert village is not None
    assert village.startswith("villages-kafr-najmah-")


def test_an_import_is_sealed_and_logged_with_its_original(marsad: Any, villages: Path, tmp_path: Path) -> None:
    marsad("places", "import", villages, "--record", "r")
    with Archive.open(tmp_path / "r") as archive:
        kinds = [entry.kind for entry in archive.entries()]
        assert archive.original(digest(villages.read_bytes())) == villages.read_bytes()
        assert set(archive.overlays()) == {"knowledge/places/villages.csv", "knowledge/places/villages.txt"}
    assert kinds == ["record", "import", "overlay", "overlay"]
    log = (tmp_path / "r" / "log" / "entries.jsonl").read_text(encoding="utf-8")
    assert '"importer":"table/1"' in log
    assert marsad("verify", "--record", "r").code == 0


def test_the_same_file_again_logs_nothing(marsad: Any, villages: Path, tmp_path: Path) -> None:
    marsad("places", "import", villages, "--record", "r")
    before = (tmp_path / "r" / "log" / "entries.jsonl").read_bytes()
    again = marsad("places", "import", villages, "--record", "r")
    assert (again.code, "nothing to add" in again.text) == (0, True)
    assert (tmp_path / "r" / "log" / "entries.jsonl").read_bytes() == before


def test_a_pack_that_is_taken_out_is_missed_by_verify_and_logged_by_add(
    marsad: Any, villages: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(SENTENCE, encoding="utf-8")
    marsad("places", "import", villages, "--record", "r")
    for path in (tmp_path / "r" / "knowledge" / "places").iterdir():
        path.unlink()
    assert "villages.csv" in marsad("verify", "--record", "r").err
    assert marsad("add", report, "--record", "r").code == 0
    assert marsad("verify", "--record", "r").code == 0
    back = marsad("places", "import", villages, "--record", "r")
    assert "2 new places" in back.text


def test_reports_in_the_record_stay_when_places_come(marsad: Any, villages: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(SENTENCE, encoding="utf-8")
    marsad("add", report, "--record", "r", "--published", "2016-12-06")
    before = lines(marsad("events", "--record", "r", "--format", "jsonl").out)
    marsad("places", "import", villages, "--record", "r")
    assert len(lines(marsad("events", "--record", "r", "--format", "jsonl").out)) == len(before) == 1
    assert marsad("verify", "--record", "r").code == 0


def test_a_refused_file_makes_no_record_and_the_rest_goes_on(marsad: Any, villages: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"a,b\n1,2\n")
    alone = marsad("places", "import", bad, "--record", "r")
    assert (alone.code, (tmp_path / "r").exists()) == (1, False)
    assert "bad.csv:1" in alone.err
    both = marsad("places", "import", bad, villages, tmp_path / "absent.csv", "--record", "r", "--format", "jsonl")
    assert both.code == 3
    assert [line["file"] for line in lines(both.out)] == ["villages.csv"]
    assert "absent.csv" in both.err


def test_a_bad_row_is_named_and_the_exit_code_says_so(marsad: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table([VILLAGES[0], (*VILLAGES[1][:2], "x", "36", "", "")]))
    done = marsad("places", "import", path, "--record", "r")
    assert (done.code, "a.csv:3" in done.err, "1 bad rows" in done.text) == (3, True, True)


def test_names_are_found_with_reasons_and_a_slip_of_the_pen_is_answered(marsad: Any) -> None:
    found = lines(marsad("places", "find", "الرقة", "--format", "jsonl").out)
    assert found[0]["id"] == "sy-raqqa"
    assert {"sy-gov-raqqa"} < {place["id"] for place in found}
    assert "own name" in found[0]["reasons"]
    assert "sy-raqqa" in marsad("places", "find", "Ar-Raqqah").text
    slip = marsad("places", "find", "الرققة")
    assert slip.code == 1
    assert "الرقة" in slip.err


def test_a_place_is_shown_with_what_it_lies_in(marsad: Any) -> None:
    (shown,) = lines(marsad("places", "show", "sy-aleppo", "--format", "jsonl").out)
    assert (shown["name_ar"], shown["inside"], shown["outline"]) == ("حلب", ["sy-gov-aleppo", "sy"], False)
    assert int(str(shown["children"])) > 10
    assert "sy-gov-aleppo" in marsad("places", "show", "sy-aleppo").text
    unknown = marsad("places", "show", "sy-alepo")
    assert (unknown.code, "sy-aleppo" in unknown.err) == (1, True)


def test_a_pack_that_does_not_hold_together_is_named_by_file_and_line(
    marsad: Any, villages: Path, tmp_path: Path
) -> None:
    marsad("places", "import", villages, "--record", "r")
    assert marsad("places", "check", "--record", "r").code == 0
    pack = tmp_path / "r" / "knowledge" / "places" / "villages.csv"
    pack.write_text(pack.read_text(encoding="utf-8").replace("sy-gov-idlib", "sy-gov-nowhere"), encoding="utf-8")
    broken = marsad("places", "check", "--record", "r", "--format", "jsonl")
    (told,) = lines(broken.out)
    assert broken.code == 1
    assert "villages.csv:2" in told["faults"][0]["where"]


def test_gaps_lists_names_that_resolve_to_nothing_but_none_of_a_held_out_report(
    marsad: Any, villages: Path, tmp_path: Path
) -> None:
    seen = next(name for name in map(str, range(99)) if not held_out(name))
    hidden = next(name for name in map(str, range(99)) if held_out(name))
    reports = [{"report": seen, "text": SENTENCE}, {"report": hidden, "text": SENTENCE.replace("نجمة", "هلالة")}]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(report, ensure_ascii=False) for report in reports), encoding="utf-8")
    marsad("add", path, "--record", "r")
    (gap,) = lines(marsad("places", "gaps", "--record", "r", "--format", "jsonl").out)
    assert (gap["name"], gap["claims"], gap["reports"], gap["candidates"]) == ("كفر نجمة", 1, 1, 0)
    assert "كفر نجمة" in marsad("places", "gaps", "--record", "r").text
    marsad("places", "import", villages, "--record", "r")
    (known,) = lines(marsad("places", "gaps", "--record", "r", "--format", "jsonl").out)
    assert known["candidates"] == 1, "known now; the report is still to be read anew"
    marsad("add", path, "--record", "r")
    assert lines(marsad("places", "gaps", "--record", "r", "--format", "jsonl").out) == []
