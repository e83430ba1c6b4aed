"""How a record stands: what came in, what failed and why, how much room it takes, what waits."""

from datetime import date, datetime

import msgspec

from marsad.model.came import Health


class Came(msgspec.Struct, frozen=True):
    """How many entries of each kind were logged on a day (UTC)."""

    day: date
    kinds: dict[str, int]


class Failure(msgspec.Struct, frozen=True):
    """A reason for which something was kept and not read, or read with a doubt; how often, and when last."""

    why: str
    times: int
    last: datetime


class Disk(msgspec.Struct, frozen=True):
    """Bytes on disk: of sealed objects, log, database; and how many are free."""

    objects: int
    log: int
    database: int
    free: int


class Signed(msgspec.Struct, frozen=True):
    """The latest checkpoint: over how many entries, and when its file was written."""

    entries: int
    written: datetime


class Waits(msgspec.Struct, frozen=True):
    """What waits, each as a number.

    Reports that are not read yet (`marsad add` reads them), entries that the database lacks, entries behind the latest
    checkpoint, reports whose figures a person should check.
    """

    unread: int = 0
    unprojected: int = 0
    unsigned: int = 0
    unsure: int = 0


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The whole: `came` holds the days asked for, `failed` and `doubts` are of all days, the most frequent first.

    `feeds`: every feed that was ever watched, by its address.
    """

    entries: int
    last: datetime
    kinds: dict[str, int]
    came: tuple[Came, ...]
    failed: tuple[Failure, ...]
    doubts: tuple[Failure, ...]
    disk: Disk
    signed: Signed | None
    waits: Waits
    feeds: tuple[Health, ...] = ()
