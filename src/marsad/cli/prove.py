"""`marsad prove`: a folder with which a stranger checks what was sealed, without Marsad and without a network."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.flags import Record, folder
from marsad.cli.stream import write_text
from marsad.cli.words import words

say = words()
Items = Annotated[list[str], typer.Argument(metavar="ITEM...", help=say("flag.items"), show_default=False)]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help=say("flag.bag"), show_default=False)]
Copies = Annotated[
    list[Path] | None, typer.Option("--checkpoint", metavar="FILE", help=say("flag.earlier"), show_default=False)
]


def prove(items: Items, output: Output, checkpoint: Copies = None, record: Record = None) -> None:
    """Write the bag, and say how to check it."""
    from marsad import pipeline

    entries = pipeline.prove(folder(record), items, output, checkpoint or [])
    write_text(say("proved", entries=entries, path=output) + "\n")
