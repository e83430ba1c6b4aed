"""The rules' workbench."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from marsad.errors import InputError
from marsad.model.done import Given
from marsad.model.reading import Reading
from marsad.model.report import Report
from marsad.pipeline.inputs import Complain, Tick, intakes
from marsad.read import workbench
from marsad.read.reader import load_reader
from marsad.read.workbench import Coverage, Flaw, Trace


def check_rules(overlay: Path | None) -> tuple[int, list[Flaw]]:
    """How many rules there are, and every example that one does not hold to."""
    reader = load_reader(overlay)
    return len(reader.rulebook.rules.rules), workbench.check(reader)


def try_sentence(overlay: Path | None, text: str, published: date | None) -> Reading:
    """What the rules read in a sentence."""
    return load_reader(overlay).read(Report(report="sentence", text=text, published=published))


def trace_rule(overlay: Path | None, rule: str, text: str, published: date | None) -> list[Trace]:
    """How far each line of a rule comes in a text; InputError for a rule that is not there, naming the nearest."""
    reader = load_reader(overlay)
    rules = reader.rulebook.rules.rules
    if rule not in rules:
        near = get_close_matches(rule, rules, n=1)
        mend = (
            f"did you mean {near[0]}?" if near else "ids stand in the rulebook's files and in `marsad rules coverage`"
        )
        raise InputError(f"no rule {rule!r}", mend=mend)
    return workbench.trace(reader, rules[rule], text, published)


def cover(overlay: Path | None, inputs: Sequence[str], *, complain: Complain, tick: Tick) -> Coverage:
    """How often each rule fires over reports, and sentences with a trigger but no claim; a third is never listed."""

    def reports() -> Iterator[Report]:
        for intake in intakes(inputs, Given(), complain):
            yield intake.report
            tick()

    return workbench.coverage(load_reader(overlay), reports())
