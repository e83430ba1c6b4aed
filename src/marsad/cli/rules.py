"""`marsad rules`: the workbench of those who own the rulebook: check, try, trace, coverage."""

from collections.abc import Callable
from typing import Annotated

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.exits import NOTHING_DONE
from marsad.cli.flags import Inputs, Overlay, Published, Shape, overlay
from marsad.cli.progress import progress
from marsad.cli.show import shown, table
from marsad.cli.stream import note, write_lines, write_text
from marsad.cli.words import words

say = words()
Sentence = Annotated[str, typer.Argument(metavar="SENTENCE", help=say("flag.sentence"), show_default=False)]
RuleId = Annotated[str, typer.Argument(metavar="RULE", help=say("flag.rule"), show_default=False)]


def rules() -> typer.Typer:
    """The verbs of `marsad rules`, each with its help in the user's language."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    verbs: dict[str, Callable[..., None]] = {
        "check": check,
        "try": try_sentence,
        "trace": trace,
        "coverage": coverage,
    }
    for name, verb in verbs.items():
        told = say(f"help.rules.{name}")
        app.command(name, help=told, short_help=told.split("\n\n")[0])(verb)
    return app


def check(record: Overlay = None, form: Shape = "table") -> None:
    """Run every rule's own examples; exit 1 when one does not hold."""
    from marsad import pipeline

    count, flaws = pipeline.check_rules(overlay(record))
    if form == "jsonl":
        write_lines(flaws)
    for flaw in () if form == "jsonl" else flaws:
        note(f"{flaw.rule}: {say.translated(flaw.what)}: {shown(flaw.example)}")
    if flaws:
        note(say("rules.broken", rules=count, n=len(flaws)))
        raise typer.Exit(NOTHING_DONE)
    if form == "table":
        write_text(say("rules.whole", rules=count) + "\n")


def try_sentence(text: Sentence, published: Published = None, record: Overlay = None, form: Shape = "table") -> None:
    """Print the claims of one sentence, each with its rule and words."""
    from marsad import pipeline
    from marsad.cli.claims import claims_table

    reading = pipeline.try_sentence(overlay(record), text, published)
    if form == "jsonl":
        write_lines([reading])
    else:
        claims_table(reading.claims, text)


def trace(
    rule: RuleId, text: Sentence, published: Published = None, record: Overlay = None, form: Shape = "table"
) -> None:
    """Print how far each pattern line of a rule comes, and the last word that it met."""
    from marsad import pipeline

    lines = pipeline.trace_rule(overlay(record), rule, text, published)
    if form == "jsonl":
        write_lines(lines)
    else:
        columns = [say(f"column.{column}") for column in ("pattern", "met", "word")]
        table(rule, columns, ((line.line, f"{line.met}/{line.pieces}", line.word) for line in lines))


def coverage(inputs: Inputs, record: Overlay = None, form: Shape = "table") -> None:
    """Print how often each rule fired, rarest first, and sentences with a trigger that gave no claim."""
    from marsad import pipeline

    complaints = Complaints()
    with progress("progress.read") as tick:
        covered = pipeline.cover(overlay(record), inputs, complain=complaints, tick=tick)
    if form == "jsonl":
        write_lines([covered])
    else:
        fired = sorted(covered.fired.items(), key=lambda item: (item[1], item[0]))
        table(
            say("title.fired", n=covered.reports, held=covered.held_out),
            [say("column.rule"), say("column.fired")],
            ((rule, str(times)) for rule, times in fired),
        )
        table(say("title.silent", n=len(covered.silent)), [say("column.report"), say("column.words")], covered.silent)
    complaints.settle(covered.reports + covered.held_out)
