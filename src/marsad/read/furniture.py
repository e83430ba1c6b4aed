"""Page furniture: what a page shows around a report on the day that it was fetched, and the report does not tell."""

from datetime import timedelta

from marsad.arabic.dates import LABEL
from marsad.read.draft import Page

_ENDS = frozenset(".؟?!…؛:»”\"')]")
_LONGEST = 24
"""Words that a headline may go on for behind points inside it."""
_A_DAY = timedelta(days=1)
"""Publication may be dated where it is still the day before."""


def furniture(page: Page) -> frozenset[int]:
    """Numbers of the sentences that are headlines of a later day.

    They are lines without an end of their own, below a line that is nothing but a day after the report's publication.
    """
    found: set[int] = set()
    later = False
    for number, (start, end) in enumerate(page.sentences):
        if _later_day(page, start, end):
            later = True
        elif later and _headline(page, end):
            found.add(number)
        else:
            later = False
    return frozenset(found)


def _later_day(page: Page, start: int, end: int) -> bool:
    published = page.report.published
    date = page.lattice.find(start, LABEL)
    if published is None or date is None or date.end != end:
        return False
    period = date.data.period
    return bool(period.precision == "day" and period.start > published + _A_DAY)


def _headline(page: Page, end: int) -> bool:
    """Whether the line that a sentence ends in is short and ended by nothing but itself."""
    for at in range(end, min(end + _LONGEST, len(page.tokens) + 1)):
        if at == len(page.tokens) or page.tokens[at].kind == "break":
            return page.tokens[at - 1].key not in _ENDS
    return False
