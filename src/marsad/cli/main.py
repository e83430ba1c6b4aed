"""The program `marsad`: gathers the verbs, speaks the user's language, and turns what went wrong into words."""

import os
import sys
from collections.abc import Sequence

import typer

from marsad.cli.exits import NOTHING_DONE
from marsad.cli.logs import logged, problem
from marsad.cli.stream import note
from marsad.cli.words import words
from marsad.errors import MarsadError


def run() -> None:
    """The entry point of the console script; leaves through `sys.exit`."""
    _listen_for_language(sys.argv[1:])
    try:
        with logged(os.environ, sys.argv[1:]):
            _run()
    except OSError as error:
        note(words()("os_error", path=error.filename or "", why=error.strerror or str(error)))
        sys.exit(NOTHING_DONE)


def _run() -> None:
    try:
        build()()
    except MarsadError as error:
        problem(error)
        note(words().error(error))
        sys.exit(NOTHING_DONE)


def build() -> typer.Typer:
    """The command line with every verb, its help in the language of the environment."""
    from marsad.cli.root import root  # words its help when imported, so not before the language is known
    from marsad.cli.verbs import verbs  # likewise

    say = words()
    app = typer.Typer(
        name="marsad",
        help=say("help.marsad"),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(root)
    for name, verb in verbs().items():
        told = say(f"help.{name}")
        if isinstance(verb, typer.Typer):
            app.add_typer(verb, name=name, help=told, short_help=told.strip())
        else:
            app.command(name, help=told, short_help=told.split("\n\n")[0])(verb)
    return app


def _listen_for_language(arguments: Sequence[str]) -> None:
    """`--lang ar` is heard before the verbs are imported, since they word their help then."""
    for index, argument in enumerate(arguments):
        flag, equals, value = argument.partition("=")
        if flag == "--lang":
            given = value if equals else "".join(arguments[index + 1 : index + 2])
            os.environ["MARSAD_LANG"] = given
            return
