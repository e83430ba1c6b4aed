"""The accuracy gate: what the reader scores on reports coded by hand, against pinned floors.

    python tests/gold/gate.py [--update [--allow-regression]]

`floors.json` holds a floor for each figure and the digest of each gold file, so that a quiet change of the gold trips
the gate too. `--update` raises floors to what is measured and refuses to lower one without `--allow-regression`.
"""

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from codedreports import coded

from marsad.model.report import Report
from marsad.pipeline.readers import finder_for
from marsad.read.holdout import kept_out
from marsad.read.reader import Reader, load_reader

FLOORS = Path(__file__).with_name("floors.json")
GOLD = {"seed": "seed.jsonl", "dev": "dev.jsonl"}
CODED = ("news", "organisations")
"""Reports that may be seen, coded for Marsad: many more of them, in two registers."""
CAREFUL = {**GOLD, "posts": "posts.jsonl"}
"""What the careful reader is measured on, beside the coded reports that its finder has not learnt from."""
NOISE = 0.003
"""A figure may fall so far without tripping the gate: one slot of the smallest part is worth more."""


def scorer(shared: Path) -> ModuleType:
    """The scorer of the gold, loaded from its own file."""
    spec = importlib.util.spec_from_file_location("gold_scorer", shared / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(shared: Path) -> dict[str, dict[str, float]]:
    """F1 by slot on the worked case, the given gold, its third kept out of sight, and what was coded for Marsad."""
    score, reader = scorer(shared), load_reader()
    found = {name: figures for file in GOLD for name, figures in _given(shared, score, reader, file, GOLD[file])}
    for name in CODED:
        gold = coded(shared, name)
        found[f"coded {name}"] = _f1(score, gold, {key: _read(reader, row) for key, row in gold.items()})
    return found | careful(shared)


def careful(shared: Path) -> dict[str, dict[str, float]]:
    """The same by the careful reader, on what its finder has not learnt from."""
    score, reader = scorer(shared), load_reader(None, finder_for("careful"))
    parts = (part for name, file in CAREFUL.items() for part in _given(shared, score, reader, name, file))
    found = {f"careful {name}": figures for name, figures in parts}
    rows = {key: row for name in CODED for key, row in coded(shared, name).items() if kept_out(key)}
    found["careful kept out"] = _f1(score, rows, {key: _read(reader, row) for key, row in rows.items()})
    return found


def _given(
    shared: Path, score: ModuleType, reader: Reader, name: str, file: str
) -> Iterator[tuple[str, dict[str, float]]]:
    """A file of the given gold, and its third kept out of sight where that is more than a report."""
    gold = score.load(shared / "gold" / file)
    read = {key: _read(reader, row) for key, row in gold.items()}
    yield name, _f1(score, gold, read)
    unseen = {key: row for key, row in gold.items() if score.unseen(key)}
    if len(gold) > 1:
        yield f"{name} unseen", _f1(score, unseen, read)


def _read(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    report = Report(report=row["report"], text=row["text"], published=published, outlet=row.get("outlet"))
    built: dict[str, Any] = msgspec.to_builtins(reader.read(report))
    return built


def _f1(score: ModuleType, gold: dict[str, Any], read: dict[str, Any]) -> dict[str, float]:
    table, _ = score.score(gold, read)
    return {slot: row["f1"] for slot, row in table.items()}


def digests(shared: Path) -> dict[str, str]:
    """SHA-256 of each gold file."""
    files = {name: shared / "gold" / file for name, file in CAREFUL.items()}
    files |= {f"coded {name}": Path(__file__).with_name("coded") / f"{name}.jsonl" for name in CODED}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def fallen(floors: dict[str, dict[str, float]], figures: dict[str, dict[str, float]]) -> list[str]:
    """Figures under their floor, in words."""
    return [
        f"{part}: {slot} fell from {floor} to {figures[part].get(slot, 0.0)}"
        for part, slots in floors.items()
        for slot, floor in slots.items()
        if figures[part].get(slot, 0.0) < floor - NOISE
    ]


def main() -> int:
    """Print the figures; with `--update` write them as floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2].parent / "shared")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    asked = parser.parse_args()
    figures = measure(asked.shared)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"floors": {}}
    worse = fallen(pinned["floors"], figures)
    sys.stderr.writelines(f"{line}\n" for line in worse)
    if not asked.update:
        return 1 if worse else 0
    if worse and not asked.allow_regression:
        sys.stderr.write("floors are not lowered without --allow-regression\n")
        return 1
    kept = {part: {s: figures[part][s] for s in ("all slots", *KEPT)} for part in figures}
    FLOORS.write_text(json.dumps({"gold": digests(asked.shared), "floors": kept}, indent=1) + "\n", encoding="utf-8")
    return 0


KEPT = ("claim", "kind", "evidence", "speaker", "actor", "place", "date", "count")
"""Slots pinned beside "all slots"; the others are too rare to tell a fall from chance."""


if __name__ == "__main__":
    sys.exit(main())
