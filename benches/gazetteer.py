"""The gazetteer in memory and on disk: building, opening, looking report words up. One JSON line a figure.

    python benches/gazetteer.py ../shared/corpus/reports.jsonl [--names N] [--seed S] [--folder DIR]

Names for the index on disk are made up out of a seed: a vocabulary with the letters' and words' skewed frequencies of a
real one, names of one to three words, two names a place on average. Each part runs in a process of its own, so that its
peak memory is its alone; `cpu_seconds` tells what else ran on the machine. Looking up is measured with nothing
remembered, on the words of the reports in order, as the recogniser asks: the longest name that begins at each word.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from marsad.arabic.tokens import tokenise
from marsad.gazetteer.disk.build import build_disk_index
from marsad.gazetteer.disk.index import DiskIndex
from marsad.gazetteer.index import Gazetteer, load_gazetteer
from marsad.gazetteer.place import PlaceRow
from marsad.read.naming.names import place_trie

LETTERS = "ايولمرنبتعسدهقفحكشطجخصضغثظزذء"
VOCABULARY = 300_000
DISTRICTS = 3_000
ARTICLE = "ال"


def places(names: int, seed: int) -> Iterator[PlaceRow]:
    """A country, its districts, then places until so many names are made; the same for the same seed."""
    draw = Random(seed)  # noqa: S311 - the same on every run, which is the point
    words, weights = _vocabulary(draw)
    yield PlaceRow("xx", "بلاد", "", (), "country", None, 0.0, 0.0, "XX", "bench")
    for number in range(DISTRICTS):
        name = f"ناحية {words[number]}"
        yield PlaceRow(f"xx-d{number}", name, "", (), "district", "xx", 1.0, 1.0, "XX", "bench")
    made = DISTRICTS + 1
    number = 0
    while made < names:
        number += 1
        count = min(draw.choices((1, 2, 3, 5), (45, 30, 15, 10))[0], names - made)
        chosen = draw.choices(words, cum_weights=weights, k=3 * count)
        spans = [chosen[3 * at : 3 * at + draw.choices((1, 2, 3), (40, 45, 15))[0]] for at in range(count)]
        called = [" ".join(span) for span in spans]
        made += len(set(called))
        yield PlaceRow(
            id=f"xx-{number}",
            name_ar=called[0],
            name_en=f"Place {number}",
            variants=tuple(called[1:]),
            type="village" if number % 7 else "town",
            parent=f"xx-d{draw.randrange(DISTRICTS)}",
            lat=round(draw.uniform(-60, 70), 4),
            lon=round(draw.uniform(-180, 180), 4),
            country="XX",
            source="bench",
            population=draw.choices((0, 1_000, 50_000), (80, 15, 5))[0],
        )


def _vocabulary(draw: Random) -> tuple[list[str], list[float]]:
    """Distinct words and their cumulative weights: rank r as often as 1 / (r + 50)."""
    frequency = list(accumulate(1 / (rank + 2) for rank in range(len(LETTERS))))
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        root = "".join(draw.choices(LETTERS, cum_weights=frequency, k=draw.choices((3, 4, 5, 6), (20, 40, 30, 10))[0]))
        words[ARTICLE + root if draw.random() < 0.4 else root] = None  # noqa: PLR2004 - two names in five
    return list(words), list(accumulate(1 / (rank + 50) for rank in range(VOCABULARY)))


def build(path: Path, names: int, seed: int) -> None:
    """Write the index; `made_up_seconds` of the whole are the bench's own."""
    spent = 0.0

    def timed() -> Iterator[PlaceRow]:
        nonlocal spent
        rows = places(names, seed)
        while True:
            before = time.process_time()
            row = next(rows, None)
            spent += time.process_time() - before
            if row is None:
                return
            yield row

    with measured("build", names=names, seed=seed) as told:
        built = build_disk_index(timed(), path)
        told |= {"rows": built.rows, "bytes": built.size, "made_up_seconds": round(spent, 1), "digest": built.digest}


def disk(path: Path, corpus: Path) -> None:
    """Open the index and look words up."""
    with measured("open on disk"):
        index = DiskIndex(path)
    look(Gazetteer((), (), [index]), corpus, "look up on disk")
    with measured("open beside packs and towns") as told:
        gazetteer = load_gazetteer()
        told["in_memory"] = len(gazetteer)
    look(Gazetteer(gazetteer.rows(), (), [index]), corpus, "look up in packs, towns and on disk")


def memory(corpus: Path) -> None:
    """Load the built-in packs and the world's towns, and look words up."""
    with measured("load in memory") as told:
        told["rows"] = len(load_gazetteer())
    look(load_gazetteer(), corpus, "look up in memory")


def look(gazetteer: Gazetteer, corpus: Path, what: str) -> None:
    """The longest name at each word of every report; only the looking up is timed."""
    trie = place_trie(gazetteer)
    words = hits = 0
    spent = cpu = 0.0
    for keys in texts(corpus):
        wall, used = time.perf_counter(), time.process_time()
        hits += sum(trie.find(keys, at) is not None for at in range(len(keys)))
        spent += time.perf_counter() - wall
        cpu += time.process_time() - used
        words += len(keys)
    tell(what, words=words, hits=hits, words_per_second=round(words / spent), per_cpu_second=round(words / cpu))


def texts(corpus: Path) -> Iterator[list[str]]:
    """The folded words of each report."""
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            yield [token.key for token in tokenise(json.loads(line)["text"]) if token.kind == "word"]


@contextmanager
def measured(what: str, **more: object) -> Iterator[dict[str, Any]]:
    """Tell how long the block took."""
    wall, used = time.perf_counter(), time.process_time()
    told: dict[str, Any] = {**more}
    yield told
    seconds = {"seconds": round(time.perf_counter() - wall, 3), "cpu_seconds": round(time.process_time() - used, 3)}
    tell(what, **seconds, **told)


def tell(what: str, **figures: object) -> None:
    """Print one line, with the process's peak memory so far."""
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps({"bench": "gazetteer", "what": what, **figures, "peak_mb": peak}), flush=True)


def main() -> None:
    """Run each part in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20161201)
    parser.add_argument("--folder", type=Path, help="where the index is written for a while (its disk is measured)")
    parser.add_argument("--part", choices=("memory", "build", "disk"), help=argparse.SUPPRESS)
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part == "memory":
        memory(asked.corpus)
    elif asked.part == "build":
        build(asked.index, asked.names, asked.seed)
    elif asked.part == "disk":
        disk(asked.index, asked.corpus)
    else:
        with TemporaryDirectory(dir=asked.folder) as folder:
            command = [sys.executable, __file__, str(asked.corpus), "--names", str(asked.names)]
            command += ["--seed", str(asked.seed), "--index", str(Path(folder) / "bench.index")]
            for part in ("memory", "build", "disk"):
                subprocess.run([*command, "--part", part], check=True)


if __name__ == "__main__":
    main()
