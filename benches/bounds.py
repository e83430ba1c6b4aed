"""How long rule `bounds` takes for an end: 200 places of 20 governorates over 50 days (10,000 cells), 50,000 claims.

    python benches/bounds.py [--claims 50000]

Prints one JSON line: processor and clock seconds of either end, and the memory at its highest.
"""

import argparse
import json
import random
import resource
import time

from marsad.answer.bounds.bound import bound
from marsad.answer.bounds.constraint import Constraint, Region
from marsad.answer.bounds.gather import Gathered
from marsad.model.world import World

GOVERNORATES, TOWNS, DAYS, DEAD = 20, 10, 50, 6


def main() -> None:
    """Make truthful claims about a made-up country, and bound one governorate's dead."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=50_000)
    asked = parser.parse_args()
    gathered = Gathered(claims(asked.claims, random.Random(1)), [])  # noqa: S311 - no secret
    clock, processor = time.perf_counter(), time.process_time()
    found = bound(gathered, Region(("g0",), 10, 40, "person"), World(parents=parents))
    figures = {
        "figure": f"bounds, both ends, {GOVERNORATES * TOWNS * DAYS} cells, {asked.claims} claims",
        "low": found.low,
        "high": found.high,
        "conflicts": len(found.conflicts),
        "clock_s": round(time.perf_counter() - clock, 1),
        "processor_s": round(time.process_time() - processor, 1),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(figures))


def parents(place: str) -> tuple[str, ...]:
    """Towns lie in governorates, those in the country."""
    if place[0] == "t":
        return ("g" + place[1:].partition(".")[0], "land")
    return ("land",) if place[0] == "g" else ()


def claims(number: int, seed: random.Random) -> list[Constraint]:
    """Truthful figures of windows: exact or looser, a third of them at least, of towns, governorates and the land."""
    towns = [f"t{g}.{t}" for g in range(GOVERNORATES) for t in range(TOWNS)]
    dead = {town: [seed.randrange(DEAD) for _ in range(DAYS)] for town in towns}
    found = []
    for at in range(number):
        start = seed.randrange(DAYS)
        end = min(DAYS, start + seed.choice([1, 1, 1, 3, 7, 14, 30]))
        place = seed.choice([seed.choice(towns)] * 6 + [f"g{seed.randrange(GOVERNORATES)}", "land"])
        truth = sum(sum(days[start:end]) for town, days in dead.items() if place in {town, *parents(town)})
        low, high = truth - seed.randrange(4), truth + seed.randrange(4)
        exact = (low, None) if seed.random() < 1 / 3 else (low, high)
        region = Region((place,), start, end, "person")
        found.append(Constraint(region, max(0, exact[0]), exact[1], (f"c{at}",), (f"c{at}",)))
    return found


if __name__ == "__main__":
    main()
