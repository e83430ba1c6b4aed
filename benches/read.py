"""Reading speed, memory and sameness: one worker over a corpus of reports, one JSON line a figure.

    python benches/read.py ../shared/corpus/reports.jsonl [--limit N] [--words N] [--reader fast|careful|DIR]

`--words 300` takes only reports of about that many words, within a tenth.

Runs the reading twice, each in a process of its own under another PYTHONHASHSEED, and compares the bytes of the output.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from marsad.model.report import Report
from marsad.pipeline.readers import reader_for

SEEDS = ("0", "4242")
GIVEN = ("report", "text", "published", "outlet")


def reports(corpus: Path, words: int | None) -> Iterator[Report]:
    """The reports of a JSON lines file, one at a time; those of about so many words alone."""
    with corpus.open("rb") as lines:
        for line in lines:
            row = msgspec.json.decode(line, type=dict[str, Any])
            if words is None or abs(len(row["text"].split()) - words) <= words / 10:
                yield msgspec.convert(
                    {name: row.get(name) for name in ("report", "text", "published", "outlet")}, Report
                )


def work(corpus: Path, limit: int | None, words: int | None, choice: str) -> None:
    """Read the corpus once and print what was measured."""
    started = time.perf_counter()
    reader = reader_for(choice, None)
    loaded, busy = time.perf_counter(), time.process_time()
    digest, count, claims = hashlib.sha256(), 0, 0
    for report in islice(reports(corpus, words), limit):
        reading = reader.read(report)
        digest.update(msgspec.json.encode(reading) + b"\n")
        count += 1
        claims += len(reading.claims)
    seconds, busy = time.perf_counter() - loaded, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "reports": count,
                "claims": claims,
                "load_seconds": round(loaded - started, 2),
                "reports_per_second": round(count / seconds, 1),
                "reports_per_cpu_second": round(count / busy, 1),
                "peak_mb": round(peak, 1),
                "sha256": digest.hexdigest(),
            }
        )
    )


def main() -> int:
    """Run the work under two hash seeds; 1 when their bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--words", type=int)
    parser.add_argument("--reader", default="fast")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        work(asked.corpus, asked.limit, asked.words, asked.reader)
        return 0
    command = [sys.executable, __file__, "--worker", "--reader", asked.reader, str(asked.corpus)]
    for name in ("limit", "words"):
        command += [f"--{name}", str(getattr(asked, name))] if getattr(asked, name) else []
    figures = []
    for seed in SEEDS:
        done = subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})
        figures.append(json.loads(done.stdout))
        print(json.dumps({"bench": "read", "reader": asked.reader, "hash_seed": seed, **figures[-1]}))
    same = figures[0]["sha256"] == figures[1]["sha256"]
    print(json.dumps({"bench": "read", "same_bytes": same}))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
