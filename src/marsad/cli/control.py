"""`marsad control`: who is said to hold which place, from when to when, and who says otherwise."""

from datetime import date

from marsad.cli import cells
from marsad.cli.flags import AsKnownOn, Key, Record, Shape, Since, Until, Where, folder, told_key
from marsad.cli.show import table
from marsad.cli.stream import write_lines
from marsad.cli.words import words
from marsad.model.answer import ControlSpan
from marsad.model.asked import Asked


def control(
    place: Where = None,
    since: Since = None,
    until: Until = None,
    as_known_on: AsKnownOn = None,
    key: Key = None,
    record: Record = None,
    form: Shape = "table",
) -> None:
    """Print spans of control, place by place."""
    from marsad import pipeline

    asked = Asked(place=place, since=since, until=until, as_known_on=as_known_on)
    lines = pipeline.control(folder(record), asked, told_key(key))
    if form == "jsonl":
        write_lines(lines)
    else:
        control_table(lines)


def control_table(lines: tuple[ControlSpan, ...], day: date | None = None) -> None:
    """Spans of control as a table, those around one day if asked; a silent span says that nobody speaks."""
    say = words()
    columns = [say(f"column.{column}") for column in ("where", "from_to", "holder", "share", "positions")]
    places = len({line.place.id or line.place.text for line in lines})
    title = say("title.control_on", n=places, day=day) if day else say("title.control", n=places)
    table(title, columns, map(_row, lines))


def _row(line: ControlSpan) -> tuple[str, ...]:
    return (
        line.place.text,
        cells.span(line.start, line.end),
        cells.held(line),
        "" if line.share is None else f"{line.share:.0%}",
        words()("semicolon").join(cells.position(position) for position in line.positions),
    )
