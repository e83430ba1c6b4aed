"""Training a finder: coded reports laid on their pages, learnt, and what is kept back used to set limits by.

A finder learns from reports that people coded, and from nothing else. One in eight of them is kept out of its learning:
on those its limits are set, its confidence is calibrated and its figures are taken.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.errors import InputError
from marsad.evaluate import joining
from marsad.evaluate.lines import coded, texts, worded
from marsad.evaluate.names import same_party, same_place
from marsad.model.coded import CodedReport
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
    reports = list(_reports(asked, complain))
    if not reports:
        raise InputError("there is no coded report to learn from", mend="docs/finder.md shows one")
    kept = [report for report in reports if kept_out(report.report)]
    pages = ((report, page_of(reader, report)) for report in reports if not kept_out(report.report))
    course = Course(asked.into, asked.epochs, asked.seed, same_party, same_place)
    learn(course, [(page, report.claims) for report, page in pages], [report.text for report in reports], tick)
    return set_limits(reader, asked.into, kept, trained={"reports": len(reports) - len(kept), "seed": asked.seed})


def _reports(asked: Asked, complain: Complain) -> Iterator[CodedReport]:
    given = coded(chain.from_iterable(map(joining.lines, asked.coded)), complain)
    known = texts(chain.from_iterable(map(joining.lines, asked.texts)), given, complain)
    for report, row in given.items():
        try:
            found = worded(row, [known.get(report)], complain)
        except InputError as error:
            complain(error)
            continue
        if found.text:
            yield msgspec.structs.replace(found, claims=tuple(claim for claim in found.claims if claim.evidence))
        else:
            what = f"the words of report {report!r} are wanted and are not there"
            mend = "give them with `--texts FILE`, JSON lines with report and text"
            complain(InputError(what, where=row.where, mend=mend))
