"""Rule `ibc`: an incident counts from two independent reports on, as Iraq Body Count publishes its method.

`low` and `high` are the smallest and the largest figure reported. Aggregates (a morgue's month, a monitor's running
total) count by what exceeds the incidents inside them: see `marsad.answer.aggregates`.
"""

from marsad.answer.figures import Row
from marsad.answer.rule import Account, every
from marsad.answer.rules.spread import best, ends
from marsad.model.event import EventCount

REPORTS = 2
"""Independent reports that an incident needs."""


def ibc(row: Row, account: Account) -> EventCount | None:
    """The row by this rule."""
    if len(account.voices) < REPORTS:
        return None
    told = account.firm(row)
    return EventCount(row[0], row[1], ends(every(told))[0], best(told), ends(every(told))[1], "ibc")
