"""Zips: what is inside, read with a limit, so that a small file cannot fill the memory."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from marsad.errors import InputError
from marsad.gazetteer.importer import Source

ZIP = b"PK\x03\x04"
LARGEST = 1 << 30
"""Bytes of one file in a zip at the most: the largest country dump of GeoNames has a third of it."""
_PASSED_OVER = ("readme", "__macosx", ".")


def opened(source: Source) -> Iterator[Source]:
    """The file, and where it is a zip each file in it that may be a place file."""
    yield source
    if source.data.startswith(ZIP):
        for name in members(source):
            yield Source(PurePosixPath(name).name, read_member(source, name))


def members(source: Source) -> list[str]:
    """Names of the files in a zip, in order, without readmes and what systems add. InputError for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as file:
            names = [item.filename for item in file.infolist() if not item.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise InputError(f"the zip is damaged: {error}", where=source.name, mend="get it again") from error
    return [name for name in sorted(names) if not name.rpartition("/")[2].lower().startswith(_PASSED_OVER)]


def read_member(source: Source, name: str) -> bytes:
    """One file of a zip. InputError for one that is damaged, locked or too large."""
    where = f"{source.name}/{name}"
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as file, file.open(name) as member:
            data = member.read(LARGEST + 1)
    except (zipfile.BadZipFile, RuntimeError, ValueError, LookupError, OSError, EOFError, zlib.error) as error:
        raise InputError(f"the zip is damaged: {error}", where=where, mend="get it again") from error
    if len(data) > LARGEST:
        raise InputError("the zip holds a file of more than 1 GiB", where=where, mend="give its parts by themselves")
    return data
