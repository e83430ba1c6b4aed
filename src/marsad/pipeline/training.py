"""Training a finder: coded reports laid on their pages, learnt, and what is kept back used to set limits by.

A finder learns from reports that people coded, and from nothing else. One in eight of them is kept out of its learning:
on those its limits are set, its confidence is calibrated and its figures are taken.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from marsad.errors import InputError
from marsad.evaluate.names import same_party, same_place
from marsad.pipeline.codings import coded_reports
from marsad.pipeline.inputs import Complain
from marsad.pipeline.setting import page_of, set_limits
from marsad.read.finding.training.course import Course, learn
from marsad.read.holdout import kept_out
from marsad.read.reader import load_reader


class Asked(NamedTuple):
    """What to train on, where to, and how long: coded files, files with their texts, and a folder."""

    coded: Sequence[str]
    texts: Sequence[str]
    into: Path
    epochs: int
    seed: int


def train(asked: Asked, *, complain: Complain, tick: Callable[[int, int, float], None]) -> dict[str, float]:
    """Train a finder into a folder, going on where a cut-off run stopped; the figures on what was kept out.

    `tick` is told steps done, steps in all and the loss. InputError where there is nothing to learn from.
    """
    reader = load_reader()
    reports = list(coded_reports(asked.coded, asked.texts, complain))
    if not reports:
        raise InputError("there is no coded report to learn from", mend="docs/finder.md shows one")
    kept = [report for report in reports if kept_out(report.report)]
    pages = ((report, page_of(reader, report)) for report in reports if not kept_out(report.report))
    course = Course(asked.into, asked.epochs, asked.seed, same_party, same_place)
    learn(course, [(page, report.claims) for report, page in pages], [report.text for report in reports], tick)
    return set_limits(reader, asked.into, kept, trained={"reports": len(reports) - len(kept), "seed": asked.seed})
