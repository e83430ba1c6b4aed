"""From a settled draft to the claim that the record keeps: offsets, resolved places, ids."""

from marsad.model.claim import Claim, identified
from marsad.model.count import Count
from marsad.model.name import Name, Place, Span
from marsad.read.counting.counts import Casualty
from marsad.read.draft import Draft, Page
from marsad.read.naming.named import PartyName, ThingName
from marsad.read.naming.scenery import Scenery
from marsad.read.sentences import Range
from marsad.read.speech.speech import Speaker


def claim_of(page: Page, draft: Draft, scene: Scenery, version: str, text_digest: str) -> Claim:
    """The claim of a draft; every span slices the report's text."""
    places = scene.placed(page, draft)
    claim = Claim(
        kind=draft.kind,
        change=draft.change,
        stance=draft.stance,
        modality=draft.modality,
        scope=draft.extent,
        sources=tuple(_speaker(page, speaker, scene, places) for speaker in draft.chain),
        actor=_name(draft.actor, scene, places),
        target=_name(draft.target, scene, places),
        places=places,
        share=draft.share,
        date=draft.date,
        counts=tuple(_count(page, casualty, draft, scene) for casualty in draft.counts),
        evidence=tuple(_span(page, piece) for piece in draft.pieces),
        means=draft.means,
        site=draft.target.site or None if isinstance(draft.target, ThingName) else None,
        confidence=draft.confidence,
        field_confidence=draft.field_confidence,
        rule=draft.rule,
        rulebook=version,
    )
    return identified(claim, text_digest)


def _span(page: Page, tokens: Range) -> Span:
    return page.lattice.span(*tokens)


def _speaker(page: Page, speaker: Speaker, scene: Scenery, places: tuple[Place, ...]) -> Name:
    return Name(speaker.text, scene.party(speaker.text, places), _span(page, (speaker.start, speaker.end)))


def _name(name: PartyName | ThingName | None, scene: Scenery, places: tuple[Place, ...]) -> Name | None:
    if name is None:
        return None
    known = name.id or scene.party(name.text, places) if isinstance(name, PartyName) else None
    return Name(name.text, known, name.text_span)


def _count(page: Page, casualty: Casualty, draft: Draft, scene: Scenery) -> Count:
    own = None if casualty.place_at is None else page.lattice.find(casualty.place_at, "place")
    return Count(
        outcome=casualty.outcome,
        group=casualty.group,
        low=casualty.low,
        high=casualty.high,
        part_of=casualty.part_of,
        place=scene.place(page, own.data, draft) if own else None,
        span=_span(page, (casualty.start, casualty.end)),
    )
