"""Codings: reports that people coded, with their words."""

from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from marsad.errors import InputError
from marsad.evaluate import joining
from marsad.evaluate.lines import coded, texts, worded
from marsad.model.coded import CodedReport
from marsad.pipeline.inputs import Complain


def coded_reports(files: Sequence[str], text_files: Sequence[str], complain: Complain) -> Iterator[CodedReport]:
    """The coded reports of files with their words; those that cannot be had are told."""
    given = coded(chain.from_iterable(map(joining.lines, files)), complain)
    known = texts(chain.from_iterable(map(joining.lines, text_files)), given, complain)
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
