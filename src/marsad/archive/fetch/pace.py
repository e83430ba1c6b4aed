"""When to ask again: the pause after a failure grows, no two are the same, and a server's own word goes first."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from random import Random

FIRST = 60.0
LONGEST = 6 * 3600.0
MOST_ASKED = 24 * 3600.0
"""The longest pause that a server's Retry-After is heard for."""
SPREAD = 0.1


def pause(failures: int, random: Random) -> float:
    """Seconds to wait after so many failures in a row: a minute, doubling up to six hours; of that half to all."""
    most = min(LONGEST, FIRST * 2.0 ** min(failures - 1, 20))
    return most * (0.5 + random.random() / 2)


def spread(seconds: float, random: Random) -> float:
    """A regular span, moved by up to a tenth, so that what began together does not stay together."""
    return seconds * (1 + SPREAD * (2 * random.random() - 1))


def asked_to_wait(retry_after: str, now: datetime) -> float:
    """Seconds that a Retry-After names, as a number or a date; 0 for none or nonsense."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), MOST_ASKED)
    try:
        when = parsedate_to_datetime(text)
        return min(max((when - now).total_seconds(), 0.0), MOST_ASKED)
    except (TypeError, ValueError, OverflowError):
        return 0.0
