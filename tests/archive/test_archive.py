from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sealed import Died, dies_at, fresh, intake, letters, reading, ticking

from marsad.archive.archive import Archive
from marsad.archive.entries import Draft
from marsad.archive.items import Intake
from marsad.archive.verify import verify
from marsad.errors import RecordError
from marsad.model.canonical import digest, text_digest
from marsad.model.judgement import ClaimPointer, Judgement
from marsad.model.report import Report
from marsad.model.sealed import Names, TextBase

odd = letters("\ud800\udfff\x00\r\n\ufeff\u200f\u202e")
some = st.none() | odd


def test_a_report_is_kept_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    given_report = Intake(
        report=Report(
            report="agency:1",
            text="قصف\r\nعلى الحي",
            published=date(2016, 12, 6),
            captured=datetime(2016, 12, 6, 9, 30, tzinfo=UTC),
            outlet="وكالة",
            title="عنوان",
            url="https://example.org/1",
            lang="ar",
            meta={"author": "كاتبة", "tags": ["a", {"b": 1.5}], "big": 10**30},
        ),
        original=b"whatever came in",
        source="feed.jsonl:3",
        base=TextBase("json-line/1", "utf-8", notes=("a doubt",)),
    )
    with fresh(tmp_path) as archive:
        (added,) = archive.add_reports([given_report])
        assert added.report == given_report.report
        assert (added.position, added.source, added.base) == (1, given_report.source, given_report.base)
        assert added.object == digest(b"whatever came in")
        assert archive.original(added.object) == b"whatever came in"
        assert archive.text(added.text_digest) == "قصف\r\nعلى الحي"
    with Archive.open(tmp_path / "record") as archive:
        assert archive.report("agency:1") == added
        assert list(archive.reports()) == list(archive.acquisitions()) == [added]
        assert [entry.kind for entry in archive.entries()] == ["record", "report"]


