"""What a date is to what is told: at, since, until, before or after; each role's word has its own reader."""

from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from marsad.arabic.calendar import UNKNOWN, days_from, phase_edge
from marsad.arabic.datecursor import Cursor, Length, Piece, length
from marsad.arabic.dateperiods import ago, elapsed, phased
from marsad.arabic.dateranges import between, core, spanned
from marsad.model.period import Period

Role = Literal["at", "since", "until", "before", "after", "compare"]
_REACH = 12
"""Words between a verb and the particle that it takes."""
_RANK_REACH = 6
"""Words between "the heaviest" and its since."""
_PAUSES = frozenset("،,؛;:.")


class When(msgspec.Struct, frozen=True):
    """A date in its words: its days, its role, and whether it was reckoned from the day of publication.

    `since` tells a stretch that reaches to its end from a known or unknown beginning; `open` is one that names a
    happening and no day. The role `compare` is a since that only ranks ("the heaviest since …"). With the role `after`,
    `offset` is how many days the happening that is named next came earlier. `ahead` is a bare
    weekday read forward, for what is only planned; `now` is a word like "currently".
    """

    period: Period
    role: Role = "at"
    since: bool = False
    anchored: bool = False
    open: bool = False
    offset: int | None = None
    ahead: Period | None = None
    now: bool = False


def _from(c: Cursor, _at: int, behind: int) -> tuple[When, int] | None:
    found = between(c, behind)
    return (When(found.period, anchored=found.anchored), found.end) if found else None


def _since(c: Cursor, at: int, behind: int) -> tuple[When, int] | None:
    """Since a day or for so long: up to publication, or up to the day that "until" names; else since some happening."""
    start = _beginning(c, behind)
    if _ranks(c, at):
        anchored = start is None or start.anchored
        return When(start.period if start else UNKNOWN, "compare", anchored=anchored), start.end if start else behind
    if not start:
        return _since_when(c, None, anchored=True, open_=True), behind
    until = c.find(start.end + (c.key(start.end) in {"،", ","}), "date_role", "until", "to")
    last = core(c, until.end) if until else None
    if last and last.period.end:
        span = spanned(start, last)
        return When(span.period, "since", since=True, anchored=span.anchored), span.end
    return _since_when(c, start.period.start, anchored=start.anchored, open_=False), start.end


def _starting(c: Cursor, at: int, behind: int) -> tuple[When, int] | None:
    """As of a day; without one it tells no time ("starting from their base")."""
    found = _since(c, at, behind)
    return None if found and found[0].open else found


def _since_when(c: Cursor, start: date | None, *, anchored: bool, open_: bool) -> When:
    return When(Period(start, c.published, "range"), "since", since=True, anchored=anchored, open=open_)


def _beginning(c: Cursor, at: int) -> Piece | None:
    """The day from which "since" counts."""
    part = phased(c, at)
    if part:
        edge = phase_edge(part[1].period, part[0])
        return c.settled(part[1]._replace(period=Period(edge, edge)))
    found = core(c, at)
    if found:
        return found
    long = length(c, at)
    if long:
        return c.settled(Piece(elapsed(c, long), long.end, anchored=True))
    lead = c.find(at, "date_part_link")
    dawn = c.find(lead.end if lead else at, "date_part")
    return c.settled(Piece(Period(c.today, c.today), dawn.end, anchored=True)) if lead and dawn else None


def _ranks(c: Cursor, at: int) -> bool:
    """Whether a since compares ("the heaviest since …") and so dates nothing."""
    for before in range(at - 1, max(-1, at - 1 - _RANK_REACH), -1):
        if c.key(before) in _PAUSES:
            return False
        if c.find(before, "date_rank"):
            return True
    return False


def _until(c: Cursor, _at: int, behind: int) -> tuple[When, int] | None:
    now = c.find(behind, "date_now")
    if now:
        today = c.settled(Piece(Period(None, c.today, "range"), now.end, anchored=True))
        return When(today.period, "until", since=True, anchored=True), now.end
    found = core(c, behind)
    if not found:
        return None
    return When(Period(None, found.period.end, found.period.precision), "until", anchored=found.anchored), found.end


def _before(c: Cursor, at: int, behind: int) -> tuple[When, int] | None:
    """So long ago; before a day; "two days before the attack" tells no day of ours."""
    long = length(c, behind)
    if long:
        if c.find(long.end, "date_link", "of") and not _governed(c, at):
            return None
        found = c.settled(Piece(ago(c, long), long.end, anchored=True))
        return When(found.period, anchored=True), found.end
    return _beside(c, behind, "before")


def _governed(c: Cursor, at: int) -> bool:
    """Whether a verb before a date takes the "of" behind it ("managed, three days ago, to …")."""
    return any(c.find(before, "date_governs") for before in range(max(0, at - _REACH), at))


def _after(c: Cursor, _at: int, behind: int) -> tuple[When, int] | None:
    """After a day; or so long after a happening, which `offset` keeps for the one who knows the later day."""
    long = length(c, behind)
    if long and long.unit in {"day", "week"} and long.number:
        return _later(c, long)
    return _beside(c, behind, "after")


def _later(c: Cursor, long: Length) -> tuple[When, int]:
    days = (long.number or 0) * (7 if long.unit == "week" else 1)
    then = days_from(c.today, -days)
    found = c.settled(Piece(Period(then, then), long.end, anchored=True))
    return When(found.period, "after", anchored=True, offset=days), long.end


def _beside(c: Cursor, at: int, role: Role) -> tuple[When, int] | None:
    found = core(c, at)
    return (When(found.period, role, anchored=found.anchored), found.end) if found else None


def _during(c: Cursor, _at: int, behind: int) -> tuple[When, int] | None:
    """In the course of a period, or of so many units up to publication; one day's length is no date."""
    found = core(c, behind)
    long = None if found else length(c, behind)
    within = long and long.unit == "hour" and c.find(long.end, "date_link", "of")
    if long and long.number and (long.unit, long.number) != ("day", 1) and not within:
        found = c.settled(Piece(elapsed(c, long), long.end, anchored=True))
    return (When(found.period, anchored=found.anchored), found.end) if found else None


def _morrow(c: Cursor, _at: int, behind: int) -> tuple[When, int]:
    """The day after what is named next, which came a day before the happening told of."""
    return _later(c, Length(1, "day", behind))


def _nothing(_c: Cursor, _at: int, _behind: int) -> None:
    return None


Reader = Callable[[Cursor, int, int], tuple[When, int] | None]
READERS: dict[str, Reader] = {
    "since": _since,
    "starting": _starting,
    "until": _until,
    "before": _before,
    "after": _after,
    "during": _during,
    "from": _from,
    "to": _nothing,
    "equals": _nothing,
    "morrow": _morrow,
}
"""Which reader a role's word calls, with the position of the word and the one behind it."""
