"""`marsad schema`: the shape of what a command prints, as JSON Schema."""

from typing import Annotated, Literal

import typer

from marsad.cli.stream import write_text
from marsad.cli.words import words

Shape = Literal["claims", "events", "counts", "control", "why", "pair", "judgements", "doubts"]


def schema(shape: Annotated[Shape, typer.Argument(help=words()("flag.shape"), show_default=False)]) -> None:
    """Print the JSON Schema (draft 2020-12) that each line of that shape fulfils."""
    import json

    from marsad.model.schema import schema as schema_of

    write_text(json.dumps(schema_of(shape), ensure_ascii=False, indent=2) + "\n")
