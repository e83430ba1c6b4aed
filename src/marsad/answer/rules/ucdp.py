"""Rule `ucdp`: low, best and high estimate of the dead, as the codebook of UCDP's georeferenced events says.

Only direct deaths count, and an event needs at least one. `low` is the lowest and `high` the highest figure that
a source gives ("at least 7" is a figure of 7), `best` the one that most sources give.
"""

from marsad.answer.figures import Row
from marsad.answer.rule import Account, every
from marsad.answer.rules.spread import best, ends
from marsad.model.event import EventCount


def ucdp(row: Row, account: Account) -> EventCount | None:
    """The row by this rule."""
    told = every(account.firm(row))
    given = [number for figure in told for number in (figure.low, figure.high) if number is not None]
    if row[0] != "killed" or not any(given):
        return None
    return EventCount("killed", row[1], ends(told)[0], best(account.firm(row)), max(given), "ucdp")
