"""Names in a sentence: who, where, what and with what, put into the lattice for the composer of claims."""

from collections.abc import Iterable

from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.parties import Parties
from marsad.grammar.lattice import Lattice
from marsad.grammar.trie import NameTrie
from marsad.read.parties import mark_parties
from marsad.read.places import mark_places
from marsad.read.sentences import Range
from marsad.read.things import mark_things
from marsad.read.words import Words

VOICES = frozenset({"monitor", "agency", "media", "un", "health", "civil-defence", "ngo", "official-body"})
"""Kinds of party that report or help rather than fight: their names get the role hint "voice"."""


def mark_names(lattice: Lattice, sentences: Iterable[Range], trie_places: NameTrie, trie_parties: NameTrie) -> None:
    """Add to the lattice, for each sentence, matches with these labels (data in parentheses).

    "party" (PartyName; value: id or ""), "place" (PlaceName; value: cue) for where something may happen, "place_context"
    (PlaceName) for the larger place that one of those lies in, "thing" (ThingName; value: site category), "means" (value:
    weapon). Linear in the text; needs the lexicons' matches to be there.
    """
    for start, end in sentences:
        words = Words(lattice, start, end)
        mark_parties(words, trie_parties, trie_places)
        mark_places(words, trie_places)
        mark_things(words)


def place_trie(gazetteer: Gazetteer) -> NameTrie:
    """The recogniser's trie of a gazetteer; names that are common words too are weak."""
    return NameTrie(gazetteer.names(), weak=lambda words: gazetteer.needs_cue(" ".join(words)))


def party_trie(parties: Parties) -> NameTrie:
    """The recogniser's trie of armed actors and voices; those who report rather than fight are weak."""
    named = list(parties.names())
    fighting = {words for words, ids in named if any(_fights(parties, party_id) for party_id in ids)}
    return NameTrie(named, weak=lambda words: words not in fighting)


def _fights(parties: Parties, party_id: str) -> bool:
    party = parties.get(party_id)
    return party is None or party.kind not in VOICES
