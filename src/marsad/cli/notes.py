"""`marsad notes`: the key that opens source notes, and what they say to who holds it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.flags import Record, Shape, folder, told_key
from marsad.cli.show import shown
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.note import SealedNote

say = words()
KeyFile = Annotated[Path, typer.Argument(metavar="FILE", help=say("flag.note_key_file"), show_default=False)]
Secret = Annotated[Path, typer.Option("--key", metavar="FILE", help=say("flag.note_key"), show_default=False)]


def notes() -> typer.Typer:
    """The group of verbs."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, verb in (("key", key), ("show", show)):
        told = say(f"help.notes.{name}")
        group.command(name, help=told, short_help=told.split("\n\n")[0])(verb)
    return group


def key(file: KeyFile, record: Record = None) -> None:
    """Make a key: its secret half goes to the file, its public half to the record."""
    from marsad import pipeline

    public = pipeline.new_note_key(folder(record), file)
    write_text(say("notes.key", public=public, file=file) + "\n")


def show(secret: Secret, record: Record = None, form: Shape = "table") -> None:
    """Print the notes that a key opens, whole."""
    from marsad import pipeline

    opened = pipeline.notes(folder(record), secret)
    told_key(secret)
    if form == "jsonl":
        write_lines(opened)
    else:
        write_text("\n".join(_pages(opened)))


def _pages(opened: Iterable[SealedNote]) -> Iterable[str]:
    for sealed in opened:
        note = sealed.note
        told = (note.source, note.taken_by, note.taken, note.lang, note.place or "")
        head = say("notes.head", **dict(zip(("source", "by", "day", "language", "place"), told, strict=True)))
        consent = say(f"consent.{note.consent}")
        text = "\n".join(map(shown, note.text.splitlines()))
        yield f"{sealed.id}  {shown(head)}; {consent}\n\n{text}\n"
