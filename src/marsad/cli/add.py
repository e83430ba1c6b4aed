"""`marsad add`: reports into the record: sealed, logged, read, reconciled."""

import os

from marsad.cli.complaints import Complaints
from marsad.cli.flags import Inputs, Outlet, Published, ReaderName, Record, ReportId, Shape, folder, reader
from marsad.cli.progress import progress
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.done import Added, Given
from marsad.settings import settings


def add(
    inputs: Inputs,
    published: Published = None,
    outlet: Outlet = None,
    id_: ReportId = None,
    record: Record = None,
    reader_: ReaderName = None,
    form: Shape = "table",
) -> None:
    """Take reports in and say what came of it; with JSON lines, one for each report."""
    from marsad import pipeline

    operator = settings(os.environ).operator
    given = Given(published=published, outlet=outlet, report=id_, reader=reader(reader_), operator=operator)
    complaints = Complaints()
    with progress("progress.add") as tick:
        added = pipeline.add(folder(record), inputs, given, complain=complaints, tick=tick)
    if form == "jsonl":
        write_lines(added.reports)
    else:
        write_text(summary(added) + "\n")
    complaints.settle(len(added.reports) + added.unread)


def summary(added: Added) -> str:
    """How many reports were taken in, and how much the record holds now."""
    new = sum(report.new for report in added.reports)
    told = words()("added", reports=len(added.reports), new=new, claims=added.claims, events=added.events)
    return told + (" " + words()("added.unread", n=added.unread) if added.unread else "")
