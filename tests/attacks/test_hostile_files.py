"""Files that attack whoever reads them: nothing is raised, nothing hangs, nothing is lost, nothing leaves the store.

Rows H1, H2 and H3 of the promises; each with the mutant that it must catch. Longer runs: `make soak`.
"""

import json
import os
import random
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import gettempdir
from typing import BinaryIO

import bombed
import bombs
import files
import hostile
import mutants
import pytest

from marsad.archive import unfold
from marsad.archive.archive import Archive
from marsad.archive.confined.child import reader
from marsad.archive.format import Found, Limits, Part
from marsad.archive.formats import caps, zipped
from marsad.archive.formats.readers import READERS, Known
from marsad.archive.intake import Container, Intake, Item, Unread, take
from marsad.archive.items import Given
from marsad.archive.unfold import File
from marsad.archive.verify import verify
from marsad.model.canonical import digest

SEED = "2026-11"
NUMBERS = {"a.png": 20, "a.pdf": 260, "a.docx": 160, "a.html": 300}
"""Mutants of each kind for a submission; a picture takes a third of a second."""
OTHERS = 190


def take_in(record: Path, name: str, data: Iterator[bytes]) -> tuple[int, list[str]]:
    """How many files were taken in, and what befell those whose bytes are not in the record."""
    wrong: list[str] = []
    number = 0
    with Archive.create(record) as archive:
        while batch := list(islice(data, 128)):
            found: list[Item] = []
            for one in batch:
                number += 1
                try:
                    found += unfold.unfold(File(data=one, name=name, where=name), Given(None, None, None))
                except Exception as error:  # noqa: BLE001 - just this must not be
                    wrong.append(f"{number}: {error!r}")
            archive.keep([item for item in found if isinstance(item, Container | Unread)])
            archive.add_reports([item for item in found if isinstance(item, Intake)])
            sealed = {path.parent.name + path.name for path in (record / "objects").glob("*/*")}
            wrong += [f"lost: {piece!r}" for one in batch for piece in wanted(name, one) if digest(piece) not in sealed]
    assert verify(record).whole
    return number, wrong


def wanted(name: str, data: bytes) -> list[bytes]:
    """What must be sealed of a file: each line of JSON lines, else all of it; white space alone is nothing."""
    lines = name.endswith(".jsonl")
    pieces = data.removeprefix(b"\xef\xbb\xbf").split(b"\n") if lines else [data]
    return [piece.removesuffix(b"\r") if lines else piece for piece in pieces if piece.strip()]


@pytest.mark.parametrize("name", mutants.honest())
def test_no_damaged_file_is_lost_or_ends_the_work(tmp_path: Path, name: str) -> None:
    number = NUMBERS.get(name, OTHERS)
    assert take_in(tmp_path / "rec", name, mutants.mutants(name, number, SEED)) == (number, [])


@pytest.mark.soak
@pytest.mark.parametrize("name", mutants.honest())
def test_no_damaged_file_of_a_million_is_lost(tmp_path: Path, name: str) -> None:
    number = NUMBERS.get(name, OTHERS) * int(os.environ.get("MARSAD_SOAK", "330"))
    assert take_in(tmp_path / "rec", name, mutants.mutants(name, number, "soak")) == (number, [])


class Unguarded:
    """The mutant: readers run in the process that takes in."""

    def read(self, name: str, data: bytes | BinaryIO, label: str, _limits: Limits) -> Iterator[Found]:
        yield from reader(name)(BytesIO(data) if isinstance(data, bytes) else data, label)


def test_without_the_child_process_a_file_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, "html", Known(f"{hostile.__name__}:raises"))
    monkeypatch.setattr(unfold, "confined", Unguarded)
    number, wrong = take_in(tmp_path / "rec", "a.html", iter([files.page()]))
    assert number == 1
    assert "NotImplementedError" in wrong[0]


def cost(folder: Path, names: list[str]) -> dict[str, dict[str, object]]:
    """What each bomb cost a process of its own."""
    for name in names:
        (folder / name).write_bytes(bombs.BOMBS[name]())
    done = subprocess.run(
        [sys.executable, bombed.__file__, *(str(folder / name) for name in names)], capture_output=True, check=True
    )
    return {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}


MEMORY, GROWTH, SECONDS = 512 << 20, 50 << 20, 5.0


def test_every_bomb_is_refused_at_small_cost(tmp_path: Path) -> None:
    lines = cost(tmp_path, sorted(bombs.BOMBS))
    assert len(lines) >= 25
    dear = {
        name: line
        for name, line in lines.items()
        if not (
            line["told"] and line["kept"] and float(str(line["seconds"])) <= SECONDS
            and int(str(line["memory"])) <= MEMORY and int(str(line["growth"])) <= GROWTH
        )
    }  # fmt: skip
    assert dear == {}


