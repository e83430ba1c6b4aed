"""Dates in a report: which words say when, which days they mean, and what role they play (at, since, until …).

The codebook's "date" section and its settled doubts decide: weekdays lie in the past, weeks run from Monday, the middle
of a month is its 15th, "since" without a findable day is open. Without a day of publication relative days are unknown,
never guessed. The words are data (lexicons `date_*`); this grammar knows only their order.
"""

from datetime import date
from typing import Literal

import msgspec

from marsad.arabic.calendar import UNKNOWN, days_from, one_day, phase_edge, weekday_near
from marsad.arabic.datecursor import Cursor, Length, Piece, Words, day_number, length
from marsad.arabic.datedays import day
from marsad.arabic.dateperiods import ago, elapsed, period, phased
from marsad.model.period import Period

LABEL = "date"
"""The lattice's label of a date that was found."""

_ANTECEDENT = 45
"""Words within which a since may point back to a date."""
_PAUSES = frozenset("،,؛;:.")
_JOINABLE = ("date_weekday", "date_day", "date_month", "date_ordinal")
"""Lexicons whose words "and" may be joined to inside a range."""
_REACH = 12
"""Words between a verb and the particle that it takes."""
_RANK_REACH = 6
"""Words between "the heaviest" and its since."""
Role = Literal["at", "since", "until", "before", "after", "compare"]


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


def parse_date(words: Words, at: int, published: date | None) -> tuple[When, int] | None:
    """The longest date that begins at a token, with the token after it; None where none begins."""
    c = Cursor(words, published)
    role = c.find(at, "date_role")
    if role and not _opens_day(c, at, role.end):
        found = _ROLES[role.value](c, at, role.end)
        if found:
            return found
    return _ranged(c, at) or _plain(c, at)


def _opens_day(c: Cursor, at: int, behind: int) -> bool:
    """Whether a role's word only begins a longer word for a part of a day ("after midnight", "after noon")."""
    return any((m := c.find(at, label)) and m.end > behind for label in ("date_part", "date_day"))


def mark_dates(words: Words, published: date | None) -> None:
    """Mark every date of a text, from left to right, the longest first and none inside another."""
    at, known = 0, len(words.tokens)
    last: tuple[When, int] | None = None
    while at < known:
        skipped = words.find(at, "date_not")
        if skipped and skipped.value == "whole":
            at = skipped.end
            continue
        found = parse_date(words, at, published)
        if not found:
            at += 1
            continue
        when, end = _resumed(words, found, last)
        words.mark(LABEL, when.role, at, end, when)
        last, at = (when, end), end


def _resumed(words: Words, found: tuple[When, int], last: tuple[When, int] | None) -> tuple[When, int]:
    """A since that points back ("since then", "since the protests began") counts from the date told just before."""
    when, end = found
    if not when.open or not last or end - last[1] > _ANTECEDENT:
        return found
    then = words.find(end, "date_then")
    begun = words.find(end, "date_begin")
    if not (then or (begun and last[0].since)) or last[0].period.start is None:
        return found
    period = Period(last[0].period.start, when.period.end, "range")
    return msgspec.structs.replace(when, period=period, open=False), then.end if then else end


def _core(c: Cursor, at: int) -> Piece | None:
    """A day or a period, whichever reaches further."""
    one, many = day(c, at), period(c, at)
    best = max((p for p in (one, many) if p), key=lambda p: p.end, default=None)
    return c.settled(best) if best else None


def _plain(c: Cursor, at: int) -> tuple[When, int] | None:
    now = c.find(at, "date_now")
    if now:
        today = c.settled(Piece(Period(c.today, c.today), now.end, anchored=True))
        return When(today.period, anchored=True, now=True), now.end
    found = _running(c, at) or _paired(c, at) or _core(c, at)
    if not found:
        return None
    return When(found.period, anchored=found.anchored, ahead=_ahead(c, at, found)), found.end


def _ahead(c: Cursor, at: int, found: Piece) -> Period | None:
    """The coming day of a weekday that stands alone, without a word that points or a date beside it."""
    weekday = next((w for k in range(at, found.end) if (w := c.find(k, "date_weekday"))), None)
    pointed = any(c.find(k, label) for k in range(at, found.end) for label in ("date_direction", "date_day", "date_month"))
    if not weekday or pointed or found.period.start is None or found.period.start != found.period.end:
        return None
    if found.period.start == c.published:
        return found.period
    return one_day(weekday_near(c.today, int(weekday.value), "next"), found.period.precision)


def _running(c: Cursor, at: int) -> Piece | None:
    """The n-th day in a row is the day of the report."""
    row = c.find(at, "date_ordinal_day")
    number = day_number(c, row.end) if row and not c.number(row.end) else None
    return c.settled(Piece(Period(c.today, c.today, "day"), number[1], anchored=True)) if number else None


def _paired(c: Cursor, at: int) -> Piece | None:
    """Two days or years told together ("on Monday and Tuesday", "the years 2013 and 2014"): from first to last."""
    pair = c.find(at, "date_pair")
    first = _inner(c, pair.end) if pair else _core(c, at)
    second = _inner(c, first.end) if first and (pair or _joins(c, first.end)) else None
    if not first or not second:
        return None
    if pair and first.period.start and second.period.start and first.period.start > second.period.start:
        first = first._replace(period=Period(days_from(first.period.start, -7), None, "day"))
    return c.settled(_spanned(first, second)) if pair or _next_day(first, second) else None


