"""`marsad backup`: one encrypted file of all that is sealed."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.flags import Record, folder
from marsad.cli.stream import note, write_text
from marsad.cli.words import words

say = words()
Target = Annotated[Path, typer.Argument(metavar="FILE", help=say("flag.backup"), show_default=False)]
To = Annotated[list[str] | None, typer.Option("--to", metavar="KEY", help=say("flag.to"), show_default=False)]
NewKey = Annotated[
    Path | None, typer.Option("--new-key", metavar="KEYFILE", help=say("flag.new_backup_key"), show_default=False)
]


def backup(file: Target, to: To = None, new_key: NewKey = None, record: Record = None) -> None:
    """Write the backup; with a new key, say where it is and what its public half is."""
    from marsad import pipeline

    recipients = list(to or [])
    if new_key:
        recipients.append(pipeline.backup_key(new_key))
        note(say("backup_key", path=new_key, public=recipients[-1]))
    size = pipeline.backup(folder(record), file, recipients)
    write_text(say("backed_up", path=file, size=size) + "\n")
