"""`marsad evaluate`: how far Marsad, or a second coder, agrees with reports that a person coded."""

from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.exits import NOTHING_DONE
from marsad.cli.flags import Overlay, ReaderName, overlay, reader
from marsad.cli.progress import progress
from marsad.cli.show import shown, table
from marsad.cli.stream import note, write_lines, write_text
from marsad.cli.words import words
from marsad.model.evaluation import By, Evaluation, Figures, Measure, Poor, Third
from marsad.model.vocabulary import Kind
from marsad.web.comparison import comparison_page, figures, told

say = words()
Gold = Annotated[str, typer.Argument(metavar="GOLD", help=say("flag.gold"), show_default=False)]
Read = Annotated[str | None, typer.Argument(metavar="[READ]", help=say("flag.reading"), show_default=False)]
Texts = Annotated[list[str] | None, typer.Option("--texts", metavar="FILE", help=say("flag.texts"), show_default=False)]
Part = Annotated[Third | None, typer.Option("--third", help=say("flag.third"), show_default=False)]
Only = Annotated[Kind | None, typer.Option("--only", metavar="KIND", help=say("flag.only"), show_default=False)]
Split = Annotated[By | None, typer.Option("--by", help=say("flag.split"), show_default=False)]
Worst = Annotated[int, typer.Option("--worst", metavar="N", min=0, help=say("flag.worst"))]
Page = Annotated[Path | None, typer.Option("--html", metavar="FILE", help=say("flag.html"), show_default=False)]
Form = Annotated[Literal["text", "json"], typer.Option("--format", help=say("flag.text_or_json"))]

FIGURES = ("precision", "recall", "f1", "gold", "read")
JSON = ("reports", "paired", "slots", "interval", "kappa_kind", "kappa_claim", "confusion", "by")
"""Fields of an evaluation that `--format json` prints beside the worst reports."""


def evaluate(
    gold: Gold,
    read: Read = None,
    texts: Texts = None,
    third: Part = None,
    only: Only = None,
    by: Split = None,
    worst: Worst = 10,
    html: Page = None,
    form: Form = "text",
    record: Overlay = None,
    reader_: ReaderName = None,
) -> None:
    """Print figures by slot, agreement beyond chance, confusion of kinds and the worst reports."""
    from marsad import pipeline

    if third == "unseen" and html is not None:
        raise typer.BadParameter(say("evaluate.unseen"))
    asked = Measure(texts=tuple(texts or ()), only=only, by=by, third=third, reader=reader(reader_))
    complaints = Complaints()
    with progress("progress.evaluate") as tick:
        found = pipeline.evaluate((gold, read), asked, overlay=overlay(record), complain=complaints, tick=tick)
    if not found.reports:
        raise typer.Exit(NOTHING_DONE)
    listed = found.worst[: 0 if third == "unseen" else worst]
    if form == "json":
        write_lines([{key: getattr(found, key) for key in JSON} | {"worst": listed}])
    else:
        _print(found, listed)
    if html is not None:
        html.write_text(comparison_page(found, Path(gold).name, Path(read or "marsad").name, say), encoding="utf-8")
        note(say("evaluate.page", file=html))
    complaints.settle(found.reports)


def _print(found: Evaluation, listed: tuple[Poor, ...]) -> None:
    write_text("\n".join(told(found, say)) + "\n\n")
    _figures("slot", {say(f"slot.{slot}"): one for slot, one in found.slots.items()})
    if found.by:
        kinds = set(get_args(Kind))
        _figures(
            "group", {say(f"kind.{name}") if name in kinds else shown(name): one for name, one in found.by.items()}
        )
    _confusion(found)
    if listed:
        columns = ("report", "outlet", "f1", "wrong", "gold", "read")
        table(say("title.worst"), [say(f"column.{column}") for column in columns], map(_poor, listed))


def _figures(first: str, rows: dict[str, Figures]) -> None:
    columns = [say(f"column.{column}") for column in (first, *FIGURES)]
    table(say(f"title.by_{first}"), columns, (figures(name, one) for name, one in rows.items()))


def _confusion(found: Evaluation) -> None:
    """Each kind of gold: how often its pair is of the same kind, of which others, and how often there is none."""
    times = {(one.gold, one.read): one.times for one in found.confusion}
    rows = []
    for kind in (kind for kind in get_args(Kind) if any(kind in pair for pair in times)):
        others = {pair[1]: n for pair, n in times.items() if pair[0] == kind and pair[1] not in {kind, None}}
        most_first = sorted(others.items(), key=lambda other: -other[1])
        read_as = say("comma").join(f"{say(f'kind.{other}')} {n}" for other, n in most_first)
        alone = (times.get((kind, None), 0), times.get((None, kind), 0))
        rows.append((say(f"kind.{kind}"), str(times.get((kind, kind), 0)), read_as, *map(str, alone)))
    columns = ("what", "same_kind", "other_kind", "gold_alone", "read_alone")
    table(say("title.confusion", n=found.paired), [say(f"column.{column}") for column in columns], rows)


def _poor(one: Poor) -> tuple[str, ...]:
    _, _, _, f1, gold, read = figures("", one.figures)
    return shown(one.report), shown(one.outlet or ""), f1, str(one.wrong), gold, read
