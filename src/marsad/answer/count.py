"""How many people: sums over events by place, period, kind, party, source; running totals beside, never added."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from marsad.answer.aggregates import with_aggregates
from marsad.answer.apart import Counted, counted
from marsad.answer.bounds.lines import bounded
from marsad.answer.figures import Row, figures
from marsad.answer.rules.tally import in_order, tally
from marsad.answer.sift import Sieve, by_claim, known_on
from marsad.answer.split import Key, event_keys, source, total_keys
from marsad.answer.sum import sum_up
from marsad.model.answer import CountLine, RunningTotal
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.event import Event, EventCount
from marsad.model.sourced import SourcedClaim
from marsad.model.voice import speaker
from marsad.model.world import UNKNOWN_WORLD, World


class _Cell(msgspec.Struct):
    """What falls under one key and row: events with their counts, and the totals beside them."""

    told: list[Counted] = []
    totals: dict[str, SourcedClaim] = {}


def counts(
    events: Iterable[Event],
    claims: Iterable[SourcedClaim],
    asked: Asked = EVERYTHING,
    world: World = UNKNOWN_WORLD,
) -> tuple[CountLine, ...]:
    """Lines for each outcome × group, split by what is asked, sorted; none for what nobody tells of.

    `claims` are `Reconciled.claims`. Split by place, a place's line holds those inside it too: lines of a town and of
    its governorate must not be added.
    """
    events = tuple(events)
    known = by_claim(known_on(claims, asked.as_known_on))
    sieve = Sieve(asked, world)
    cells: defaultdict[tuple[Key, Row], _Cell] = defaultdict(_Cell)
    for event in events:
        if sieve.event(event):
            _put_event(cells, event, known, sieve, world)
    for told in known.values():
        if is_total(told[0]) and sieve.claim(told[0]):
            _put_total(cells, told[0], asked, world)
    lines = [_line(key, row, cell, asked, world) for (key, row), cell in sorted(cells.items(), key=_place_in_answer)]
    return bounded(lines, events, known, asked, world) if asked.rule == "bounds" else tuple(lines)


def is_total(sourced: SourcedClaim) -> bool:
    """Whether the claim is a running total that somebody asserts."""
    claim = sourced.claim
    return claim.scope == "cumulative" and claim.modality == "actual" and claim.stance == "asserts"


def _put_event(
    cells: Mapping[tuple[Key, Row], _Cell],
    event: Event,
    known: Mapping[str, Sequence[SourcedClaim]],
    sieve: Sieve,
    world: World,
) -> None:
    asked, surely = sieve.asked, sieve.surely_during(event.date)
    told = [sourced for claim in event.claims for sourced in known.get(claim, ())]
    totals = [known[claim][0] for claim in event.totals if claim in known]
    for key, said in _by_source(event_keys(event, told, asked.by, world), told, asked):
        for count in _rows(event, said, known, asked):
            row = (count.outcome, count.group)
            if _wanted(row, asked):
                cell = cells[key, row]
                figure = count if surely else _perhaps(count)
                cell.told.append(counted(event, figure, _citing(said, row), told))
                cell.totals.update((t.claim.id, t) for t in totals if row in figures(t.claim.counts))


def _rows(
    event: Event, said: Sequence[SourcedClaim], known: Mapping[str, Sequence[SourcedClaim]], asked: Asked
) -> tuple[EventCount, ...]:
    """The event's rows by the rule asked for; as the event has them where that is by `range` and of all its claims."""
    whole = "source" not in asked.by and all(claim in known for claim in event.claims)
    return event.counts if whole and asked.rule == "range" else tally(said, asked.rule)


def _perhaps(count: EventCount) -> EventCount:
    """The count of an event that may have happened outside the days asked for: perhaps nobody of it belongs there."""
    return count if count.low is None else msgspec.structs.replace(count, low=0)


def _by_source(
    keys: Iterator[Key], told: Sequence[SourcedClaim], asked: Asked
) -> Iterator[tuple[Key, Sequence[SourcedClaim]]]:
    """Each key with the claims that count under it: all of them, or those of each source."""
    said: dict[tuple[tuple[str, str], ...], list[SourcedClaim]] = defaultdict(list)
    for sourced in told:
        said[(("source", source(sourced)),) if "source" in asked.by else ()].append(sourced)
    for key in keys:
        for ending in sorted(said):
            yield (*key, *ending), said[ending]


def _put_total(cells: Mapping[tuple[Key, Row], _Cell], sourced: SourcedClaim, asked: Asked, world: World) -> None:
    for row in figures(sourced.claim.counts):
        if _wanted(row, asked):
            for key in total_keys(sourced, asked.by, world):
                cells[key, row].totals[sourced.claim.id] = sourced


def _wanted(row: Row, asked: Asked) -> bool:
    outcome, group = row
    return outcome in (asked.outcomes or (outcome,)) and group in (asked.groups or (group,))


def _citing(told: Sequence[SourcedClaim], row: Row) -> list[SourcedClaim]:
    """The claims that tell of such people."""
    return [s for s in told if s.claim.stance == "asserts" and row in figures(s.claim.counts)]


def _running(sourced: SourcedClaim, row: Row) -> RunningTotal:
    claim, figure = sourced.claim, figures(sourced.claim.counts)[row]
    return RunningTotal(
        claim=claim.id,
        source=speaker(sourced),
        places=tuple(place.text for place in claim.places),
        low=figure.low,
        high=figure.high,
        start=claim.date.start if claim.date else None,
        end=claim.date.end if claim.date else sourced.published,
    )


def _narrowed(asked: Asked, key: Key) -> Asked:
    """The question with the place of one line."""
    return msgspec.structs.replace(asked, place=dict(key).get("place", asked.place))


def _place_in_answer(item: tuple[tuple[Key, Row], _Cell]) -> tuple[Key, tuple[int, int]]:
    (key, row), _ = item
    return key, in_order(row)


def _line(key: Key, row: Row, cell: _Cell, asked: Asked, world: World) -> CountLine:
    totals = [cell.totals[claim] for claim in sorted(cell.totals)]
    added = asked.rule == "ibc"
    sums = with_aggregates(cell.told, totals, row, _narrowed(asked, key), world) if added else sum_up(cell.told, world)
    line = CountLine(
        outcome=row[0],
        group=row[1],
        low=sums.low,
        best=sums.best,
        high=sums.high,
        rule=asked.rule,
        unquantified=sums.unquantified,
        events=tuple(sorted(counted.event.event for counted in cell.told)),
        claims=tuple(sorted({claim for counted in cell.told for claim in counted.claims})),
        totals=tuple(_running(total, row) for total in totals),
    )
    return msgspec.structs.replace(line, **dict(key))
