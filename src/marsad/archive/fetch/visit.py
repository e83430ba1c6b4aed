"""What came of asking for an address."""

from datetime import datetime

import msgspec

MOVED = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
GONE = frozenset({404, 410})
BUSY = frozenset({429, 503})
GOOD = range(200, 300)


class Known(msgspec.Struct, frozen=True):
    """What a server said of the bytes that we have: it may then answer that nothing changed (RFC 9110, 13)."""

    etag: str = ""
    modified: str = ""


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One address asked for, once: what was answered, by whom, when; or in `failure` why there is no answer.

    `url` is where it was had, after `redirects` (status and address of each step, the asked one first). `status` is 0
    where nobody answered. `lasting` says that asking again is of no use. `address` is the one that was connected to.
    """

    asked: str
    url: str
    captured: datetime
    status: int = 0
    body: bytes = b""
    media: str = ""
    known: Known = Known()
    retry_after: str = ""
    address: str = ""
    redirects: tuple[tuple[int, str], ...] = ()
    failure: str = ""
    mend: str = ""
    lasting: bool = False

    @property
    def good(self) -> bool:
        """Whether there are bytes to keep."""
        return not self.failure and self.status in GOOD
