"""Every format that has a confined reader: where that is, what it may cost, and whether the file holds reports."""

import msgspec

from marsad.archive.format import Limits

PICTURES = Limits(seconds=30, pace=32 << 10, programs=True)
"""A page takes the recognition of letters some three seconds."""
PRINTED = Limits(pace=24 << 10, programs=True)
"""The layout of a printed page takes a tenth of a second and some kilobytes."""
LARGE = Limits(seconds=4, pace=2 << 20)
"""Archives and exports are unpacked at tens of megabytes a second."""

EXPORTS = Limits(pace=1 << 20)
"""Tables and exports are read whole, and take several times their size."""


class Known(msgspec.Struct, frozen=True):
    """A format: the reader at "module:function", and its limits.

    `holds` tells a file that is no report itself but holds some; it is kept whole beside what comes out of it.
    `unpacks` tells an archive whose parts are files.
    """

    reader: str
    limits: Limits = Limits()
    holds: bool = False
    unpacks: bool = False


_HERE = "marsad.archive.formats"
READERS = {
    "html": Known(f"{_HERE}.html:read"),
    "pdf": Known(f"{_HERE}.pdf:read", PRINTED),
    "image": Known(f"{_HERE}.image:read", PICTURES),
    "docx": Known(f"{_HERE}.docx:read"),
    "email": Known(f"{_HERE}.mail:read"),
    "feed": Known(f"{_HERE}.feed:read", holds=True),
    "csv": Known(f"{_HERE}.csvtable:read", EXPORTS, holds=True),
    "json": Known(f"{_HERE}.jsonfile:read", EXPORTS, holds=True),
    "telegram": Known(f"{_HERE}.telegram:read", EXPORTS, holds=True),
    "mbox": Known(f"{_HERE}.mbox:read", LARGE, holds=True),
    "warc": Known(f"{_HERE}.warc:read", LARGE, holds=True),
    "zip": Known(f"{_HERE}.zipped:read", LARGE, holds=True, unpacks=True),
    "tar": Known(f"{_HERE}.tarred:read", LARGE, holds=True, unpacks=True),
    "gzip": Known(f"{_HERE}.gzipped:read", LARGE, holds=True, unpacks=True),
}
"""Format → its reader, as `marsad.archive.recognise` names formats."""
