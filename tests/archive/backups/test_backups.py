"""A drill: what a backup taken at any moment holds is a whole record, on a machine that has nothing else."""

import random
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyrage
import pytest
from sealed import fresh, intake, reading

from marsad.archive.agekeys import new_key, secrets
from marsad.archive.archive import Archive
from marsad.archive.backups import contents as contents_of
from marsad.archive.backups.backup import back_up
from marsad.archive.backups.contents import contents
from marsad.archive.backups.restore import restore
from marsad.archive.verify import files, verify
from marsad.errors import InputError, MarsadError, RecordError

PRIVATE = "اسم لا يبقى"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with fresh(tmp_path) as archive:
        added = archive.add_reports([intake(name, f"نص {name}", original=name.encode() * 9000) for name in "abc"])
        archive.seal_readings([reading(acquisition.report) for acquisition in added])
        (tmp_path / "record" / "rules").mkdir()
        (tmp_path / "record" / "rules" / "mine.toml").write_bytes(b"# rules of mine")
        archive.seal_overlays()
    return tmp_path / "record"


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    return tmp_path / "backup.key", new_key(tmp_path / "backup.key")


Key = tuple[Path, str]


def drilled(record: Path, key: Key, anew: Path) -> Path:
    """The record that comes out of a backup of this one."""
    size = back_up(record, anew.with_suffix(".age"), [key[1]])
    assert size == anew.with_suffix(".age").stat().st_size
    restore(anew.with_suffix(".age"), anew, key[0])
    return anew


def bytes_of(record: Path) -> dict[str, bytes]:
    return {name: (record / name).read_bytes() for name in files(record)}


def test_a_file_of_keys_may_say_what_it_is_in_any_words(tmp_path: Path) -> None:
    public = new_key(tmp_path / "key")
    words = (tmp_path / "key").read_text(encoding="ascii")
    (tmp_path / "told").write_text(f"\ufeff# مفتاح النسخ\n  {words.splitlines()[-1]}\n", encoding="utf-8")
    (secret,) = secrets(tmp_path / "told")
    assert str(secret.to_public()) == public


def test_what_is_restored_is_what_was_there(record: Path, key: Key, tmp_path: Path) -> None:
    anew = drilled(record, key, tmp_path / "anew")
    assert bytes_of(anew) == bytes_of(record)
    assert verify(anew).findings == ()
    with Archive.open(anew, write=True) as archive:
        archive.add_reports([intake("later")])
    assert verify(anew).findings == ()


def test_the_file_is_encrypted_and_its_key_is_its_owners(record: Path, key: Key, tmp_path: Path) -> None:
    back_up(record, tmp_path / "b.age", [key[1]])
    assert (tmp_path / "b.age").read_bytes().startswith(b"age-encryption.org/v1\n")
    assert b"log/entries" not in (tmp_path / "b.age").read_bytes()
    assert key[0].stat().st_mode & 0o077 == 0
    assert [str(one.to_public()) for one in secrets(key[0])] == [key[1]]


WRITER = """
import sys
from pathlib import Path
from marsad.archive.archive import Archive
from marsad.archive.items import Intake
from marsad.model.report import Report

with Archive.open(Path(sys.argv[1]), write=True) as archive:
    print("on", flush=True)
    for number in range(10_000):
        names = [f"w{number}-{n}" for n in range(5)]
        archive.add_reports([Intake(report=Report(report=name, text=name), original=name.encode()) for name in names])
        if number % 7 == 6:
            archive.erase_report(f"w{number - 3}-0", author="x", ground="y")
            archive.sign()
"""
BACKUPS = 4


