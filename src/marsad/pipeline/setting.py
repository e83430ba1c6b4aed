"""Setting a finder: its limits and its calibration, from coded reports that it has not learnt from."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from marsad.evaluate.slots import overall, table, tally
from marsad.model.coded import CodedReport
from marsad.model.evaluation import Compared
from marsad.pipeline.doubting import Signed, compared, doubt_of, opened
from marsad.read.doubt import Doubt
from marsad.read.finding.choosing import choose
from marsad.read.finding.filling import Limits
from marsad.read.finding.finds import Finds, finds
from marsad.read.finding.model import Card, OnnxWeigher, write_card
from marsad.read.finding.weigher import Asked, Links, Weighed, Weigher
from marsad.read.reader import Reader

GRID: dict[str, tuple[float, ...]] = {
    "add": (0.6, 0.5, 0.4, 0.3),
    "drop": (0.0, 0.02, 0.05, 0.1),
    "place": (0.5, 0.4, 0.6),
    "speaker": (0.4, 0.2, 0.0),
    "actor": (0.2, 0.1, 0.0),
    "target": (0.2, 0.1, 0.0),
    "date": (0.4, 0.2, 0.0),
    "apart": (0.3, 0.2, 0.5),
    "cumulative": (0.5, 0.4, 0.3),
    "flag": (0.5, 0.4, 0.6),
}
"""The limits that are tried, one after the other, each with the best of those before; the most cautious first."""
NOISE = 0.001
"""What all slots must gain for a limit to be less cautious."""
_LICENCE = "weights: MIT, after multilingual-e5-small (MIT)"


class Remembered:
    """A weigher that weighs each page once."""

    def __init__(self, weigher: Weigher) -> None:
        """Remember what another weighs."""
        self._weigher, self._known = weigher, dict[int, Weighed]()
        self.version = weigher.version

    def weigh(self, found: Finds) -> Weighed:
        """As the other did before."""
        if id(found) not in self._known:
            self._known[id(found)] = self._weigher.weigh(found)
        return self._known[id(found)]

    def link(self, found: Finds, weighed: Weighed, claims: Asked) -> Links:
        """As the other does."""
        return self._weigher.link(found, weighed, claims)


def page_of(reader: Reader, report: CodedReport) -> Finds:
    """A coded report's page with all that rules find on it."""
    return finds(opened(reader, report), reader.rulebook.rules)


def set_limits(
    reader: Reader, folder: Path, reports: Sequence[CodedReport], trained: dict[str, Any]
) -> dict[str, float]:
    """Find the limits, calibrate, and write the card; gives all slots' F1 by rules alone and with the finder."""
    write_card(Card(trained, {}, Limits(), Doubt(), _LICENCE), folder)
    weigher = Remembered(OnnxWeigher(folder))
    pages = [(report, page_of(reader, report)) for report in reports]
    limits = _best(reader, pages, weigher)
    chosen = [(report, found.page, choose(found, weigher, limits)) for report, found in pages]
    read = [Signed(report, page, [c.draft for c in all_], [c.signs for c in all_]) for report, page, all_ in chosen]
    both = {
        "rules": _figures(compared(reader, report, found.page, found.settled) for report, found in pages),
        "finder": _figures(compared(reader, one.report, one.page, one.drafts) for one in read),
    }
    kept = {"kept_out": len(reports), **both}
    write_card(Card(trained, kept, limits, doubt_of(reader, read), _LICENCE), folder)
    return {name: figures["all slots"] for name, figures in both.items()}


Pages = Sequence[tuple[CodedReport, Finds]]


def _best(reader: Reader, pages: Pages, weigher: Weigher) -> Limits:
    """The limits that give the highest figure, each no less cautious than it pays for."""

    def figure(tried: Limits) -> float:
        drafts = ((report, found.page, [one.draft for one in choose(found, weigher, tried)]) for report, found in pages)
        return _all_slots(compared(reader, *each) for each in drafts)

    limits = Limits(**{name: values[0] for name, values in GRID.items()})
    best = figure(limits)
    for name, values in GRID.items():
        for value in values[1:]:
            tried = msgspec.structs.replace(limits, **{name: value})
            reached = figure(tried)
            if reached > best + NOISE:
                limits, best = tried, reached
    return limits


def _figures(found: Iterator[Compared]) -> dict[str, float]:
    return {slot: figures.f1 for slot, figures in table(_counted(found)).items()}


def _all_slots(found: Iterator[Compared]) -> float:
    return overall(_counted(found)).f1


def _counted(found: Iterator[Compared]) -> Counter[tuple[str, str]]:
    return tally(verdict for one in found for pairing in one.pairings for verdict in pairing.verdicts)
