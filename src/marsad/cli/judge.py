"""`marsad judge`: what a person decides of claims and events, appended to the log with author, time and reason."""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.flags import Record, Shape, folder
from marsad.cli.judgements import judgements_table, told
from marsad.cli.stream import write_lines, write_text
from marsad.cli.words import words
from marsad.errors import InputError
from marsad.model.judged import Author, Judged, Missed
from marsad.model.name import Span
from marsad.settings import settings

say = words()
Two = Annotated[list[str], typer.Argument(metavar="ID ID...", help=say("flag.judged_pair"), show_default=False)]
Claim = Annotated[str, typer.Argument(metavar="CLAIM", help=say("flag.judged_claim"), show_default=False)]
Claims = Annotated[list[str], typer.Argument(metavar="CLAIM...", help=say("flag.judged_claim"), show_default=False)]
Report = Annotated[str, typer.Argument(metavar="REPORT", help=say("flag.judged_report"), show_default=False)]
Made = Annotated[str, typer.Argument(metavar="JUDGEMENT", help=say("flag.judgement"), show_default=False)]
Fields = Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help=say("flag.fields"), show_default=False)]
Quoted = Annotated[
    list[str] | None, typer.Option("--words", metavar="TEXT", help=say("flag.words"), show_default=False)
]
Spans = Annotated[list[str] | None, typer.Option("--span", metavar="A-B", help=say("flag.span"), show_default=False)]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=say("flag.reason"), show_default=False)]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=say("flag.judged_by"), show_default=False)]
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def judge() -> typer.Typer:
    """The group of verbs."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    verbs: dict[str, Callable[..., None]] = {
        "same": same,
        "different": different,
        "unsure": unsure,
        "correct": correct,
        "reject": reject,
        "add": add,
        "undo": undo,
        "list": list_,
    }
    for name, verb in verbs.items():
        help_ = say(f"help.judge.{name}")
        group.command(name, help=help_, short_help=help_.split("\n\n")[0])(verb)
    return group


def same(ids: Two, reason: Reason = "", by: By = None, record: Record = None, form: Shape = "table") -> None:
    """They tell of one event."""
    _pair("same", ids, author(by, reason), record, form)


def different(ids: Two, reason: Reason = "", by: By = None, record: Record = None, form: Shape = "table") -> None:
    """They tell of as many events as they are."""
    _pair("different", ids, author(by, reason), record, form)


def unsure(ids: Two, reason: Reason = "", by: By = None, record: Record = None, form: Shape = "table") -> None:
    """Somebody looked and cannot tell: the program decides."""
    _pair("unsure", ids, author(by, reason), record, form)


def correct(
    claim: Claim, fields: Fields, reason: Reason = "", by: By = None, record: Record = None, form: Shape = "table"
) -> None:
    """Set fields of a claim."""
    from marsad import pipeline

    _show(pipeline.correct(folder(record), claim, fields, author(by, reason), Complaints()), form)


def reject(claims: Claims, reason: Reason = "", by: By = None, record: Record = None, form: Shape = "table") -> None:
    """They are no claims."""
    from marsad import pipeline

    _show(pipeline.reject(folder(record), claims, author(by, reason), Complaints()), form)


def add(
    report: Report,
    fields: Fields,
    quoted: Quoted = None,
    spans: Spans = None,
    reason: Reason = "",
    by: By = None,
    record: Record = None,
    form: Shape = "table",
) -> None:
    """Add a claim that the reader missed."""
    from marsad import pipeline

    on = [*(quoted or ()), *map(_span, spans or ())]
    missed = Missed(report, tuple(on), tuple(fields))
    _show(pipeline.add_claim(folder(record), missed, author(by, reason), Complaints()), form)


def undo(judgement: Made, reason: Reason = "", by: By = None, record: Record = None, form: Shape = "table") -> None:
    """Take a judgement back."""
    from marsad import pipeline

    _show(pipeline.undo(folder(record), judgement, author(by, reason), Complaints()), form)


def list_(record: Record = None, form: Shape = "table") -> None:
    """Print all judgements and how each stands."""
    from marsad import pipeline

    lines = pipeline.judgements(folder(record))
    if form == "jsonl":
        write_lines(lines)
    else:
        judgements_table(lines)


def author(by: str | None, reason: str) -> Author:
    """Who judges: as given, else MARSAD_AUTHOR; a judgement without its author is refused."""
    name = (by or settings(os.environ).author).strip()
    if not name:
        raise InputError("a judgement needs its author", mend="give `--by NAME`, or set MARSAD_AUTHOR")
    return Author(name, datetime.now(UTC), reason)


def _pair(
    verdict: Literal["same", "different", "unsure"], ids: list[str], author: Author, record: Record, form: Shape
) -> None:
    from marsad import pipeline

    _show(pipeline.judge_pair(folder(record), verdict, ids, author, Complaints()), form)


def _span(given: str) -> Span:
    found = _SPAN.fullmatch(given.strip())
    if found is None:
        raise typer.BadParameter(say("bad_span", given=given))
    return int(found[1]), int(found[2])


def _show(judged: Judged, form: Shape) -> None:
    if form == "jsonl":
        write_lines([judged.line])
    else:
        write_text(told(judged.line) + "\n" + say("judged", claims=judged.claims, events=judged.events) + "\n")