def test_with_a_higher_cap_a_bomb_goes_off(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = bombs.zip_of_zeros(80)
    with pytest.raises(Exception, match="unfolds to more than"):
        list(zipped.read(BytesIO(bomb), "a.zip"))
    for cap in ("MEMBER", "TOTAL", "RATIO"):
        monkeypatch.setattr(caps, cap, 1 << 40)
    (part,) = zipped.read(BytesIO(bomb), "a.zip")
    assert isinstance(part, Part)
    assert len(part.data) > GROWTH


@pytest.mark.parametrize("make", [bombs.outside, bombs.asking_document], ids=["feed", "document"])
def test_no_file_of_the_machine_comes_in_with_a_file(tmp_path: Path, make: Callable[[], bytes]) -> None:
    (tmp_path / ("a.rss" if make is bombs.outside else "a.docx")).write_bytes(make())
    said = Path("/etc/passwd").read_text(encoding="utf-8").split(":")[0]
    for item in take([str(tmp_path)]):
        assert not (isinstance(item, Intake) and said in item.report.text)


BEYOND = gettempdir()
CANARY = "marsad-canary"
ODD = (
    *(
        "../{0}",
        "../../{0}",
        "..\\{0}",
        f"{BEYOND}/{{0}}",
        "C:\\{0}",
        "\\\\host\\{0}",
        "a/../../{0}",
        "./../{0}",
        "~/{0}",
    ),
    *("a\x00/../{0}", "{0}\n", "\u202etxt.{0}", "a/" * 200 + "{0}", "{0}" * 60, "CON", "{0}:stream", "-rf {0}"),
    *("$(touch {0})", "`touch {0}`", "|touch {0}", "%2e%2e/{0}", ".", "..", "", " ", "{0}/", "a//{0}", "\ud800{0}"),
)
KINDS = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE)


def odd_archives(number: int, canary: str) -> Iterator[tuple[str, bytes]]:
    """Archives whose members have names that lead anywhere, or are links and devices; the same for the same seed."""
    chance = random.Random(SEED)  # noqa: S311 - the same each time
    for turn in range(number):
        names = [chance.choice(ODD).format(canary) for _ in range(3)]
        if turn % 2:
            made = BytesIO()
            with zipfile.ZipFile(made, "w") as archive:
                for name in names:
                    packed = zipfile.ZipInfo("x")
                    packed.filename = name.encode("utf-8", "replace").decode()
                    packed.external_attr = chance.choice((0, 0o120777 << 16, 0o020666 << 16, 0o100644 << 16))
                    archive.writestr(packed, b"/etc/passwd")
            yield "a.zip", made.getvalue()
        else:
            members: dict[str, bytes | tarfile.TarInfo] = {}
            for place, name in enumerate(names):
                info = tarfile.TarInfo(name.encode("utf-8", "replace").decode().replace("\x00", "0") or "x")
                info.type = chance.choice(KINDS)
                info.linkname = chance.choice(("/etc/passwd", f"../../{canary}", "/dev/sda"))
                members[f"{place}"] = info
                members[info.name] = files.TEXT.encode()
            yield "a.tar", files.tarred(members)


def tree(folder: Path) -> set[str]:
    """Every name below a folder, links not followed."""
    return {str(Path(path) / name) for path, folders, names in os.walk(folder) for name in (*folders, *names)}


def strays(folder: Path, archives: Iterator[tuple[str, bytes]], unpack: Callable[[Path], object]) -> set[str]:
    """What lies outside after odd archives were opened by something."""
    inside = folder / "deep" / "in" / "side"
    inside.mkdir(parents=True)
    before, beyond = tree(folder), set(os.listdir(BEYOND))
    for name, data in archives:
        path = inside / name
        path.write_bytes(data)
        unpack(path)
        path.unlink()
    there = {name for name in set(os.listdir(BEYOND)) - beyond if CANARY in name}
    return (tree(folder) - before) | there


def open_and_count(path: Path) -> int:
    return sum(1 for _ in take([str(path)]))


def extract_all(path: Path) -> None:
    """The mutant, on an archive that leads no further than the test's own folder."""
    with tarfile.open(path) as archive:
        archive.extractall(path.parent, filter="fully_trusted")  # noqa: S202 - what must be caught


@pytest.mark.parametrize("number", [200, pytest.param(5000, marks=pytest.mark.soak)])
def test_no_name_in_an_archive_is_a_path(tmp_path: Path, number: int) -> None:
    assert strays(tmp_path, odd_archives(number, CANARY), open_and_count) == set()


def test_an_archive_that_is_unpacked_by_its_paths_is_seen(tmp_path: Path) -> None:
    harmless = files.tarred({f"../{CANARY}": b"x"})
    assert strays(tmp_path, iter([("a.tar", harmless)]), extract_all) == {str(tmp_path / "deep" / "in" / CANARY)}
