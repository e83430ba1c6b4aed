"""How long a log of many entries takes to be verified: one JSON line a figure.

    python benches/longlog.py [--entries N] [--folder DIR]

Three logs: one of entries with a single value each, one that is half judgements of four values, half entries of ten
values, as reports have them, and one of reports with three values, which are kept in the index of an open record:
`open_mb` is what a process has in memory that holds it open (Linux). Processor seconds, for others may use the machine;
no object lies beside a log.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from marsad.archive.archive import Archive
from marsad.archive.audit import Audit
from marsad.archive.entries import Draft
from marsad.archive.log import Log, now

BATCH = 5000
OPEN = """
import resource, sys
from pathlib import Path
from marsad.archive.archive import Archive
archive = Archive.open(Path(sys.argv[1]))
print(int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20)
"""


def main() -> None:
    """Write each log, look at it, and throw it away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    for what, draft in (("one value", plain), ("four and ten values", full), ("reports", report)):
        with TemporaryDirectory(dir=given.folder) as folder:
            record = Path(folder) / "record"
            written = timed(partial(write, record, given.entries, draft))
            looked = timed(partial(look, record))
            opened = timed(partial(open_again, record))
            held = subprocess.run([sys.executable, "-c", OPEN, str(record)], capture_output=True, check=True, text=True)
        told = {
            "write_s": written,
            "verify_s": looked,
            "open_s": opened,
            "open_mb": int(held.stdout),
            "peak_mb": peak(),
        }
        print(json.dumps({"what": what, "entries": given.entries, **told}))


def write(record: Path, number: int, draft: Callable[[int], Draft]) -> None:
    """A log of so many entries, many to a commit."""
    Archive.create(record).close()
    log = Log(record / "log", write=True)
    list(log.load())
    for start in range(0, number, BATCH):
        log.append([draft(n) for n in range(start, min(start + BATCH, number))], now())
    log.close()


def look(record: Path) -> None:
    """What `verify` does with a log."""
    audit = Audit(record)
    audit.run()
    assert not audit.findings, audit.findings[:3]  # noqa: S101 - a bench that measures the wrong thing


def plain(number: int) -> Draft:
    """An entry of one value."""
    return Draft("judgement", {"verdict": "same"}, {"about": [f"claim-{number}"]})


def full(number: int) -> Draft:
    """A judgement, or what has the size of a report's entry; its kind is unknown, so that it needs no object."""
    if number % 2:
        values = {"about": [f"c{number}", f"d{number}"], "author": "a", "made": "2026-01-01T00:00:00Z", "reason": "why"}
        return Draft("judgement", {"verdict": "same"}, values)
    name = sha256(str(number).encode()).hexdigest()
    values = {"report": f"report-{number}", "digest": name, "digest.text": name, "source": f"in.jsonl:{number}"}
    values |= {"published": "2026-01-01", "outlet": "وكالة", "title": "عنوان طويل بعض الشيء", "lang": "ar"}
    values |= {"url": f"https://example.org/{name[:12]}", "meta.0": ["author", "كاتبة"]}
    return Draft("item", {"extractor": "plain/2", "encoding": "utf-8", "bom": False}, values)


def open_again(record: Path) -> None:
    """What every command begins with."""
    Archive.open(record).close()


def report(number: int) -> Draft:
    """A report's entry with the fewest values."""
    name = sha256(str(number).encode()).hexdigest()
    facts = {"extractor": "plain/2", "encoding": "utf-8", "bom": False}
    return Draft("report", facts, {"report": name[:24], "object": name, "object.text": name})


def timed(act: Callable[[], None]) -> float:
    """Processor seconds of an act."""
    start = time.process_time()
    act()
    return round(time.process_time() - start, 2)


def peak() -> int:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
