"""`marsad restore`: a record out of a backup."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.flags import Record, folder
from marsad.cli.stream import write_text
from marsad.cli.words import words

say = words()
Source = Annotated[Path, typer.Argument(metavar="FILE", help=say("flag.restore"), show_default=False)]
Key = Annotated[Path, typer.Option("--key", metavar="KEYFILE", help=say("flag.backup_key"), show_default=False)]


def restore(file: Source, key: Key, record: Record = None) -> None:
    """Unpack, verify, and make the database anew."""
    from marsad import pipeline

    made = pipeline.restore(file, folder(record), key)
    told = say("rebuilt", reports=made.reports, claims=made.claims, events=made.events)
    write_text(say("restored", path=folder(record)) + " " + told + "\n")