@given(st.lists(st.tuples(odd, odd, some, some, st.dictionaries(odd, odd, max_size=2)), min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_any_code_points_survive(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str | None, str | None, dict[str, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    batch = [intake(name, text, title=title, outlet=outlet, meta=meta) for name, text, title, outlet, meta in rows]
    with fresh(folder) as archive:
        added = archive.add_reports(batch)
        sealed = archive.seal_readings([reading(max(added, key=lambda one: one.position).report)])
    with Archive.open(folder / "record") as archive:
        assert [acquisition.report for acquisition in added] == [item.report for item in batch]
        assert list(archive.acquisitions()) == sorted(set_of(added), key=lambda one: one.position)
        assert list(archive.readings()) == sealed
        for acquisition in added:
            assert text_digest(archive.text(acquisition.text_digest)) == acquisition.text_digest
    assert verify(folder / "record").findings == ()


def set_of(added: list) -> list:  # type: ignore[type-arg]  # of acquisitions, which are not hashable
    return [one for n, one in enumerate(added) if one not in added[:n]]


def test_adding_again_adds_nothing(tmp_path: Path) -> None:
    batch = [intake("a"), intake("b", published=date(2016, 12, 6), meta={"x": 1}), intake("a")]
    with fresh(tmp_path) as archive:
        added = archive.add_reports(batch)
        assert [acquisition.position for acquisition in added] == [1, 2, 1]
        moved = [msgspec.structs.replace(item, source="elsewhere:9") for item in batch]
        assert archive.add_reports(moved) == added
        assert archive.size == 3
    with Archive.open(tmp_path / "record", write=True) as archive:
        assert archive.add_reports(batch) == added
        assert archive.size == 3


@pytest.mark.parametrize(
    "other",
    [
        intake("a", "نص آخر"),
        intake("a", original=b"other bytes, same text"),
        intake("a", published=date(2016, 12, 7)),
        intake("a", title="عنوان"),
        intake("a", meta={"x": 2}),
        msgspec.structs.replace(intake("a"), base=TextBase("plain/2")),
    ],
)
def test_the_same_id_with_anything_else_is_a_new_version(tmp_path: Path, other: Intake) -> None:
    with fresh(tmp_path) as archive:
        (first,) = archive.add_reports([intake("a")])
        (second,) = archive.add_reports([other])
        assert (first.position, second.position) == (1, 2)
        assert archive.report("a") == second
        assert list(archive.reports()) == [second]
        assert list(archive.acquisitions()) == [first, second]
        assert archive.add_reports([intake("a"), other]) == [first, second]
        assert archive.size == 3


def test_reports_that_share_bytes_share_an_object(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        first, second = archive.add_reports([intake("a"), intake("b")])
        assert first.object == second.object == first.text_digest
    assert len(list((tmp_path / "record" / "objects").glob("*/*"))) == 1


def test_ten_megabytes_and_odd_characters_come_back_letter_for_letter(tmp_path: Path) -> None:
    text = "قصف\u064b\u0651 \x00\ud800\udc00\udfff\r\n\u202e" * 700_000
    with fresh(tmp_path) as archive:
        (added,) = archive.add_reports([intake("big", text)])
        assert added.report.text == text
        stored = archive.report("big")
        assert stored
        assert stored.report.text == text


def test_readings_are_replayed_as_they_were_sealed(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        one, two = (acquisition.report for acquisition in archive.add_reports([intake("a"), intake("b", "نص آخر")]))
        first = archive.seal_readings([reading(one), reading(two)])
        assert [(sealed.of, sealed.position) for sealed in first] == [(1, 3), (2, 4)]
        assert archive.seal_readings([reading(one), reading(two)]) == first
        (newer,) = archive.seal_readings([reading(one, "rules-2")])
        again = archive.seal_readings([reading(two), reading(two, "rules-3"), reading(two, "rules-3")])
        assert [sealed.position for sealed in again] == [4, 6, 6]
        assert archive.size == 7
        back = archive.seal_readings([reading(two, "rules-4"), reading(two, "rules-3")])
        assert [sealed.position for sealed in back] == [7, 8]
    with Archive.open(tmp_path / "record") as archive:
        assert list(archive.readings()) == [newer, back[1]]
        assert archive.original(newer.claims_digest).startswith(b'{"claims":[')


def test_a_reading_belongs_to_the_version_that_was_read(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        (first,) = archive.add_reports([intake("a", published=date(2016, 12, 5))])
        (second,) = archive.add_reports([intake("a", published=date(2016, 12, 6))])
        (other,) = archive.add_reports([intake("a", "نص آخر تماما")])
        sealed = archive.seal_readings([reading(first.report), reading(second.report)])
        assert [one.of for one in sealed] == [first.position, second.position]
        assert list(archive.readings()) == []
        (latest,) = archive.seal_readings([reading(other.report)])
        assert list(archive.readings()) == [latest]
        undated = msgspec.structs.replace(reading(first.report), published=None)
        assert archive.seal_readings([undated])[0].of == second.position


def test_a_reading_of_no_report_is_refused_and_nothing_is_logged(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a")])
        with pytest.raises(RecordError, match="no report 'b' with this text"):
            archive.seal_readings([reading(intake("a").report), reading(intake("b").report)])
        with pytest.raises(RecordError, match="no report 'a' with this text"):
            archive.seal_readings([reading(intake("a", "نص آخر").report)])
        assert archive.size == 2


def test_judgements_are_kept_in_their_order(tmp_path: Path) -> None:
    about = (ClaimPointer("ab" * 32, ((0, 3),), "clash", "id"),)
    made = datetime(2017, 1, 1, tzinfo=UTC)
    first = Judgement(verdict="reject", about=about, author="محررة", made=made, reason="لا شيء \ud800")
    second = Judgement(verdict="correct", about=about, author="محررة", made=made, fields={"kind": "toll", "share": 0.5})
    with fresh(tmp_path) as archive:
        sealed = [archive.seal_judgement(judgement) for judgement in (first, second, first)]
    with Archive.open(tmp_path / "record") as archive:
        assert list(archive.judgements()) == sealed
        assert [one.judgement for one in sealed] == [first, second, first]
    assert "محررة" not in (tmp_path / "record" / "log" / "entries.jsonl").read_text(encoding="utf-8")


names = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("xyz"), max_size=2).map(tuple), max_size=4)


@given(st.lists(st.builds(Names, names, st.dictionaries(st.sampled_from("uvw"), st.sampled_from("ab"))), max_size=4))
@settings(max_examples=15, deadline=None)
def test_names_of_events_come_back_as_last_given(
    tmp_path_factory: pytest.TempPathFactory, versions: list[Names]
) -> None:
    folder = tmp_path_factory.mktemp("names")
    with fresh(folder) as archive:
        assert archive.names() == Names()
        for version in versions:
            archive.seal_names(version)
            assert archive.names() == version
            size = archive.size
            archive.seal_names(version)
            assert archive.size == size
    with Archive.open(folder / "record") as archive:
        assert archive.names() == (versions[-1] if versions else Names())


def test_overlays_are_sealed_when_they_change(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        record = tmp_path / "record"
        assert archive.seal_overlays() == []
        (record / "rules" / "ar").mkdir(parents=True)
        (record / "rules" / "ar" / "mine.toml").write_bytes(b"[[rule]]")
        (record / "knowledge").mkdir()
        (record / "knowledge" / "left.tmp").write_bytes(b"")
        (record / "settings.toml").write_bytes(b"")
        assert archive.seal_overlays() == ["rules/ar/mine.toml", "settings.toml"]
        assert archive.seal_overlays() == []
        (record / "settings.toml").unlink()
        (record / "rules" / "ar" / "mine.toml").write_bytes(b"[[rule]] # more")
        assert archive.seal_overlays() == ["rules/ar/mine.toml", "settings.toml"]
        assert archive.overlays() == {"rules/ar/mine.toml": digest(b"[[rule]] # more")}
        assert archive.original(digest(b"[[rule]]")) == b"[[rule]]"
    with Archive.open(tmp_path / "record") as archive:
        assert list(archive.overlays()) == ["rules/ar/mine.toml"]


def test_where_there_is_no_record_there_is_none(tmp_path: Path) -> None:
    assert not Archive.is_record(tmp_path)
    with pytest.raises(RecordError, match="there is no record here"):
        Archive.open(tmp_path)
    (tmp_path / "thesis.doc").write_bytes(b"")
    with pytest.raises(RecordError, match=r"holds other files \(thesis.doc\)"):
        Archive.create(tmp_path)


def test_a_record_is_not_made_twice(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a")])
    with pytest.raises(RecordError, match="there is a record already"):
        Archive.create(tmp_path / "record")
    with Archive.open(tmp_path / "record", write=True) as archive:
        assert archive.size == 2


def dies_creating(record: Path, step: int) -> bool:
    """Whether making a record dies at this step."""
    with pytest.MonkeyPatch.context() as patch:
        dies_at(patch, step, Died(), "fsync", "rename", "replace", "mkdir")
        try:
            Archive.create(record, clock=ticking()).close()
        except Died:
            return True
    return False


def test_a_creation_that_dies_can_be_begun_again(tmp_path: Path) -> None:
    steps = [*range(6), *range(250, 300)]
    died = [dies_creating(tmp_path / str(step), step) for step in steps]
    assert True in died[6:]
    assert not died[-1]
    for step in steps:
        record = tmp_path / str(step)
        if not Archive.is_record(record):
            Archive.create(record, clock=ticking()).close()
        assert verify(record).findings == ()


def test_what_a_dead_writer_left_is_swept_by_the_next(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a")])
    record = tmp_path / "record"
    left = [record / "objects" / "ab" / "cd.x.tmp", record / "log" / "head.json.x.tmp"]
    kept = record / "log" / "entries.jsonl.9.cut.tmp"
    for path in [*left, kept]:
        path.write_bytes(b"half")
    Archive.open(record, write=True).close()
    assert all(path.exists() for path in left)
    (record / "write.lock").write_bytes(b'{"pid":1}')
    Archive.open(record, write=True).close()
    assert not any(path.exists() for path in left)
    assert kept.exists()
    assert verify(record).findings == ()


@pytest.mark.parametrize("step", range(0, 40, 3))
def test_a_batch_that_dies_at_any_step_leaves_a_whole_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    batch = [intake(name, f"نص {name}", original=name.encode()) for name in "bcd"]
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a")])
        with monkeypatch.context() as patch:
            dies_at(patch, step, Died(), "open", "write", "fsync", "replace", "close")
            try:
                acknowledged = len(archive.add_reports(batch))
            except Died:
                acknowledged = 0
    assert verify(tmp_path / "record").whole
    with Archive.open(tmp_path / "record", write=True) as archive:
        found = [acquisition.report.report for acquisition in archive.reports()]
        assert found in (["a"], ["a", "b", "c", "d"])
        assert not acknowledged or len(found) == 4
        archive.add_reports(batch)
        assert [acquisition.report.report for acquisition in archive.reports()] == ["a", "b", "c", "d"]
    assert verify(tmp_path / "record").findings == ()


def test_unknown_kinds_are_kept_and_passed_over(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        (held,) = archive._ledger.objects.put([b"of the future"])
        archive._ledger.commit([Draft("hologram", {"of": 0}, {"object.light": held, "who": "x"})])
        archive.add_reports([intake("a")])
    with Archive.open(tmp_path / "record") as archive:
        assert [entry.kind for entry in archive.entries()] == ["record", "hologram", "report"]
        assert len(list(archive.reports())) == 1
    assert verify(tmp_path / "record").findings == ()
    Archive.open(tmp_path / "record").close()
    path = tmp_path / "record" / "objects" / held[:2] / held[2:]
    path.unlink()
    assert [finding.path for finding in verify(tmp_path / "record").findings] == [f"objects/{held[:2]}/{held[2:]}"]


def test_a_record_of_a_newer_form_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("marsad.archive.kinds.FORM", 2)
        patch.setattr("marsad.archive.ledger.FORM", 2)
        with fresh(tmp_path):
            pass
    with pytest.raises(RecordError, match="made by a newer Marsad"):
        Archive.open(tmp_path / "record", write=True)
    with pytest.raises(RecordError, match="made by a newer Marsad"):
        Archive.open(tmp_path / "record", write=True)


def test_two_writers_are_kept_apart_and_readers_are_not(tmp_path: Path) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a")])
        with pytest.raises(RecordError, match="has been writing to this record since"):
            Archive.open(tmp_path / "record", write=True)
        with Archive.open(tmp_path / "record") as reader:
            archive.add_reports([intake("b")])
            assert [one.report.report for one in reader.reports()] == ["a"]
            with pytest.raises(RecordError, match="not open for writing"):
                reader.add_reports([intake("c")])
    with Archive.open(tmp_path / "record", write=True) as archive:
        assert archive.size == 3
