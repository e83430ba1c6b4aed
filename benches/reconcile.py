"""How long it takes to say which claims are one event: one JSON line for each number of claims given (default 10000).

    python benches/reconcile.py 10000 100000 1000000

The claims are what forty sources say of a made-up war (seed 1) with some hundred claims a day in two thousand places; a
larger war is a longer one. Making them is not part of the figures, but for the memory, which is the most that is held.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from marsad.answer.rules.tally import tally
from marsad.evaluate.simulated.tell import simulate
from marsad.model.simulated import Scene
from marsad.model.sourced import SourcedClaim, sourced
from marsad.model.world import World
from marsad.reconcile.reconcile import reconcile

DAILY, TELLINGS, SOURCES = 300, 3, 40
"""Claims a day, claims of a happening on average, and sources."""


def scene(count: int) -> Scene:
    """A world that so many claims are told of, more or less."""
    return Scene(
        governorates=14,
        towns=20,
        quarters=6,
        days=max(1, count // DAILY),
        happenings=count // TELLINGS,
        sources=SOURCES,
        miss=1 - TELLINGS / SOURCES / 1.3,
        repeat=0.0,
        complete=False,
    )


def made(count: int) -> tuple[list[SourcedClaim], World]:
    """The claims, and what contains which place."""
    told = simulate(scene(count))
    inside = told.inside
    claims: Iterator[SourcedClaim] = (claim for reading in told.readings for claim in sourced(reading))
    return list(claims), World(parents=lambda place: inside.get(place, ()), side=lambda party: party)


def measured(count: int) -> dict[str, float | int]:
    """Seconds by the clock and of the processor, events, and the most memory held (MB)."""
    claims, world = made(count)
    clock, processor = time.perf_counter(), time.process_time()
    events = reconcile(claims, tally=tally, world=world).events
    return {
        "claims": len(claims),
        "events": len(events),
        "clock_s": round(time.perf_counter() - clock, 2),
        "processor_s": round(time.process_time() - processor, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    sizes = list(map(int, sys.argv[1:] or ["10000"]))
    if len(sizes) == 1:
        print(json.dumps({"bench": "reconcile", **measured(sizes[0])}), flush=True)
    for size in sizes if len(sizes) > 1 else ():
        subprocess.run([sys.executable, __file__, str(size)], check=True)  # for memory of its own
