"""A bag that a stranger checks with one file of plain Python; `bagit`, pymerkle and openssl say the same."""

import argparse
import json
import random
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import bagit
import msgspec
import pytest
from sealed import fresh, intake, reading
from strangers import checked

from marsad.archive.archive import Archive
from marsad.archive.entries import Draft
from marsad.archive.items import Container
from marsad.archive.proof import bundle, check
from marsad.errors import InputError, RecordError
from marsad.model.canonical import digest
from marsad.model.judgement import ClaimPointer, Judgement

MADE = datetime(2016, 12, 7, tzinfo=UTC)
FLIPS = 300


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proved")
    with fresh(folder) as archive:
        added = archive.add_reports(
            [intake(name, f"نص {name}", original=name.encode(), title=f"{name}.txt") for name in "abcdefg"]
        )
        archive.seal_readings([reading(acquisition.report) for acquisition in added])
    return folder / "record"


@pytest.fixture(scope="module")
def bag(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bag") / "bag"
    with Archive.open(record) as archive:
        assert archive.prove(["b", "e"], target, made=MADE, earlier={}) == 5
    return target


def test_the_checker_is_one_short_file_of_plain_python() -> None:
    path = Path(check.__file__)
    assert len(path.read_text().splitlines()) <= 250
    assert "marsad" not in path.read_text().replace("without Marsad", "")


def test_a_stranger_finds_a_bag_whole(bag: Path, record: Path) -> None:
    code, said = checked(bag)
    assert (code, said.splitlines()[-1]) == (0, "All is whole.")
    assert "5 log entries looked at, of 15 that are signed for" in said
    key = (bag / "data" / "keys.txt").read_text().strip()
    assert checked(bag, "--key", key)[0] == 0
    assert checked(bag, "--key", key[:-2] + "A=")[0] == 1
    assert checked(bag, "--checkpoint", record / "log" / "checkpoint.note")[0] == 0
    assert "entry | report | published" in (bag / "README.txt").read_text()


def test_bagit_and_sha256sum_find_it_whole_too(bag: Path) -> None:
    assert bagit.Bag(str(bag)).is_valid()
    command = ["sha256sum", "--check", "--strict", "tagmanifest-sha256.txt", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=bag, capture_output=True, check=False).returncode == 0


def test_openssl_finds_it_signed(bag: Path, tmp_path: Path) -> None:
    """The fourth step of the recipe in the bag's README."""
    text, _, line = (bag / "data" / "checkpoint.note").read_text().rpartition("\n\n")
    public = check.decoded((bag / "data" / "keys.txt").read_text().split("+", 2)[2].strip())[1:]
    (tmp_path / "key.der").write_bytes(bytes.fromhex("302a300506032b6570032100") + public)
    (tmp_path / "lines.txt").write_text(f"{text}\n")
    (tmp_path / "signature.bin").write_bytes(check.decoded(line.split()[-1])[4:])
    command = "openssl pkeyutl -verify -pubin -inkey key.der -keyform DER -rawin -in lines.txt -sigfile signature.bin"
    assert subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_a_flipped_bit_is_seen_and_its_file_named(bag: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test that can be run again
    copy = Path(shutil.copytree(bag, tmp_path / "copy"))
    given = argparse.Namespace(key=None, checkpoint=None, ca=None)
    names = sorted(path for path in copy.rglob("*") if path.is_file())
    for _ in range(FLIPS):
        path = chance.choice(names)
        data = path.read_bytes()
        bit = chance.randrange(8 * len(data))
        path.write_bytes(flipped(data, bit))
        try:
            faults = [fault for fault, _ in check.check(copy, given) if fault]
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            faults = [*check.manifests(copy), str(error)]
        assert any(path.relative_to(copy).as_posix() in fault for fault in faults), (path, bit, faults)
        path.write_bytes(data)


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def resealed(bag: Path) -> None:
    """What a forger does who knows BagIt: manifests that fit."""
    for manifest, inside in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        paths = [path for path in sorted(bag.rglob("*")) if path.is_file() and path.name != "tagmanifest-sha256.txt"]
        lines = [
            f"{check.sha256(path.read_bytes()).hex()}  {path.relative_to(bag)}\n"
            for path in paths
            if path.is_relative_to(bag / "data") == inside
        ]
        (bag / manifest).write_text("".join(lines))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("items.jsonl", "b.txt", "z.txt"), "not the one that was logged"),
        (("items.jsonl", '"position":2', '"position":3'), "it is not in the log"),
        (("items.jsonl", "2016-12-06", "2016-11-06"), "it is not in the log"),
        (("checkpoint.note", "\n15\n", "\n16\n"), "no signature of the key"),
    ],
)
def test_a_forger_with_fitting_manifests_is_seen(
    bag: Path, tmp_path: Path, change: tuple[str, str, str], what: str
) -> None:
    name, old, new = change
    copy = Path(shutil.copytree(bag, tmp_path / "copy"))
    path = copy / "data" / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    resealed(copy)
    code, said = checked(copy)
    assert code == 1
    assert what in said
    assert said.splitlines()[-1] == "The bag is NOT whole; what is wrong is named above."


def test_a_swapped_or_foreign_object_is_seen(bag: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(bag, tmp_path / "copy"))
    first = min((copy / "data" / "objects").iterdir())
    first.chmod(0o600)
    first.write_bytes(b"other bytes")
    (copy / "data" / "objects" / "more").write_bytes(b"more")
    resealed(copy)
    said = checked(copy)[1]
    assert f"data/objects/{first.name}: it is not the object that was logged" in said
    assert "data/objects/more: no entry names it" in said


