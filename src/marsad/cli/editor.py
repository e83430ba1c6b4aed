"""A page in the user's own editor, whose file lies in memory where the system has such a place, and never stays."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from marsad.errors import InputError

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own in it, for its owner alone
"""Where Linux keeps files in memory: what is deleted there leaves no block of a disk behind."""
USUAL = "notepad" if os.name == "nt" else "vi"


def written(environ: Mapping[str, str]) -> bytes:
    """What the user writes in $VISUAL or $EDITOR and saves. InputError where the editor does not end well."""
    editor = environ.get("VISUAL") or environ.get("EDITOR") or USUAL
    home = MEMORY if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="marsad-", dir=home) as folder:
        file = Path(folder) / "note.txt"
        file.touch(mode=0o600)
        try:
            subprocess.run([*shlex.split(editor), str(file)], check=True)  # noqa: S603 - the user's own choice
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            mend = "set EDITOR to one that is there, or give a file"
            raise InputError("the editor did not end well", where=editor, mend=mend) from error
        return file.read_bytes()
