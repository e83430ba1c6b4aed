"""A disk that refuses at any system call (strace injects it): nothing acknowledged is lost, nothing false is said."""

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from sealed import fresh

from marsad.archive.archive import Archive
from marsad.archive.verify import verify

WRITER = """
import os, sys
from pathlib import Path
from marsad.archive.archive import Archive
from marsad.archive.items import Intake
from marsad.errors import RecordError
from marsad.model.report import Report

mutant = sys.argv[2]
real = os.fsync

def swallowed(handle):
    try:
        real(handle)
    except OSError:
        if mutant == "retry":
            real(handle)

if mutant:
    os.fsync = swallowed
print("on", flush=True)
try:
    with Archive.open(Path(sys.argv[1]), write=True) as archive:
        for number in range(4):
            name = f"r{number}"
            archive.add_reports([Intake(report=Report(report=name, text=name * 200), original=name.encode())])
            print(name, flush=True)
except RecordError as error:
    print(error, file=sys.stderr)
    sys.exit(1)
"""
FAULTS = [("fsync", "EIO", 22), ("rename", "EIO", 11), ("pwrite64,write", "ENOSPC", 27)]
"""System call, error, and up to which call of that name: all that the writer makes, and some beyond."""
CASES = [(call, error, number) for call, error, last in FAULTS for number in range(1, last + 1)]


def refused(record: Path, call: str, error: str, number: int, mutant: str = "") -> tuple[list[str], int, str, bool]:
    """Acknowledged reports, exit code and complaint of a writer whose n-th call fails, and whether one did."""
    trace = record.parent / "trace"
    command = ["strace", "-qq", "-f", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}"]
    done = subprocess.run(
        [*command, "-o", str(trace), sys.executable, "-c", WRITER, str(record), mutant],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.split()[1:], done.returncode, done.stderr, "(INJECTED)" in trace.read_text()


def whole_with(record: Path, acknowledged: list[str]) -> bool:
    """Whether the next writer finds all of these, and can go on."""
    with Archive.open(record, write=True) as archive:
        reports = {found.report.report: found.report.text for found in archive.reports()}
        sound = all(reports.get(name) == name * 200 for name in acknowledged)
    return sound and verify(record).whole


@pytest.mark.parametrize(("call", "error", "number"), CASES)
def test_a_call_that_fails_is_told_and_heals(tmp_path: Path, call: str, error: str, number: int) -> None:
    with fresh(tmp_path):
        pass
    acknowledged, code, complaint, injected = refused(tmp_path / "record", call, error, number)
    assert whole_with(tmp_path / "record", acknowledged)
    if injected and "the disk refuses" in complaint:
        assert code == 1
        assert "nothing" not in acknowledged
        assert "what was acknowledged before is safe" in complaint
    else:  # the call was none of the record's: standard output's, or the lock's
        assert not injected or code in {0, 1, 120}


@pytest.mark.parametrize("mutant", ["swallow", "retry"])
def test_a_mutant_that_hides_a_failed_sync_is_caught(tmp_path: Path, mutant: str) -> None:
    said = set()
    for hidden in ("", mutant):
        with fresh(tmp_path / f"with {hidden}"):
            pass
        acknowledged, code, _, injected = refused(tmp_path / f"with {hidden}" / "record", "fsync", "EIO", 5, hidden)
        assert injected
        said.add((len(acknowledged), code))
    assert said == {(0, 1), (4, 0)}  # after a failed sync the honest writer says nothing more


@pytest.mark.soak
@pytest.mark.parametrize("error", ["EIO", "ENOSPC", "EDQUOT", "EROFS"])
def test_each_call_fails_once(tmp_path: Path, error: str) -> None:
    for call in ("fsync", "rename", "write", "openat", "ftruncate", "lseek"):
        for number in itertools.count(1):
            folder = tmp_path / f"{call}{number}"
            with fresh(folder):
                pass
            acknowledged, _, _, injected = refused(folder / "record", call, error, number)
            if not injected:
                break
            assert whole_with(folder / "record", acknowledged)
