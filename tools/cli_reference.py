"""Writes docs/cli-reference.md from the program's own help, so that the page cannot lie."""

import os
import subprocess
import sys
from pathlib import Path

HEAD = """\
# Command line reference

Made from the program's own `--help` by `make docs`; a test checks that it is current.
"""
NESTED = {
    "rules": ("check", "try", "trace", "coverage"),
    "notes": ("key", "show"),
    "places": ("import", "find", "show", "check", "gaps"),
}


def help_of(*verb: str) -> str:
    """What `marsad VERB --help` prints, in English and 100 columns wide whatever the terminal."""
    environ = {**os.environ, "MARSAD_LANG": "en", "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    run = "import sys; sys.argv[0] = 'marsad'; from marsad.cli.main import run; run()"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", run, *verb, "--help"], capture_output=True, check=True, env=environ
    )
    return done.stdout.decode("utf-8")


def page() -> str:
    """The whole page: the program, then each verb in the order of its help."""
    top = help_of()
    listed = top.split("Commands:\n", 1)[1].splitlines()
    verbs = [(line.split()[0],) for line in listed if line.startswith("  ") and line[2] != " "]
    nested = [(verb, name) for verb, names in NESTED.items() for name in names]
    parts = [HEAD, section("marsad", top)]
    parts += [section(" ".join(("marsad", *verb)), help_of(*verb)) for verb in [*verbs, *nested]]
    return "\n".join(parts)


def section(title: str, text: str) -> str:
    """One command's help under its name."""
    body = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    return f"## {title}\n\n```text\n{body}\n```\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