@pytest.mark.parametrize("number", [BACKUPS, pytest.param(20, marks=pytest.mark.soak)])
def test_backups_taken_while_others_write_and_erase_are_whole(
    record: Path, key: Key, tmp_path: Path, number: int
) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(record)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"on\n"
        sizes = []
        for _ in range(number):
            anew = drilled(record, key, tmp_path / "anew")
            verified = verify(anew)
            assert verified.findings == ()
            sizes.append(verified.entries)
            shutil.rmtree(anew)
        writer.kill()
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the log as it is when it is copied, not as its head says": lambda patch: patch.setattr(
        contents_of, "_lines", lambda file, _: iter(file)
    ),
    "objects first, the log after": lambda patch: patch.setattr(contents_of, "_objects", lambda *_: []),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_planted_mutant_is_caught(
    mutant: str, record: Path, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (record / "log" / "entries.jsonl").open("ab") as file:
        file.write(b'{"half of an entry')
    MUTANTS[mutant](monkeypatch)
    back_up(record, tmp_path / "b.age", [key[1]])
    try:
        restore(tmp_path / "b.age", tmp_path / "anew", key[0])
        caught = bool(verify(tmp_path / "anew").findings)
    except RecordError:
        caught = True
    assert caught


def test_a_damaged_backup_is_refused_and_nothing_is_written(record: Path, key: Key, tmp_path: Path) -> None:
    back_up(record, tmp_path / "b.age", [key[1]])
    whole = (tmp_path / "b.age").read_bytes()
    chance = random.Random(5)  # noqa: S311 - a test that can be run again
    for _ in range(40):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (tmp_path / "b.age").write_bytes(data if chance.randrange(2) else data[: chance.randrange(len(data))])
        with pytest.raises(RecordError, match=r"damaged|not for this key"):
            restore(tmp_path / "b.age", tmp_path / "anew", key[0])
        assert not (tmp_path / "anew").exists()
        assert not (tmp_path / "anew.tmp").exists()


def test_another_key_opens_nothing(record: Path, key: Key, tmp_path: Path) -> None:
    back_up(record, tmp_path / "b.age", [key[1]])
    new_key(tmp_path / "other.key")
    with pytest.raises(RecordError, match="not for this key"):
        restore(tmp_path / "b.age", tmp_path / "anew", tmp_path / "other.key")
    (tmp_path / "other.key").write_text("AGE-SECRET-KEY-1NO\n")
    for name, what in (("none.key", "it cannot be read"), ("other.key", "no file of keys")):
        with pytest.raises(InputError, match=what):
            restore(tmp_path / "b.age", tmp_path / "anew", tmp_path / name)


def test_bad_places_are_told(record: Path, key: Key, tmp_path: Path) -> None:
    back_up(record, tmp_path / "b.age", [key[1]])
    with pytest.raises(RecordError, match="something at this place"):
        restore(tmp_path / "b.age", record, key[0])
    for there, to, what in ((tmp_path, key[1], "no record here"), (record, "age1no", "no age key")):
        with pytest.raises(MarsadError, match=what):
            back_up(there, tmp_path / "c.age", [to])
    with pytest.raises(InputError, match="to whom"):
        back_up(record, tmp_path / "c.age", [])
    with pytest.raises(InputError, match="a file of this name"):
        new_key(key[0])
    assert not (tmp_path / "c.age").exists()


def hostile(name: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    data = BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname, member.size = kind, "/etc/passwd", 0
        tar.addfile(member)
    return data.getvalue()


@pytest.mark.parametrize(
    "tar",
    [
        hostile("../evil"),
        hostile("/evil"),
        hostile("rules/../../evil"),
        hostile("log/head.json", tarfile.SYMTYPE),
        hostile("rules/x", tarfile.LNKTYPE),
        hostile("rules/x", tarfile.FIFOTYPE),
        hostile("objects/ab/../../../evil"),
        hostile("record.sqlite"),
        hostile("rules/fine"),
        b"",
        b"no tar at all" * 100,
    ],
)
def test_a_hostile_backup_writes_nothing(tar: bytes, key: Key, tmp_path: Path) -> None:
    (tmp_path / "b.age").write_bytes(pyrage.encrypt(tar, [pyrage.x25519.Recipient.from_str(key[1])]))
    with pytest.raises(RecordError, match=r"no part of a record|holds no record|damaged"):
        restore(tmp_path / "b.age", tmp_path / "deep" / "anew", key[0])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["b.age", "backup.key", "deep"]


def test_a_tampered_record_is_backed_up_and_not_restored(record: Path, key: Key, tmp_path: Path) -> None:
    path = next((record / "objects").glob("*/*"))
    path.chmod(0o600)
    path.write_bytes(b"changed")
    back_up(record, tmp_path / "b.age", [key[1]])
    with pytest.raises(RecordError, match=r"not whole: objects/.*has changed since it was sealed"):
        restore(tmp_path / "b.age", tmp_path / "anew", key[0])


def test_what_is_erased_is_in_no_backup_to_come(tmp_path: Path, key: Key) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("kept"), intake(PRIVATE, f"قالت {PRIVATE} إن", title=PRIVATE)])
        assert PRIVATE.encode() in b"".join(contents(tmp_path / "record"))
        archive.erase_report(PRIVATE, author="x", ground="y")
    assert PRIVATE.encode() not in b"".join(contents(tmp_path / "record"))
    assert verify(drilled(tmp_path / "record", key, tmp_path / "anew")).findings == ()
