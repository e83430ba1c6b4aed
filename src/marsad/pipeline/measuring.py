"""Readings compared: Marsad's own, or any other, with reports that people coded."""

from itertools import chain
from pathlib import Path

from marsad.errors import InputError
from marsad.evaluate import joining
from marsad.evaluate.compare import compare as compare_codings
from marsad.evaluate.compare import evaluation, only
from marsad.evaluate.lines import coded, texts
from marsad.model.evaluation import Evaluation, Measure
from marsad.pipeline.inputs import Complain, Tick
from marsad.pipeline.readers import reader_for
from marsad.read.holdout import held_out


def evaluate(
    files: tuple[str, str | None], asked: Measure, *, overlay: Path | None, complain: Complain, tick: Tick
) -> Evaluation:
    """How far the reading in the second file, or else Marsad's own, agrees with the reports coded in the first.

    Reports that cannot be compared are told, and the rest goes on; InputError for a file that cannot
    be read at all or when scipy is missing.
    """
    gold, read = files
    given = coded(joining.lines(gold), complain)
    part = {key: row for key, row in given.items() if asked.third in {None, "unseen" if held_out(key) else "seen"}}
    if not part:
        raise InputError("there is no coded report to compare", where=gold, mend="docs/evaluation.md shows one")
    known = texts(chain.from_iterable(map(joining.lines, asked.texts)), part, complain)
    if read is None:
        both = joining.readings(part, known, reader_for(asked.reader, overlay).read, complain)
    else:
        both = joining.joined(part, coded(joining.lines(read), complain), known, complain)
    kept, found = [], []
    for ours, theirs in both:
        kept.append((only(ours, asked.only), only(theirs, asked.only)))
        found.append(compare_codings(*kept[-1]))
        tick()
    return evaluation(kept, found, by=asked.by)
