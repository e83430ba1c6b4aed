"""Rule `airwars`: a minimum and a maximum of civilians for each incident, after Airwars' published method.

The range runs over the sources' figures. An incident that two or more independent sources tell of is "fair" and counts
at its minimum; a single source ("weak") or a denial leaves it alleged, and its low end is 0.
Where one source calls the dead civilians and another fighters, the low end of civilians is 0 too. Airwars names no best
figure; `best` repeats the minimum, its headline.
"""

from marsad.answer.figures import Row
from marsad.answer.rule import Account
from marsad.answer.rules.spread import spread
from marsad.model.event import EventCount

FAIR = 2
"""Independent sources from which an incident is fair."""


def airwars(row: Row, account: Account) -> EventCount:
    """The row by this rule."""
    found = spread(row, account)
    fair = len(account.voices) >= FAIR and not account.disputed
    low = found.low if fair else 0
    return EventCount(row[0], row[1], low, low, found.high, "airwars")
