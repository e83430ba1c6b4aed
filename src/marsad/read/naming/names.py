"""Names in a sentence: who, where, what and with what, put into the lattice for the composer of claims."""

from collections.abc import Iterable

from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.keys import name_words
from marsad.gazetteer.parties import Parties
from marsad.grammar.lattice import Lattice
from marsad.grammar.stored import Looked, StoredTrie
from marsad.grammar.trie import NameTrie
from marsad.read.naming.parties import mark_parties
from marsad.read.naming.places import mark_learned, mark_places
from marsad.read.naming.things import mark_things
from marsad.read.naming.words import Words
from marsad.read.sentences import Range

VOICES = frozenset({"monitor", "agency", "media", "un", "health", "civil-defence", "ngo", "official-body"})
"""Kinds of party that report or help rather than fight: their names get the role hint "voice"."""


def mark_names(lattice: Lattice, sentences: Iterable[Range], trie_places: NameTrie, trie_parties: NameTrie) -> None:
    """Add to the lattice, for each sentence, matches with these labels (data in parentheses).

    "party" (PartyName; value: id or ""), "place" (PlaceName; value: cue) for where something may happen,
    "place_context" (PlaceName) for the larger place that one of those lies in, "place_bare" (PlaceName) for a noun that
    stands for a place named elsewhere ("the town"), "thing" (ThingName; value: site category), "person" (ThingName;
    value: group), "means" (value: weapon). Linear in the text; needs the lexicons' matches to be there.
    """
    told: list[tuple[str, ...]] = []
    seen = [Words(lattice, start, end) for start, end in sentences]
    for words in seen:
        mark_parties(words, trie_parties, trie_places)
        told += mark_places(words, trie_places)
    learned = NameTrie((name, ()) for name in dict.fromkeys(told)) if told else None
    for words in seen:
        if learned is not None:
            mark_learned(words, learned)
        mark_things(words)


def place_trie(gazetteer: Gazetteer) -> NameTrie:
    """The recogniser's trie of a gazetteer; names that are common words too are weak."""
    if gazetteer.on_disk:
        return StoredTrie(lambda key: Looked(*gazetteer.look(key)))
    return NameTrie(gazetteer.names(), weak=lambda words: gazetteer.needs_cue(" ".join(words)))


def party_trie(parties: Parties) -> NameTrie:
    """The recogniser's trie of parties by alias, generic name and capital; those who only report or help are weak."""
    named: dict[tuple[str, ...], tuple[str, ...]] = dict(parties.names())
    known = [party for party_id in sorted(_ids(named)) if (party := parties.get(party_id)) is not None]
    kinds: dict[tuple[str, ...], set[str]] = {}
    for party in known:
        for name in party.metonyms:
            words = name_words(name)
            named[words] = (*named.get(words, ()), party.id)
        for name in party.generic:
            kinds.setdefault(name_words(name), set()).add(party.kind)
    for words, ids in named.items():
        kinds.setdefault(words, set()).update(party.kind for party_id in ids if (party := parties.get(party_id)))
    return NameTrie(sorted(named.items()), weak=lambda words: bool(kinds[words]) and VOICES.issuperset(kinds[words]))


def _ids(named: dict[tuple[str, ...], tuple[str, ...]]) -> set[str]:
    return {party_id for ids in named.values() for party_id in ids}
