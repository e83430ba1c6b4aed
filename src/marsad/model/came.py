"""What watching brought: a report, how it differs from its last wording, and which other it is near to."""

from datetime import datetime

import msgspec


class Change(msgspec.Struct, frozen=True):
    """Words that went, and those that came in their place; either may be empty."""

    gone: str
    come: str


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """A report that came in. `revises`: digest of the text that it words anew; `near`: a report nearly the same."""

    report: str
    url: str | None = None
    title: str | None = None
    feed: str | None = None
    revises: str | None = None
    changes: tuple[Change, ...] = ()
    near: str | None = None
    similarity: float | None = None


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How a feed is. `state`: ok, failing, silent (nothing new for a week), empty (it lists nothing), unasked.

    `taken`, `revised`, `given_up` count its reports, their new wordings, and what was not to be had; `waiting` is still
    to be asked for.
    """

    url: str
    state: str
    error: str = ""
    failures: int = 0
    asked: datetime | None = None
    good: datetime | None = None
    fresh: datetime | None = None
    polls: int = 0
    unchanged: int = 0
    listed: int = 0
    taken: int = 0
    revised: int = 0
    given_up: int = 0
    waiting: int = 0
