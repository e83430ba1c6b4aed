"""A tar archive: its plain files, none of them by a path; links and devices are passed over and named."""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from marsad.archive.format import Found, Part, Passed
from marsad.archive.formats.caps import Caps
from marsad.archive.label import leads_out
from marsad.errors import InputError

_ASIDE = "it stays in the archive, which is kept"
_DAMAGED = "get it anew from where it came; what comes after this cannot be unpacked"


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """Every plain file, in order, as far as the archive is whole."""
    caps = Caps(file.seek(0, 2))
    file.seek(0)
    found = False
    try:
        with tarfile.open(fileobj=file, mode="r:", errorlevel=0) as archive:
            for member in archive:
                found = True
                yield from _member(archive, member, caps)
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        if not found:
            raise InputError("the archive is damaged", mend=_DAMAGED) from error
        yield Passed(name="", what="the archive is damaged", mend=_DAMAGED)


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, caps: Caps) -> Iterator[Found]:
    caps.member()
    if member.isdir():
        return
    if not member.isreg():
        yield Passed(name=member.name, what="it is a link or a device, no file", mend=_ASIDE)
    elif leads_out(member.name):
        yield Passed(name=member.name, what="its name leads out of the archive", mend=_ASIDE)
    elif stream := archive.extractfile(member):
        yield Part(name=member.name, data=caps.unpacked(stream))
