"""Two dates that make one: pairs, ranges, and the reading of a single one that reaches furthest."""

from datetime import date

from marsad.arabic.calendar import days_from
from marsad.arabic.datecursor import Cursor, Piece, day_number
from marsad.arabic.datedays import day
from marsad.arabic.dateperiods import period
from marsad.model.period import Period

_JOINABLE = ("date_weekday", "date_day", "date_month", "date_ordinal")
"""Lexicons whose words "and" may be joined to inside a range."""


def core(c: Cursor, at: int) -> Piece | None:
    """A day or a period, whichever reaches further."""
    if c.silent(at):
        return None
    one, many = day(c, at), period(c, at)
    best = max((p for p in (one, many) if p), key=lambda p: p.end, default=None)
    return c.settled(best) if best else None


def paired(c: Cursor, at: int, one: Piece | None) -> Piece | None:
    """Two days or years told together ("on Monday and Tuesday", "the years 2013 and 2014"): from first to last."""
    pair = c.find(at, "date_pair")
    first = _inner(c, pair.end) if pair else one
    second = _inner(c, first.end) if first and (pair or _joins(c, first.end)) else None
    if not first or not second:
        return None
    if pair and first.period.start and second.period.start and first.period.start > second.period.start:
        first = first._replace(period=Period(days_from(first.period.start, -7), None, "day"))
    return c.settled(spanned(first, second)) if pair or _next_day(first, second) else None


def _inner(c: Cursor, at: int) -> Piece | None:
    number = c.number(at) or c.number(c.after(at, "date_link", "and"))
    if number and number > 1900:  # noqa: PLR2004 - a year
        at = c.after(at, "date_link", "and")
        return Piece(Period(date(number, 1, 1), date(number, 12, 31), "year"), at + 1, anchored=False)
    return core(c, at)


def _joins(c: Cursor, at: int) -> bool:
    """Whether a weekday with "and" before it stands at a token."""
    found = c.find(at, "date_weekday")
    return bool(found and found.prefix)


def _next_day(first: Piece, second: Piece) -> bool:
    return bool(first.period.end and second.period.start and days_from(first.period.end, 1) == second.period.start)


def spanned(first: Piece, second: Piece) -> Piece:
    """From the first's beginning to the second's end."""
    return Piece(Period(first.period.start, second.period.end, "range"), second.end, first.anchored or second.anchored)


def between(c: Cursor, at: int) -> Piece | None:
    """From one date to another, behind the word that opens a range; the first may be a day's bare number."""
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
            return spanned(Piece(Period(day_of.replace(day=number[0]), None, "day"), at, anchored=False), last)
        return None
    return c.settled(spanned(first, last)) if first and _ordered(first, last) else None


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
