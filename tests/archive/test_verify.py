import json
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sealed import fresh, intake, reading

from marsad.archive import audit
from marsad.archive import verify as verify_module
from marsad.archive.archive import Archive
from marsad.archive.entries import Draft
from marsad.archive.findings import Finding, Verified
from marsad.archive.log import Log
from marsad.archive.signed import vouched
from marsad.archive.verify import files, verify
from marsad.errors import RecordError
from marsad.model.sealed import Names

FLIPS = 1400


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small record with an entry of each kind, two of them erased in part."""
    folder = tmp_path_factory.mktemp("model")
    with fresh(folder) as archive:
        added = archive.add_reports([intake(name, f"نص {name}", original=name.encode()) for name in "abc"])
        archive.seal_readings([reading(acquisition.report) for acquisition in added])
        archive.seal_names(Names({"e": ("c",)}, {}))
        (folder / "record" / "rules").mkdir()
        (folder / "record" / "rules" / "mine.toml").write_bytes(b"# rules of mine")
        archive.seal_overlays()
        archive.erase_report("b", author="x", ground="y")
    return folder / "record"


@pytest.fixture
def record(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "record"))


def named(verified: Verified) -> set[str]:
    return {finding.path.split(":")[0] for finding in verified.findings if finding.grave}


def changed(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    path.chmod(0o600)


def test_a_whole_record_is_whole(record: Path) -> None:
    verified = verify(record)
    assert verified.findings == ()
    assert verified.whole
    assert (verified.entries, verified.erased) == (10, 7)
    assert verified.objects == 8
    assert verified.bytes == sum(path.stat().st_size for path in (record / "objects").glob("*/*"))


def test_every_file_is_looked_at(record: Path) -> None:
    seen = set(files(record))
    every = {path.relative_to(record).as_posix() for path in record.rglob("*") if path.is_file()}
    assert every - seen == {"write.lock"}
    assert unseen(record) == []
    assert verify(record).findings == ()


def unseen(record: Path) -> list[str]:
    """The files whose change is not told."""
    found = []
    for name in sorted(files(record)):
        data = (record / name).read_bytes()
        changed(record / name, data + b"!")
        if name not in {finding.path.split(":")[0] for finding in verify(record).findings}:
            found.append(name)
        changed(record / name, data)
    return found


SKIPPED: list[tuple[Any, str, str]] = [
    (verify_module._Sealed, "check", "objects/"),
    (verify_module, "_overlays", "rules/"),
    (vouched.Vouched, "_own_key", "keys/"),
    (vouched.Vouched, "_latest_note", "log/checkpoint.note"),
]


@pytest.mark.parametrize(("where", "what", "kind"), SKIPPED)
def test_a_mutant_that_skips_a_kind_of_file_is_caught(
    record: Path, monkeypatch: pytest.MonkeyPatch, where: Any, what: str, kind: str
) -> None:
    monkeypatch.setattr(where, what, lambda *_: iter(()))
    assert any(name.startswith(kind) for name in unseen(record))


def test_a_mutant_that_trusts_openings_is_caught(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = record / "log" / "openings.jsonl"
    changed(path, path.read_bytes().replace(b"a.txt", b"z.txt"))
    assert named(verify(record)) == {"log/openings.jsonl"}
    monkeypatch.setattr(audit, "misfits", lambda *_: [])
    assert verify(record).whole


def test_a_single_flipped_bit_is_seen_and_its_file_named(record: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - a test that can be run again
    names = list(files(record))
    for _ in range(FLIPS):
        name = chance.choice(names)
        data = (record / name).read_bytes()
        flipped = bytearray(data)
        bit = chance.randrange(8 * len(data))
        flipped[bit // 8] ^= 1 << bit % 8
        changed(record / name, bytes(flipped))
        assert name in named(verify(record)), (name, bit)
        changed(record / name, data)


def test_a_missing_file_is_named(record: Path) -> None:
    for name in set(files(record)) - {"keys/log.key"}:  # a key may lie elsewhere
        data = (record / name).read_bytes()
        (record / name).unlink()
        assert name in named(verify(record))
        changed(record / name, data)


@pytest.mark.parametrize(
    "name", ["notes.txt", "objects/evil", "objects/ab/cd", f"objects/ab/{'c' * 62}", "log/more.jsonl", "keys/key"]
)
def test_a_foreign_file_is_named(record: Path, name: str) -> None:
    (record / name).parent.mkdir(exist_ok=True)
    (record / name).write_bytes(b"x")
    assert named(verify(record)) == {name}
    assert verify(record, besides=[name]).findings == ()


def test_links_are_foreign(record: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_bytes(b"x")
    (record / "linked").symlink_to(tmp_path / "elsewhere")
    (record / "log" / "linked").symlink_to(tmp_path / "elsewhere" / "file")
    assert named(verify(record)) == {"linked", "log/linked"}


def test_temporary_files_and_locks_are_passed_over(record: Path) -> None:
    (record / "objects" / "ab" / "x.tmp").write_bytes(b"half")
    (record / "record.sqlite.tmp").mkdir()
    (record / "record.sqlite.tmp" / "record.sqlite-wal").write_bytes(b"half")
    (record / "other.lock").write_bytes(b"")
    assert verify(record).findings == ()


def test_an_object_of_an_interrupted_write_is_told_but_not_grave(record: Path) -> None:
    with Archive.open(record, write=True) as archive:
        (name,) = archive._ledger.objects.put([b"sealed, never logged"])
    verified = verify(record)
    assert verified.whole
    (finding,) = verified.findings
    assert finding.path == f"objects/{name[:2]}/{name[2:]}"
    assert "left by an interrupted write" in finding.what


def lines(record: Path, name: str) -> list[bytes]:
    return (record / "log" / name).read_bytes().splitlines(keepends=True)


def write(record: Path, name: str, rows: list[bytes]) -> None:
    (record / "log" / name).write_bytes(b"".join(rows))


TAMPERING: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "delete": lambda rows: rows[:2] + rows[3:],
    "shorten": lambda rows: rows[:-1],
    "exchange": lambda rows: [*rows[:1], rows[2], rows[1], *rows[3:]],
    "insert": lambda rows: [*rows[:2], rows[1], *rows[2:]],
    "empty": lambda _: [],
}
"""What somebody does to the log who has the disk, to entries and openings alike."""


@pytest.mark.parametrize("act", TAMPERING)
def test_tampering_with_the_log_is_seen(record: Path, act: str) -> None:
    for name in ("entries.jsonl", "openings.jsonl"):
        write(record, name, TAMPERING[act](lines(record, name)))
    assert "log/entries.jsonl" in named(verify(record))
    with pytest.raises(RecordError):
        Archive.open(record, write=True)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("entries.jsonl", "2 entries are missing at its end: the head speaks of 10"),
        ("openings.jsonl", "2 lines are missing at its end"),
    ],
)
def test_a_shortened_file_says_how_much_is_missing(record: Path, name: str, what: str) -> None:
    write(record, name, lines(record, name)[:-2])
    findings = [finding for finding in verify(record).findings if finding.path == f"log/{name}"]
    assert findings == [Finding(f"log/{name}", what)]


def test_a_back_dated_entry_is_seen(record: Path) -> None:
    write(
        record, "entries.jsonl", [row.replace(b"2016-12-06", b"2016-11-06") for row in lines(record, "entries.jsonl")]
    )
    assert named(verify(record)) == {"log/entries.jsonl"}


def test_a_value_that_is_changed_with_its_line_well_formed_is_seen(record: Path) -> None:
    rows = lines(record, "openings.jsonl")
    rows[1] = rows[1].replace(b"a.txt", b"z.txt")
    write(record, "openings.jsonl", rows)
    assert verify(record).findings == (Finding("log/openings.jsonl:2", "the value of 'source' does not match the log"),)


def test_a_value_that_is_missing_without_an_erasure_is_damage(record: Path) -> None:
    rows = lines(record, "openings.jsonl")
    opening = json.loads(rows[1])
    del opening["open"]["source"]
    rows[1] = json.dumps(opening, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode() + b"\n"
    write(record, "openings.jsonl", rows)
    assert verify(record).findings == (
        Finding("log/openings.jsonl:2", "the value of 'source' is missing, and no erasure accounts for it"),
    )


@pytest.mark.parametrize(
    ("draft", "what"),
    [
        (Draft("reading", {"of": 0}), "it reads entry 0, which is no report before it"),
        (Draft("reading", {"of": 10}), "it reads entry 10, which is no report before it"),
        (Draft("record", {"form": 1, "origin": "x"}), "a record begins with an entry of kind 'record', and has one"),
        (Draft("reading", {}), "this is no entry of kind 'reading': 'of'"),
        (
            Draft("erasure", {"erased": [1]}),
            "this is no entry of kind 'erasure': it is no signed note",
        ),
        (Draft("report", {}, {"object": 5}), "this is no entry of kind 'report': the value of 'object' is no digest"),
        (Draft("x", {}, {"object.y": "../../../etc/passwd"}), "the value of 'object.y' is no digest"),
    ],
)
def test_a_well_formed_entry_that_makes_no_sense_is_named(record: Path, draft: Draft, what: str) -> None:
    log = Log(record / "log", write=True)
    assert len(list(log.load())) == 10
    log.append([draft], datetime(2016, 12, 7, tzinfo=UTC))
    log.close()
    (finding,) = verify(record).findings
    assert finding.path == "log/entries.jsonl:11"
    assert what in finding.what
    try:
        with Archive.open(record, write=True) as archive:
            list(archive.acquisitions())
    except RecordError as error:
        assert error.where == finding.path  # noqa: PT017 - it may be raised, and nothing else may


def test_a_rolled_back_head_is_told_and_healed(record: Path, model: Path) -> None:
    head = (record / "log" / "head.json").read_bytes()
    with Archive.open(record, write=True) as archive:
        archive.add_reports([intake("d")])
    (record / "log" / "head.json").write_bytes(head)
    found = {(finding.path, finding.what) for finding in verify(record).findings if finding.grave}
    assert found == {("log/entries.jsonl", "entries are missing that were signed")}
    with Archive.open(record, write=True) as archive:
        assert archive.report("d")
    assert verify(record).findings == ()
    assert verify(model).findings == ()


def test_an_overlay_that_changed_or_is_not_sealed_is_named(record: Path) -> None:
    (record / "rules" / "mine.toml").write_bytes(b"# others")
    (record / "settings.toml").write_bytes(b"")
    assert named(verify(record)) == {"rules/mine.toml", "settings.toml"}
    with Archive.open(record, write=True) as archive:
        archive.seal_overlays()
    assert verify(record).findings == ()


def test_progress_is_told(record: Path) -> None:
    seen: list[tuple[int, int]] = []
    verified = verify(record, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(number, verified.objects) for number in range(1, verified.objects + 1)]


def test_where_there_is_no_record_nothing_is_whole(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record here"):
        verify(tmp_path)
