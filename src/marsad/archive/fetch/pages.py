"""From what a visit brought to a report that is ready to be sealed, with how it was had."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from marsad.archive.fetch.entries import plain
from marsad.archive.fetch.location import located
from marsad.archive.fetch.visit import Visit
from marsad.archive.format import Part
from marsad.archive.items import ID_LENGTH, Given, Intake, Item
from marsad.archive.unfold import File, unfold
from marsad.model.canonical import digest
from marsad.model.report import Report
from marsad.model.sealed import TextBase

FETCHED = "fetched"
"""Field of a report's metadata that says how it was had."""
ENTRY = "feed-entry/1"
"""The words that an entry of a feed carries, without their markup."""
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""Beginnings of parameters that say where a reader came from, and not what is read."""


def page_id(url: str) -> str:
    """The id of the report at an address: the same for ever, so that an edited page is a new version of it."""
    parts = urlsplit(str(located(url)))
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if not name.lower().startswith(_TRACKING)]
    query = parts.query if len(kept) == len(asked) else urlencode(kept)
    return digest(urlunsplit(parts._replace(query=query)).encode())[:ID_LENGTH]


def taken(visit: Visit, given: Given, agent: str, meta: dict[str, Any]) -> Iterator[Item]:
    """The reports in a visit's bytes, files that hold some, and what is wrong with them; each says how it was had.

    Only the page's own report bears the given id: what a server sends cannot name a report that is somebody else's.
    """
    name = given.given_id or page_id(visit.asked)
    own = Given(given.published, given.outlet, name)
    where = PurePosixPath(urlsplit(visit.url).path).name
    part = Part(name=where, data=b"", media=visit.media, url=visit.url, captured=visit.captured)
    for item in unfold(File(data=visit.body, name=where, where=visit.url, part=part), own):
        yield _had(item, visit, name, agent, meta) if isinstance(item, Intake) else item


def told_by_entry(words: str, given: Given, said: Report, where: str) -> Intake | None:
    """A report of the words that a feed's entry carries, with what `said` holds; None where it carries none."""
    text = plain(words)
    if not text:
        return None
    original = words.encode("utf-8", "surrogatepass")
    report = msgspec.structs.replace(said, report=given.name(where) or "", text=text)
    return Intake(report=given.fill(report, original), original=original, source=where, base=TextBase(ENTRY))


def _had(intake: Intake, visit: Visit, name: str, agent: str, meta: dict[str, Any]) -> Intake:
    fetched = {
        "asked": visit.asked,
        "status": visit.status,
        "media": visit.media,
        "address": visit.address,
        "redirects": [list(step) for step in visit.redirects],
        "etag": visit.known.etag,
        "modified": visit.known.modified,
        "agent": agent,
    }
    given, held = intake.report, {name: value for name, value in fetched.items() if value}
    report = msgspec.structs.replace(
        given,
        report=name if given.report == name else digest(f"{name} {given.report}".encode())[:ID_LENGTH],
        captured=visit.captured,
        meta={**given.meta, **meta, FETCHED: held},
    )
    return msgspec.structs.replace(intake, report=report)
