"""What cannot be read is kept, told, and never lost; what holds reports is kept whole beside them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import files
from files import FIRST, TEXT

from marsad.archive.archive import Archive
from marsad.model.canonical import digest

BAD = b"PK\x03\x04 an archive that was cut"


def held(record: Path, data: bytes) -> bool:
    with Archive.open(record) as archive:
        return archive.original(digest(data)) == data


def kinds(record: Path) -> list[str]:
    with Archive.open(record) as archive:
        return [entry.kind for entry in archive.entries()]


def test_a_file_that_cannot_be_read_is_kept_and_told(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(BAD)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    ran = marsad("add", "bad.zip", "good.txt", "--record", "rec")
    assert ran.code == 3
    assert "bad.zip: kept, but not read: the archive is damaged" in ran.err
    assert "Kept, but not read: 1." in ran.text
    assert held(tmp_path / "rec", BAD)
    assert held(tmp_path / "rec", TEXT.encode())
    assert marsad("verify", "--record", "rec").code == 0
    before = kinds(tmp_path / "rec").count("kept")
    assert marsad("add", "bad.zip", "--record", "rec").code == 3
    assert kinds(tmp_path / "rec").count("kept") == before == 1


def test_a_file_that_cannot_be_read_makes_a_record_by_itself(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(BAD)
    assert marsad("add", "bad.zip", "--record", "rec").code == 3
    assert held(tmp_path / "rec", BAD)
    assert marsad("verify", "--record", "rec").code == 0
    assert marsad("read", "bad.zip").code == 1


def test_a_line_that_is_no_report_is_kept(marsad: Callable[..., Any], tmp_path: Path) -> None:
    lines = [json.dumps({"report": "a", "text": FIRST}).encode(), b'{"report": "cut']
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    assert marsad("add", "in.jsonl", "--record", "rec").code == 3
    assert all(held(tmp_path / "rec", line) for line in lines)


def test_what_holds_reports_is_kept_with_each_of_them(marsad: Callable[..., Any], tmp_path: Path) -> None:
    inner, feed = files.page(), files.rss(files.item(1))
    data = files.zipped({"a.html": inner, "feed.xml": feed, "b.bin": b"\x00\xff"})
    (tmp_path / "all.zip").write_bytes(data)
    ran = marsad("add", "all.zip", "--record", "rec", "--format", "jsonl")
    assert ran.code == 3, "one member could not be read"
    objects = [json.loads(line)["object"] for line in ran.out.splitlines()]
    assert objects == [digest(inner), digest(feed)]
    assert all(held(tmp_path / "rec", one) for one in (data, inner, feed, b"\x00\xff"))
    with Archive.open(tmp_path / "rec") as archive:
        assert [acquisition.within for acquisition in archive.reports()] == [digest(data), digest(feed)]
    assert marsad("verify", "--record", "rec").code == 0
    size = len(kinds(tmp_path / "rec"))
    assert marsad("add", "all.zip", "--record", "rec").code == 3
    assert len(kinds(tmp_path / "rec")) == size, "adding again adds nothing"


def test_a_damaged_object_of_a_kept_file_is_seen(marsad: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(BAD)
    marsad("add", "bad.zip", "--record", "rec")
    name = digest(BAD)
    path = tmp_path / "rec" / "objects" / name[:2] / name[2:]
    path.chmod(0o600)
    path.write_bytes(BAD[:-1] + b"x")
    ran = marsad("verify", "--record", "rec")
    assert ran.code == 1
    assert name[2:] in ran.err
