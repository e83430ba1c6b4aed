"""Flags that several verbs share, worded in the user's language."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from marsad.cli.stream import Format, note
from marsad.cli.words import words
from marsad.model.vocabulary import CountRule
from marsad.settings import settings

say = words()


def folder(record: Path | None) -> Path:
    """The record's folder: as given, else MARSAD_RECORD, else ./record."""
    return record or settings(os.environ).record


def overlay(record: Path | None) -> Path | None:
    """A record whose own rules and places are used where nothing is kept: as given, else MARSAD_RECORD, else none."""
    environment = os.environ.get("MARSAD_RECORD")
    return record or (Path(environment) if environment else None)


def reader(choice: str | None) -> str | None:
    """Which reader reads: as given, else MARSAD_READER, else none, and the pipeline decides."""
    return choice or settings(os.environ).reader


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

KeyFile = Annotated[Path | None, typer.Option("--key", metavar="FILE", help=say("flag.key"), show_default=False)]


def known(words_of: object) -> str:
    """The values of a closed word list, as help shows them."""
    return ", ".join(get_args(words_of))


def chosen(given: list[str] | None, words_of: object) -> tuple[Any, ...]:
    """Values of a closed word list as flags give them, several in one flag parted by commas; others are wrong usage."""
    values = [value.strip() for flag in given or () for value in flag.split(",")]
    for value in values:
        if value not in get_args(words_of):
            raise typer.BadParameter(say("bad_choice", given=value, known=known(words_of)))
    return tuple(dict.fromkeys(values))


Overlay = Annotated[
    Path | None, typer.Option("--record", metavar="DIR", help=say("flag.read_record"), show_default=False)
]
Published = Annotated[
    date | None, typer.Option("--published", metavar="DATE", parser=day, help=say("flag.published"), show_default=False)
]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help=say("flag.outlet"), show_default=False)]
ReportId = Annotated[str | None, typer.Option("--id", metavar="ID", help=say("flag.id"), show_default=False)]
ReaderName = Annotated[
    str | None, typer.Option("--reader", metavar="fast|careful|DIR", help=say("flag.reader"), show_default=False)
]
Shape = Annotated[Format, typer.Option("--format", help=say("flag.format"))]

Key = Annotated[Path | None, typer.Option("--key", metavar="FILE", help=say("flag.note_key"), show_default=False)]


def told_key(key: Path | None) -> Path | None:
    """The key as given; who gives one is told what the answer then holds."""
    if key is not None:
        note(say("notes.private"))
    return key


Rule = Annotated[CountRule, typer.Option("--rule", help=say("flag.count_rule"))]
Where = Annotated[str | None, typer.Option("--place", metavar="PLACE", help=say("flag.place"), show_default=False)]
Since = Annotated[
    date | None, typer.Option("--since", metavar="DATE", parser=day, help=say("flag.since"), show_default=False)
]
Until = Annotated[
    date | None, typer.Option("--until", metavar="DATE", parser=day, help=say("flag.until"), show_default=False)
]
ChangedSince = Annotated[
    date | None,
    typer.Option("--changed-since", metavar="DATE", parser=day, help=say("flag.changed_since"), show_default=False),
]
AsKnownOn = Annotated[
    date | None,
    typer.Option("--as-known-on", metavar="DATE", parser=day, help=say("flag.as_known_on"), show_default=False),
]
