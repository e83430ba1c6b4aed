"""`marsad watch`: feeds, listings and sitemaps into the record, for as long as it runs; or how each of them is."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.feedstable import feeds_table
from marsad.cli.flags import ReaderName, Record, Shape, folder, reader
from marsad.cli.progress import progress
from marsad.cli.show import shown
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.came import Came
from marsad.model.done import Given
from marsad.settings import settings

say = words()
Feeds = Annotated[Path, typer.Argument(metavar="FEEDS.toml", help=say("flag.feeds"), show_default=False)]
Once = Annotated[bool, typer.Option("--once", help=say("flag.once"))]
How = Annotated[bool, typer.Option("--health", help=say("flag.health"))]
SHOWN = 5
"""Changes of a new wording that are shown."""


def watch(
    feeds: Feeds,
    once: Once = False,
    health: How = False,
    record: Record = None,
    reader_: ReaderName = None,
    form: Shape = "table",
) -> None:
    """Watch until interrupted, printing each report as it comes; or print how each feed is, asking nobody."""
    from marsad import pipeline

    complaints = Complaints()
    if health:
        told, doubts = pipeline.feeds_health(folder(record), feeds, datetime.now(UTC))
        for doubt in doubts:
            complaints(doubt)
        feeds_table(told) if form == "table" else write_lines(told)
        return
    came: list[int] = []

    def tell(one: Came) -> None:
        came.append(1)
        write_lines([one]) if form == "jsonl" else write_text(line(one) + "\n")

    given = Given(reader=reader(reader_), operator=settings(os.environ).operator)
    with _until_told() as (ended, wait), progress("progress.watch") as tick:
        hours = pipeline.Hours(clock=lambda: datetime.now(UTC), wait=wait, ended=ended, once=once)
        pipeline.watch(folder(record), feeds, hours, pipeline.Heard(complaints, tell, tick), given)
    complaints.settle(len(came))


def line(came: Came) -> str:
    """A report that came, and below it how it differs from its last wording or whom it resembles."""
    what = say("watch.revised" if came.revises else "watch.came", report=came.report, url=shown(came.url or "—"))
    told = [f"{what}  {shown(came.title or '')}".rstrip()]
    told += [f"  - {shown(change.gone)}\n  + {shown(change.come)}" for change in came.changes[:SHOWN]]
    if len(came.changes) > SHOWN:
        told.append("  " + say("watch.more", n=len(came.changes) - SHOWN))
    if came.near:
        told.append("  " + say("watch.near", report=came.near, share=f"{came.similarity:.0%}"))
    return "\n".join(told)


@contextmanager
def _until_told() -> Iterator[tuple[Callable[[], bool], Callable[[float], Any]]]:
    """Whether the user or the system has asked to end, and a wait that such a request cuts short."""
    told = threading.Event()
    before = {number: signal.signal(number, lambda *_: told.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told.is_set, told.wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
