"""The finder: a trained model with its limits, as the reader asks it."""

from functools import lru_cache
from pathlib import Path

import msgspec

from marsad.grammar.rules import Rules
from marsad.read.doubt import Doubt
from marsad.read.draft import Draft, Page
from marsad.read.finding.choosing import choose
from marsad.read.finding.filling import Limits
from marsad.read.finding.finds import finds
from marsad.read.finding.model import OnnxWeigher
from marsad.read.finding.weigher import Weigher


class Finder(msgspec.Struct, frozen=True):
    """What weighs pages, and how far it is to be followed."""

    weigher: Weigher
    limits: Limits
    doubt: Doubt

    @property
    def version(self) -> str:
        """The digest of the model with its limits."""
        return self.weigher.version

    def drafts(self, page: Page, rules: Rules) -> list[Draft]:
        """The page's claims, each with its confidence, in text order."""
        return [self.doubt.told(one.draft, one.signs) for one in choose(finds(page, rules), self.weigher, self.limits)]


@lru_cache(maxsize=2)
def load_finder(folder: Path) -> Finder:
    """The finder of a folder (see marsad.read.finding.model); InputError where it cannot be had."""
    weigher = OnnxWeigher(folder)
    return Finder(weigher, weigher.card.limits, weigher.card.doubt)
