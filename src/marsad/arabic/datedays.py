"""Days as reports write them: weekdays, yesterday, dates of both month series and of the Hijri year, parts of a day."""

import re
from datetime import date
from typing import NamedTuple

from marsad.arabic.calendar import (
    Direction,
    day_near,
    days_from,
    hijri_day,
    hijri_year,
    month_of,
    one_day,
    unit_near,
    valid,
    weekday_near,
)
from marsad.arabic.datecursor import Cursor, Piece, day_number, direction
from marsad.model.period import Period

_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})")
_OPENERS = frozenset("([،,")
_CLOSERS = frozenset(")]")
_DASHES = frozenset("-–—/")
_DATE = 2
"""The rank of a full date among the ways to say a day."""
_YEARS = range(1900, 2100)
_HIJRI_YEARS = range(1343, 1501)


class Day(NamedTuple):
    """One way of saying a day: which way (`rank`: 0 relative, 1 weekday, 2 date), its days and its end."""

    rank: int
    day: date
    end: int
    anchored: bool


class YearTail(NamedTuple):
    """What follows a month: a year, or which of the months of that name, or nothing."""

    year: int | None
    which: Direction | None
    end: int


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
    hour = ("date_ordinal", "date_cardinal", "date_unit")
    return c.key(at)[:1].isdecimal() or any(c.find(at, label) for label in hour)


def _days(c: Cursor, at: int) -> Day | None:
    """A day said in one way or in several ("yesterday Saturday", "Sunday (4 December)"): the most explicit counts."""
    best = _one(c, _of_day(c, at))
    opened = False
    while best and (other := _also(c, best)):
        opened = opened or c.key(best.end) in "(["
        best = _agreed(c, best, other)
    return best._replace(end=best.end + 1) if best and opened and c.key(best.end) in _CLOSERS else best


def _also(c: Cursor, best: Day) -> Day | None:
    """A second, more explicit name of the same day: right behind, in brackets, or a full date behind a comma."""
    mark = c.key(best.end)
    behind = best.end + (mark in _OPENERS)
    named = c.find(behind, "date_role", "equals")
    other = _one(c, _of_day(c, named.end if named else behind))
    if not other or (named and other.rank == _DATE):
        return other
    if mark in {"،", ","} and other.rank != _DATE:
        return None
    return other if other.rank > best.rank or (behind > best.end and other.rank == 0) else None


def _agreed(c: Cursor, first: Day, second: Day) -> Day:
    """Two names of one day: a date beats a weekday; a weekday that contradicts "today" shows older words."""
    if second.rank == 1 and first.rank == 0:
        same = first.day.weekday() == second.day.weekday()
        which: Direction | None = "next" if first.day > c.today else None
        return second._replace(day=first.day if same else weekday_near(c.today, second.day.weekday(), which))
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


def dated(c: Cursor, at: int) -> Day | None:
    """A day by its number and month, in figures alone, or by the Hijri calendar; an impossible one is none."""
    if c.find(at - 1, "date_not", "named"):
        return None
    return _figures(c, at) or _numbered(c, at)


def _figures(c: Cursor, at: int) -> Day | None:
    """9/8/2012 (the day first) or 2016-12-05."""
    if not c.key(at)[:1].isdecimal():
        return None
    end, text = at + 1, c.key(at)
    while c.key(end) == "-" and c.tokens[end - 1].end == c.tokens[end].start and c.key(end + 1)[:1].isdecimal():
        text, end = f"{text}-{c.key(end + 1)}", end + 2
    first, last = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    numbers = (first[4], first[3], first[1]) if first else (last[1], last[3], last[4]) if last else None
    found = valid(*map(int, numbers)) if numbers else None
    return Day(2, found, end, anchored=False) if found else None


def _numbered(c: Cursor, at: int) -> Day | None:
    number = day_number(c, at)
    if not number:
        return None
    behind = c.after(number[1], "date_link", "of")
    return _of_month(c, number[0], behind) or _of_hijri(c, number[0], behind) or _of_this_month(c, number[0], behind)


def _of_month(c: Cursor, number: int, at: int) -> Day | None:
    named = month_name(c, c.after(at, "date_unit", "month"))
    if not named:
        return None
    tail = year_tail(c, named[1])
    if tail.year is not None:
        found = valid(tail.year, named[0], number)
    else:
        found = day_near(c.today, named[0], number, tail.which)
    return Day(2, found, tail.end, anchored=tail.year is None or tail.which is not None) if found else None


def _of_hijri(c: Cursor, number: int, at: int) -> Day | None:
    found = c.find(c.after(at, "date_unit", "month"), "date_hijri")
    if not found:
        return None
    year, end = hijri_tail(c, found.end)
    months = [year] if year else [y for this in [hijri_year(c.today)] if this for y in (this, this - 1)]
    days = [d for y in months if (d := hijri_day(y, int(found.value), number)) and (year or d <= c.today)]
    return Day(2, days[0], end, anchored=year is None) if days else None


def _of_this_month(c: Cursor, number: int, at: int) -> Day | None:
    """The fifth of the running month, of last month."""
    unit = c.find(at, "date_unit", "month")
    which = direction(c, unit.end) if unit and unit.prefix else None
    month = unit_near(c.today, "month", which[0]) if which else None
    found = valid(month.start.year, month.start.month, number) if month and month.start else None
    return Day(2, found, which[1], anchored=True) if which and found else None


def month_name(c: Cursor, at: int) -> tuple[int, int] | None:
    """A month, also by both its names ("آذار/مارس", "حزيران (يونيو)"); two names that differ are no month."""
    found = c.find(at, "date_month")
    if not found:
        return None
    end = found.end
    mark = c.key(end)
    other = c.find(end + 1, "date_month") if mark in {"/", "(", "-", "["} else None
    if other and other.value == found.value:
        end = other.end + (c.key(other.end) in _CLOSERS and mark in _OPENERS)
    return int(found.value), end


def year_tail(c: Cursor, at: int) -> YearTail:
    """What follows a month's name: 2014, of the year 2014, last year, or the past / the coming one."""
    which = direction(c, at)
    if which:
        return YearTail(None, which[0], which[1])
    behind = c.after(at, "date_link", "of")
    said = c.find(behind, "date_in", "year")
    behind = said.end if said else behind
    number = c.number(behind)
    if number in _YEARS:
        return YearTail(number, None, c.after(behind + 1, "date_in", "gregorian"))
    pointed = direction(c, behind) if said and said.prefix else None
    year = unit_near(c.today, "year", pointed[0]) if pointed else None
    if pointed and year and year.start:
        return YearTail(year.start.year, pointed[0], pointed[1])
    return YearTail(None, None, at)


def hijri_tail(c: Cursor, at: int) -> tuple[int | None, int]:
    """A Hijri year behind a month's name, with its sign if it has one."""
    behind = c.after(c.after(at, "date_link", "of"), "date_in", "year")
    number = c.number(behind)
    if number not in _HIJRI_YEARS:
        return None, at
    return number, c.after(behind + 1, "date_in", "hijri")


def whole_month(c: Cursor, month: int, year: int) -> Period:
    """A month of a year, ending today where today lies in it."""
    found = month_of(year, month)
    inside = found.start and found.end and found.start <= c.today < found.end
    return Period(found.start, c.today, "month") if inside and c.published else found
