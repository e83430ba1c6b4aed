"""Rule `bounds` for one event: what all its figures have in common, or, where they have nothing, all that they span."""

from collections.abc import Sequence

from marsad.answer.figures import Figure, Row
from marsad.answer.rule import Account, every
from marsad.answer.rules.spread import ends
from marsad.model.event import EventCount


def agreed(row: Row, account: Account) -> EventCount:
    """The row by this rule; a denied event may have hurt nobody. No figure in between is better than another."""
    low, high = common(every(account.rows[row])) or ends(every(account.firm(row)))
    return EventCount(row[0], row[1], 0 if account.disputed else low, None, high, "bounds")


def common(figures: Sequence[Figure]) -> tuple[int | None, int | None] | None:
    """The numbers that agree with every figure, as a range; None where there are none."""
    low = max((figure.low for figure in figures if figure.low is not None), default=None)
    high = min((figure.high for figure in figures if figure.high is not None), default=None)
    return None if low is not None and high is not None and low > high else (low, high)
