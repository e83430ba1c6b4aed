"""`marsad erase`: a report goes, and a signed tombstone stays."""

from typing import Annotated

import typer

from marsad.cli.flags import KeyFile, Record, folder
from marsad.cli.stream import write_text
from marsad.cli.words import words

say = words()
Reports = Annotated[list[str], typer.Argument(metavar="REPORT...", help=say("flag.erased"), show_default=False)]
Author = Annotated[str, typer.Option("--author", metavar="NAME", help=say("flag.author"), show_default=False)]
Ground = Annotated[str, typer.Option("--ground", metavar="TEXT", help=say("flag.ground"), show_default=False)]
Yes = Annotated[bool, typer.Option("--yes", help=say("flag.yes"), show_default=False)]


def erase(
    reports: Reports, author: Author, ground: Ground, yes: Yes = False, key: KeyFile = None, record: Record = None
) -> None:
    """Ask once, erase, and say what is left."""
    from marsad import pipeline

    if not yes:
        typer.confirm(say("erase_sure", reports=say("part.join").join(reports)), abort=True, err=True)
    made = pipeline.erase(folder(record), reports, author=author, ground=ground, key=key)
    told = say("rebuilt", reports=made.reports, claims=made.claims, events=made.events)
    write_text(say("erased", n=len(reports)) + " " + told + "\n")
