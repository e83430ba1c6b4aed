"""An acquisition: somebody's text as it came in, with what is known about it."""

from datetime import date, datetime
from typing import Any

import msgspec


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report's text and metadata; `published` is what the source says, `captured` what our clock said.

    `meta` keeps fields that Marsad does not know, as they were given.
    """

    report: str
    text: str
    published: date | None = None
    captured: datetime | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    lang: str | None = None
    meta: dict[str, Any] = {}
