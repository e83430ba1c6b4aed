"""A log is signed by whoever writes to it, what was signed is never signed over, and keys follow each other."""

import json
import shutil
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from forging import forge, lines_of
from sealed import Died, dies_at, fresh, intake, ticking

from marsad.archive.archive import Archive
from marsad.archive.signed.checkpoint import opened, read_checkpoint
from marsad.archive.signed.note import PublicKey, SigningKey
from marsad.archive.signed.signing import FOLLOWING, KEY_FILE
from marsad.archive.verify import verify
from marsad.errors import RecordError

NOTE = "log/checkpoint.note"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a"), intake("b")])
    return tmp_path / "record"


def note(record: Path) -> str:
    return (record / NOTE).read_text()


def first_key(record: Path) -> PublicKey:
    line = (record / "log" / "entries.jsonl").read_bytes().splitlines()[0]
    return PublicKey.parse(json.loads(line)["facts"]["key"])


def wrongs(record: Path, **more: dict[str, str]) -> set[tuple[str, str]]:
    return {(finding.path, finding.what) for finding in verify(record, **more).findings if finding.grave}  # type: ignore[arg-type]


def test_a_record_is_signed_from_its_first_entry_on(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "record", clock=ticking())
    archive.add_reports([intake("a")])
    archive.close()  # as a writer that did not end well
    assert opened(note(tmp_path / "record"), first_key(tmp_path / "record")).size == 1
    verified = verify(tmp_path / "record")
    assert (verified.findings, verified.signed, verified.entries) == ((), 1, 2)
    with Archive.open(tmp_path / "record", write=True):
        pass
    assert verify(tmp_path / "record").signed == 2


def test_the_key_is_its_owners_alone(record: Path) -> None:
    assert stat.S_IMODE((record / KEY_FILE).stat().st_mode) == 0o600
    (record / KEY_FILE).chmod(0o640)
    assert wrongs(record) == {(KEY_FILE, "others than its owner may read it")}


def test_a_key_may_lie_elsewhere(record: Path, tmp_path: Path) -> None:
    away = tmp_path / "away.key"
    (record / KEY_FILE).rename(away)
    with Archive.open(record, write=True) as archive:
        archive.add_reports([intake("c")])
        with pytest.raises(RecordError, match="has grown since it was signed, and its key is not here"):
            archive.checkpoint()
        with pytest.raises(RecordError, match="must be signed by the one before"):
            archive.rotate_key()
        with pytest.raises(RecordError, match="an erasure must be signed"):
            archive.erase_report("a", author="x", ground="y")
    assert verify(record).signed == 3
    with Archive.open(record, write=True) as archive:
        archive.erase_report("a", author="x", ground="y", key=away)
        assert read_checkpoint(archive.checkpoint(away)).size == 5
    assert (verify(record).findings, verify(record).signed) == ((), 5)


def test_another_key_signs_nothing(record: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    other.write_text(SigningKey(first_key(record).name, bytes(32)).secret())
    with Archive.open(record) as archive, pytest.raises(RecordError, match="not the key that the log names"):
        archive.sign(other)
    (record / KEY_FILE).write_text(other.read_text())
    assert wrongs(record) == {(KEY_FILE, "this is not the key that the log names")}


def test_keys_follow_each_other(record: Path) -> None:
    before = note(record)
    with Archive.open(record, write=True) as archive:
        new = PublicKey.parse(archive.rotate_key())
        archive.add_reports([intake("c")])
    assert new != first_key(record)
    assert opened(note(record), new).size == 5
    assert not first_key(record).signed(note(record))
    assert verify(record, copies={"before": before}).findings == ()
    with Archive.open(record, write=True) as archive:
        archive.rotate_key()
        archive.erase_report("a", author="x", ground="y")
    assert verify(record, copies={"before": before}).findings == ()


@pytest.mark.parametrize("step", range(24))
def test_a_change_of_keys_that_dies_is_settled_by_the_next_writer(
    record: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with suppress(Died), Archive.open(record, write=True) as archive, monkeypatch.context() as patch:
        dies_at(patch, step, Died(), "fsync", "replace", "unlink", "write")
        archive.rotate_key()
    assert verify(record).whole
    with Archive.open(record, write=True) as archive:
        archive.add_reports([intake("c")])
    assert not (record / FOLLOWING).exists()
    verified = verify(record)
    assert verified.findings == ()
    assert verified.signed == verified.entries


def test_a_copy_held_elsewhere_tells_what_the_key_holder_rewrote(record: Path, tmp_path: Path) -> None:
    copy = note(record)
    key = (record / KEY_FILE).read_text()
    shutil.rmtree(record)
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a"), intake("forged")])
    assert verify(record).findings == ()
    assert wrongs(record, copies={"/elsewhere": copy}) == {("/elsewhere", "it is a checkpoint of another log")}
    assert key != (record / KEY_FILE).read_text()


@pytest.mark.parametrize("what", ["missing", "damaged", "forged"])
def test_a_checkpoint_that_does_not_hold_is_told_and_not_signed_over(record: Path, what: str) -> None:
    old = note(record)
    if what == "missing":
        (record / NOTE).unlink()
    elif what == "damaged":
        (record / NOTE).write_text(old[:-2])
    else:
        (record / NOTE).write_text(read_checkpoint(old).signed(SigningKey(first_key(record).name, bytes(32))))
    assert {path for path, _ in wrongs(record)} == {NOTE}
    with pytest.raises(RecordError, match="checkpoint"):
        Archive.open(record, write=True)


def test_a_log_that_was_rewritten_without_the_key_is_never_signed(record: Path) -> None:
    leaves, openings = lines_of(record)
    forge(record, [leaves[0], leaves[1].replace(b"2016", b"2015"), leaves[2]], openings)
    assert wrongs(record) == {("log/entries.jsonl", "the log is not the one that was signed")}
    with pytest.raises(RecordError, match="not the one that was signed"):
        Archive.open(record, write=True)


def test_a_log_that_was_shortened_without_the_key_is_never_signed(record: Path) -> None:
    leaves, openings = lines_of(record)
    forge(record, leaves[:2], openings[:2])
    assert wrongs(record) >= {("log/entries.jsonl", "entries are missing that were signed")}
    with pytest.raises(RecordError, match="entries are missing that were signed"):
        Archive.open(record, write=True)
