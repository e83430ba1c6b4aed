"""When something is said to have happened: days with an honest precision, never finer than the report."""

from datetime import date

import msgspec

from marsad.model.vocabulary import DatePrecision


class Period(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """Inclusive calendar days; `start` null means "since" with no day given, both null means not resolvable."""

    start: date | None
    end: date | None
    precision: DatePrecision = "day"

    def overlaps(self, other: "Period", slack_days: int = 0) -> bool:
        """Whether the two periods share a day, or come within `slack_days` of it; open ends reach for ever."""
        return _before_or_near(self.start, other.end, slack_days) and _before_or_near(other.start, self.end, slack_days)


def _before_or_near(start: date | None, end: date | None, slack_days: int) -> bool:
    return start is None or end is None or (start - end).days <= slack_days
