"""Takes in each file named, as `marsad add` does, and prints what that cost: one JSON line a file.

Run as a program, so that the memory of the process is that of taking in alone.
"""

import json
import sys
from pathlib import Path

from marsad.archive.confined import client
from marsad.archive.confined.words import Answer
from marsad.archive.intake import Container, Intake, Unread, take

STATUS, PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def resident(field: str) -> int:
    """Bytes of this process in memory: VmRSS now, VmHWM at the peak."""
    line = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith(field))
    return int(line.split()[1]) << 10


def main() -> None:
    """Each file in its turn."""
    cost: list[Answer] = []
    ask = client.Confined._ask
    client.Confined._ask = lambda room, *given: cost.append(ask(room, *given)) or cost[-1]  # type: ignore[method-assign, func-returns-value]
    for path in map(Path, sys.argv[1:]):
        cost.clear()
        size = path.stat().st_size
        PEAK.write_text("5", encoding="ascii")
        before, told, kept, reports = resident("VmRSS"), [], 0, 0
        for item in take([str(path)]):
            reports += isinstance(item, Intake)
            whole = isinstance(item, Container | Unread | Intake) and item.original
            kept += isinstance(whole, bytes) and len(whole) == size
            told += [item.what] if isinstance(item, Unread) or not isinstance(item, Container | Intake) else []
        print(  # noqa: T201 - a program that prints
            json.dumps({
            "name": path.name, "told": told[:3], "tells": len(told), "kept": bool(kept), "reports": reports,
            "seconds": max((answer.seconds for answer in cost), default=0.0),
            "all_seconds": round(sum(answer.seconds for answer in cost), 3),
            "memory": max((answer.memory for answer in cost), default=0),
            "growth": resident("VmHWM") - before - 2 * size,
        }), flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
