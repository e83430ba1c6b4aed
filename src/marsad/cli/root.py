"""What `marsad` takes before a verb: the language and the version."""

from typing import Annotated

import typer

from marsad import __version__
from marsad.cli.stream import write_text
from marsad.cli.words import words

say = words()


def _version(asked: bool) -> None:
    if asked:
        write_text(f"marsad {__version__}\n")
        raise typer.Exit


def root(
    lang: Annotated[str | None, typer.Option("--lang", metavar="ar|en", help=say("flag.lang"))] = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help=say("flag.version"))
    ] = False,
) -> None:
    """Flags that come before the verb; the language itself was heard in `main`."""
    del version  # its callback has answered
    if lang not in {None, "ar", "en"}:
        raise typer.BadParameter(say("bad_lang", given=lang))
