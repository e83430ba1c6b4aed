"""Incidents that researchers coded from Arabic texts, against the events that the program makes of the same texts."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FLOORS = {
    "day equal": 0.50, "within 5 km": 0.45, "within 25 km": 0.65, "killed equal": 0.38, "killed agree": 0.52,
}  # fmt: skip
"""What was reached, less a little; `docs/accuracy.md` has the figures, and those of the third out of sight."""
F1, PRECISION = 0.67, 0.97


@pytest.fixture
def scored(marsad: Callable[..., Any], shared: Path, tmp_path: Path) -> dict[str, Any]:
    places = (shared / "places" / name for name in ("syria-places.csv", "syria-reported-places.csv"))
    marsad("places", "import", *places, "--record", "rec")
    assert marsad("add", shared / "incidents" / "reports.jsonl", "--record", "rec", "--reader", "fast").code == 0
    events = tmp_path / "events.jsonl"
    events.write_bytes(marsad("events", "--format", "jsonl", "--record", "rec").out)
    command: list[str | Path] = [
        sys.executable,
        shared / "score_incidents.py",
        shared / "incidents" / "truth.json",
        events,
    ]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def test_events_agree_with_the_incidents_of_researchers(scored: dict[str, Any]) -> None:
    assert scored["b_cubed"]["f1"] >= F1
    assert scored["b_cubed"]["precision"] >= PRECISION
    assert {part for part, floor in FLOORS.items() if scored[part] < floor} == set()
