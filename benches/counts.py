"""How long questions of counts take over many synthetic claims, once the record's events are in memory.

    python benches/counts.py [--claims 1000000]

Prints one JSON line a question: processor and clock seconds, and the lines of the answer.
"""

import argparse
import json
import random
import resource
import time
from datetime import date, timedelta

from marsad.answer.count import counts
from marsad.answer.rules.tally import tally
from marsad.model.asked import Asked
from marsad.model.claim import Claim
from marsad.model.count import Count
from marsad.model.event import Event
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.world import World

DAYS, TOWNS = 1000, 400
QUESTIONS = {
    "all": Asked(outcomes=("killed",), groups=("person",)),
    "one town": Asked(place="t7", outcomes=("killed",), groups=("person",)),
    "by month": Asked(by=("month",), outcomes=("killed",), groups=("person",)),
}


def main() -> None:
    """Make claims, two an event, and ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    number = parser.parse_args().claims
    claims, events = made(number, random.Random(1))  # noqa: S311 - the same on every run
    world = World(parents=lambda place: (f"g{int(place[1:]) % 20}",) if place.startswith("t") else ())
    for name, asked in QUESTIONS.items():
        clock, processor = time.perf_counter(), time.process_time()
        lines = counts(events, claims, asked, world)
        figures = {
            "figure": f"counts, {name}, {number} claims",
            "lines": len(lines),
            "clock_s": round(time.perf_counter() - clock, 2),
            "processor_s": round(time.process_time() - processor, 2),
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        print(json.dumps(figures), flush=True)


def made(number: int, draw: random.Random) -> tuple[list[SourcedClaim], list[Event]]:
    """Claims in pairs, each pair an event of two sources."""
    claims: list[SourcedClaim] = []
    events: list[Event] = []
    for at in range(number // 2):
        day = date(2014, 1, 1) + timedelta(days=draw.randrange(DAYS))
        where = Place(f"town {at % TOWNS}", f"t{at % TOWNS}")
        pair = [_claim(2 * at + side, side, day, where, draw.randrange(1, 9)) for side in (0, 1)]
        claims += pair
        ids = tuple(sourced.claim.id for sourced in pair)
        period, found = Period(day, day), tally(pair)
        events.append(Event(event=ids[0], kind="airstrike", date=period, places=(where,), claims=ids, counts=found))
    return claims, events


def _claim(at: int, side: int, day: date, where: Place, dead: int) -> SourcedClaim:
    claim = Claim(
        id=f"{at:024x}",
        kind="airstrike",
        sources=(Name(f"source {side}", f"s{side}"),),
        places=(where,),
        date=Period(day, day),
        counts=(Count("killed", "person", dead, dead),),
        evidence=((0, 9),),
    )
    return SourcedClaim(claim=claim, report=f"r{at}", text_digest="", published=day)


if __name__ == "__main__":
    main()
