"""A zip archive, and a WACZ, which is one: its files, none of them by a path, and no more than `caps` allows."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from marsad.archive.format import Found, Part, Passed
from marsad.archive.formats.caps import MEMBERS, Caps
from marsad.archive.label import leads_out
from marsad.errors import InputError

_DAMAGED = "get it anew from where it came; what it holds cannot be unpacked"
_ASIDE = "it stays in the archive, which is kept"
_LOCKED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """Every file of the archive, in its order."""
    size = file.seek(0, 2)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS:
                raise InputError(f"it holds more than {MEMBERS} files", mend=_DAMAGED)
            caps = Caps(size)
            for member in members:
                yield from _member(archive, member, caps)
    except zipfile.BadZipFile as error:
        raise InputError("the archive is damaged", mend=_DAMAGED) from error


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, caps: Caps) -> Iterator[Found]:
    caps.member()
    kind = stat.S_IFMT(member.external_attr >> 16)
    if member.is_dir() or _furniture(member.filename):
        return
    if leads_out(member.orig_filename):
        yield Passed(name=member.filename, what="its name leads out of the archive", mend=_ASIDE)
    elif kind not in {0, stat.S_IFREG}:
        yield Passed(name=member.filename, what="it is a link or a device, no file", mend=_ASIDE)
    elif member.flag_bits & _LOCKED:
        yield Passed(name=member.filename, what="it is locked by a password", mend="unpack it yourself and add it")
    else:
        try:
            with archive.open(member) as stream:
                yield Part(name=member.filename, data=caps.unpacked(stream))
        except _DAMAGE:
            yield Passed(name=member.filename, what="it is damaged in the archive", mend=_DAMAGED)


def _furniture(name: str) -> bool:
    """What systems put into archives beside what is meant."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
