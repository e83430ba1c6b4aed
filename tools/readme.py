"""Runs the commands of a page's console blocks in a folder of their own and writes what they print below them.

    readme.py PAGE [EXAMPLES]

The folder is empty but for the files of EXAMPLES.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
STEP = re.compile(r"^\$ ([^\n]*)\n", re.MULTILINE)


def run(command: str, folder: str) -> str:
    """What a command prints on standard output; CalledProcessError where it fails."""
    environ = {**os.environ, "MARSAD_LANG": "en", "MARSAD_RECORD": "", "MARSAD_READER": "fast"}
    environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environ['PATH']}"
    shell = ["bash", "-c", command]
    done = subprocess.run(shell, cwd=folder, env=environ, capture_output=True, check=True)  # noqa: S603 - README's own
    return done.stdout.decode("utf-8")


def renewed(page: str, answer: Callable[[str], str]) -> str:
    """The page with the output below each `$ command` as `answer` gives it."""

    def block(found: re.Match[str]) -> str:
        commands = STEP.findall(found[1])
        return "```console\n" + "".join(f"$ {command}\n{answer(command)}" for command in commands) + "```"

    return CONSOLE.sub(block, page)


if __name__ == "__main__":
    readme = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as empty:
        for examples in sys.argv[2:]:
            shutil.copytree(examples, empty, dirs_exist_ok=True)
        readme.write_text(renewed(readme.read_text(encoding="utf-8"), lambda c: run(c, empty)), encoding="utf-8")
