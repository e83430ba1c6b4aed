"""Files beside reports, claims and notes: linked by digest, encrypted where they belong to a note, shown by `why`."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import canaries as cage
import pyrage
import pytest

from marsad import pipeline
from marsad.archive import attachments as sealing
from marsad.archive.archive import Archive
from marsad.model.done import Given

Run = Callable[..., Any]
REPORT = {"report": "one", "published": "2016-12-06", "text": "قُتل خمسة مدنيين أمس بقصف على حي الشعار في حلب."}
PHOTO = b"\xff\xd8\xff" + b"crater" * 1000
NOTE = ("note", "-", "--source", "S1", "--consent", "keep", "--by", "layla", "--format", "jsonl")


@pytest.fixture
def record(marsad: Run) -> Path:
    Path("one.jsonl").write_text(json.dumps(REPORT, ensure_ascii=False), encoding="utf-8")
    Path("crater.jpg").write_bytes(PHOTO)
    assert marsad("add", "one.jsonl").code == 0
    assert marsad("notes", "key", "k").code == 0
    return Path("record")


def attached(marsad: Run, *arguments: str) -> dict[str, Any]:
    ran = marsad("attach", *arguments, "--format", "jsonl")
    assert ran.code == 0, ran.err
    line: dict[str, Any] = json.loads(ran.out)
    return line


def test_a_photo_of_a_report_or_claim_stands_in_why_by_its_digest(marsad: Run, record: Path) -> None:
    (claim,) = pipeline.events(record).claims
    of_report, of_claim = attached(marsad, "one", "crater.jpg"), attached(marsad, claim.claim.id[:8], "crater.jpg")
    assert of_report["object"] == of_claim["object"] == sha256(PHOTO).hexdigest()
    assert (of_report["file"], of_report["media"], of_report["size"]) == ("crater.jpg", "image/jpeg", len(PHOTO))
    assert of_claim["anchor"] == claim.text_digest
    with Archive.open(record) as archive:
        assert archive.original(of_report["object"]) == PHOTO
        assert of_report["anchor"] == next(archive.reports()).object
    (why,) = pipeline.why(record, [claim.claim.id])
    assert [beside.of for beside in why.claims[0].attachments] == [claim.claim.id, "one"]
    assert of_report["object"] in marsad("why", claim.claim.id).text
    assert marsad("verify").code == 0


def test_attaching_twice_adds_nothing(marsad: Run, record: Path) -> None:
    first = attached(marsad, "one", "crater.jpg")
    assert attached(marsad, "one", "crater.jpg") == first
    assert len(pipeline.attachments(record)) == 1


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_attached(marsad: Run, record: Path) -> None:
    ran = marsad("attach", "one", "absent.jpg", "crater.jpg")
    assert ran.code == 3
    assert "absent.jpg" in ran.err
    assert len(pipeline.attachments(record)) == 1
    assert marsad("attach", "two", "crater.jpg").code == 1
    assert "nothing in the record has this id" in marsad("attach", "note:0", "crater.jpg").err


def test_what_belongs_to_a_note_is_encrypted_name_and_bytes(marsad: Run, record: Path) -> None:
    note = json.loads(marsad(*NOTE, stdin=REPORT["text"].encode()).out)["id"]
    names = cage.canaries(seed=7, many=6)
    secret = "".join(names).encode() * 50
    Path(f"{names[0]}.jpg").write_bytes(secret)
    made = attached(marsad, note, f"{names[0]}.jpg")
    assert [(a.file, a.private) for a in pipeline.attachments(record)] == [(None, True)]
    assert [a.file for a in pipeline.attachments(record, Path("k"))] == [f"{names[0]}.jpg"]
    assert [path for path in record.rglob("*") if path.is_file() and cage.found(names, path.read_bytes())] == []
    identity = pyrage.x25519.Identity.from_str(Path("k").read_text(encoding="ascii").splitlines()[1])
    with Archive.open(record) as archive:
        assert pyrage.decrypt(archive.original(made["object"]), [identity]) == secret
    claim = next(c.claim.id for c in pipeline.events(record, key=Path("k")).claims if c.private)
    (why,) = pipeline.why(record, [claim], Path("k"))
    assert [a.file for words in why.claims for a in words.attachments] == [f"{names[0]}.jpg"]
    assert marsad("verify").code == 0


def test_a_note_s_file_that_is_not_encrypted_is_smelt(
    marsad: Run, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_closed", lambda ledger, path, _: ledger.objects.put_file(path))
    note = json.loads(marsad(*NOTE, stdin=REPORT["text"].encode()).out)["id"]
    names = cage.canaries(seed=7, many=1)
    Path("a.jpg").write_bytes(names[0].encode())
    attached(marsad, note, "a.jpg")
    assert [path for path in record.rglob("*") if path.is_file() and cage.found(names, path.read_bytes())]


def test_what_was_attached_outlives_a_rebuild(marsad: Run, record: Path) -> None:
    attached(marsad, "one", "crater.jpg")
    pipeline.rebuild(record)
    assert [a.file for a in pipeline.attachments(record)] == ["crater.jpg"]
    pipeline.add(record, ["one.jsonl"], Given(), complain=lambda _: None, tick=lambda: None)
    assert marsad("verify").code == 0


def test_erasing_takes_notes_and_what_is_attached(marsad: Run, record: Path) -> None:
    note = json.loads(marsad(*NOTE, stdin=REPORT["text"].encode()).out)["id"]
    (claim,) = pipeline.events(record).claims
    made = [attached(marsad, thing, "crater.jpg") for thing in (note, claim.claim.id, "one")]
    for thing, left in ((note, 2), ("one", 0)):
        pipeline.erase(record, [thing], author="layla", ground="asked for")
        assert len(pipeline.attachments(record)) == left
    with Archive.open(record) as archive:
        assert list(archive.notes(Path("k"))) == []
    assert [path for path in record.rglob("*") if path.is_file() and path.read_bytes() == PHOTO] == []
    assert not any((record / "objects" / a["object"][:2] / a["object"][2:]).exists() for a in made)
    assert marsad("verify").code == 0
