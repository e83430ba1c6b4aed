"""Days as reports name them: weekdays, yesterday, written dates, several names of one day, parts of a day."""

from marsad.arabic.calendar import Direction, days_from, one_day, weekday_near
from marsad.arabic.datecursor import Cursor, Piece, direction
from marsad.arabic.datefigures import CLOSERS, DATE, Day, dated
from marsad.model.period import Period

_OPENERS = frozenset("([،,")
_DASHES = frozenset("-–—/")


def day(c: Cursor, at: int) -> Piece | None:
    """A day with the part of it that is named, before or behind; nights between two days are both."""
    part = _parts(c, at)
    read = _days(c, part[1] if part else at)
    if not read:
        return _part_alone(c, at)
    if part:
        return _in_part(c, part[0], read)
    behind = c.find(read.end, "date_part", "part", "adverb", "overnight")
    if behind and not behind.prefix:
        return Piece(one_day(read.day, "part_of_day"), behind.end, read.anchored)
    return Piece(one_day(read.day), read.end, read.anchored)


def _parts(c: Cursor, at: int) -> tuple[str, int] | None:
    """The part of a day that opens a phrase and the position of the day behind it."""
    value, found = "", c.find(at, "date_part_link")
    if found:
        value, at = "part", found.end
    while part := c.find(at, "date_part"):
        if part.value in {"overnight", "overnight-before", "today"}:
            return None
        value, at = part.value, c.after(part.end, "date_link", "of")
    return (value, at) if value else None


def _in_part(c: Cursor, part: str, read: Day) -> Piece:
    """A day in its part: "the night of Friday to Saturday" is both days, after midnight the later one."""
    start = last = read.day
    end = read.end
    if part in {"night", "midnight", "after-midnight"}:
        at = end + (c.key(end) in _DASHES)
        other = c.find(c.after(at, "date_role", "to"), "date_weekday")
        if other and int(other.value) == days_from(start, 1).weekday():
            last, end = days_from(start, 1), other.end
            start = last if part == "after-midnight" else start
        elif part == "after-midnight":
            start = last = days_from(start, 1)
    return Piece(Period(start, last, "part_of_day"), end, read.anchored)


def _part_alone(c: Cursor, at: int) -> Piece | None:
    """A part of a day without a day's name: of the day of the report, a whole night from the day before."""
    found = c.find(at, "date_part", "adverb", "overnight", "overnight-before", "today")
    if not found or (found.value == "adverb" and _clock(c, at - 1)):
        return None
    first, last = {"overnight": (-1, 0), "overnight-before": (-2, -1)}.get(found.value, (0, 0))
    return Piece(Period(days_from(c.today, first), days_from(c.today, last), "part_of_day"), found.end, anchored=True)


def _clock(c: Cursor, at: int) -> bool:
    """Whether a token may tell the hour: digits, an ordinal, a number, a unit of time."""
    hour = ("date_hour", "date_ordinal", "date_cardinal", "date_unit")
    return c.key(at)[:1].isdecimal() or any(c.find(at, label) for label in hour)


def _days(c: Cursor, at: int) -> Day | None:
    """A day said in one way or in several ("yesterday Saturday", "Sunday (4 December)"): the most explicit counts."""
    best = _one(c, _of_day(c, at))
    opened = False
    while best and (other := _also(c, best)):
        opened = opened or c.key(best.end) in "(["
        best = _agreed(c, best, other)
    return best._replace(end=best.end + 1) if best and opened and c.key(best.end) in CLOSERS else best


def _also(c: Cursor, best: Day) -> Day | None:
    """A second, more explicit name of the same day: right behind, in brackets, or a full date behind a comma."""
    mark = c.key(best.end)
    behind = best.end + (mark in _OPENERS)
    named = c.find(behind, "date_role", "equals")
    other = _one(c, _of_day(c, named.end if named else behind))
    if not other or (named and other.rank == DATE):
        return other
    if mark in {"،", ","} and other.rank != DATE:
        return None
    return other if other.rank > best.rank or (behind > best.end and other.rank == 0) else None


def _agreed(c: Cursor, first: Day, second: Day) -> Day:
    """Two names of one day: a date beats a weekday; a weekday that contradicts "today" shows older words.

    But for the very next day: then the publication is dated where it is still the day before.
    """
    if second.rank == 1 and first.rank == 0:
        for day in (first.day, days_from(first.day, 1)):
            if day.weekday() == second.day.weekday():
                return second._replace(day=day)
        which: Direction | None = "next" if first.day > c.today else None
        return second._replace(day=weekday_near(c.today, second.day.weekday(), which))
    return second


def _of_day(c: Cursor, at: int) -> int:
    """The position behind the word "day" that introduces a day's name."""
    unit = c.find(at, "date_unit", "day")
    return unit.end if unit and not unit.feature and not c.find(at, "date_day") else at


def _one(c: Cursor, at: int) -> Day | None:
    return dated(c, at) or _weekday(c, at) or _relative(c, at)


def _weekday(c: Cursor, at: int) -> Day | None:
    found = c.find(at, "date_weekday")
    if not found:
        return None
    which = direction(c, found.end)
    near = weekday_near(c.today, int(found.value), which[0] if which else None)
    return Day(1, near, which[1] if which else found.end, anchored=True)


def _relative(c: Cursor, at: int) -> Day | None:
    found = c.find(at, "date_day")
    if not found or c.find(at, "date_not", "whole"):
        return None
    return Day(0, days_from(c.today, int(found.value)), found.end, anchored=True)
