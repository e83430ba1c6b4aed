"""`marsad events`: what happened, who says so, who denies it."""

from datetime import date

from marsad.cli import cells
from marsad.cli.flags import AsKnownOn, Key, Record, Rule, Shape, Since, Until, Where, folder, told_key
from marsad.cli.show import table
from marsad.cli.stream import write_lines
from marsad.cli.words import words
from marsad.model.asked import Asked
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim


def events(
    place: Where = None,
    since: Since = None,
    until: Until = None,
    as_known_on: AsKnownOn = None,
    rule: Rule = "range",
    key: Key = None,
    record: Record = None,
    form: Shape = "table",
) -> None:
    """Print the record's events, one a line."""
    from marsad import pipeline

    asked = Asked(place=place, since=since, until=until, as_known_on=as_known_on, rule=rule)
    told = pipeline.events(folder(record), asked, told_key(key))
    if form == "jsonl":
        write_lines(told.events)
    else:
        events_table(told.events, told.claims)


def events_table(told: tuple[Event, ...], claims: tuple[SourcedClaim, ...], title: str | None = None) -> None:
    """Events as a table, those of the earliest days first; `claims` are those that tell them."""
    say = words()
    by_id: dict[str, list[SourcedClaim]] = {}
    for claim in claims:
        by_id.setdefault(claim.claim.id, []).append(claim)
    columns = [say(f"column.{column}") for column in ("date", "kind", "place", "people", "says", "denies")]
    ordered = sorted(told, key=lambda event: (_first_day(event), event.event))
    table(title or say("title.events", n=len(told)), columns, (_row(event, by_id) for event in ordered))


def _first_day(event: Event) -> date:
    """The day that an event is listed under: its first, else its last, else after all others."""
    period = event.date
    return (period and (period.start or period.end)) or date.max


def _row(event: Event, claims: dict[str, list[SourcedClaim]]) -> tuple[str, ...]:
    return (
        f"{cells.days(event.date) or cells.DASH}\n{event.event[:8]}",
        f"{cells.kind(event.kind, event.change)}\n{words()(f'status.{event.status}')}",
        f"{cells.places(event.places) or cells.DASH}\n{cells.sides(event.actor, event.target)}",
        cells.people(event.counts),
        cells.voices(event, claims, "asserts"),
        cells.voices(event, claims, "denies"),
    )
