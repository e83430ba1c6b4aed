"""Periods as reports write them: last week, the past three days, a month, a year, a season, a part of one."""

from typing import cast

from marsad.arabic.calendar import (
    Direction,
    Phase,
    Unit,
    hijri_month,
    hijri_year,
    month_near,
    month_of,
    phase_of,
    shifted,
    unit_near,
    year_of,
)
from marsad.arabic.clitics import HIDDEN_ARTICLE
from marsad.arabic.datecursor import Cursor, Length, Piece, cardinal, direction
from marsad.arabic.datefigures import hijri_tail, month_name, whole_month, year_tail
from marsad.arabic.numerals import ARTICLE
from marsad.model.period import Period

_YEARS = range(1900, 2100)
_DASHES = frozenset("-–—:")
_HIJRI_YEARS = range(1343, 1501)


def period(c: Cursor, at: int) -> Piece | None:
    """A period of more than a day, or a part of one; longer readings are tried first."""
    phase = c.find(at, "date_phase")
    if phase:
        whole = _whole(c, c.after(phase.end, "date_link", "of"), led=True)
        return whole and whole._replace(period=phase_of(whole.period, cast("Phase", phase.value)))
    return _whole(c, at, led=False)


def phased(c: Cursor, at: int) -> tuple[Phase, Piece] | None:
    """A part of a month or year with the whole that it is part of, for those who count from it."""
    phase = c.find(at, "date_phase")
    whole = _whole(c, c.after(phase.end, "date_link", "of"), led=True) if phase else None
    return (cast("Phase", phase.value), whole) if phase and whole else None


def _whole(c: Cursor, at: int, *, led: bool) -> Piece | None:
    return pointed(c, at, led=led) or _season(c, at) or _month(c, at, led=led) or _year(c, at, led=led)


def pointed(c: Cursor, at: int, *, led: bool = False) -> Piece | None:
    """Last week, this month, the past three days, the past hours: a unit with a word that points."""
    vague = c.find(at, "date_vague")
    if vague:
        return Piece(Period(None, c.today, "range"), vague.end, anchored=True)
    begun = _running(c, at) if led else None
    this = c.find(at, "date_this")
    start = this.end if this else at
    read = None if c.find(start - 1, "date_not", "general") else _pointed_length(c, start)
    if begun or not read:
        return begun
    return _this(c, *read) if this else _that(c, *read)


def _this(c: Cursor, read: Length, single: bool) -> Piece | None:  # noqa: FBT001 - as _pointed_length gives it
    """The running week, month or year."""
    found = unit_near(c.today, read.unit, "this") if read.number == 1 and single else None
    return Piece(found, read.end, anchored=True) if found else None


def _that(c: Cursor, read: Length, single: bool) -> Piece | None:  # noqa: FBT001 - as _pointed_length gives it
    """Units past or to come, as the word behind them points."""
    which = direction(c, read.end)
    if not which:
        return None
    last = bool(c.find(read.end, "date_direction", "last"))
    found = _reckoned(c, read, which[0], rolling=last or not single)
    return Piece(found, which[1], anchored=True) if found else None


def _running(c: Cursor, at: int) -> Piece | None:
    """The month or year that runs, behind a word for its start alone ("since the beginning of the year")."""
    unit = c.find(at, "date_unit", "month", "year")
    begins = c.find(at - 1, "date_phase", "start", "early")
    if not unit or not begins or unit.feature or not unit.prefix or direction(c, unit.end) or c.number(unit.end):
        return None
    found = unit_near(c.today, cast("Unit", unit.value), "this")
    return Piece(found, unit.end, anchored=True) if found else None


def _pointed_length(c: Cursor, at: int) -> tuple[Length, bool] | None:
    """Units with their number before or behind, and whether it is one unit with the article ("the week")."""
    at = c.after(at, "date_article")
    before = cardinal(c, at)
    unit = c.find(before[1] if before else at, "date_unit")
    if not unit:
        return None
    end = c.after(unit.end, "date_article")
    behind = None if before else cardinal(c, end)
    end = behind[1] if behind else c.after(unit.end, "date_about", "vague")
    counted = before or behind
    count = counted[0] if counted else {"": 1, "dual": 2}.get(unit.feature)
    single = count == 1 and not counted and bool(unit.prefix)
    return Length(count, cast("Unit", unit.value), end), single


def _reckoned(c: Cursor, read: Length, which: Direction, *, rolling: bool) -> Period | None:
    """The days that so many units before or after today cover; unnumbered ones open where nobody knows."""
    if not rolling and read.unit != "hour":
        return unit_near(c.today, read.unit, which)
    if which == "this":
        return None
    if which == "next":
        return Period(c.today, shifted(c.today, read.unit, read.number), "range") if read.number else None
    return elapsed(c, read)


