"""Training a finder: texts read, coded reports laid on their pages and learnt, and limits set by what is kept back.

A finder learns the language from texts, what a claim is from reports that people coded, and nothing from what a program
read. One coded report in eight is kept out of its learning: on those its limits are set, its confidence is calibrated
and its figures are taken.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from marsad.errors import InputError
from marsad.evaluate import joining
from marsad.evaluate.lines import Given, texts
from marsad.evaluate.names import same_party, same_place
from marsad.pipeline.codings import coded_reports
from marsad.pipeline.inputs import Complain
from marsad.pipeline.setting import page_of, set_limits
from marsad.read.finding.training.course import Course, learn
from marsad.read.holdout import held_out, kept_out
from marsad.read.reader import load_reader


class Asked(NamedTuple):
    """What to train on, where to, and how long: coded files, files with their texts and others, and a folder."""

    coded: Sequence[str]
    texts: Sequence[str]
    into: Path
    passes: int
    epochs: int
    seed: int


def train(asked: Asked, *, complain: Complain, tick: Callable[[str, int, int, float], None]) -> dict[str, float]:
    """Train a finder into a folder, going on where a cut-off run stopped; the figures on what was kept out.

    `tick` is told which part of the work goes on, its steps done, its steps in all and the loss. InputError
    where there is nothing to learn from.
    """
    reader = load_reader()
    known = texts(chain.from_iterable(map(joining.lines, asked.texts)), None, complain)
    reports = list(coded_reports(asked.coded, known, complain))
    if not reports:
        raise InputError("there is no coded report to learn from", mend="docs/finder.md shows one")
    kept = [report for report in reports if kept_out(report.report)]
    pages = ((report, page_of(reader, report)) for report in reports if not kept_out(report.report))
    course = Course(asked.into, asked.passes, asked.epochs, asked.seed, same_party, same_place)
    learn(course, [(page, report.claims) for report, page in pages], _to_read(known), tick)
    return set_limits(reader, asked.into, kept, trained={"reports": len(reports) - len(kept), "seed": asked.seed})


def _to_read(known: Mapping[str, Given]) -> list[str]:
    """The texts to read, each once: all that are given but those that are held out or kept out."""
    seen = (row for row in known.values() if not (held_out(row.report) or kept_out(row.report)))
    return list(dict.fromkeys(row.text for row in seen if row.text))
