"""`marsad read`: the claims of reports as JSON lines; nothing is kept."""

from marsad.cli.complaints import Complaints
from marsad.cli.flags import Inputs, Outlet, Overlay, Published, ReaderName, ReportId, overlay, reader
from marsad.cli.progress import progress
from marsad.cli.stream import write_lines
from marsad.model.done import Given


def read(
    inputs: Inputs,
    published: Published = None,
    outlet: Outlet = None,
    id_: ReportId = None,
    record: Overlay = None,
    reader_: ReaderName = None,
) -> None:
    """Print one line for each report, as soon as it is read."""
    from marsad import pipeline

    given = Given(published=published, outlet=outlet, report=id_, reader=reader(reader_))
    complaints = Complaints()
    with progress("progress.read") as tick:
        done = write_lines(pipeline.read(inputs, given, overlay=overlay(record), complain=complaints, tick=tick))
    complaints.settle(done)
