"""`marsad demo`: the whole road on sample reports, and what a monitor wants to see at its end."""

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from marsad.cli.add import summary
from marsad.cli.complaints import Complaints
from marsad.cli.control import control_table
from marsad.cli.counts import counts_table
from marsad.cli.events import events_table
from marsad.cli.progress import progress
from marsad.cli.stream import note, write_text
from marsad.cli.words import words
from marsad.errors import RecordError
from marsad.model.asked import Asked
from marsad.model.done import Given

SHOWN_DAY = date(2016, 12, 6)
"""A day in the middle of the samples, when control of the town is told in several ways."""

Fresh = Annotated[
    Path | None, typer.Option("--record", metavar="DIR", help=words()("flag.demo_record"), show_default=False)
]


def demo(record: Fresh = None) -> None:
    """Read the samples into a fresh record, and print events, counts and control."""
    if record is not None:
        if record.exists():
            raise RecordError(
                "the demo makes a fresh record, and this folder exists", where=str(record), mend="name another"
            )
        _show(record)
    else:
        with TemporaryDirectory(prefix="marsad-") as folder:
            _show(Path(folder) / "record")


def _show(record: Path) -> None:
    from marsad import pipeline

    say = words()
    note(say("demo.reading"))
    complaints = Complaints()
    with as_file(files("marsad") / "samples" / "reports.jsonl") as samples, progress("progress.add") as tick:
        added = pipeline.add(record, [str(samples)], Given(reader="fast"), complain=complaints, tick=tick)
    write_text(summary(added) + "\n\n")
    told = pipeline.events(record)
    several = tuple(event for event in told.events if event.status != "single-source")
    events_table(several, told.claims, title=say("title.several", n=len(several), all=len(told.events)))
    counts_table(pipeline.counts(record, Asked(outcomes=("killed", "injured"))))
    control_table(pipeline.control(record, Asked(since=SHOWN_DAY, until=SHOWN_DAY)), day=SHOWN_DAY)
    write_text(say("demo.next") + "\n")
    complaints.settle(len(added.reports))
