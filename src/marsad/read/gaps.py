"""Names of places that claims give and no pack resolves: the work list of whoever keeps the packs."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.keys import name_key
from marsad.model.claim import Claim
from marsad.model.name import Place
from marsad.model.reading import Reading
from marsad.read.holdout import held_out


class Gap(msgspec.Struct, frozen=True):
    """A name that resolved to nothing: as most claims write it, in how many claims and reports.

    `candidates` counts the places that bear it today: 0 is a name that no pack has, more is one that stayed ambiguous,
    or that the packs have learnt since those reports were read.
    """

    name: str
    claims: int
    reports: int
    candidates: int


def gaps(readings: Iterable[Reading], gazetteer: Gazetteer) -> tuple[Gap, ...]:
    """Each such name once, the most frequent first; the third of reports out of sight is passed over."""
    spelt: dict[str, Counter[str]] = {}
    reports: dict[str, set[str]] = {}
    for reading in readings:
        if not held_out(reading.report):
            for claim in reading.claims:
                for key, name in {name_key(place.text): place.text for place in _unresolved(claim)}.items():
                    spelt.setdefault(key, Counter())[name] += 1
                    reports.setdefault(key, set()).add(reading.report)
    found = [
        Gap(_commonest(names), names.total(), len(reports[key]), len(gazetteer.find(key)))
        for key, names in spelt.items()
        if key
    ]
    return tuple(sorted(found, key=lambda gap: (-gap.claims, -gap.reports, gap.name)))


def _unresolved(claim: Claim) -> Iterator[Place]:
    named = (*claim.places, *(count.place for count in claim.counts if count.place is not None))
    return (place for place in named if place.id is None)


def _commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))
