"""A power cut at any moment: whatever the disk then holds, nothing acknowledged is lost (strace, ALICE's way)."""

import random
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from powercut import Disk, recorded
from sealed import fresh

from marsad.archive.archive import Archive
from marsad.archive.verify import verify
from marsad.errors import RecordError

STATES = 2000
WRITER = """
import os, stat, sys
from pathlib import Path
from marsad.archive.archive import Archive
from marsad.archive.items import Intake
from marsad.model.report import Report

skipped, early = sys.argv[2], sys.argv[3] == "early"
real = os.fsync

def fsync(handle):
    path = os.readlink(f"/proc/self/fd/{handle}")
    kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "object" if "/objects/" in path else "log"
    if kind != skipped:
        real(handle)

os.fsync = fsync
with Archive.open(Path(sys.argv[1]), write=True) as archive:
    for number in range(8):
        names = [f"r{number}-{n}" for n in range(2)]
        said = "".join(f"{name}\\n" for name in names).encode()
        if early:
            os.write(1, said)
        archive.add_reports([Intake(report=Report(report=name, text=name * 200), original=b"!") for name in names])
        if not early:
            os.write(1, said)
        if number % 3 == 2:
            archive.sign()
"""


def bad_states(folder: Path, states: int, seed: int, *, skipped: str = "", early: str = "") -> int:
    """In how many of so many states after a power cut something that was acknowledged is lost, or nothing opens."""
    with fresh(folder):
        pass
    before = Path(shutil.copytree(folder / "record", folder / "before"))
    calls = recorded(WRITER, folder / "record", skipped, early, trace=folder / "trace")
    chance = random.Random(seed)  # noqa: S311 - states that can be had again
    boundaries = [at + 1 for at, call in enumerate(calls) if call.name == "write" and call.numbers[0] == "1"]
    moments = sorted(boundaries * 2 + [chance.randrange(len(calls)) for _ in range(states - 2 * len(boundaries))])
    disk, done, bad = Disk(before, folder / "record"), 0, 0
    for moment in moments:
        for call in calls[done:moment]:
            disk.does(call)
        done = max(done, moment)
        bad += not survives(disk.after_a_cut(chance), disk.acknowledged)
    return bad


def survives(files: dict[str, bytes], acknowledged: list[bytes]) -> bool:
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:  # noqa: S108 - it is fast
        for name, data in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(0o600)
        try:
            archive = Archive.open(Path(folder), write=True)
            reports = {acquisition.report.report: acquisition.report.text for acquisition in archive.reports()}
            archive.close()
        except RecordError:
            return False
        kept = all(reports.get(name.decode()) == name.decode() * 200 for name in acknowledged)
        return kept and verify(Path(folder)).whole


def test_a_power_cut_takes_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    assert bad_states(tmp_path, STATES, 1) == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(50))
def test_a_power_cut_takes_nothing_at_length(tmp_path: Path, seed: int) -> None:
    assert bad_states(tmp_path, STATES, seed) == 0


@pytest.mark.parametrize(("skipped", "early"), [("object", ""), ("folder", ""), ("log", ""), ("", "early")])
def test_a_planted_mutant_is_caught(tmp_path: Path, skipped: str, early: str) -> None:
    assert bad_states(tmp_path, 150, 2, skipped=skipped, early=early) > 20
