"""What comes in: usable reports, one by one; each problem is told, and the rest goes on."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from marsad.archive.intake import Container, Fetch, Intake, Item, Problem, Unread, take
from marsad.errors import Doubt, InputError, MarsadError
from marsad.model.done import Given
from marsad.model.report import Report
from marsad.pipeline.fetching import fetcher

Complain = Callable[[MarsadError], None]
Tick = Callable[[], None]
BATCH = 64
"""Reports that are sealed, or readings that are sealed, with one commit."""
BATCH_BYTES = 16 << 20
"""Bytes of originals that wait for one commit, and one file more."""


Sealable = Intake | Container | Unread


def reports(inputs: Sequence[str], *, complain: Complain) -> Iterator[Report]:
    """The usable reports of the inputs, as they came; nothing is read and nothing is kept."""
    return (intake.report for intake in intakes(inputs, Given(), complain))


def intakes(inputs: Sequence[str], given: Given, complain: Complain) -> Iterator[Intake]:
    """Usable reports in their order; each problem is told, and the rest goes on."""
    for item in _items(inputs, given):
        if isinstance(item, Problem):
            complain(_told(item))
        elif isinstance(item, Intake):
            yield item


def sealables(inputs: Sequence[str], given: Given, complain: Complain) -> Iterator[Sealable]:
    """Usable reports, and the files that are kept beside them; an address is fetched, and each problem is told."""
    return kept(_items(inputs, given, fetcher(given.operator)), complain)


def kept(items: Iterable[Item], complain: Complain) -> Iterator[Sealable]:
    """The same of items: what is to be sealed; each problem is told."""
    for item in items:
        if isinstance(item, Unread):
            complain(InputError(f"kept, but not read: {item.what}", where=item.where, mend=item.mend))
        elif isinstance(item, Problem):
            complain(_told(item))
        if isinstance(item, Sealable):
            yield item


def batches(sealables: Iterator[Sealable]) -> Iterator[list[Sealable]]:
    """The same in lists that are sealed together: so many, or fewer where they are large."""
    batch: list[Sealable] = []
    size = 0
    for item in sealables:
        batch.append(item)
        size += len(item.original) if isinstance(item.original, bytes) else 0
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _items(inputs: Sequence[str], given: Given, fetch: Fetch | None = None) -> Iterator[Item]:
    return take(inputs, published=given.published, outlet=given.outlet, given_id=given.report, fetch=fetch)


def _told(problem: Problem) -> MarsadError:
    kind = InputError if problem.level == "error" else Doubt
    return kind(problem.what, where=problem.where, mend=problem.mend)
