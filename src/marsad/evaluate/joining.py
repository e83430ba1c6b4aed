"""Brings together what two codings say of one report, and its words."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from marsad.errors import InputError
from marsad.evaluate.lines import Complain, Given, Line, wants_words, worded
from marsad.model.canonical import canonical, parse
from marsad.model.coded import CodedReport
from marsad.model.reading import Reading
from marsad.model.report import Report

STDIN = "-"
SHOWN = 5
"""Ids that a message shows."""

Read = Callable[[Report], Reading]
_RIGHTS = "check the name and who may read it"


def lines(name: str) -> Iterator[Line]:
    """The lines of a file, or of standard input for "-", each with its place; InputError where it cannot be read."""
    try:
        with Path(name).open("rb") if name != STDIN else sys.stdin.buffer as file:
            for number, line in enumerate(file, 1):
                if plain := line.removeprefix(b"\xef\xbb\xbf").strip():
                    yield f"{'stdin' if name == STDIN else name}:{number}", plain
    except OSError as error:
        what = f"it cannot be read: {error.strerror}"
        raise InputError(what, where=name, mend=_RIGHTS) from error


def joined(
    gold: Mapping[str, Given], read: Mapping[str, Given], texts: Mapping[str, Given], complain: Complain
) -> Iterator[tuple[CodedReport, CodedReport]]:
    """Each gold report with its reading; one that has none, or does not fit its text, is told and left out."""
    absent = [report for report in gold if report not in read]
    if absent:
        shown = ", ".join(absent[:SHOWN]) + (", …" if len(absent) > SHOWN else "")
        what = f"{len(absent)} of {len(gold)} coded reports are not in the second file: {shown}"
        complain(InputError(what, mend="they are left out; give a file that has them"))
    for report, ours in gold.items():
        if report in read:
            try:
                yield _both(ours, read[report], texts.get(report), complain)
            except InputError as error:
                complain(error)


def readings(
    gold: Mapping[str, Given], texts: Mapping[str, Given], read: Read, complain: Complain
) -> Iterator[tuple[CodedReport, CodedReport]]:
    """Each gold report with what a reader makes of its text; one without a text is told and left out."""
    for report, ours in gold.items():
        try:
            _check_words(ours, [texts.get(report)])
            coding = worded(ours, [texts.get(report)], complain)
            known = Report(report=report, text=coding.text, published=coding.published, outlet=coding.outlet)
            yield coding, worded(parse(canonical(read(known)), Given), [ours, texts.get(report)], complain)
        except InputError as error:
            complain(error)


def _both(ours: Given, theirs: Given, text: Given | None, complain: Complain) -> tuple[CodedReport, CodedReport]:
    if wants_words(ours) or wants_words(theirs):
        _check_words(ours, [text, theirs])
    return worded(ours, [text, theirs], complain), worded(theirs, [ours, text], complain)


def _check_words(given: Given, others: Iterable[Given | None]) -> None:
    if not any(one and one.text for one in (given, *others)):
        what = f"the words of report {given.report!r} are wanted and are not there"
        raise InputError(what, where=given.where, mend="give them with `--texts FILE`, JSON lines with report and text")
