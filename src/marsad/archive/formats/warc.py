"""A web archive (WARC 1.0 and 1.1, ISO 28500): what servers answered with a page, a feed or a document, by warcio.

The digests inside a WARC do not cover its headers, and a damaged one raises what warcio does not document: what can be
read up to there is taken, and the whole file is sealed whatever is in it.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from marsad.archive.format import Found, Part, Passed
from marsad.archive.formats.caps import Caps
from marsad.archive.formats.moments import moment
from marsad.errors import InputError

_READ = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain", "application/rss+xml", "message/rfc822")
_ANEW = "get it anew from where it came; what comes after this cannot be read"
_DONE = "200"


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """The answers, in order, with their addresses and the moments of capture."""
    caps = Caps(file.seek(0, 2))
    file.seek(0)
    number = taken = other = 0
    try:
        for record in ArchiveIterator(file, arc2warc=True):
            number += 1
            if (found := _answer(record, number, caps)) is not None:
                taken += 1
                yield found
            else:
                other += record.rec_type in {"response", "resource"}
    except InputError:
        raise
    except Exception as error:
        if not number:
            raise InputError("the web archive is damaged", mend=_ANEW) from error
        yield Passed(name=f"record {number + 1}", what="the web archive is damaged", mend=_ANEW)
    if not taken + other:
        raise InputError("there is no record in the web archive", mend=_ANEW)
    if other:
        yield Passed(name="", what=f"{other} answers are no pages: pictures, scripts, failures", mend="nothing to do")


def _answer(record: ArcWarcRecord, number: int, caps: Caps) -> Part | None:
    """What a server answered, unpacked; None for any other record."""
    if record.rec_type not in {"response", "resource"}:
        return None
    http = record.http_headers
    if http is not None and http.get_statuscode() != _DONE:
        return None
    headers = http or record.rec_headers
    media = str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if media not in _READ:
        return None
    caps.member()
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
    captured = moment(str(record.rec_headers.get_header("WARC-Date") or ""))
    try:
        data = caps.unpacked(record.content_stream())
    except (zlib.error, EOFError):
        return None
    return Part(name=_name(url, number), data=data, media=media, url=url or None, captured=captured)


def _name(url: str, number: int) -> str:
    """What the record is called: the last piece of its address."""
    try:
        last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        last = ""
    return f"{number} {last}".strip()
