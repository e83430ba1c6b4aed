"""A mailbox (mbox, RFC 4155): its messages, each a file of its own, from one "From " line to the next."""

import os
import re
from collections.abc import Iterator
from typing import BinaryIO

from marsad.archive.format import Found, Part
from marsad.errors import InputError

FEW = 1000
LETTER = 1024
"""Bytes that a letter takes with its headers: a mailbox of more letters than so many bytes each is none."""
_APART = "if you trust it, add its letters by themselves"
_FROM = re.compile(rb"^From \S+ .*\d{4}\s*$|^From \S*\r?$|^From MAILER-DAEMON")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """Every message in its order, without the "From " line and with quoted ones as they were."""
    most = FEW + file.seek(0, os.SEEK_END) // LETTER
    file.seek(0)
    lines: list[bytes] = []
    number, blank, begun = 0, True, False
    for line in file:
        if blank and line.startswith(b"From ") and (_FROM.match(line.rstrip()) or not begun):
            if begun:
                number += 1
                if number > most:
                    raise InputError("it holds more letters than its size allows, as bombs do", mend=_APART)
                yield _message(lines, number)
            lines, begun = [], True
        else:
            lines.append(line)
        blank = not line.strip()
    if begun:
        yield _message(lines, number + 1)


def _message(lines: list[bytes], number: int) -> Part:
    if lines and not lines[-1].strip():
        lines = lines[:-1]
    return Part(name=f"message {number}.eml", data=_QUOTED.sub(rb"\1", b"".join(lines)), media="message/rfc822")
