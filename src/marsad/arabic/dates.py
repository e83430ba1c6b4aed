"""Dates in a report: which words say when, which days they mean, and what role they play (at, since, until …).

The codebook's "date" section and its settled doubts decide: weekdays lie in the past, weeks run from Monday, the middle
of a month is its 15th, "since" without a findable day is open. Without a day of publication relative days are unknown,
never guessed. The words are data (lexicons `date_*`); this grammar knows only their order.
"""

from collections.abc import Set as AbstractSet
from datetime import date

import msgspec

from marsad.arabic.calendar import one_day, weekday_near
from marsad.arabic.datecursor import Cursor, Piece, Words, day_number
from marsad.arabic.dateranges import between, core, paired
from marsad.arabic.dateroles import READERS, Role, When
from marsad.model.period import Period

__all__ = ["LABEL", "Role", "When", "mark_dates", "parse_date"]
LABEL = "date"
"""The lattice's label of a date that was found."""
_ANTECEDENT = 60
"""Words within which a since may point back to a date."""
_TELLING = ("date_direction", "date_day", "date_month", "date_hijri")
"""Lexicons whose words beside a weekday say which one is meant."""
_OPENERS = "article day hijri month not now ordinal_day pair part part_link phase role season this unit vague weekday"
_OPENING = frozenset(f"date_{name}" for name in _OPENERS.split())
"""Lexicons whose words open a date."""
_WEAKLY = frozenset({"date_cardinal", "date_ordinal", "date_link"})
"""Lexicons whose words open a date when a number or a word of time follows."""
_LEADS = "about article governs in link not rank role this"
_LEADING = frozenset(f"date_{name}" for name in _LEADS.split())
"""Lexicons whose words begin a date only with another word of time, or a figure, right behind them."""
_ALONE = frozenset({"since", "morrow"})
"""Roles that a happening may follow instead ("since the attack")."""
_YEAR_LENGTH = 4
_ARTICLE = 2
"""Letters of a joined article at least: "Friday market" is a name, "the market, Friday" is not."""


def parse_date(words: Words, at: int, published: date | None) -> tuple[When, int] | None:
    """The longest date that begins at a token, with the token after it; None where none begins."""
    return _date(Cursor(words, published), at)


def _date(c: Cursor, at: int) -> tuple[When, int] | None:
    if _leads_nowhere(c, at):
        return None
    role = c.find(at, "date_role")
    if role and not _opens_day(c, at, role.end):
        found = READERS[role.value](c, at, role.end)
        if found:
            return found
    return _ranged(c, at) or _plain(c, at)


def _leads_nowhere(c: Cursor, at: int) -> bool:
    """Whether nothing that tells time stands behind a word that needs it; most "from" and "to" are of places."""
    known = c.known(at)
    if not known:
        return c.silent(at)
    role = known.get("date_role")
    if c.tokens[at].kind != "word" or not _LEADING.issuperset(known) or (role and role.value in _ALONE):
        return False
    return all(c.silent(found.end) for found in known.values())


def _opens_day(c: Cursor, at: int, behind: int) -> bool:
    """Whether a role's word only begins a longer word for a part of a day ("after midnight", "after noon")."""
    return any((m := c.find(at, label)) and m.end > behind for label in ("date_part", "date_day"))


def mark_dates(words: Words, published: date | None) -> None:
    """Mark every date of a text, from left to right, the longest first and none inside another."""
    end = 0
    told: list[tuple[When, int]] = []
    cursor = Cursor(words, published)
    for at in _openings(words):
        if at < end:
            continue
        skipped = words.find(at, "date_not")
        if skipped and skipped.value == "whole" and len(skipped.prefix) < _ARTICLE:
            end = skipped.end
            continue
        found = _date(cursor, at)
        if found:
            when, end = _resumed(words, found, told)
            told.append((when, end))
            words.mark(LABEL, when.role, at, end, when)


def _openings(words: Words) -> list[int]:
    """Where a date may begin: words that open one, and figures and numbers with a word of time close behind."""
    timed, weak, figures = set(words.where(_OPENING)), set(words.where(_WEAKLY)), set(words.figures)
    dated = timed | weak | figures
    led = {at for at in weak if at + 1 in dated or at + 2 in dated}
    return sorted(timed | led | {at for at in figures if _opens(words, at, timed)})


def _opens(words: Words, at: int, timed: AbstractSet[int]) -> bool:
    """Whether a figure may begin a date: a year or a whole date, joined to another, or with a word of time behind."""
    joined = at + 1 < len(words.tokens) and words.tokens[at + 1].key == "-"
    return joined or len(words.tokens[at].key) >= _YEAR_LENGTH or not timed.isdisjoint((at + 1, at + 2, at + 3))


def _resumed(words: Words, found: tuple[When, int], told: list[tuple[When, int]]) -> tuple[When, int]:
    """A since that points back: "since then" to the date told just before, "since the protests began" to a since."""
    when, end = found
    then, begun = words.find(end, "date_then"), words.find(end, "date_begin")
    if not when.open or not (then or begun):
        return found
    for earlier, stop in reversed(told):
        if end - stop > _ANTECEDENT:
            break
        if earlier.period.start and (then or earlier.since):
            period = Period(earlier.period.start, when.period.end, "range")
            return msgspec.structs.replace(when, period=period, open=False), then.end if then else end
    return found


def _plain(c: Cursor, at: int) -> tuple[When, int] | None:
    now = c.find(at, "date_now")
    if now:
        today = c.settled(Piece(Period(c.today, c.today), now.end, anchored=True))
        return When(today.period, anchored=True, now=True), now.end
    one = core(c, at)
    found = _running(c, at) or paired(c, at, one) or one
    if not found:
        return None
    return When(found.period, anchored=found.anchored, ahead=_ahead(c, at, found)), found.end


def _ahead(c: Cursor, at: int, found: Piece) -> Period | None:
    """The coming day of a weekday that stands alone, without a word that points or a date beside it."""
    weekday = next((w for k in range(at, found.end) if (w := c.find(k, "date_weekday"))), None)
    told = any(c.find(k, label) for k in range(at, found.end) for label in _TELLING)
    if not weekday or told or found.period.start is None or found.period.start != found.period.end:
        return None
    if found.period.start == c.published:
        return found.period
    return one_day(weekday_near(c.today, int(weekday.value), "next"), found.period.precision)


def _running(c: Cursor, at: int) -> Piece | None:
    """The n-th day in a row is the day of the report."""
    row = c.find(at, "date_ordinal_day")
    number = day_number(c, row.end) if row and not c.number(row.end) else None
    return c.settled(Piece(Period(c.today, c.today, "day"), number[1], anchored=True)) if number else None


def _ranged(c: Cursor, at: int) -> tuple[When, int] | None:
    """From A to B: A may be the bare number of a day in B's month."""
    led = c.find(at, "date_link", "of")
    found = between(c, led.end) if led else None
    return (When(found.period, anchored=found.anchored), found.end) if found else None
