"""What comes in: usable reports, one by one; each problem is told, and the rest goes on."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from marsad.archive.intake import Intake, take
from marsad.errors import Doubt, InputError, MarsadError
from marsad.model.done import Given
from marsad.model.report import Report

Complain = Callable[[MarsadError], None]
Tick = Callable[[], None]
BATCH = 64
"""Reports that are sealed, or readings that are sealed, with one commit."""


def reports(inputs: Sequence[str], *, complain: Complain) -> Iterator[Report]:
    """The usable reports of the inputs, as they came; nothing is read and nothing is kept."""
    return (intake.report for intake in intakes(inputs, Given(), complain))


def intakes(inputs: Sequence[str], given: Given, complain: Complain) -> Iterator[Intake]:
    """Usable reports in their order; each problem is told, and the rest goes on."""
    for item in take(inputs, published=given.published, outlet=given.outlet, given_id=given.report):
        if isinstance(item, Intake):
            yield item
        else:
            kind = InputError if item.level == "error" else Doubt
            complain(kind(item.what, where=item.where, mend=item.mend))


def batches(intakes: Iterator[Intake]) -> Iterator[list[Intake]]:
    """The same in lists that are sealed with one commit."""
    while batch := list(islice(intakes, BATCH)):
        yield batch
