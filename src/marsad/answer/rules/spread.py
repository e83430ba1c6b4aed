"""Rule `range`: the range that independent voices' latest figures span.

`low` is the smallest of their lower ends, `high` the largest of their upper ends, `best` the exact figure that most
voices give, a tie going to the lower one; where none is exact, the smallest lower end. Who only says "dead" or
"several" does not contradict who counts them; "at least 5" leaves the upper end open unless another voice sets one that
is not below it. Where one voice tells of civilians alone and another of fighters alone, they may be the same people,
and the civilians' low end is 0. Unknown is not 0: what nobody tells of has no row.
"""

from collections import Counter
from collections.abc import Sequence

from marsad.answer.figures import Figure, Row
from marsad.answer.rule import Account, Voiced, every, is_vague
from marsad.model.event import EventCount
from marsad.model.vocabulary import CountRule


def spread(row: Row, account: Account, rule: CountRule = "range") -> EventCount:
    """The row by this rule."""
    told = account.firm(row)
    low, high = ends(every(told))
    if row[1] == "civilian" and account.fighters_or_civilians(row[0]):
        low = 0
    return EventCount(row[0], row[1], low, best(told), high, rule)


def ends(figures: Sequence[Figure]) -> tuple[int | None, int | None]:
    """The smallest lower and the largest upper end; null where they are not known."""
    counted = [figure for figure in figures if not is_vague(figure)] or figures
    lows = [figure.low for figure in counted if figure.low is not None]
    return min(lows, default=None) if len(lows) == len(counted) else None, _upper(counted)


def _upper(counted: Sequence[Figure]) -> int | None:
    """The largest upper end that is set, if no voice's "at least" lies above it."""
    highs = [figure.high for figure in counted if figure.high is not None]
    above = max((figure.low or 0 for figure in counted if figure.high is None), default=0)
    return max(highs) if highs and max(highs) >= above else None


def best(told: Voiced) -> int | None:
    """The exact figure of most voices, a tie to the lower one; where none is exact, the smallest lower end told."""
    votes: Counter[int] = Counter()
    for found in told.values():
        votes.update({f.low for f in found if f.told and f.low == f.high and f.low is not None})
    if votes:
        return min(votes, key=lambda figure: (-votes[figure], figure))
    return ends([f for f in every(told) if f.told])[0]
