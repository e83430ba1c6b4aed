"""A sentence's dates, each with the words that it belongs to: a since with its happening, an earlier one's day."""

from typing import NamedTuple

import msgspec

from marsad.arabic.calendar import days_from
from marsad.arabic.dates import LABEL, When
from marsad.grammar.lattice import Lattice
from marsad.model.period import Period
from marsad.read.sentences import Range

_BOUND_WITHIN = 12
"""Words between a since and the day of the happening that it names."""
_STOPS = frozenset("،,؛;")


class Dated(NamedTuple):
    """A date of a sentence: where it stands, what it says, the only words it dates (`home`) or does not (`barred`)."""

    start: int
    end: int
    when: When
    home: Range | None = None
    barred: Range | None = None


def dates_in(lattice: Lattice, sentence: Range) -> list[Dated]:
    """The dates that begin in a range of tokens, in order, each with the words that it belongs to."""
    found: list[Dated] = []
    for match in lattice.within(LABEL, *sentence):
        dated = Dated(match.start, match.end, match.data)
        last = found[-1] if found else None
        if dated.when.offset is not None:
            dated = _earlier(lattice, dated, found, sentence[1])
        elif last and _waits(last.when) and dated.when.role == "at" and _runs_on(lattice, last.end, match.start):
            found[-1] = _from_happening(last, dated)
            dated = dated._replace(home=(last.end, match.end))
        found.append(dated)
    return found


def _waits(when: When) -> bool:
    """Whether a date is a since that waits for the day of the happening that it names."""
    return when.open or when.role == "compare"


def _runs_on(lattice: Lattice, start: int, end: int) -> bool:
    """Whether few words and no pause stand between two dates."""
    return end - start <= _BOUND_WITHIN and not any(lattice.tokens[at].key in _STOPS for at in range(start, end))


def _from_happening(since: Dated, day: Dated) -> Dated:
    """As in "since the attack began in May": from that day, for all but the attack itself."""
    period = Period(day.when.period.start, since.when.period.end, "range")
    when = msgspec.structs.replace(since.when, period=period, open=False)
    return since._replace(when=when, barred=(since.end, day.end))


def _earlier(lattice: Lattice, dated: Dated, known: list[Dated], stop: int) -> Dated:
    """As in "three days after the attack": it came so long before the day that the sentence gave, or its report."""
    day = next((d.when.period.start for d in known if d.when.role == "at" and d.when.period.start), None)
    when = dated.when
    if day:
        then = days_from(day, -(when.offset or 0))
        when = msgspec.structs.replace(when, period=Period(then, then, "day"))
    home = next((at for at in range(dated.end, stop) if lattice.tokens[at].key in _STOPS), stop)
    return dated._replace(when=when, home=(dated.end, home))