def test_a_bag_shows_that_the_log_continues_what_a_stranger_holds(record: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.note"
    theirs.write_text((record / "log" / "checkpoint.note").read_text())
    grown = Path(shutil.copytree(record, tmp_path / "grown"))
    with Archive.open(grown, write=True) as archive:
        archive.rotate_key()
        archive.add_reports([intake("later")])
    with Archive.open(grown) as archive:
        archive.prove(["a"], tmp_path / "with", made=MADE, earlier={"theirs": theirs.read_text()})
        archive.prove(["a"], tmp_path / "without", made=MADE, earlier={})
        with pytest.raises(InputError, match="no checkpoint of this record"):
            archive.prove(["a"], tmp_path / "x", made=MADE, earlier={"theirs": theirs.read_text().replace("15", "14")})
    assert checked(tmp_path / "with", "--checkpoint", theirs) == (0, checked(tmp_path / "with")[1])
    assert "does not show that the log is a continuation" in checked(tmp_path / "without", "--checkpoint", theirs)[1]
    proof = tmp_path / "with" / "data" / "earlier" / "15.proof"
    proof.write_text("\n".join(reversed(proof.read_text().split())))
    resealed(tmp_path / "with")
    assert "data/earlier/15.note: the log is no continuation of it" in checked(tmp_path / "with")[1]


def test_only_what_is_signed_and_may_leave_is_proved(record: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(record, tmp_path / "record"))
    archive = Archive.open(copy, write=True)
    archive.add_reports([intake("late")])
    with pytest.raises(RecordError, match="not signed for yet"):
        archive.prove(["late"], tmp_path / "bag", made=MADE, earlier={})
    archive._ledger.commit([Draft("source-note", {}, {"said": "in confidence"})])
    archive.sign()
    archive.export_bag(tmp_path / "all", made=MADE)
    archive.close()
    assert not (tmp_path / "bag").exists()
    assert not (tmp_path / "bag.tmp").exists()
    assert checked(tmp_path / "all")[0] == 0
    kinds = [json.loads(json.loads(line)["leaf"])["kind"] for line in (tmp_path / "all/data/items.jsonl").open()]
    assert "source-note" not in kinds
    assert len(kinds) == 16


PRIVATE = {"path": "/home/aisha/in.jsonl", "who": "reviewer-aisha", "why": "she told me", "operator": "desk@aisha"}


def all_that_is_private(folder: Path) -> Path:
    """A record whose every private field holds a word that must not leave."""
    with fresh(folder) as archive:
        taken = intake("a", "نص a", original=b"a")
        archive.add_reports([msgspec.structs.replace(taken, source=PRIVATE["path"])])
        archive.add_reports([intake("b", "نص b", original=b"b")])
        container = Container(where=PRIVATE["path"], original=b"kept", digest=digest(b"kept"), reader="zip/1")
        archive.keep([container])
        about = (ClaimPointer("ab" * 32, ((0, 3),), "clash"),)
        who, why = PRIVATE["who"], PRIVATE["why"]
        said = Judgement(verdict="correct", about=about, made=MADE, author=who, reason=why, fields={"actor": who})
        archive.seal_judgement(said)
        record = folder / "record"
        (record / "settings.toml").write_text(f'operator = "{PRIVATE["operator"]}"', encoding="utf-8")
        (record / "rules").mkdir()
        (record / "rules" / "mine.toml").write_bytes(b"# rules of mine")
        archive.seal_overlays()
        archive.seal_import(PRIVATE["path"], b"table", "table/1", {"knowledge/places/mine.csv": b"pack"})
        archive.erase_report("b", author=PRIVATE["who"], ground=PRIVATE["why"])
        values = {"report": "c", "colour": PRIVATE["who"]}
        archive._ledger.commit([Draft("report", {"extractor": "x", "encoding": "", "bom": False}, values)])
    return folder / "record"


def told_by(bag: Path) -> set[str]:
    data = b"".join(path.read_bytes() for path in sorted(bag.rglob("*")) if path.is_file())
    return {name for name, word in PRIVATE.items() if word.encode() in data}


def test_no_private_field_leaves_and_what_leaves_is_proved(tmp_path: Path) -> None:
    with Archive.open(all_that_is_private(tmp_path)) as archive:
        archive.export_bag(tmp_path / "bag", made=MADE)
    assert told_by(tmp_path / "bag") == set()
    assert checked(tmp_path / "bag")[0] == 0
    kinds = [json.loads(json.loads(line)["leaf"])["kind"] for line in (tmp_path / "bag/data/items.jsonl").open()]
    assert {"report", "kept", "judgement", "overlay", "import", "erasure"} <= set(kinds)


def test_a_mutant_that_opens_every_field_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "leaving", lambda entry: entry)
    monkeypatch.setattr(bundle, "may_leave", lambda _: True)
    with Archive.open(all_that_is_private(tmp_path)) as archive:
        archive.export_bag(tmp_path / "bag", made=MADE)
    assert told_by(tmp_path / "bag") == PRIVATE.keys()


def test_nothing_is_written_over(record: Path, tmp_path: Path) -> None:
    with Archive.open(record) as archive, pytest.raises(RecordError, match="something at this place"):
        archive.prove(["a"], tmp_path, made=MADE, earlier={})


@pytest.mark.parametrize("number", [1000])
def test_a_bag_of_a_thousand_reports_is_checked(tmp_path: Path, number: int) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake(f"r{n}", f"نص {n}") for n in range(number)])
    with Archive.open(tmp_path / "record") as archive:
        assert archive.export_bag(tmp_path / "bag", made=MADE) == number + 1
    assert checked(tmp_path / "bag")[0] == 0
