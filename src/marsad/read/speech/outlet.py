"""The outlet among the parties: which ids are the report's own voice, so that its name never joins a chain."""

from functools import lru_cache

from marsad.arabic.fold import fold_key
from marsad.gazetteer.parties import Parties


@lru_cache(maxsize=1 << 10)
def outlet_ids(parties: Parties, outlet: str) -> frozenset[str]:
    """Ids of the parties that an outlet's name means, in Arabic or English ("BBC Arabic" is the BBC)."""
    words = frozenset(fold_key(outlet).split())
    if not words:
        return frozenset()
    found = set()
    for name, ids in parties.names():
        for party_id in ids:
            party = parties.get(party_id)
            english = frozenset(fold_key(party.name_en).split()) if party else frozenset()
            if words == set(name) or (english and english <= words):
                found.add(party_id)
    return frozenset(found)
