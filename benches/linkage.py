"""How fast claims are weighed and grouped in bulk: one JSON line for each size given (default 10000).

    python benches/linkage.py 10000 100000

Made-up claims over towns and days, three reports to a happening on average; the same ones each time (seed 1).
"""

import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import duckdb
import pyarrow as pa

from marsad.model.claim import Claim, identified
from marsad.model.count import Count
from marsad.model.name import Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD
from marsad.reconcile.block import kind_groups
from marsad.reconcile.bulk import linker
from marsad.reconcile.bulk.columns import key_rows, row, schema
from marsad.reconcile.cluster import clusters
from marsad.reconcile.node import nodes
from marsad.reconcile.weights import built_in

FIRST, TOWNS, TELLINGS = date(2016, 1, 1), 2000, 3


def claims(count: int) -> Iterator[SourcedClaim]:
    """Tellings of happenings: a town, a day and a toll of their own, each in a report of its own."""
    chance = random.Random(1)  # noqa: S311 - no secret
    days = max(365, count // 300)
    for at in range(count):
        if at % TELLINGS == 0:
            town, day = chance.randrange(TOWNS), FIRST + timedelta(chance.randrange(days))
            kind, dead = chance.choice(("airstrike", "shelling", "clash", "explosion")), chance.randrange(1, 40)
        place = Place(f"t{town}", f"t{town}", None, 32 + town % 50 / 10, 36 + town // 50 / 10, "town")
        told = Claim(
            kind=kind,  # type: ignore[arg-type]
            places=(place,),
            date=Period(day, day),
            counts=(Count("killed", "person", dead, dead),),
            evidence=((0, 9),),
        )
        digest = f"text-{at}"
        yield SourcedClaim(claim=identified(told, digest), report=f"r{at}", text_digest=digest, published=day)


def measured(count: int) -> dict[str, float | int]:
    """Seconds by step, pairs, events, and the most memory held (MB)."""
    weights, clock = built_in(), [time.perf_counter()]
    known = nodes(claims(count), UNKNOWN_WORLD, weights.days.presumed)
    clock.append(time.perf_counter())
    with duckdb.connect() as connection:
        table = pa.Table.from_pylist([row(node, UNKNOWN_WORLD) for node in known.values()], schema=schema())
        linker.load(connection, table, key_rows(known.values(), kind_groups(weights), weights))
        linker.block(connection)
        clock.append(time.perf_counter())
        linker.weigh(connection, weights)
        clock.append(time.perf_counter())
        edges = list(linker.edges(connection))
    groups, _ = clusters(known, edges, {}, weights.unmet)
    clock.append(time.perf_counter())
    steps = dict(zip(("nodes", "block", "weigh", "group"), (b - a for a, b in pairwise(clock)), strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = {name: round(value, 2) for name, value in steps.items()}
    return {"claims": count, "pairs": len(edges), "events": len(groups), **seconds, "peak_mb": memory}


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["10000"]):
        print(json.dumps({"bench": "reconcile bulk", **measured(size)}), flush=True)
