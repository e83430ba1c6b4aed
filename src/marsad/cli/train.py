"""`marsad train`: a finder of a team's own, from the reports that it has coded."""

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.stream import note, write_text
from marsad.cli.words import words
from marsad.errors import InputError

say = words()
Coded = Annotated[list[str], typer.Argument(metavar="CODED...", help=say("flag.coded_reports"), show_default=False)]
Texts = Annotated[list[str] | None, typer.Option("--texts", metavar="FILE", help=say("flag.texts"), show_default=False)]
Into = Annotated[Path, typer.Option("--out", metavar="DIR", help=say("flag.finder_out"), show_default=False)]
Epochs = Annotated[int, typer.Option("--epochs", metavar="N", min=1, help=say("flag.epochs"))]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help=say("flag.seed"))]


def train(coded: Coded, out: Into, texts: Texts = None, epochs: Epochs = 4, seed: Seed = 1) -> None:
    """Train, tell how far it has come, and say what the finder adds on the reports that were kept out."""
    try:
        from marsad.pipeline.training import Asked
        from marsad.pipeline.training import train as train_finder
    except ImportError as error:
        mend = "pip install 'marsad[train]'"
        raise InputError("what training needs is not installed", mend=mend) from error
    complaints = Complaints()
    asked = Asked(coded, tuple(texts or ()), out, epochs, seed)
    figures = train_finder(
        asked,
        complain=complaints,
        tick=lambda done, of, loss: note(say("train.step", done=done, of=of, loss=f"{loss:.2f}")),
    )
    write_text(say("train.done", folder=out, rules=figures["rules"], finder=figures["finder"]) + "\n")
    complaints.settle(1)
