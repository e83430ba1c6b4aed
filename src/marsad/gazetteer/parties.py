"""Armed actors, monitors, agencies and other voices by the names that reports give them."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from marsad.arabic.inflect import adjective
from marsad.gazetteer.keys import name_key, name_words, peeled_keys
from marsad.gazetteer.knowledge import pack_files
from marsad.gazetteer.party import Forms, Party
from marsad.gazetteer.partypack import FORMS, Entry, check_parties, read_forms, read_parties

__all__ = ["Parties", "Party", "load_parties"]

_ARTICLE = "ال"
_JOINER = "و"
_DEEPEST = 3
"""Nouns that may stand before a name one inside the other: "مصدر في قيادة قوات …"."""


class Parties:
    """Parties by id and by folded name. Answers come in the order of ids."""

    def __init__(self, parties: Iterable[Party] = (), forms: Forms | None = None) -> None:
        """Build over parties with unique ids; `forms` are the nouns that may stand before their names."""
        forms = forms or Forms()
        self._by_id = {party.id: party for party in sorted(parties, key=lambda party: party.id)}
        self._named: dict[str, list[str]] = {}
        self._formed: dict[str, list[str]] = {}
        self._generic: dict[str, list[str]] = {}
        self._adjectives: dict[str, list[str]] = {}
        self._metonyms: dict[str, list[str]] = {}
        self._heads = {name_words(head) for head in forms.heads}
        self._longest_head = max(map(len, self._heads), default=0)
        for party in self._by_id.values():
            self._file(party, forms)

    def _file(self, party: Party, forms: Forms) -> None:
        inflected = [form for base in party.adjectives for form, _ in adjective([base])]
        self._add(self._named, party.id, (party.name_ar, *party.aliases))
        self._add(self._formed, party.id, _formed(party, forms))
        self._add(self._generic, party.id, party.generic)
        self._add(self._adjectives, party.id, inflected)
        self._add(self._metonyms, party.id, party.metonyms)

    @staticmethod
    def _add(index: dict[str, list[str]], party_id: str, names: Iterable[str]) -> None:
        for name in names:
            found = index.setdefault(name_key(name), [])
            if party_id not in found:
                found.append(party_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, party_id: str) -> Party | None:
        """The party with this id, or None."""
        return self._by_id.get(party_id)

    def side(self, party_id: str) -> str | None:
        """The side that a party fights on, or None."""
        party = self._by_id.get(party_id)
        return party.side if party else None

    def kind(self, party_id: str) -> str | None:
        """What a party is ("state-forces", "monitor", …), or None for an unknown id."""
        party = self._by_id.get(party_id)
        return party.kind if party else None

    def find(self, text: str, country: str | None = None) -> str | None:
        """The id of the party that the text names, spelling and clitics allowed for, or None.

        `country` (ISO code) is what the report is about: generic names ("الجيش") and names that parties of several
        countries share need it. Nouns before a name ("مسلحو …") are taken off, adjectives ("تركية") and capitals count.
        """
        return self._find(name_words(text), country, _DEEPEST)

    def _find(self, words: tuple[str, ...], country: str | None, depth: int) -> str | None:
        if not words:
            return None
        joined = depth < _DEEPEST and words[0].startswith(_JOINER)
        keys = (" ".join(words), *(() if joined else peeled_keys(words)))
        for key in keys:
            found = self._chosen(key, country)
            if found:
                return found
        for key in keys if depth else ():
            for rest in self._after_heads(tuple(key.split(" "))):
                found = self._find(rest, country, depth - 1)
                if found:
                    return found
        return None

    def _after_heads(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """What is left without a noun that may stand before a party's name, the longest noun first."""
        for length in range(min(self._longest_head, len(words) - 1), 0, -1):
            if words[:length] in self._heads:
                yield words[length:]

    def _chosen(self, key: str, country: str | None) -> str | None:
        """One party of the first index that knows the key; several are told apart by country, or not at all."""
        for index in (self._named, self._formed, self._generic, self._adjectives, self._metonyms):
            found = index.get(key)
            if not found:
                continue
            if index is self._generic:
                found = [party for party in found if country in self._by_id[party].generic_countries]
            elif len(found) > 1:
                found = [party for party in found if country and self._by_id[party].country == country]
            if len(found) == 1:
                return found[0]
        return None

    def names(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Each name as folded words with the ids that bear it, for a recogniser's trie; in sorted order.

        A generic name has no id here: who it is depends on the report's country (`find`).
        """
        for key in sorted(self._named.keys() | self._formed.keys() | self._generic.keys()):
            ids = self._named.get(key) or self._formed.get(key) or []
            yield tuple(key.split(" ")), tuple(ids)


def _formed(party: Party, forms: Forms) -> Iterator[str]:
    """A noun and the party's adjective in agreement, both with and without the article: "القوات التركية"."""
    for base in party.adjectives:
        masculine, feminine = name_key(base), name_key(base) + "ه"
        for nouns, agreed in ((forms.masculine, masculine), (forms.feminine, feminine)):
            for noun in nouns:
                yield f"{noun} {_ARTICLE}{agreed}"
                parts = noun.split(" ")
                if all(part.startswith(_ARTICLE) for part in parts):
                    yield " ".join((*(part.removeprefix(_ARTICLE) for part in parts), agreed))


@lru_cache(maxsize=4)
def load_parties(overlay: Path | None = None) -> Parties:
    """Built-in packs, then the overlay's `parties/*.toml`, whose parties take the place of built-in ones of their id.

    Raises RulebookError, naming file and line, when a pack does not hold together.
    """
    entries: dict[str, Entry] = {}
    forms = Forms()
    for layer in pack_files("parties", ".toml", overlay):
        packed = [entry for path in layer if path.name != FORMS for entry in read_parties(path)]
        own = {entry.party.id for entry in packed}
        check_parties([*(entry for entry in entries.values() if entry.party.id not in own), *packed])
        entries.update((entry.party.id, entry) for entry in packed)
        for path in layer:
            forms = read_forms(path) if path.name == FORMS else forms
    return Parties((entry.party for entry in entries.values()), forms)
