"""What is known now and was not on an earlier day: reports that came late, and figures that moved."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from marsad.model.answer import CountLine
from marsad.model.event import Event


class Earlier(NamedTuple):
    """What was known on an earlier day: the events asked for, and their lines of counts."""

    day: date
    events: tuple[Event, ...]
    lines: tuple[CountLine, ...]


class Moved(NamedTuple):
    """A line of counts as it was known (null: not at all) and as it is now, and how many of its events are new."""

    was: CountLine | None
    now: CountLine
    new: int


def moved(earlier: Earlier, events: Iterable[Event], lines: Iterable[CountLine]) -> list[Moved]:
    """The lines of the same question whose range is another now; an event is new where no claim of it was known.

    What happened long ago and was reported since stands in its own period, and moves that.
    """
    was = {(line.outcome, line.group): line for line in earlier.lines}
    known = {claim for event in earlier.events for claim in event.claims}
    new = {event.event for event in events if known.isdisjoint(event.claims)}
    found = []
    for line in lines:
        before = was.get((line.outcome, line.group))
        if before is None or (before.low, before.high) != (line.low, line.high):
            found.append(Moved(before, line, len(new.intersection(line.events))))
    return found
