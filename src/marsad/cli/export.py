"""`marsad export`: the record in the formats that others read."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from marsad.cli.flags import AsKnownOn, Record, Since, Until, Where, folder
from marsad.cli.stream import write_bytes, write_text
from marsad.cli.words import words
from marsad.model.asked import Asked

say = words()
Into = Annotated[
    Literal["acled", "geojson", "bagit", "verdata"], typer.Argument(help=say("flag.export_format"), show_default=False)
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help=say("flag.output"), show_default=False)
]


def export(
    into: Into,
    output: Output = None,
    place: Where = None,
    since: Since = None,
    until: Until = None,
    as_known_on: AsKnownOn = None,
    record: Record = None,
) -> None:
    """Write the record's events (and for GeoJSON its spans of control) to a file or to standard output."""
    from marsad import pipeline

    if into == "bagit":
        _bag(folder(record), output)
        return
    asked = Asked(place=place, since=since, until=until, as_known_on=as_known_on)
    written = pipeline.export(folder(record), into, asked)
    if output is None or str(output) == "-":
        write_bytes(written)
    else:
        output.write_bytes(written)


def _bag(record: Path, output: Path | None) -> None:
    from marsad import pipeline

    if output is None or str(output) == "-":
        raise typer.BadParameter(say("bag_wants_folder"))
    write_text(say("proved", entries=pipeline.export_bag(record, output), path=output) + "\n")
