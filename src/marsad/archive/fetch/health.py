"""How each feed is, from where its watching stands."""

from datetime import UTC, datetime

from marsad.archive.fetch.state import FeedState
from marsad.model.came import Health

SILENT = 7 * 86400.0
"""Seconds without anything new after which a feed is called silent."""


def health(state: FeedState, now: datetime) -> Health:
    """A feed's health as of now."""
    return Health(
        url=state.url,
        state=_state(state, now.timestamp()),
        error=state.error,
        failures=state.failures,
        asked=_time(state.asked),
        good=_time(state.good),
        fresh=_time(state.fresh),
        polls=state.polls,
        unchanged=state.unchanged,
        listed=state.listed,
        taken=state.taken,
        revised=state.revised,
        given_up=state.given_up,
        waiting=sum(1 for item in state.items.values() if item.due is not None and not item.text),
    )


def _state(state: FeedState, now: float) -> str:
    if not state.asked:
        return "unasked"
    if state.failures:
        return "failing"
    if not state.listed:
        return "empty"
    return "silent" if now - state.fresh > SILENT else "ok"


def _time(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
