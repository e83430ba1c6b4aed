"""Finds: a page with all that may be evidence of a claim and all that may fill its slots, laid open to be weighed."""

from typing import NamedTuple

from marsad.grammar.rules import Rules
from marsad.read.compose import compose
from marsad.read.draft import Draft, Page
from marsad.read.finding.mentions import Mention, mentions
from marsad.read.finding.sheet import Sheet, sheet
from marsad.read.finding.stretches import Stretch, stretches
from marsad.read.settle import settle


class Finds(NamedTuple):
    """A page's drafts, settled, and its stretches and mentions with their numbers."""

    page: Page
    settled: list[Draft]
    stretches: list[Stretch]
    mentions: list[Mention]
    sheet: Sheet

    @property
    def texts(self) -> list[str]:
        """The mentions' words, in their order."""
        return [mention.text for mention in self.mentions]


def finds(page: Page, rules: Rules) -> Finds:
    """Everything that is found on a page by rules."""
    raw = compose(page, rules)
    settled = settle(raw)
    kept = {(draft.at, draft.chain, draft.stance): draft for draft in settled}
    drafts = [(kept.get(key, draft), key in kept) for draft in raw for key in [(draft.at, draft.chain, draft.stance)]]
    spans, names = stretches(page, rules, raw), mentions(page)
    return Finds(page, settled, spans, names, sheet(page, spans, names, drafts))
