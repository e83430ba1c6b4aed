"""Checking a bag as a stranger does."""

import subprocess
import sys
from pathlib import Path


def checked(bag: Path, *arguments: object) -> tuple[int, str]:
    """Exit code and words of the bag's checker, in a process that sees nothing that is installed."""
    command = [sys.executable, "-I", str(bag / "check.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, cwd="/", text=True)
    return done.returncode, done.stdout + done.stderr
