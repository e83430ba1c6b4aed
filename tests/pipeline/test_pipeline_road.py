"""The whole road: what is added twice adds nothing, what is cut off heals, what is damaged is named and mended."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from marsad import pipeline
from marsad.archive.archive import Archive
from marsad.archive.intake import Intake, take
from marsad.errors import Doubt, MarsadError, RecordError
from marsad.model.asked import Asked
from marsad.model.done import Added, Given
from marsad.store.store import Row
from marsad.store.stores.sqlite import SqliteStore

REPORTS = [
    {
        "report": "monitor-1",
        "published": "2016-12-06",
        "outlet": "وكالة الشمال",
        "text": "قال المرصد السوري لحقوق الإنسان إن خمسة مدنيين بينهم طفلان قُتلوا أمس "
        "بقصف قوات النظام على حي الشعار في حلب.",
    },
    {
        "report": "army-1",
        "published": "2016-12-07",
        "outlet": "صحيفة المدينة",
        "text": "نفى مصدر عسكري مقتل مدنيين بقصف على حي الشعار في حلب يوم الاثنين. "
        "وسيطرت قوات النظام على حي الميسر أمس.",
    },
    {
        "report": "agency-1",
        "published": "2016-12-08",
        "outlet": "وكالة الجنوب",
        "text": "قالت مصادر طبية إن سبعة مدنيين قُتلوا بقصف على حي الشعار في حلب يوم الاثنين. "
        "وأحصى المرصد السوري مقتل 324 مدنياً منذ بدء الهجوم.",
    },
]


def written(path: Path, reports: list[dict[str, str]]) -> str:
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports), encoding="utf-8")
    return str(path)


def add(record: Path, *inputs: str, complain: Callable[[MarsadError], None] | None = None) -> Added:
    told: list[MarsadError] = []
    added = pipeline.add(record, inputs, Given(reader="fast"), complain=complain or told.append, tick=lambda: None)
    assert told == []
    return added


@pytest.fixture
def record(tmp_path: Path) -> Path:
    add(tmp_path / "rec", written(tmp_path / "reports.jsonl", REPORTS))
    return tmp_path / "rec"


def rows(record: Path) -> list[Row]:
    with SqliteStore(record / pipeline.PROJECTION) as store:
        return list(store.rows())


def grave(record: Path) -> list[MarsadError]:
    return [finding for finding in pipeline.verify(record).findings if not isinstance(finding, Doubt)]


def test_the_road_ends_in_events_with_who_says_and_who_denies(record: Path) -> None:
    told = pipeline.events(record)
    shelling = [event for event in told.events if event.kind == "shelling"]
    assert len(shelling) == 1
    (event,) = shelling
    assert event.status in {"contested", "denied"}
    assert set(event.reports) == {"monitor-1", "army-1", "agency-1"}
    killed = {(count.group, count.low, count.high) for count in event.counts if count.outcome == "killed"}
    assert ("civilian", 5, 7) in killed
    stances = {claim.claim.stance for claim in told.claims if claim.claim.id in event.claims}
    assert stances == {"asserts", "denies"}


def test_running_totals_stand_beside_and_are_never_added(record: Path) -> None:
    (line,) = pipeline.counts(record, Asked(outcomes=("killed",), groups=("civilian",)))
    assert line.high == 7
    assert [total.low for total in line.totals] == [324]


def test_adding_the_same_again_adds_nothing(record: Path, tmp_path: Path) -> None:
    before = rows(record), Archive.open(record).size
    added = add(record, str(tmp_path / "reports.jsonl"), str(tmp_path / "reports.jsonl"))
    assert {report.report: report.new for report in added.reports} == {r["report"]: False for r in REPORTS}
    assert (rows(record), Archive.open(record).size) == before


def test_adding_one_by_one_gives_what_adding_at_once_gives(record: Path, tmp_path: Path) -> None:
    for number, report in enumerate(reversed(REPORTS)):
        add(tmp_path / "other", written(tmp_path / f"{number}.jsonl", [report]))
    once, apart = pipeline.events(record).events, pipeline.events(tmp_path / "other").events
    assert [(e.claims, e.counts, e.status) for e in once] == [(e.claims, e.counts, e.status) for e in apart]
    assert grave(tmp_path / "other") == []


def test_a_rebuilt_database_equals_the_old_one_row_by_row(record: Path) -> None:
    before = rows(record)
    made = pipeline.rebuild(record)
    assert made.reports == len(REPORTS)
    assert rows(record) == before
    assert grave(record) == []


def test_rebuilding_reads_nothing_anew(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.road, "reader_for", None)
    pipeline.rebuild(record)
    assert grave(record) == []


def test_a_run_that_was_cut_off_after_sealing_is_healed_by_the_next(record: Path, tmp_path: Path) -> None:
    late = {**REPORTS[0], "report": "late", "text": "قُتل ثلاثة مدنيين في بلدة كفرنبل بغارة جوية أمس."}
    given = written(tmp_path / "late.jsonl", [late])
    with Archive.open(record, write=True) as archive:
        archive.add_reports([item for item in take([given]) if isinstance(item, Intake)])
    assert grave(record) != []
    added = add(record, str(tmp_path / "reports.jsonl"))
    assert added.events == len(pipeline.events(record).events)
    assert any("late" in event.reports for event in pipeline.events(record).events)
    assert grave(record) == []


def test_a_restored_record_has_the_same_root_and_the_same_rows(record: Path, tmp_path: Path) -> None:
    public = pipeline.backup_key(tmp_path / "backup.key")
    pipeline.backup(record, tmp_path / "b.age", [public])
    pipeline.restore(tmp_path / "b.age", tmp_path / "anew", tmp_path / "backup.key")
    assert Archive.open(tmp_path / "anew").root() == Archive.open(record).root()
    assert rows(tmp_path / "anew") == rows(record)
    assert grave(tmp_path / "anew") == []


def test_a_mutant_that_copies_the_database_without_its_log_is_caught(record: Path, tmp_path: Path) -> None:
    late = {**REPORTS[0], "report": "late", "text": "قُتل ثلاثة مدنيين في بلدة كفرنبل بغارة جوية أمس."}
    with closing(sqlite3.connect(record / pipeline.PROJECTION, isolation_level=None)) as onlooker:
        onlooker.execute("BEGIN")
        onlooker.execute("SELECT count(*) FROM events").fetchall()  # it holds the write-ahead log back
        add(record, written(tmp_path / "late.jsonl", [late]))
        ignored = shutil.ignore_patterns("*-wal", "*-shm", "*.lock")
        copy = Path(shutil.copytree(record, tmp_path / "copy", ignore=ignored))
        assert rows(copy) != rows(record)
    assert grave(copy) != []


def test_an_event_that_loses_its_last_claim_leaves_no_row_behind(record: Path, tmp_path: Path) -> None:
    late = {**REPORTS[0], "report": "late", "text": "قُتل ثلاثة مدنيين في بلدة كفرنبل بغارة جوية أمس."}
    add(record, written(tmp_path / "late.jsonl", [late]))
    (ended,) = [event.event for event in pipeline.events(record).events if event.reports == ("late",)]
    anew = {**late, "text": "سيطرت قوات النظام على بلدة خان شيخون أمس."}
    add(record, written(tmp_path / "anew.jsonl", [anew]))
    assert ended not in {event.event for event in pipeline.events(record).events}
    assert grave(record) == []


def test_a_changed_row_is_found_and_mended(record: Path) -> None:
    before = rows(record)
    with sqlite3.connect(record / pipeline.PROJECTION) as connection:
        connection.execute("UPDATE events SET status = 'retracted'")
    assert any("not as the log gives it" in finding.what for finding in grave(record))
    pipeline.rebuild(record)
    assert rows(record) == before
    assert grave(record) == []


def test_a_missing_database_is_named_and_mended(record: Path) -> None:
    (record / pipeline.PROJECTION).unlink()
    assert [finding.what for finding in grave(record)] == ["the database is missing"]
    with pytest.raises(RecordError, match="the database is missing"):
        pipeline.events(record)
    pipeline.rebuild(record)
    assert grave(record) == []


def test_one_flipped_bit_of_a_sealed_object_is_named(record: Path) -> None:
    objects = sorted(path for path in (record / "objects").rglob("*") if path.is_file())
    for path in objects:
        data = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        assert any(str(path) in finding.where for finding in grave(record)), path
        path.write_bytes(data)
    assert grave(record) == []


@pytest.mark.parametrize("more", [[], [{**REPORTS[0], "report": "more"}]], ids=["as long", "longer"])
def test_a_database_of_another_log_is_refused(record: Path, tmp_path: Path, more: list[dict[str, str]]) -> None:
    add(tmp_path / "other", written(tmp_path / "other.jsonl", REPORTS + more))
    assert (Archive.open(record).size == Archive.open(tmp_path / "other").size) == (not more)
    (tmp_path / "other" / pipeline.PROJECTION).replace(record / pipeline.PROJECTION)
    with pytest.raises(RecordError, match="the database is not that of this log"):
        pipeline.events(record)


def test_what_was_known_on_a_day_leaves_later_reports_out(record: Path) -> None:
    first = Asked(as_known_on=date(2016, 12, 6), groups=("civilian",), outcomes=("killed",))
    (line,) = pipeline.counts(record, first)
    assert (line.low, line.high) == (5, 5)
    assert {event.status for event in pipeline.events(record, first).events} == {"single-source"}
    assert pipeline.control(record, first) == ()


def test_why_leads_from_a_number_to_the_words_and_their_digest(record: Path) -> None:
    texts = {report["report"]: report["text"] for report in REPORTS}
    for line in pipeline.counts(record):
        (answer,) = pipeline.why(record, [line])
        assert {claim.claim for claim in answer.claims} == set(line.claims)
        for claim in (*answer.claims, *answer.totals):
            for quote in claim.quotes:
                assert quote.words == texts[claim.report][slice(*quote.span)]


def test_a_place_is_asked_for_by_its_name(record: Path) -> None:
    assert {count.outcome for count in pipeline.counts(record, Asked(place="حلب"))} == {"killed"}
    assert pipeline.counts(record, Asked(place="درعا")) == ()
    (event,) = pipeline.events(record, Asked(place="الميسر")).events
    assert event.kind == "control"


def guard(record: Path, name: str) -> None:
    parties = record / "knowledge" / "parties"
    parties.mkdir(parents=True, exist_ok=True)
    (parties / "own.toml").write_text(
        f'[[party]]\nid = "own-guard"\nname_en = "Guard"\nname_ar = "{name}"\nkind = "militia"\naliases = ["{name}"]\n',
        encoding="utf-8",
    )


def test_a_record_brings_its_own_words_and_may_change_them(record: Path, tmp_path: Path) -> None:
    for number, name in enumerate(["كتائب الصنوبر", "كتائب الزيتون"]):
        guard(record, name)
        report = {**REPORTS[0], "report": f"own-{number}", "text": f"سيطرت {name} على حي الميسر أمس."}
        add(record, written(tmp_path / "own.jsonl", [report]))
        (claim,) = (told.claim for told in pipeline.events(record).claims if told.report == f"own-{number}")
        assert claim.actor is not None
        assert claim.actor.id == "own-guard"
    assert "knowledge/parties/own.toml" in Archive.open(record).overlays()
    assert grave(record) == []


def test_the_exports_hold_every_event_that_is_no_denied_one(record: Path) -> None:
    features = json.loads(pipeline.export(record, "geojson"))["features"]
    assert {f["properties"].get("event") for f in features} >= {e.event for e in pipeline.events(record).events}
    table = pipeline.export(record, "acled").decode("utf-8-sig").splitlines()
    assert table[0].startswith("event_id_cnty,event_date,")
    assert len(table) > 1


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 0, 1), (2, 1, 0)])
def test_an_event_keeps_its_id_while_reports_come_in(tmp_path: Path, order: tuple[int, ...]) -> None:
    first = ""
    for number in order:
        add(tmp_path / "rec", written(tmp_path / f"{number}.jsonl", [REPORTS[number]]))
        (event,) = (e for e in pipeline.events(tmp_path / "rec").events if e.kind == "shelling")
        first = first or event.event
        assert event.event == first
    pipeline.rebuild(tmp_path / "rec")
    assert first in {event.event for event in pipeline.events(tmp_path / "rec").events}
    assert grave(tmp_path / "rec") == []
