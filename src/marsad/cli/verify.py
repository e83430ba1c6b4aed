"""`marsad verify`: whether a record is whole."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.exits import NOTHING_DONE
from marsad.cli.flags import Record, folder
from marsad.cli.progress import progress
from marsad.cli.stream import note, write_text
from marsad.cli.words import words
from marsad.model.done import Checked

say = words()
Copies = Annotated[
    list[Path] | None, typer.Option("--checkpoint", metavar="FILE", help=say("flag.checkpoint"), show_default=False)
]


def verify(checkpoint: Copies = None, record: Record = None) -> None:
    """Name whatever is damaged on standard error; exit 0 when all is whole, 1 when not."""
    from marsad import pipeline

    with progress("progress.verify") as tick:
        checked = pipeline.verify(folder(record), checkpoint or [], progress=lambda _done, _of: tick())
    complaints = Complaints()
    for finding in checked.findings:
        complaints(finding)
    if complaints.count:
        note(say("not_whole", **told(checked)))
        raise typer.Exit(NOTHING_DONE)
    write_text(say("whole", root=checked.root, **told(checked)) + "\n")


def told(checked: Checked) -> dict[str, str]:
    """The parts of the record by their state, each in words."""
    states: dict[str, list[str]] = {"whole": [], "damaged": [], "unseen": []}
    for part in checked.parts:
        state = "some" if part.state == "damaged" and part.name in {"objects", "own", "copies"} else "all"
        states[part.state].append(say(f"part.{part.name}.{state}", n=part.number, damaged=part.damaged))
    nothing = say("part.nothing")
    return {state: say("part.join").join(parts) or nothing for state, parts in states.items()}
