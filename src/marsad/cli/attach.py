"""`marsad attach`: photos, videos and documents, sealed and linked to a report, a claim or a note."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.flags import Record, Shape, folder
from marsad.cli.progress import progress
from marsad.cli.show import shown
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.attachment import Attachment

say = words()
Of = Annotated[str, typer.Argument(metavar="ID", help=say("flag.attach_to"), show_default=False)]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=say("flag.attached"), show_default=False)]


def attach(of: Of, files: Files, record: Record = None, form: Shape = "table") -> None:
    """Seal each file and say under which digest."""
    from marsad import pipeline

    complaints = Complaints()
    with progress("progress.attach", len(files)) as tick:
        done = pipeline.attach(folder(record), files, of, complain=complaints, tick=tick)
    if form == "jsonl":
        write_lines(done)
    else:
        write_text("".join(f"{line}\n" for line in attached_lines(done)))
    complaints.settle(len(done))


def attached_lines(attachments: Iterable[Attachment]) -> Iterable[str]:
    """Name, media type, size and digest of each, a line each; what only a key tells is "…"."""
    for attachment in attachments:
        name, media = attachment.file or "…", attachment.media or "…"
        yield say("attached", file=shown(name), media=media, size=attachment.size, digest=attachment.object)
