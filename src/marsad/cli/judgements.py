"""Judgements as lines and as a table."""

from collections.abc import Sequence
from datetime import UTC

import msgspec

from marsad.cli import cells
from marsad.cli.show import shown, table
from marsad.cli.stream import json_line
from marsad.cli.words import words
from marsad.model.count import Count
from marsad.model.judged import JudgementLine

say = words()


def told(line: JudgementLine) -> str:
    """One judgement in a line: what, of which claims, by whom, when, why, its id and how it stands."""
    head = say(
        "judgement.line",
        verdict=say(f"verdict.{line.verdict}"),
        about=cells.few([claim[:8] for claim in line.claims], " "),
        fields=_fields(line),
        by=shown(line.author),
        time=_time(line),
        judgement=line.judgement[:8],
    )
    return head + (f": {shown(line.reason)}" if line.reason else "") + _state(line)


def judgements_table(lines: Sequence[JudgementLine]) -> None:
    """All judgements, in the order of the log."""
    columns = [say(f"column.{column}") for column in ("judgement", "verdict", "about", "by", "reason", "state")]
    rows = [
        (
            f"{line.judgement[:8]}\n{_time(line)}",
            say(f"verdict.{line.verdict}"),
            "\n".join(
                [cells.few([claim[:8] for claim in line.claims], " "), *([_fields(line)] if line.fields else [])]
            ),
            line.author,
            line.reason,
            _state(line).strip(" ()") or say("judged.in force"),
        )
        for line in lines
    ]
    table(say("title.judgements", n=len(rows)), columns, rows)


def _fields(line: JudgementLine) -> str:
    """What is set, as FIELD=VALUE; what an undoing undoes, by its first letters."""
    if line.verdict == "undo":
        return str(line.fields.get("judgement", ""))[:8]
    return " ".join(f"{name}={_counts(value) or _value(value)}" for name, value in sorted(line.fields.items()))


def _counts(value: object) -> str:
    """Counts as they are given: killed:civilian:7,killed:child:2:of=0; nothing for what is none, or has a place."""
    try:
        counts = msgspec.convert(value, tuple[Count, ...])
    except msgspec.ValidationError:
        return ""
    if any(count.place or count.span for count in counts):
        return ""
    part = {None: ""} | {at: f":of={at}" for at in range(len(counts))}
    return ",".join(f"{c.outcome}:{c.group}:{_number(c.low, c.high)}{part[c.part_of]}" for c in counts)


def _number(low: int | None, high: int | None) -> str:
    if low == high:
        return "?" if low is None else str(low)
    return f"{low}+" if high is None else f"{'' if low is None else low}-{high}"


def _value(value: object) -> str:
    """A name by its words, all else as JSON."""
    if isinstance(value, list) and value and all(isinstance(one, dict) and "text" in one for one in value):
        return " | ".join(str(one["text"]) for one in value)
    if isinstance(value, dict) and "text" in value:
        return str(value["text"])
    return value if isinstance(value, str) else json_line(value).decode("utf-8", "replace").strip()


def _state(line: JudgementLine) -> str:
    if line.state == "in force":
        return ""
    why = f": {words().translated(line.why)}" if line.why else ""
    return f" ({say(f'judged.{line.state}')}{why})"


def _time(line: JudgementLine) -> str:
    return line.made.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ")
