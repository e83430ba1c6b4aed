"""Days and moments as files write them. No time zone moves a day: the day is the one that is written."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime


def moment(written: str) -> datetime | None:
    """A moment written as ISO 8601 or as in mail (RFC 5322); None for anything else. Without a zone it is UTC."""
    text = written.strip()
    found = _iso(text) or _mail(text)
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def day(written: str) -> date | None:
    """The day of a moment, as written."""
    found = moment(written)
    return found.date() if found else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
