"""From what a visit brought to a report that is ready to be sealed, with how it was had."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from marsad.archive.fetch.entries import plain
from marsad.archive.fetch.location import located
from marsad.archive.fetch.visit import Visit
from marsad.archive.items import ID_LENGTH, Given, Intake, Problem, from_text
from marsad.errors import InputError
from marsad.model.canonical import digest
from marsad.model.report import Report
from marsad.model.sealed import TextBase

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


def taken(visit: Visit, given: Given, agent: str, meta: dict[str, Any]) -> Iterator[Intake | Problem]:
    """The reports in a visit's bytes, and what is wrong with them; each says how it was had."""
    for item in _read(visit, given):
        yield _had(item, visit, agent, meta) if isinstance(item, Intake) else item


def told_by_entry(words: str, given: Given, said: Report, where: str) -> Intake | None:
    """A report of the words that a feed's entry carries, with what `said` holds; None where it carries none."""
    text = plain(words)
    if not text:
        return None
    original = words.encode("utf-8", "surrogatepass")
    report = msgspec.structs.replace(said, report=given.name(where) or "", text=text)
    return Intake(report=given.fill(report, original), original=original, source=where, base=TextBase(ENTRY))


def _had(intake: Intake, visit: Visit, agent: str, meta: dict[str, Any]) -> Intake:
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
    report = intake.report
    report = msgspec.structs.replace(
        report,
        captured=visit.captured,
        url=visit.url,
        meta={**report.meta, **meta, "fetched": {name: value for name, value in fetched.items() if value}},
    )
    return msgspec.structs.replace(intake, report=report)


def _read(visit: Visit, given: Given) -> Iterator[Intake | Problem]:
    """The text of a page: its article where it is one of HTML, else as plain text."""
    if "html" not in visit.media and visit.body.lstrip()[:1] != b"<":
        yield from from_text(visit.body, visit.url, given)
        return
    try:
        yield _article(visit, given)
    except InputError as error:
        yield Problem(where=visit.url, what=error.what, mend=error.mend)


def _article(visit: Visit, given: Given) -> Intake:
    import trafilatura  # noqa: PLC0415 - it takes a second to load

    found = trafilatura.bare_extraction(visit.body, favor_recall=True, include_comments=False, with_metadata=True)
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        raise InputError("there is no article in the page", mend="add the article itself")
    title, outlet = getattr(found, "title", None), getattr(found, "sitename", None)
    report = Report(report=given.name(visit.url) or "", text=text, title=title, outlet=outlet)
    return Intake(
        report=given.fill(report, visit.body), original=visit.body, source=visit.url, base=TextBase("trafilatura/2")
    )
