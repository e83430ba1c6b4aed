"""A writer killed at a random moment: what it has acknowledged is there, and the record is whole."""

import random
import subprocess
import sys
from pathlib import Path

from marsad.archive.archive import Archive
from marsad.archive.verify import verify

KILLS = 20
WRITER = """
import sys
from pathlib import Path
from marsad.archive.archive import Archive
from marsad.archive.items import Intake
from marsad.model.canonical import text_digest
from marsad.model.reading import Reading
from marsad.model.report import Report

record, number = Path(sys.argv[1]), int(sys.argv[2])
archive = Archive.open(record, write=True) if Archive.is_record(record) else Archive.create(record)
while True:
    names = [f"r{number + n}" for n in range(3)]
    texts = [f"نص {name}" for name in names]
    batch = [
        Intake(report=Report(report=name, text=text), original=f"{name}!".encode())
        for name, text in zip(names, texts, strict=True)
    ]
    archive.add_reports(batch)
    archive.seal_readings([
        Reading(report=name, text_digest=text_digest(text), rulebook="r", knowledge="k")
        for name, text in zip(names, texts, strict=True)
    ])
    number += 3
    print(number, flush=True)
"""


def killed_after(record: Path, first: int, lines: int, more: int) -> int:
    """Run a writer until it has acknowledged some batches, and some bytes more; returns how many reports it owns to."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(record), str(first)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        for _ in range(lines):
            writer.stdout.readline()
        log = record / "log" / "openings.jsonl"
        until = log.stat().st_size + more
        while log.stat().st_size < until and writer.poll() is None:
            pass
        writer.kill()
        said = writer.stdout.read().split()
    return int(said[-1]) if said else first + 3 * lines


def test_what_a_killed_writer_acknowledged_is_never_lost(tmp_path: Path) -> None:
    chance = random.Random(3)  # noqa: S311 - moments that can be had again
    record, owned = tmp_path / "record", 0
    for _ in range(KILLS):
        owned = killed_after(record, owned, chance.randrange(1, 4), chance.randrange(2000))
        verified = verify(record)
        assert verified.whole, verified.findings
        with Archive.open(record, write=True) as archive:
            reports = {acquisition.report.report for acquisition in archive.reports()}
            assert {f"r{number}" for number in range(owned)} <= reports
            read = {sealed.reading.report for sealed in archive.readings()}
            assert {f"r{number}" for number in range(owned)} <= read
        assert not list(record.glob("objects/*/*.tmp"))
    assert verify(record).whole
