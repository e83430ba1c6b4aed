"""`marsad verify`: whether a record is whole."""

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.exits import NOTHING_DONE
from marsad.cli.flags import Record, folder
from marsad.cli.stream import note, write_text
from marsad.cli.words import words


def verify(record: Record = None) -> None:
    """Name whatever is damaged on standard error; exit 0 when all is whole, 1 when not."""
    from marsad import pipeline

    say = words()
    checked = pipeline.verify(folder(record))
    complaints = Complaints()
    for finding in checked.findings:
        complaints(finding)
    if complaints.count:
        note(say("not_whole", n=complaints.count))
        raise typer.Exit(NOTHING_DONE)
    write_text(say("whole", entries=checked.entries, root=checked.root) + "\n")