def _inner(c: Cursor, at: int) -> Piece | None:
    number = c.number(at) or c.number(c.after(at, "date_link", "and"))
    if number and number > 1900:  # noqa: PLR2004 - a year
        at = c.after(at, "date_link", "and")
        return Piece(Period(date(number, 1, 1), date(number, 12, 31), "year"), at + 1, anchored=False)
    return _core(c, at)


def _joins(c: Cursor, at: int) -> bool:
    """Whether a weekday with "and" before it stands at a token."""
    found = c.find(at, "date_weekday")
    return bool(found and found.prefix)


def _next_day(first: Piece, second: Piece) -> bool:
    return bool(first.period.end and second.period.start and days_from(first.period.end, 1) == second.period.start)


def _spanned(first: Piece, second: Piece) -> Piece:
    """From the first's beginning to the second's end."""
    return Piece(Period(first.period.start, second.period.end, "range"), second.end, first.anchored or second.anchored)


def _ranged(c: Cursor, at: int) -> tuple[When, int] | None:
    """From A to B: A may be the bare number of a day in B's month."""
    led = c.find(at, "date_link", "of")
    found = _range(c, led.end) if led else None
    return (When(found.period, anchored=found.anchored), found.end) if found else None


def _range(c: Cursor, at: int) -> Piece | None:
    pair = c.find(at, "date_pair")
    first = _inner(c, pair.end if pair else at)
    number = None if first else day_number(c, at)
    behind = first.end if first else number[1] if number else at
    joined = _link(c, behind)
    last = _inner(c, joined) if joined else None
    if not last:
        return None
    if number and last.period.start:
        day_of = last.period.start
        if number[0] < day_of.day:
            return _spanned(Piece(Period(day_of.replace(day=number[0]), None, "day"), at, anchored=False), last)
        return None
    return c.settled(_spanned(first, last)) if first and _ordered(first, last) else None


def _ordered(first: Piece, last: Piece) -> bool:
    start, end = first.period.start, last.period.end
    return start is None or end is None or start <= end


def _link(c: Cursor, at: int) -> int:
    """The position behind "to", "until" or "and", or 0 where none stands (or "and" is joined to the next word)."""
    until = c.find(at, "date_role", "to", "until")
    if until:
        return until.end
    linked = c.find(at, "date_link", "and")
    if linked:
        return linked.end
    return at if any((m := c.find(at, label)) and m.prefix for label in _JOINABLE) else 0


def _from(c: Cursor, _at: int, behind: int) -> tuple[When, int] | None:
    found = _range(c, behind)
    return (When(found.period, anchored=found.anchored), found.end) if found else None


def _since(c: Cursor, at: int, behind: int) -> tuple[When, int] | None:
    """Since a day or for so long: up to publication, or up to the day that "until" names; else since some happening."""
    start = _beginning(c, behind)
    if _ranks(c, at):
        return When(start.period if start else UNKNOWN, "compare", anchored=True), start.end if start else behind
    if not start:
        return _since_when(c, None, anchored=True, open_=True), behind
    until = c.find(start.end + (c.key(start.end) in {"،", ","}), "date_role", "until", "to")
    last = _core(c, until.end) if until else None
    if last and last.period.end:
        span = _spanned(start, last)
        return When(span.period, "since", since=True, anchored=span.anchored), span.end
    return _since_when(c, start.period.start, anchored=start.anchored, open_=False), start.end


def _since_when(c: Cursor, start: date | None, *, anchored: bool, open_: bool) -> When:
    return When(Period(start, c.published, "range"), "since", since=True, anchored=anchored, open=open_)


def _beginning(c: Cursor, at: int) -> Piece | None:
    """The day from which "since" counts."""
    part = phased(c, at)
    if part:
        edge = phase_edge(part[1].period, part[0])
        return c.settled(part[1]._replace(period=Period(edge, edge)))
    found = _core(c, at)
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
    found = _core(c, behind)
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
    found = _core(c, at)
    return (When(found.period, role, anchored=found.anchored), found.end) if found else None


def _during(c: Cursor, _at: int, behind: int) -> tuple[When, int] | None:
    """In the course of a period, or of so many units up to publication; one day's length is no date."""
    found = _core(c, behind)
    long = None if found else length(c, behind)
    if long and long.number and (long.unit, long.number) != ("day", 1):
        found = c.settled(Piece(elapsed(c, long), long.end, anchored=True))
    return (When(found.period, anchored=found.anchored), found.end) if found else None


def _morrow(c: Cursor, _at: int, behind: int) -> tuple[When, int]:
    """The day after what is named next, which came a day before the happening told of."""
    return _later(c, Length(1, "day", behind))


def _nothing(_c: Cursor, _at: int, _behind: int) -> None:
    return None


_ROLES = {
    "since": _since,
    "until": _until,
    "before": _before,
    "after": _after,
    "during": _during,
    "from": _from,
    "to": _nothing,
    "equals": _nothing,
    "morrow": _morrow,
}
"""Which reader a role's word calls."""
