"""Rule `acled`: the most conservative of the reported fatalities, as ACLED's codebook and its page on fatalities say.

Only the dead are counted, and never by side or group. Where sources differ, the lowest estimate stands; a vague word is
a number: "tens" 10, "hundreds" 100, "thousands" 1,000, a plural with no number 3. `high` keeps the largest report,
which ACLED gives in its notes.
"""

from marsad.answer.figures import Figure, Row
from marsad.answer.rule import Account, every, is_vague
from marsad.answer.rules.spread import ends
from marsad.model.event import EventCount

WORDS: dict[tuple[int | None, int | None], int] = {(20, 99): 10, (200, 999): 100, (2000, 9999): 1000}
"""The codebook's range of a vague word → ACLED's number for it."""
UNKNOWN = 3


def acled(row: Row, account: Account) -> EventCount | None:
    """The row by this rule."""
    if row != ("killed", "person"):
        return None
    told = every(account.firm(row))
    readings = [number for figure in told if (number := _number(figure)) is not None]
    if not readings:
        return None
    figure, high = min(readings), ends(told)[1]
    return EventCount("killed", "person", figure, figure, None if high is None else max(high, figure), "acled")


def _number(figure: Figure) -> int | None:
    if is_vague(figure):
        return UNKNOWN
    return WORDS.get((figure.low, figure.high), figure.low)
