"""From a settled draft to the claim that the record keeps: offsets, resolved places, ids."""

import msgspec

from marsad.gazetteer.place import PLACE_TYPES
from marsad.gazetteer.resolve import Context, Resolver
from marsad.model.claim import Claim, identified
from marsad.model.count import Count
from marsad.model.name import Name, Place, Span
from marsad.read.counts import Casualty
from marsad.read.draft import Draft, Page
from marsad.read.named import PartyName, PlaceName, ThingName
from marsad.read.sentences import Range
from marsad.read.speech import Speaker

_PLACED = frozenset({"place", "place_context"})
_MOST_PLACES = 24
"""Places of a report that are asked about a name which several bear."""


class Scenery(msgspec.Struct, frozen=True):
    """Where the whole report plays: the country that most of its places agree on, and the first of its places."""

    resolver: Resolver
    country: str | None
    places: tuple[str, ...]


def scenery(page: Page, resolver: Resolver) -> Scenery:
    """What the report's places tell about names that several places bear."""
    named = [m.data.ids for here in page.lattice.at for m in here if m.label in _PLACED and m.data.ids]
    places = tuple(dict.fromkeys(ids[0] for ids in named))[:_MOST_PLACES]
    return Scenery(resolver, resolver.country_of(named), places)


def claim_of(page: Page, draft: Draft, scene: Scenery, version: str, text_digest: str) -> Claim:
    """The claim of a draft; every span slices the report's text."""
    places = tuple(_place(page, name, draft, scene) for name in draft.places)
    claim = Claim(
        kind=draft.kind,
        change=draft.change,
        stance=draft.stance,
        modality=draft.modality,
        scope=draft.extent,
        sources=tuple(_speaker(page, speaker) for speaker in draft.chain),
        actor=_name(draft.actor),
        target=_name(draft.target),
        places=places,
        share=draft.share,
        date=draft.date,
        counts=tuple(_count(page, casualty, draft, scene) for casualty in draft.counts),
        evidence=tuple(_span(page, piece) for piece in draft.pieces),
        means=draft.means,
        site=draft.target.site or None if isinstance(draft.target, ThingName) else None,
        rule=draft.rule,
        rulebook=version,
    )
    return identified(claim, text_digest)


def _span(page: Page, tokens: Range) -> Span:
    return page.lattice.span(*tokens)


def _speaker(page: Page, speaker: Speaker) -> Name:
    return Name(speaker.text, span=_span(page, (speaker.start, speaker.end)))


def _name(name: PartyName | ThingName | None) -> Name | None:
    if name is None:
        return None
    return Name(name.text, name.id if isinstance(name, PartyName) else None, name.text_span)


def _count(page: Page, casualty: Casualty, draft: Draft, scene: Scenery) -> Count:
    own = None if casualty.place_at is None else page.lattice.find(casualty.place_at, "place")
    return Count(
        outcome=casualty.outcome,
        group=casualty.group,
        low=casualty.low,
        high=casualty.high,
        part_of=casualty.part_of,
        place=_place(page, own.data, draft, scene) if own else None,
        span=_span(page, (casualty.start, casualty.end)),
    )


def _place(page: Page, name: PlaceName, draft: Draft, scene: Scenery) -> Place:
    parents = (
        tuple(
            match.data.ids[0] for match in page.lattice.at[name.parent[0]] if match.label == "place" and match.data.ids
        )
        if name.parent
        else ()
    )
    nearby = tuple(other.ids[0] for other in draft.places if other is not name and other.ids)
    nearby = tuple(dict.fromkeys((*nearby, *(place for place in scene.places if place not in name.ids))))
    cue = next((known for known in PLACE_TYPES if known == name.cue), None)
    found = scene.resolver.resolve(name.text, Context(parents, nearby, scene.country, cue))
    return msgspec.structs.replace(found, text=name.text, span=name.text_span)
