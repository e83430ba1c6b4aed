"""`marsad brief`: a page in which each sentence says who says so, and each footnote leads to the words."""

from typing import Annotated, Literal

import typer

from marsad.cli.flags import AsKnownOn, ChangedSince, Key, Record, Since, Until, Where, folder, told_key
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.asked import Asked

Form = Annotated[Literal["markdown", "jsonl"], typer.Option("--format", help=words()("flag.brief_format"))]


def brief(
    place: Where = None,
    since: Since = None,
    until: Until = None,
    as_known_on: AsKnownOn = None,
    changed_since: ChangedSince = None,
    key: Key = None,
    record: Record = None,
    form: Form = "markdown",
) -> None:
    """Print a brief in the language of the program (`marsad --lang ar brief`)."""
    from marsad import pipeline

    lang = words().language
    asked = Asked(
        place=place, since=since, until=until, as_known_on=as_known_on, changed_since=changed_since, lang=lang
    )
    page = pipeline.brief(folder(record), asked, told_key(key))
    if form == "jsonl":
        write_lines([page])
    else:
        write_text(page.markdown.rstrip("\n") + "\n")
