"""How fast a record takes reports in, is opened and is verified: one JSON line a figure.

    python benches/archive.py [--reports N] [--folder DIR]

The reports are made up, 2,000 letters each, sealed with full durability in batches as `marsad add` does before it reads
them; reading is `benches/read.py`. DIR should lie on the disk that is meant (a folder in memory would flatter); what
others write to the same disk is waited for.
"""

import argparse
import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from marsad.archive.archive import Archive
from marsad.archive.intake import Intake, take
from marsad.archive.verify import verify
from marsad.model.canonical import text_digest
from marsad.model.reading import Reading
from marsad.model.report import Report

BATCH = 64
LARGE = 10_000_000
WORDS = "قصفت الطائرات الحي الشرقي وأوقعت قتلى وجرحى "


def main() -> None:
    """Make a record, measure, and throw it away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    with TemporaryDirectory(dir=given.folder) as folder:
        record = Path(folder) / "record"
        with Archive.create(record) as archive:
            small(archive, given.reports)
            again(archive, given.reports)
            large(archive)
            from_disk(archive, Path(folder))
        with measured("open", given.reports, "reports"), Archive.open(record) as archive:
            entries = archive.size
        with measured("verify", entries, "entries"):
            verified = verify(record)
        print(json.dumps({"what": "verified", "whole": verified.whole, "bytes": verified.bytes}))
    print(json.dumps({"what": "memory", "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


def small(archive: Archive, number: int) -> None:
    """Seal small reports, then a reading of each."""
    with measured("add", number, "reports"):
        for batch in batches(number):
            archive.add_reports(batch)
    with measured("seal readings", number, "readings"):
        for batch in batches(number):
            archive.seal_readings([reading(intake.report) for intake in batch])


def again(archive: Archive, number: int) -> None:
    """Add what is there already."""
    size = archive.size
    with measured("add again", number, "reports"):
        for batch in batches(number):
            archive.add_reports(batch)
    assert archive.size == size, "adding again must add nothing"  # noqa: S101 - a bench that measures the wrong thing


def large(archive: Archive) -> None:
    """Seal three large texts."""
    texts = [f"{number} {WORDS * (LARGE // len(WORDS.encode()))}" for number in range(3)]
    intakes = [Intake(report=Report(report=text[:1], text=text), original=text.encode()) for text in texts]
    with measured("add large", sum(len(intake.original) for intake in intakes) // 1_000_000, "MB"):
        for intake in intakes:
            archive.add_reports([intake])


def from_disk(archive: Archive, folder: Path) -> None:
    """Take large files in as `marsad add` does: texts, then lines of JSON of some ten kilobytes."""
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{number} {WORDS * (LARGE // len(WORDS.encode()))}", encoding="utf-8")
    lines = (json.dumps({"report": f"l{n}", "text": f"{n} {WORDS * 120}"}, ensure_ascii=False) for n in range(3000))
    (folder / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for what, names in (("texts", [f"{number}.txt" for number in range(3)]), ("lines", ["lines.jsonl"])):
        paths = [folder / name for name in names]
        with measured(f"take in large {what}", sum(path.stat().st_size for path in paths) // 1_000_000, "MB"):
            found = (item for item in take([str(path) for path in paths]) if isinstance(item, Intake))
            while batch := list(islice(found, BATCH)):
                archive.add_reports(batch)


def batches(number: int) -> Iterator[list[Intake]]:
    """Reports of JSON lines: the original holds more than the text."""
    for start in range(0, number, BATCH):
        yield [intake(n) for n in range(start, min(start + BATCH, number))]


def intake(number: int) -> Intake:
    """A report of its own."""
    text = f"{number} {WORDS * 45}"
    report = Report(report=f"report-{number}", text=text, outlet="وكالة", title="عنوان", meta={"author": "كاتبة"})
    return Intake(report=report, original=json.dumps({"text": text}).encode(), source=f"in.jsonl:{number}")


def reading(report: Report) -> Reading:
    """A reading without claims."""
    return Reading(report=report.report, text_digest=text_digest(report.text), rulebook="r", knowledge="k")


@contextmanager
def measured(what: str, number: int, of: str) -> Iterator[None]:
    """Print how long the block took, how many a second that is, and how much of it was the processor's time."""
    start, used = time.perf_counter(), time.process_time()
    yield
    seconds, used = time.perf_counter() - start, time.process_time() - used
    told = {"what": what, "seconds": round(seconds, 3), "processor_seconds": round(used, 3)}
    print(json.dumps({**told, f"{of}_per_second": round(number / seconds)}), flush=True)


if __name__ == "__main__":
    main()
