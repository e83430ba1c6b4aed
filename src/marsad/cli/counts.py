"""`marsad counts`: how many people, as ranges over sources, with running totals beside them."""

from typing import Annotated

import typer

from marsad.cli import cells
from marsad.cli.flags import AsKnownOn, Key, Record, Rule, Shape, Since, Until, Where, chosen, folder, known, told_key
from marsad.cli.show import shown, table
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.model.answer import CountLine, RunningTotal
from marsad.model.asked import Asked, By
from marsad.model.vocabulary import Group, Outcome

say = words()
SplitBy = Annotated[
    list[str] | None, typer.Option("--by", metavar="KEY", help=say("flag.by", known=known(By)), show_default=False)
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="NAME", help=say("flag.outcome", known=known(Outcome)), show_default=False),
]
Groups = Annotated[
    list[str] | None,
    typer.Option("--group", metavar="NAME", help=say("flag.group", known=known(Group)), show_default=False),
]

Sensitivity = Annotated[bool, typer.Option("--sensitivity", help=say("flag.sensitivity"))]


def counts(
    by: SplitBy = None,
    outcome: Outcomes = None,
    group: Groups = None,
    place: Where = None,
    since: Since = None,
    until: Until = None,
    as_known_on: AsKnownOn = None,
    rule: Rule = "range",
    sensitivity: Sensitivity = False,
    key: Key = None,
    record: Record = None,
    form: Shape = "table",
) -> None:
    """Print a line for each outcome and group, split as asked."""
    from marsad import pipeline

    asked = Asked(
        place=place,
        since=since,
        until=until,
        as_known_on=as_known_on,
        by=chosen(by, By),
        outcomes=chosen(outcome, Outcome),
        groups=chosen(group, Group),
        rule=rule,
        sensitivity=sensitivity or (form == "table" and not by),
    )
    lines = pipeline.counts(folder(record), asked, told_key(key))
    if form == "jsonl":
        write_lines(lines)
    else:
        counts_table(lines)


def counts_table(lines: tuple[CountLine, ...]) -> None:
    """Count lines as a table, with only those keys that were asked for."""
    keys = [key for key in ("place", "period", "kind", "party", "source") if any(getattr(line, key) for line in lines)]
    heads = {"place": "where", "kind": "what"}
    columns = [
        say(f"column.{heads.get(column, column)}")
        for column in (*keys, "people", "range", "unquantified", "totals", "events")
    ]
    table(say("title.counts", n=len(lines)), columns, (_row(line, keys) for line in lines))
    ruled = [say("sensitivity", who=_which(line, keys), rules=_by_rule(line)) for line in lines if line.sensitivity]
    ruled += [
        say("conflict", claims=" ".join(claims)) for claims in sorted({c for line in lines for c in line.conflicts})
    ]
    if ruled:
        write_text("\n".join([*ruled, ""]) + "\n")


def _row(line: CountLine, keys: list[str]) -> tuple[str, ...]:
    return (
        *(_key(key, getattr(line, key)) for key in keys),
        cells.who(line.outcome, line.group),
        cells.number(line.low, line.high),
        str(line.unquantified or ""),
        cells.few([_total(total) for total in line.totals], say("comma")),
        cells.few([event[:8] for event in line.events], " "),
    )


def _which(line: CountLine, keys: list[str]) -> str:
    return shown(
        say("comma").join([*(_key(key, getattr(line, key)) for key in keys), cells.who(line.outcome, line.group)])
    )


def _by_rule(line: CountLine) -> str:
    """Each rule with its figure: "range 12–40, acled 12–40"."""
    return say("comma").join(f"{ruled.rule} {cells.number(ruled.low, ruled.high)}" for ruled in line.sensitivity)


def _key(key: str, value: str | None) -> str:
    return say(f"kind.{value}") if key == "kind" and value else value or ""


def _total(total: RunningTotal) -> str:
    """One source's own running total: "324 (SOHR, … – 2016-12-06)"."""
    until = cells.span(total.start, total.end)
    return f"{cells.number(total.low, total.high)} ({total.source}{say('comma') + until if until else ''})"
