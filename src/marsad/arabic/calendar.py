"""Calendar arithmetic, free of words: weekdays into the past, months, weeks, parts of a period, Hijri days.

Weeks run from Monday to Sunday, as the codebook counts them. Nothing here reads a clock: today is always handed in.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from hijridate import Gregorian, Hijri

from marsad.model.period import Period
from marsad.model.vocabulary import DatePrecision

Direction = Literal["past", "past2", "this", "next"]
Unit = Literal["hour", "day", "week", "month", "year", "decade", "century"]
Phase = Literal["start", "early", "middle", "mid", "end", "late"]

UNKNOWN = Period(None, None, "unknown")
"""A date that is said but cannot be resolved."""
_WEEK = 7
_DECEMBER = 12
_DAYS: dict[Unit, int] = {"day": 1, "week": 7}
_MONTHS: dict[Unit, int] = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_MONTH_PARTS: dict[Phase, tuple[int, int]] = {
    "start": (0, 1),
    "early": (0, 1),
    "mid": (1, 2),
    "end": (2, 3),
    "late": (2, 3),
}
"""Which thirds of a month: from one to before another."""
_YEAR_PARTS: dict[Phase, tuple[int, int]] = {
    "start": (1, 4), "early": (1, 4), "middle": (6, 7), "mid": (5, 8), "end": (9, 12), "late": (9, 12),
}  # fmt: skip
"""First and last month."""


def days_from(today: date, days: int) -> date:
    """The day `days` later; the calendar's own ends hold (never an error)."""
    return date.fromordinal(min(max(today.toordinal() + days, 1), date.max.toordinal()))


def months_from(today: date, months: int) -> date:
    """The same day `months` later, or that month's last day where it has no such day."""
    at = min(max(today.year * 12 + today.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(at, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def valid(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none (31 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date, precision: DatePrecision = "day") -> Period:
    """A single day."""
    return Period(day, day, precision)


def weekday_near(today: date, weekday: int, direction: Direction | None = None) -> date:
    """A weekday (Monday is 0): the last before or on today (the codebook); "past" is before today, "next" after."""
    back = (today.weekday() - weekday) % _WEEK
    if direction == "next":
        return days_from(today, _WEEK - back)
    if direction == "past" and not back:
        back = _WEEK
    if direction == "past2":
        back += _WEEK
    return days_from(today, -back)


def month_of(year: int, month: int) -> Period:
    """From a month's first day to its last."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def year_of(year: int) -> Period:
    """From January to December."""
    return Period(date(year, 1, 1), date(year, _DECEMBER, 31), "year")


def day_near(today: date, month: int, day: int, direction: Direction | None = None) -> date | None:
    """A day without a year: the last before or on today, with "next" the first after; None where no year has it."""
    step = 1 if direction == "next" else -1
    for year in range(today.year, today.year + step * 9, step):
        found = valid(year, month, day) if 1 <= year <= date.max.year else None
        if found and (found > today if step > 0 else found < today or (found == today and direction != "past")):
            return found
    return None


def month_near(today: date, month: int, direction: Direction | None = None) -> Period:
    """A month without a year: the last begun before or on today; "past" is over; "next" has not begun."""
    year = today.year
    if direction == "next":
        year += month <= today.month
    elif direction != "this":
        year -= month > today.month or (month == today.month and direction is not None)
    return until(month_of(max(year, 1), month), today) if direction != "next" else month_of(year, month)


def unit_near(today: date, unit: Unit, direction: Direction) -> Period | None:
    """The week, month or year before, of or after today; this one ends today, for what is told has happened."""
    steps = {"past": -1, "past2": -2, "this": 0, "next": 1}[direction]
    if unit == "day":
        return one_day(days_from(today, steps))
    if unit == "week":
        monday = days_from(today, steps * _WEEK - today.weekday())
        return until(Period(monday, monday + timedelta(days=6), "week"), today, direction)
    if unit == "month":
        first = months_from(today.replace(day=1), steps)
        return until(month_of(first.year, first.month), today, direction)
    if unit == "year":
        return until(year_of(min(max(today.year + steps, 1), date.max.year)), today, direction)
    return None


def until(period: Period, today: date, direction: Direction = "this") -> Period:
    """The period cut at today where today lies in it and it is the running one."""
    if direction != "this" or not period.start or not period.end or not period.start <= today < period.end:
        return period
    return Period(period.start, today, period.precision)


def shifted(today: date, unit: Unit, count: int) -> date:
    """Today moved by so many units; hours count as full days begun (24 hours and less are one)."""
    if unit == "hour":
        sign = -1 if count < 0 else 1
        return days_from(today, sign * max(1, abs(count) // 24))
    if unit in _DAYS:
        return days_from(today, count * _DAYS[unit])
    return months_from(today, count * _MONTHS[unit])


def phase_of(period: Period, phase: Phase) -> Period:
    """A part of a month or year: the middle of a month is its 15th (the codebook), other parts are its thirds."""
    start, end = period.start, period.end
    if start is None or end is None:
        return UNKNOWN
    if period.precision == "year":
        first, last = _YEAR_PARTS[phase]
        return Period(date(start.year, first, 1), month_of(start.year, last).end, "range")
    if period.precision != "month":
        return period
    if phase == "middle":
        return one_day(start.replace(day=15), "week")
    thirds = (1, 11, 21, monthrange(start.year, start.month)[1] + 1)
    first, last = _MONTH_PARTS[phase]
    return Period(start.replace(day=thirds[first]), start.replace(day=thirds[last] - 1), "range")


def phase_edge(period: Period, phase: Phase) -> date | None:
    """The day from which "since the start / middle / end of" a period counts."""
    if phase in {"end", "late"}:
        whole_month = period.precision == "month" and period.end
        return month_of(period.end.year, period.end.month).end if whole_month and period.end else period.end
    return phase_of(period, phase).start if phase in {"middle", "mid"} else period.start


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one by the Umm al-Qura table (1343–1500 AH), or None outside it."""
    try:
        day_found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(
        day_found.year, day_found.month, day_found.day
    )  # a plain date: the library's own kind cannot be written


def hijri_month(year: int, month: int) -> Period | None:
    """A Hijri month's first and last Gregorian day, or None outside the table."""
    first = hijri_day(year, month, 1)
    following = hijri_day(year + month // 12, month % 12 + 1, 1)
    return Period(first, following - timedelta(days=1), "month") if first and following else None


def hijri_year(today: date) -> int | None:
    """The Hijri year of a Gregorian day, or None outside the table."""
    try:
        return int(Gregorian.fromdate(today).to_hijri().year)
    except (ValueError, OverflowError):
        return None
