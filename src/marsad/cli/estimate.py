"""`marsad estimate`: how many events no source told of, by capture-recapture."""

from marsad.cli.counts import Groups, Outcomes
from marsad.cli.flags import AsKnownOn, Key, Record, Shape, Since, Until, Where, chosen, folder, told_key
from marsad.cli.show import shown, table
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.asked import Asked
from marsad.model.estimate import Estimate
from marsad.model.vocabulary import Group, Outcome

say = words()
MODELS = 5
"""Models that a table shows."""


def estimate(
    outcome: Outcomes = None,
    group: Groups = None,
    place: Where = None,
    since: Since = None,
    until: Until = None,
    as_known_on: AsKnownOn = None,
    key: Key = None,
    record: Record = None,
    form: Shape = "table",
) -> None:
    """Print the events that were told and those that were not, or why that cannot be said."""
    from marsad import pipeline

    asked = Asked(
        place=place,
        since=since,
        until=until,
        as_known_on=as_known_on,
        outcomes=chosen(outcome, Outcome),
        groups=chosen(group, Group),
    )
    found = pipeline.estimate(folder(record), asked, told_key(key))
    if form == "jsonl":
        write_lines([found])
    else:
        _print(found)


def _print(found: Estimate) -> None:
    rows = [(shown(source), str(events)) for source, events in found.sources.items()]
    table(say("title.sources", n=len(rows)), [say("column.source"), say("column.events")], rows)
    if found.models:
        models = [(f"{m.weight:.2f}", str(found.seen + round(m.unseen)), _pairs(m.dependent)) for m in found.models]
        columns = [say(f"column.{column}") for column in ("weight", "in_all", "dependent")]
        table(say("title.models", n=len(found.models)), columns, models[:MODELS])
    if found.refusal:
        write_text(say("estimate.refused", seen=found.seen, why=say.translated(found.refusal)) + "\n")
    else:
        told = say("estimate.told", seen=found.seen, best=found.best, low=found.low, high=found.high)
        write_text(told + "\n")


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return say("comma").join(f"{one} + {other}" for one, other in pairs)
