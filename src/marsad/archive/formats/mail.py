"""An e-mail (RFC 5322 and MIME), and a page saved as one (MHTML): its words, and what is attached to it.

`mail/1`. The plain words go before the page's. Attachments are files in it, read in their turn; what a page only shows
(pictures in line, style) is not.
"""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import BinaryIO

from marsad.archive.extract import decode
from marsad.archive.format import Found, Part, Passed, Text
from marsad.archive.formats.extractor import extractor
from marsad.archive.formats.html import article, decoded, words
from marsad.archive.formats.moments import day
from marsad.errors import InputError

MAIL = extractor("mail/1", "trafilatura")
PARTS = 500
"""Parts of one message."""
BORDERS = 10_000
"""Lines that may be borders between parts: more are not even parsed, which would take minutes."""
_ANEW = "save the message anew from the mailbox"
_HEADERS = {"author": "from", "published": "date", "title": "subject", "message": "message-id", "to": "to"}


def read(file: BinaryIO, _name: str) -> Iterator[Found]:
    """The message's words, then its attachments."""
    data = file.read()
    if data.count(b"\n--") > BORDERS:
        raise InputError(f"the message has more than {PARTS} parts", mend=_ANEW)
    message = email.message_from_bytes(data, policy=_POLICY)
    if not message.keys():
        raise InputError("it has no headers as a message has", mend=_ANEW)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if len(parts) > PARTS:
        raise InputError(f"the message has more than {PARTS} parts", mend=_ANEW)
    body = _body(message)
    if body is not None and (text := _words(body)):
        yield _report(message, text, body)
    for part in parts:
        if part is not body and (name := part.get_filename()):
            yield _attached(part, str(name))


def _body(message: EmailMessage) -> EmailMessage | None:
    found = message.get_body(preferencelist=("plain", "html"))
    return found if isinstance(found, EmailMessage) else None


def _words(part: EmailMessage) -> str:
    """The words of a plain part or of a page; a character set that is wrong or missing is found out."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    if part.get_content_subtype() == "html":
        page, _ = decoded(data)
        if part.get("content-location"):
            return article(page, "utf-8").text
        return words(page)
    named = part.get_content_charset()
    try:
        return data.decode(named or "utf-8").strip()
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data)[0].strip()


def _report(message: EmailMessage, text: str, body: EmailMessage) -> Text:
    said = {field: _header(message, name) for field, name in _HEADERS.items()}
    said = {field: value for field, value in said.items() if value}
    location = _header(message, "snapshot-content-location") or _header(body, "content-location")
    origins = {field: f"header {_HEADERS[field]}" for field in said}
    return Text(
        text=text.replace("\r\n", "\n"),
        extractor=MAIL,
        encoding=body.get_content_charset() or "utf-8",
        published=day(said.get("published", "")),
        title=said.get("title"),
        url=location or None,
        meta={field: value for field, value in said.items() if field != "title"},
        origins={**origins, **({"url": "header content-location"} if location else {})},
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard library's parser of headers, on bad ones
        return ""


def _attached(part: EmailMessage, name: str) -> Found:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data:
        return Passed(name=name, what="nothing is in the attachment", mend=_ANEW)
    return Part(name=name, data=data, media=part.get_content_type())


_POLICY = email.policy.default.clone(raise_on_defect=False)
