"""The program `marsad`: gathers the verbs, speaks the user's language, and turns what went wrong into words."""

import os
import sys
from typing import Annotated

import typer

from marsad import __version__
from marsad.cli.stream import note
from marsad.cli.words import words
from marsad.errors import MarsadError

NOTHING_DONE = 1
IN_PART = 3
"""Exit codes besides 0 and 2 (wrong usage): nothing could be done or a record is damaged; some inputs were left out."""


def build() -> typer.Typer:
    """The command line with every verb, its help in the language of the environment."""
    from marsad.cli.verbs import VERBS  # noqa: PLC0415 - the verbs word their help when imported, once --lang is known

    app = typer.Typer(
        name="marsad",
        help=words()("help.marsad"),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(root)
    for name, verb in VERBS.items():
        if isinstance(verb, typer.Typer):
            app.add_typer(verb, name=name)
        else:
            app.command(name, help=words()(f"help.{name}"))(verb)
    return app
