"""`marsad note`: a person's own account into the record, encrypted, for those alone who hold the key."""

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.flags import Record, Shape, chosen, day, folder, known
from marsad.cli.stream import note as tell
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.note import Consent, Note

say = words()
Account = Annotated[str | None, typer.Argument(metavar="[FILE]", help=say("flag.account"), show_default=False)]
Source = Annotated[str, typer.Option("--source", metavar="CODE", help=say("flag.source"), show_default=False)]
Agreed = Annotated[
    str, typer.Option("--consent", metavar="WORD", help=say("flag.consent", known=known(Consent)), show_default=False)
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help=say("flag.taken_by"), show_default=False)]
Taken = Annotated[
    date | None, typer.Option("--taken", metavar="DATE", parser=day, help=say("flag.taken"), show_default=False)
]
Tongue = Annotated[str, typer.Option("--language", metavar="CODE", help=say("flag.language"))]
Where = Annotated[str | None, typer.Option("--place", metavar="PLACE", help=say("flag.taken_at"), show_default=False)]


def note(
    source: Source,
    consent: Agreed,
    by: By,
    file: Account = None,
    taken: Taken = None,
    language: Tongue = "ar",
    place: Where = None,
    record: Record = None,
    form: Shape = "table",
) -> None:
    """Encrypt an account from a file, standard input (`-`) or the user's editor, and seal it like a report."""
    from marsad import pipeline

    (agreed,) = chosen([consent], Consent)
    complaints = Complaints()
    text = pipeline.account_in(_bytes(file), where=file or "-", complain=complaints)
    today = datetime.now().astimezone().date()
    account = Note(
        source=source, consent=agreed, taken_by=by, taken=taken or today, lang=language, place=place, text=text
    )
    noted = pipeline.note(folder(record), account, complain=complaints)
    if form == "jsonl":
        write_lines([noted])
    else:
        write_text(say("noted", id=noted.id, claims=noted.claims, keys=noted.keys) + "\n")
    if file not in {None, "-"}:
        tell(say("note.plain_file", file=file))


def _bytes(file: str | None) -> bytes:
    if file is None:
        from marsad.cli.editor import written

        return written(os.environ)
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
