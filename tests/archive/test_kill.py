"""A writer killed at a random moment: what it has acknowledged is there, and the record is whole."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from sealed import fresh

from marsad.archive.archive import Archive
from marsad.archive.verify import verify

KILLS = 300
MOMENTS = 4000
"""Looks at the log for which a writer goes on at most after the log has grown: some writes of the next commit."""
EACH = 20
"""Kills of one record; then another begins, so that verifying stays short."""
NURSERY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from marsad.archive import archive as doors
from marsad.archive.items import Intake
from marsad.model.canonical import text_digest
from marsad.model.judgement import ClaimPointer, Judgement
from marsad.model.reading import Reading
from marsad.model.report import Report

early, in_place = "early" in sys.argv, "place" in sys.argv
if in_place:
    from marsad.archive import files

    def write_chunk(chunk, mode):
        for path, data in chunk:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_DSYNC, 0o600)
            for byte in range(0, len(data), 64):
                os.write(handle, data[byte : byte + 64])
            os.close(handle)

    files._write_chunk = write_chunk

def write(record, number, acks):
    with doors.Archive.open(record, write=True) as archive:
        while True:
            names = [f"r{number + n}" for n in range(3)]
            if early:
                os.write(acks, b"".join(f"{name}\\n".encode() for name in names))
            texts = [f"{name} " * 100 for name in names]
            pairs = list(zip(names, texts, strict=True))
            archive.add_reports([Intake(report=Report(report=n, text=t), original=t[::-1].encode()) for n, t in pairs])
            archive.seal_readings([
                Reading(report=n, text_digest=text_digest(t), rulebook="r", knowledge="k") for n, t in pairs
            ])
            about = (ClaimPointer(text_digest(texts[0]), ((0, 2),), "clash"),)
            made = datetime(2016, 12, 6, tzinfo=UTC)
            archive.seal_judgement(Judgement(verdict="reject", about=about, author="x", made=made))
            archive.sign()
            if not early:
                os.write(acks, b"".join(f"{name}\\n".encode() for name in names))
            if number % 9 == 0:
                archive.erase_report(names[2], author="x", ground="y")
            if number % 12 == 0:
                target = record.parent / f"bag{number}"
                archive.prove(names[:1], target, made=made, earlier={})
            number += 3

print("on", flush=True)
for line in sys.stdin:
    record, number, acks = line.split()
    child = os.fork()
    if not child:
        os.setsid()
        write(Path(record), int(number), os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


@contextmanager
def nursery(*mutants: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has all modules loaded and forks writers on demand: to start Python each time takes long."""
    command = [sys.executable, "-c", NURSERY, *mutants]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert said(process.stdout) == "on"
        yield process
        assert process.stdin
        process.stdin.close()


def said(stream: IO[str] | None) -> str:
    assert stream
    return stream.readline().strip()


def killed(process: "subprocess.Popen[str]", record: Path, number: int, chance: random.Random) -> list[str]:
    """Let a writer go on from a number and kill it at a random moment; the reports that it owns to have sealed."""
    acks = record.parent / "acks"
    acks.unlink(missing_ok=True)
    assert process.stdin
    process.stdin.write(f"{record} {number} {acks}\n")
    process.stdin.flush()
    child = int(said(process.stdout))
    until = (record / "log" / "openings.jsonl").stat().st_size + chance.randrange(9000)
    while (record / "log" / "openings.jsonl").stat().st_size < until and os.path.exists(f"/proc/{child}"):  # noqa: PTH110
        pass
    for _ in range(chance.randrange(MOMENTS)):  # the log has just grown: what comes next is let go on for a while
        (record / "log" / "openings.jsonl").stat()
    os.kill(child, signal.SIGKILL)
    assert said(process.stdout) == "dead"
    return acks.read_text().split() if acks.exists() else []


def lost(folder: Path, kills: int, seed: int, *mutants: str) -> int:
    """After how many of so many kills something that was acknowledged is lost, or the record is not whole."""
    chance = random.Random(seed)  # noqa: S311 - moments that can be had again
    bad, number = 0, 0
    with nursery(*mutants) as process:
        for kill in range(kills):
            if kill % EACH == 0:
                owned: set[str] = set()
                home = folder / f"seed{seed} kill{kill}".replace(" ", "-")
                home.mkdir()
                with fresh(home):
                    pass
            acknowledged = killed(process, home / "record", number, chance)
            owned |= {name for name in acknowledged if (int(name[1:]) - 2) % 9}
            number += 900
            bad += not sound(home / "record", owned)
            if bad and mutants:
                break
    return bad


def sound(record: Path, owned: set[str]) -> bool:
    """Whether a killed writer's record is whole, or an erasure on its way, and whole when another has opened it."""
    before = verify(record)
    if not before.whole and not any("was to be erased" in finding.what for finding in before.findings):
        return False
    with Archive.open(record, write=True) as archive:
        reports = {acquisition.report.report: acquisition.report.text for acquisition in archive.reports()}
        read = {sealed.reading.report for sealed in archive.readings()}
    held = all(reports.get(name) == f"{name} " * 100 for name in owned) and owned <= read
    return held and verify(record).whole and not list(record.glob("objects/*/*.tmp"))


def test_what_a_killed_writer_acknowledged_is_never_lost(tmp_path: Path) -> None:
    assert lost(tmp_path, KILLS, 3) == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 150))
def test_what_a_killed_writer_acknowledged_is_never_lost_at_length(tmp_path: Path, seed: int) -> None:
    assert lost(tmp_path, 100, seed) == 0


@pytest.mark.parametrize("mutant", ["early", "place"])
def test_a_planted_mutant_is_caught(tmp_path: Path, mutant: str) -> None:
    assert lost(tmp_path, 200, 3, mutant)
