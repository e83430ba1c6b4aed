"""Where and among whom a whole report plays: what tells apart names that several places or parties bear."""

import msgspec

from marsad.gazetteer.parties import Parties
from marsad.gazetteer.place import PLACE_TYPES
from marsad.gazetteer.resolve import Context, Resolver
from marsad.model.name import Place
from marsad.read.draft import Draft, Page
from marsad.read.naming.named import PlaceName

_PLACED = frozenset({"place", "place_context"})
_NO_CUES = frozenset({"", "quantity"})
_MOST_PLACES = 24
"""Places of a report that are asked about a name which several bear."""
_ANTECEDENTS = 4
_AS_FAR_BACK = 300
"""Words before a name among which the places are looked for that it may point back to."""


class Scenery(msgspec.Struct, frozen=True):
    """The country that most places of the report agree on, the first of its places, and what is known of names."""

    resolver: Resolver
    parties: Parties
    country: str | None
    places: tuple[str, ...]

    def placed(self, page: Page, draft: Draft) -> tuple[Place, ...]:
        """The places of a draft; an ordinary word that no cue and nothing in the report makes a place is left out."""
        named = ((name, self.place(page, name, draft)) for name in draft.places)
        return tuple(place for name, place in named if place.id or not self._ordinary(name))

    def _ordinary(self, name: PlaceName) -> bool:
        return (name.cue in _NO_CUES or not name.ids) and self.resolver.ordinary(name.text)

    def place(self, page: Page, name: PlaceName, draft: Draft) -> Place:
        """The place that a name of a draft means here, as far as that is clear."""
        parents = _parents(page, name)
        beside = tuple(other.ids[0] for other in draft.places if other is not name and other.ids)
        nearby = tuple(dict.fromkeys((*beside, *(place for place in self.places if place not in name.ids))))
        cue = next((known for known in PLACE_TYPES if known == name.cue), None)
        alone = not parents and (not name.ids or self.resolver.points_back(name.text))
        before = _named_before(page, name) if alone else ()
        found = self.resolver.resolve(name.text, Context(parents, nearby, self.country, cue, before))
        return msgspec.structs.replace(found, text=name.text, span=name.text_span)

    def party(self, text: str, places: tuple[Place, ...]) -> str | None:
        """Who a name means in a claim about these places: "the army" is another one in another country."""
        country = self.resolver.country_of([(place.id,) for place in places if place.id])
        return self.parties.find(text, country or self.country)


def scenery(page: Page, resolver: Resolver, parties: Parties) -> Scenery:
    """What the report's places tell about names that several places bear; ordinary words tell nothing."""
    here = (page.lattice.at[at] for at in page.lattice.where(_PLACED))
    told = (m.data for matches in here for m in matches if m.label in _PLACED and m.data.ids)
    named = [name.ids for name in told if not resolver.ordinary(name.text)]
    places = tuple(dict.fromkeys(ids[0] for ids in named))[:_MOST_PLACES]
    return Scenery(resolver, parties, resolver.country_of(named), places)


def _parents(page: Page, name: PlaceName) -> tuple[str, ...]:
    """The larger place that the name is said to lie in."""
    if not name.parent:
        return ()
    return tuple(m.data.ids[0] for m in page.lattice.at[name.parent[0]] if m.label in _PLACED and m.data.ids)


def _named_before(page: Page, name: PlaceName) -> tuple[str, ...]:
    """The places before a name that points back ("the eastern quarters"), nearest first, within a few sentences."""
    found: dict[str, None] = {}
    for at in range(name.start - 1, max(-1, name.start - _AS_FAR_BACK), -1):
        for match in page.lattice.at[at]:
            if match.label in _PLACED and match.data.ids:
                found.setdefault(match.data.ids[0])
        if len(found) >= _ANTECEDENTS:
            break
    return tuple(found)
