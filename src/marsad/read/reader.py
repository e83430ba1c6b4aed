"""The reader: a report's text to claims. A pure function of text, publication date, rulebook and knowledge packs."""

import gc
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.arabic.dates import mark_dates
from marsad.arabic.tokens import tokenise
from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.knowledge import knowledge_digest
from marsad.gazetteer.parties import Parties, load_parties
from marsad.gazetteer.resolve import Resolver
from marsad.grammar.covers import Covers
from marsad.grammar.lattice import annotate
from marsad.grammar.scopes import find_scopes
from marsad.grammar.trie import NameTrie
from marsad.model.canonical import text_digest
from marsad.model.reading import Reading
from marsad.model.report import Report
from marsad.read.claims import claim_of
from marsad.read.compose import compose
from marsad.read.counting.counts import mark_counts
from marsad.read.doubt import signs_of
from marsad.read.draft import Draft, Page
from marsad.read.furniture import furniture
from marsad.read.naming.coreference import Antecedents
from marsad.read.naming.names import mark_names, party_trie, place_trie
from marsad.read.naming.scenery import scenery
from marsad.read.rulebook import Rulebook, load_rulebook
from marsad.read.sentences import sentences
from marsad.read.settle import settle
from marsad.read.speech.outlet import outlet_ids
from marsad.read.speech.speech import find_speech

if TYPE_CHECKING:
    from marsad.read.finding.finder import Finder  # what it needs is an extra

_COLLECT_EVERY = 50_000
"""Objects made before the collector looks for cycles: a page makes some thousands, and hardly a cycle among them."""


class Reader(msgspec.Struct, frozen=True):
    """Reads reports by one rulebook and one state of knowledge; keeps nothing between reports but word analyses.

    With a `finder` it reads carefully: what the rules find is weighed, and what they missed is found.
    """

    rulebook: Rulebook
    knowledge: str
    places: NameTrie
    parties: NameTrie
    who: Parties
    resolver: Resolver
    ancestry: Ancestry
    finder: "Finder | None" = None

    @property
    def name(self) -> str:
        """Which reading it makes: `fast` by rules alone, `careful` with a finder."""
        return "careful" if self.finder else "fast"

    def read(self, report: Report) -> Reading:
        """The report's claims, in text order. Never fails for a text: what cannot be read gives no claim."""
        page = self.open(report)
        digest = text_digest(report.text)
        rules = self.rulebook.rules
        drafts = self.finder.drafts(page, rules) if self.finder else self._drafts(page)
        scene = scenery(page, self.resolver, self.who)
        aside = furniture(page)
        told = (draft for draft in drafts if draft.sentence not in aside)
        claims = (claim_of(page, draft, scene, self.rulebook.version, digest) for draft in told)
        return Reading(
            report=report.report,
            published=report.published,
            outlet=report.outlet,
            text_digest=digest,
            reader=self.name,
            finder=self.finder.version if self.finder else None,
            rulebook=self.rulebook.version,
            knowledge=self.knowledge,
            claims=tuple({claim.id: claim for claim in claims}.values()),
        )

    def _drafts(self, page: Page) -> list[Draft]:
        """The page's claims by rules alone, with how far each is to be believed."""
        doubt = self.rulebook.doubt
        return [doubt.told(draft, signs_of(draft)) for draft in settle(compose(page, self.rulebook.rules))]

    def open(self, report: Report) -> Page:
        """The report with everything found on it that claims are composed from."""
        tokens = tokenise(report.text)
        lattice = annotate(report.text, tokens, self.rulebook.lexicons)
        ranges = sentences(tokens)
        mark_dates(lattice, report.published)
        mark_counts(lattice, ranges)
        mark_names(lattice, ranges, self.places, self.parties)
        outlet = report.outlet or ""
        speeches = Covers(find_speech(lattice, ranges, outlet, outlet_ids(self.who, outlet)))
        scopes = Covers(find_scopes(lattice, ranges, self.rulebook.scopes))
        return Page(report, tokens, lattice, ranges, speeches, scopes, self.ancestry.inside, Antecedents(lattice))


@lru_cache(maxsize=2)
def load_reader(overlay: Path | None = None, finder: Path | None = None) -> Reader:
    """The reader over built-in rulebook and knowledge, with a record's overlay (`rules/`, `knowledge/`) where given.

    `finder` is the folder of a trained one, for the careful reading.
    """
    if finder is not None:
        from marsad.read.finding.finder import load_finder  # noqa: PLC0415 - what it needs is an extra

        return msgspec.structs.replace(load_reader(overlay), finder=load_finder(finder))
    rulebook = load_rulebook(overlay / "rules" if overlay else None)
    knowledge = overlay / "knowledge" if overlay else None
    gazetteer, who = load_gazetteer(knowledge), load_parties(knowledge)
    reader = Reader(
        rulebook,
        knowledge_digest(knowledge),
        place_trie(gazetteer),
        party_trie(who),
        who,
        Resolver(gazetteer),
        Ancestry(gazetteer),
    )
    gc.freeze()  # the tables stay for good: the collector need not walk them again and again (a tenth of the time)
    gc.set_threshold(max(_COLLECT_EVERY, gc.get_threshold()[0]), *gc.get_threshold()[1:])
    return reader
