"""Flags that several verbs share, worded in the user's language."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.stream import Format
from marsad.cli.words import words

say = words()


def day(text: str | date) -> date:
    """A day as YYYY-MM-DD; anything else is wrong usage, never guessed at."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(say("bad_day", given=text)) from None


Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help=say("flag.inputs"), show_default=False)]
Record = Annotated[Path | None, typer.Option("--record", metavar="DIR", help=say("flag.record"), show_default=False)]
Published = Annotated[
    date | None, typer.Option("--published", metavar="DATE", parser=day, help=say("flag.published"), show_default=False)
]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help=say("flag.outlet"), show_default=False)]
ReportId = Annotated[str | None, typer.Option("--id", metavar="ID", help=say("flag.id"), show_default=False)]
Shape = Annotated[Format, typer.Option("--format", help=say("flag.format"))]
