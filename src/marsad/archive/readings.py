"""Readings: sealed as objects, logged with what made them, replayed on a rebuild."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.archive.entries import Draft, Opened
from marsad.archive.kinds import CLAIMS, reading_draft, sealed_reading
from marsad.archive.ledger import Ledger
from marsad.archive.reports import version_of
from marsad.errors import RecordError
from marsad.model.canonical import canonical, parse
from marsad.model.reading import Reading
from marsad.model.sealed import SealedReading


def seal(ledger: Ledger, readings: Sequence[Reading]) -> list[SealedReading]:
    """Seal and log readings with one commit; one that equals the latest of its report version adds nothing."""
    digests = ledger.objects.put(canonical(reading) for reading in readings)
    drafts: list[Draft] = []
    fresh: dict[int, tuple[str, int]] = {}
    placed: list[Opened | int] = []
    for reading, claims in zip(readings, digests, strict=True):
        of = version_of(ledger, reading.report, reading.text_digest, reading.published)
        known = None if of in fresh else _latest(ledger, of, claims)
        if known is None and fresh.get(of, ("", 0))[0] != claims:
            fresh[of] = claims, len(drafts)
            drafts.append(reading_draft(reading, of, claims))
        placed.append(known or fresh[of][1])
    added = ledger.commit(drafts)
    return [
        sealed_reading(added[place] if isinstance(place, int) else place, reading)
        for place, reading in zip(placed, readings, strict=True)
    ]


def current(ledger: Ledger) -> Iterator[SealedReading]:
    """The latest reading of every report's latest version, in the order of the reports."""
    for of in ledger.index.current():
        position = ledger.index.reading(of)
        if position is not None:
            yield at(ledger, position)


def at(ledger: Ledger, position: int) -> SealedReading:
    """The reading that an entry logs, from its sealed object."""
    opened = ledger.log.get(position)
    name = opened.value(CLAIMS)
    try:
        reading = parse(ledger.objects.get(name), Reading)
    except msgspec.DecodeError as error:
        what = f"a sealed reading that cannot be read: {error}"
        raise RecordError(what, where=str(ledger.objects.path(name)), mend="update Marsad") from error
    return sealed_reading(opened, reading)


def _latest(ledger: Ledger, of: int, claims: str) -> Opened | None:
    """The latest reading of an acquisition, where its claims have this digest."""
    position = ledger.index.reading(of)
    opened = None if position is None else ledger.log.get(position)
    return opened if opened and opened.value(CLAIMS) == claims else None
