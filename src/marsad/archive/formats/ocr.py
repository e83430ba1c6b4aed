"""Letters recognised in a picture by Tesseract's Arabic model: never sure, least of all of figures.

Measured on a clean page at 96 and at 300 dpi: 31 of 33 words right, and ١٢ read as ١١. So no figure that stands in such
a text counts before a person has seen it.
"""

import os
import shutil
import subprocess
from functools import cache

from marsad.errors import InputError

UNSURE = "its words were recognised in a picture and may be wrong; no figure counts before a person has seen it"
_INSTALL = "install Tesseract with its Arabic model (Debian: tesseract-ocr-ara) and add the file again"
_ARABIC = "ara"


def recognised(picture: bytes) -> str:
    """The words in a picture of a format that Tesseract knows; InputError where it is not there or fails."""
    done = _tesseract("stdin", "stdout", "-l", _ARABIC, "--psm", "3", given=picture)
    if done.returncode:
        known = _ARABIC in _tesseract("--list-langs").stdout.decode("utf-8", "replace").split()
        if not known:
            raise InputError("reading pictures needs Tesseract's Arabic model, which is not installed", mend=_INSTALL)
        raise InputError("no words can be recognised in the picture", mend="give a picture of better quality")
    return done.stdout.decode("utf-8", "replace").replace("\f", "").strip()


@cache
def engine() -> str:
    """Tesseract with its version, as in "tesseract/5.3.0"."""
    words = _tesseract("--version").stdout.decode("utf-8", "replace").split()
    return f"tesseract/{words[1]}" if len(words) > 1 else "tesseract/?"


def _tesseract(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("tesseract")
    if program is None:
        raise InputError("reading pictures needs Tesseract, which is not installed", mend=_INSTALL)
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(  # noqa: S603 - no word of the file is an argument
        [program, *arguments], input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=alone, check=False
    )
