"""Which of a report's dates says when a claim happened.

A date inside the claim's own words comes first, then one of its sentence, nearest by the words between; a date that
belongs to another happening (behind بعد and its like, in a relative clause) stays with it. No date is null: a happening
told in the report's present has no day of its own (the codebook's "date").
"""

from collections.abc import Iterator

from marsad.arabic.dates import LABEL, When
from marsad.grammar.lattice import Lattice, Match
from marsad.model.period import Period
from marsad.read.sentences import Range

_PER_MARK = 4
_PER_TURN = 12
_OUTSIDE = 6
_SKIPPED = frozenset({"before", "after", "compare"})
_MARKS = frozenset("،,؛;:-()")


def date_for(lattice: Lattice, claim: Range, trigger: int, sentence: Range) -> Period | None:
    """When a claim's happening took place: `claim` and `sentence` are token ranges, `trigger` the word that names it."""
    found = when_for(lattice, claim, trigger, sentence)
    return found.period if found else None


def when_for(lattice: Lattice, claim: Range, trigger: int, sentence: Range) -> When | None:
    """As `date_for`, with what the words say beside the days (a running total is `since`)."""
    candidates = [m for m in dates_in(lattice, sentence) if m.data.role not in _SKIPPED]
    inside = [m for m in candidates if claim[0] <= m.start < claim[1]]
    best = min(inside or candidates, key=lambda m: _distance(lattice, m, trigger), default=None)
    return best.data if best else None


def dates_in(lattice: Lattice, span: Range) -> Iterator[Match]:
    """The dates that begin in a range of tokens, in order."""
    for at in range(*span):
        found = lattice.find(at, LABEL)
        if found:
            yield found


def _distance(lattice: Lattice, date: Match, trigger: int) -> tuple[int, int]:
    """How far a date stands from the word that it may date, in words and in turns of the sentence."""
    first, last = (date.end, trigger) if date.start < trigger else (trigger + 1, date.start)
    cost = 0
    for at in range(first, last):
        cost += _PER_MARK if lattice.tokens[at].key in _MARKS else 1
        cost += _PER_TURN if lattice.find(at, "date_turn") else 0
    return cost, date.start
