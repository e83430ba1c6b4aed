"""Lines of counts by rule `bounds`: for each people that anybody tells of, the ends that agree with every claim."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import product

import msgspec

from marsad.answer.bounds.bound import bound
from marsad.answer.bounds.constraint import AFTER, ANYWHERE, EVER, Region
from marsad.answer.bounds.gather import Gathered, Subject, gather
from marsad.answer.split import source
from marsad.arabic.fold import fold_key
from marsad.model.answer import CountLine
from marsad.model.asked import Asked
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Kind
from marsad.model.world import World

Days = tuple[int, int]
NOT_TOLD = {"unknown", "disputed"}
"""Keys under which claims stand that say nothing of a cell of their own."""


def bounded(
    lines: Sequence[CountLine],
    events: Sequence[Event],
    known: Mapping[str, Sequence[SourcedClaim]],
    asked: Asked,
    world: World,
) -> tuple[CountLine, ...]:
    """The lines with the ends by this rule, the claims that bind each, and sets of claims that cannot all be true.

    A line of people whose place, days or party are not told has no cell of its own, and is left out.
    """
    ids = {place.id for told in known.values() for place in told[0].claim.places if place.id}

    @cache
    def gathered(subject: Subject, by: str | None) -> Gathered:
        said = known if by is None else _of_source(known, by)
        return gather(events, said, subject, world)

    def at(place: str) -> str:
        return place if place in ids or world.parents(place) else f"~{fold_key(place)}"

    found = []
    for line in [*lines, *_untold(lines, asked)]:
        if NOT_TOLD.isdisjoint({line.place, line.period, line.party}):
            where = line.place or asked.place
            places = tuple(sorted(at(part) for part in where.split(" + "))) if where else (ANYWHERE,)
            region = Region(places, *_days(line.period, asked), line.group, line.party)
            found.append(_line(line, gathered(_subject(line), line.source), region, world))
    return tuple(found)


def _untold(lines: Sequence[CountLine], asked: Asked) -> Iterator[CountLine]:
    """People who were asked for by name and of whom nobody tells there: words on a wider place may bound them."""
    told = {(line.outcome, line.group) for line in lines}
    for row in product(asked.outcomes, asked.groups) if not asked.by else ():
        if row not in told:
            yield CountLine(outcome=row[0], group=row[1], low=None, best=None, high=None)


def _subject(line: CountLine) -> Subject:
    kind: Kind | None = line.kind
    return Subject(line.outcome, line.group, kind)


def _line(line: CountLine, gathered: Gathered, region: Region, world: World) -> CountLine:
    ends = bound(gathered, region, world)
    return msgspec.structs.replace(
        line,
        low=ends.low,
        best=None,
        high=ends.high,
        rule="bounds",
        claims=tuple(sorted({*ends.below, *ends.above})),
        binds_low=ends.below,
        binds_high=ends.above,
        conflicts=ends.conflicts,
    )


def _of_source(known: Mapping[str, Sequence[SourcedClaim]], by: str) -> dict[str, list[SourcedClaim]]:
    said = {claim: [sourced for sourced in told if source(sourced) == by] for claim, told in known.items()}
    return {claim: told for claim, told in said.items() if told}


def _days(period: str | None, asked: Asked) -> Days:
    """The days of a line's period inside those of the question, the last one exclusive."""
    start, end = (EVER, AFTER) if period is None else _span(period)
    if asked.since:
        start = max(start, asked.since.toordinal())
    if asked.until:
        end = min(end, asked.until.toordinal() + 1)
    return start, max(start, end)


def _span(period: str) -> Days:
    """A day, month or year, or two of them with / between, either of them ".."."""
    first, _, last = period.partition("/")
    start, end = _of(first), _of(last or first)
    return (EVER if start is None else start[0]), (AFTER if end is None else end[1])


def _of(unit: str) -> Days | None:
    """The days of a day, month or year in ISO form; None for an open end."""
    parts = [int(part) for part in unit.split("-")] if unit != ".." else []
    if not parts:
        return None
    year, month, day = (*parts, 1, 1)[:3]
    first = date(year, month, day)
    after = (year + 1, 1) if len(parts) == 1 else (year + month // 12, month % 12 + 1)
    return first.toordinal(), first.toordinal() + 1 if len(parts) == 3 else date(*after, 1).toordinal()  # noqa: PLR2004
