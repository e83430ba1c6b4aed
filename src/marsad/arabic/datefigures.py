"""Days written out: number and month in either series, figures alone, the Hijri calendar; impossible ones are none."""

import re
from datetime import date
from typing import NamedTuple

from marsad.arabic.calendar import Direction, day_near, hijri_day, hijri_year, month_of, unit_near, valid
from marsad.arabic.datecursor import Cursor, day_number, direction
from marsad.model.period import Period

DATE = 2
"""The rank of a full date among the ways to say a day."""
CLOSERS = frozenset(")]")
COMMAS = frozenset("،,")
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})")
_PAIRING = frozenset("/([-")
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
    return Day(DATE, found, end, anchored=False) if found else None


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
    if tail.year is None and c.key(named[1]) in COMMAS and c.number(named[1] + 1):
        behind = year_tail(c, named[1] + 1)  # "1 August, 2026"
        tail = behind if behind.year is not None else tail
    if tail.year is not None:
        found = valid(tail.year, named[0], number)
    else:
        found = day_near(c.today, named[0], number, tail.which)
    return Day(DATE, found, tail.end, anchored=tail.year is None or tail.which is not None) if found else None


def _of_hijri(c: Cursor, number: int, at: int) -> Day | None:
    found = c.find(c.after(at, "date_unit", "month"), "date_hijri")
    if not found:
        return None
    year, end = hijri_tail(c, found.end)
    months = [year] if year else [y for this in [hijri_year(c.today)] if this for y in (this, this - 1)]
    days = [d for y in months if (d := hijri_day(y, int(found.value), number)) and (year or d <= c.today)]
    return Day(DATE, days[0], end, anchored=year is None) if days else None


def _of_this_month(c: Cursor, number: int, at: int) -> Day | None:
    """The fifth of the running month, of last month."""
    unit = c.find(at, "date_unit", "month")
    which = direction(c, unit.end) if unit and unit.prefix else None
    month = unit_near(c.today, "month", which[0]) if which else None
    found = valid(month.start.year, month.start.month, number) if month and month.start else None
    return Day(DATE, found, which[1], anchored=True) if which and found else None


def month_name(c: Cursor, at: int) -> tuple[int, int] | None:
    """A month, also by both its names ("آذار/مارس", "حزيران (يونيو)"); two names that differ are no month."""
    found = c.find(at, "date_month")
    if not found:
        return None
    end = found.end
    mark = c.key(end)
    other = c.find(end + (mark in _PAIRING), "date_month")
    if other and other.value == found.value:
        end = other.end + (c.key(other.end) in CLOSERS and mark in {"(", "["})
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
    if number is not None and number in _YEARS:
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
    if number is None or number not in _HIJRI_YEARS:
        return None, at
    return number, c.after(behind + 1, "date_in", "hijri")


def whole_month(c: Cursor, month: int, year: int) -> Period:
    """A month of a year, ending today where today lies in it."""
    found = month_of(year, month)
    inside = found.start and found.end and found.start <= c.today < found.end
    return Period(found.start, c.today, "month") if inside and c.published else found
