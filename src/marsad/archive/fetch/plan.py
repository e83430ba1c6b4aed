"""Which visit comes next: one at a time for each host, the longest due first."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from marsad.archive.fetch.state import FeedState


class Job(NamedTuple):
    """A visit that is due: of a feed by its number in the list, or of an item of it."""

    due: float
    feed: int
    item: str
    url: str

    @property
    def host(self) -> str:
        """Whom the visit burdens."""
        return urlsplit(self.url).hostname or ""


def jobs(states: Iterable[FeedState], now: float, free: Mapping[str, float]) -> list[Job]:
    """The visits to make now, at most one for each host, none for a host that is left alone until later."""
    first: dict[str, Job] = {}
    for number, state in enumerate(states):
        for job in _due(number, state, now):
            if free.get(job.host, 0.0) <= now and (job.host not in first or job < first[job.host]):
                first[job.host] = job
    return sorted(first.values())


def next_due(states: Iterable[FeedState], free: Mapping[str, float]) -> float:
    """When there will be something to do, in seconds since 1970; infinite for never."""
    return min(
        (max(job.due, free.get(job.host, 0.0)) for number, state in enumerate(states) for job in _due(number, state)),
        default=float("inf"),
    )


def _due(number: int, state: FeedState, now: float = float("inf")) -> Iterable[Job]:
    if state.due <= now:
        yield Job(state.due, number, "", state.url)
    for name, item in state.items.items():
        if item.due is not None and item.due <= now:
            yield Job(item.due, number, name, item.url)
