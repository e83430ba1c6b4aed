"""`marsad checkpoint`: the log's size and root, signed, for others to keep."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.flags import KeyFile, Record, folder
from marsad.cli.stream import note, write_text
from marsad.cli.words import words

say = words()
Copies = Annotated[list[Path] | None, typer.Option("--copy", metavar="DIR", help=say("flag.copy"), show_default=False)]
Rotate = Annotated[bool, typer.Option("--rotate", help=say("flag.rotate"), show_default=False)]


Stamps = Annotated[list[str] | None, typer.Option("--stamp", metavar="URL", help=say("flag.stamp"), show_default=False)]
Roots = Annotated[list[Path] | None, typer.Option("--ca", metavar="FILE", help=say("flag.ca"), show_default=False)]


def checkpoint(
    copy: Copies = None,
    stamp: Stamps = None,
    ca: Roots = None,
    rotate: Rotate = False,
    key: KeyFile = None,
    record: Record = None,
) -> None:
    """Print a signed note, and keep copies of it where they are wanted."""
    from marsad import pipeline

    if rotate:
        note(say("rotated", public=pipeline.rotate_key(folder(record), key=key)))
        key = None
    if stamp:
        complaints = Complaints()
        stamped = pipeline.stamp(folder(record), stamp, ca or [], complain=complaints)
        note(say("stamped", n=stamped, of=len(stamp)))
        complaints.settle(stamped)
    write_text(pipeline.checkpoint(folder(record), copy or [], key=key))