def elapsed(c: Cursor, read: Length) -> Period:
    """From so long before the day of publication to that day; unnumbered hours count from the day before."""
    count = 1 if read.unit == "hour" and read.number is None else read.number
    return Period(shifted(c.today, read.unit, -count) if count is not None else None, c.today, "range")


def ago(c: Cursor, read: Length) -> Period:
    """So long before the day of publication: days and weeks to the day, months and years as a whole."""
    if read.unit == "hour" or read.number is None:
        return elapsed(c, read)
    then = shifted(c.today, read.unit, -read.number)
    if read.unit == "month":
        return month_of(then.year, then.month)
    return year_of(then.year) if read.unit in {"year", "decade", "century"} else Period(then, then, "day")


def _season(c: Cursor, at: int) -> Piece | None:
    found = c.find(at, "date_season")
    if not found or c.find(at, "date_hijri"):
        return None
    tail = year_tail(c, found.end)
    if tail.end == found.end:
        return None
    first = int(found.value)
    year = tail.year
    if year is None:
        start = month_near(c.today, first, tail.which).start
        year = start.year if start else c.today.year
    last = month_of(year + (first + 2) // 13, (first + 1) % 12 + 1)
    return Piece(Period(month_of(year, first).start, last.end, "range"), tail.end, anchored=tail.year is None)


def _month(c: Cursor, at: int, *, led: bool) -> Piece | None:
    """A month, which its year, a pointing word, its second name or a word before it tells from other words."""
    if c.find(at - 1, "date_not", "named") or c.number(at - 1) is not None:
        return None  # a name, or an impossible day
    behind = c.after(at, "date_unit", "month")
    named = month_name(c, behind)
    if not named:
        return _hijri(c, behind, led=led or behind > at)
    month, end = named
    tail = year_tail(c, end)
    if not (led or tail.end > end or _introduced(c, at, behind) or end > behind + 2):
        return None
    if tail.year is not None:
        return Piece(whole_month(c, month, tail.year), tail.end, anchored=tail.which is not None)
    return Piece(month_near(c.today, month, tail.which), tail.end, anchored=True)


def _introduced(c: Cursor, at: int, behind: int) -> bool:
    """Whether "in", "month of" or a joined particle stands before a month's bare name."""
    found = c.find(behind, "date_month")
    joined = (
        found and found.prefix and not found.prefix.endswith((ARTICLE, HIDDEN_ARTICLE))
    )  # "the father" is no August
    return behind > at or bool(joined) or bool(c.find(at - 1, "date_in") or c.find(at - 1, "date_role"))


def _hijri(c: Cursor, at: int, *, led: bool) -> Piece | None:
    found = c.find(at, "date_hijri")
    year, end = hijri_tail(c, found.end) if found else (None, at)
    if not found or not (year or led):
        return None
    this = hijri_year(c.today)
    years = [year] if year else [this, this - 1] if this else []
    months = [m for y in years if (m := hijri_month(y, int(found.value))) and m.start and (year or m.start <= c.today)]
    return Piece(months[0], end, anchored=year is None) if months else None


def _year(c: Cursor, at: int, *, led: bool) -> Piece | None:
    """A year by its number, behind the word "year" or "in"."""
    said = c.find(at, "date_in", "year")
    number_at = said.end if said else at
    number = c.number(number_at)
    end = number_at + 1
    if number is None:
        return None
    if number in _HIJRI_YEARS and c.find(end, "date_in", "hijri"):
        return _hijri_year(number, c.after(end, "date_in", "hijri"))
    if number not in _YEARS or not (said or led or _introduces_year(c, at)):
        return None
    if not said and c.find(end, "date_unit"):
        return None
    found = year_of(number)
    inside = c.published is not None and found.start and found.end and found.start <= c.today < found.end
    end = c.after(end, "date_in", "gregorian")
    return Piece(Period(found.start, c.today, "year") if inside else found, end, anchored=False)


def _introduces_year(c: Cursor, at: int) -> bool:
    """Whether a bare number is a year: behind "in" or a word like "since", or at a line's head before a dash."""
    headed = (at == 0 or c.tokens[at - 1].kind == "break") and c.key(at + 1) in _DASHES
    return headed or bool(c.find(at - 1, "date_in") or c.find(at - 1, "date_role"))


def _hijri_year(year: int, end: int) -> Piece | None:
    first, last = hijri_month(year, 1), hijri_month(year, 12)
    return Piece(Period(first.start, last.end, "year"), end, anchored=False) if first and last else None
