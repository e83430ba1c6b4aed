"""Parties in a sentence: known names, and noun phrases that a head word opens ("the factions loyal to it")."""

import msgspec

from marsad.arabic.inflect import definite_relation
from marsad.grammar.lattice import Match
from marsad.grammar.lexicon import ARTICLE
from marsad.grammar.trie import NameHit, NameTrie
from marsad.read.naming.named import PartyName
from marsad.read.naming.words import PARTY, Words, definite, joined, kept, sense

_LONGEST = 10
"""Words that a party's phrase may have."""
_NAME = "name"
_NATION = "nation"
_HEADS = ("party_head", "party_part", "party_means")
_PLACED = frozenset({"in", "near", "to", "between", "on"})
"""Prepositions after which what could be a party or a place is a place."""
_TAKEN_BY_PLACE = ("place_part", "place_intro", "place_intros", "place_direction", "place_site", "place_side")
_SINGULAR = frozenset(
    {"force", "state", "army", "militia", "organisation", "group", "coalition", "movement", "party", _NAME}
)
"""Heads that no sound plural describes: after them it is another noun."""
_LED = frozenset({"state", "force", "army", "militia"})
_NO_RELATION = frozenset(
    {
        "party_stop",
        "place_side",
        "place_direction",
        "place_intro",
        "place_site",
        "date_weekday",
        "date_part",
        "thing_object",
    }
)


class _Phrase(msgspec.Struct):
    """A party's phrase while it is read: words `[start, end)`; `told` when more than a head word says who it is.

    `aside` is the end of words that say more of it but are no part of its name ("backed by …").
    """

    start: int
    end: int
    head: str
    prefix: str = ""
    id: str | None = None
    voice: bool = False
    told: bool = False
    definite: bool = False
    means: bool = False
    aside: int = 0


def mark_parties(words: Words, parties: NameTrie, places: NameTrie) -> None:
    """Add a "party" to the lattice for each party that the sentence names, and take its words."""
    reader = _Parties(words, parties, places)
    done = 0
    for k in words.openers(PARTY, parties):
        phrase = reader.phrase(k) if k >= done else None
        if phrase is None:
            continue
        _add(words, phrase)
        if phrase.aside:
            words.owner[phrase.end : phrase.aside] = ["party"] * (phrase.aside - phrase.end)
        done = max(phrase.end, phrase.aside)


def _add(words: Words, phrase: _Phrase) -> None:
    adjectival = phrase.head == _NATION
    bare = not phrase.told and phrase.id is None
    text, span = words.text(phrase.start, phrase.end, phrase.prefix)
    start, end = words.tokens(phrase.start, phrase.end)
    hint = "voice" if phrase.voice else phrase.head
    name = PartyName(text, start, end, span, phrase.id, hint, phrase.head, adjectival, phrase.means, bare)
    words.lattice.add(Match("party", phrase.id or "", start, end, prefix=phrase.prefix, data=name))
    words.owner[phrase.start : phrase.end] = [_NATION if adjectival else "party"] * (phrase.end - phrase.start)


class _Parties:
    """Reads the phrases of one sentence; a phrase may hold one more after "loyal to", and that one none."""

    __slots__ = ("inner", "parties", "places", "words")

    def __init__(self, words: Words, parties: NameTrie, places: NameTrie) -> None:
        self.words, self.parties, self.places = words, parties, places
        self.inner = False

    def phrase(self, k: int) -> _Phrase | None:
        """The party that begins at word k, or None."""
        words = self.words
        hit = self.parties.find(words.keys, k)
        head = self._head(k)
        if hit is None and head is None:
            return self._adjective(k)
        if hit and (head is None or hit.end > words.after(head)):
            if self._is_place(k, hit):
                return None
            phrase = _Phrase(k, hit.end, _NAME, hit.prefix, _sole(hit), hit.weak, told=True)
            phrase.definite = bool(phrase.id) or words.keys[hit.end - 1].startswith(ARTICLE)
            phrase.means = head is not None and head.label == "party_means"
            self._extend(phrase)
            return phrase
        return self._headed(k, head) if head else None

    def _head(self, k: int) -> Match | None:
        found = self.words.labels[k]
        if not found or self.words.has(k - 1, "place_intro") or ("place_part" in found and self._of_place(k)):
            return None
        return next((found[label] for label in _HEADS if label in found), None)

    def _of_place(self, k: int) -> bool:
        """Whether a word for a group or a part is a part here: "the western edges", "on the front of (a town)"."""
        words = self.words
        side = words.get(k + 1, "place_side")
        if side:
            return side.prefix == ARTICLE or not definite(words.labels[k]["place_part"].prefix)
        place = self.places.find(words.keys, k + 1) if k + 1 < words.count else None
        return words.has(k + 1, "place_intro") or (place is not None and not place.prefix)

    def _headed(self, k: int, head: Match) -> _Phrase | None:
        phrase = _Phrase(k, self.words.after(head), head.value, kept(head.prefix))
        phrase.means = head.label == "party_means"
        phrase.definite = definite(head.prefix)
        if head.suffix:
            return phrase if head.label == "party_head" or head.value in {"force", "members"} else None
        self._extend(phrase)
        if phrase.told or head.label == "party_head":
            return phrase
        return phrase if phrase.definite and self.words.has(k, "party_bare") else None

    def _extend(self, phrase: _Phrase) -> None:
        """Take what belongs to the phrase, word by word: adjectives, inner heads, names, whom it follows."""
        while phrase.end < self.words.count and phrase.end - phrase.start < _LONGEST:
            took = self._take_adjective(phrase) or self._take_name(phrase) or self._take_head(phrase)
            if not took and not self._take_link(phrase):
                return

    def _take_adjective(self, phrase: _Phrase) -> bool:
        words, k = self.words, phrase.end
        match = words.get(k, "party_nation") or words.get(k, "party_modifier") or self._leader(phrase)
        if match is None or match.suffix or match.prefix not in {"", ARTICLE}:
            if phrase.definite and definite_relation(words.keys[k]) and not _NO_RELATION & words.labels[k].keys():
                phrase.end, phrase.told = k + 1, True
                return True
            return False
        if phrase.definite and not match.prefix and match.label != "party_leader":
            return False
        if match.feature == "plural" and phrase.head in _SINGULAR:
            return False
        phrase.end, phrase.told = words.after(match), True
        return True

    def _leader(self, phrase: _Phrase) -> Match | None:
        """Whose regime or forces they are."""
        return self.words.get(phrase.end, "party_leader") if phrase.head in _LED else None

    def _take_name(self, phrase: _Phrase) -> bool:
        """A known party, a quoted name, a place that a force is of, or a name that no pack knows."""
        words, k = self.words, phrase.end
        if phrase.head == _NAME and phrase.id:
            return False
        hit = self.parties.find(words.keys, k)
        apposed = not phrase.definite or words.keys[k].startswith(ARTICLE)
        if hit and not hit.prefix and not hit.weak and apposed:
            phrase.end, phrase.told, phrase.definite = hit.end, True, True
            phrase.id = phrase.id or _sole(hit)
            return True
        stop = 0 if phrase.told else words.quoted(k) or self._unknown(phrase)
        if not stop:
            return False
        phrase.end, phrase.told, phrase.definite = stop, True, True
        return True

    def _unknown(self, phrase: _Phrase) -> int:
        """The word after an unlisted name, or 0."""
        words, k = self.words, phrase.end
        if phrase.definite or phrase.means or phrase.head in {"members", "fighters"}:
            return 0
        place = self.places.find(words.keys, k)
        if place and not place.prefix and not place.weak:
            return place.end
        named = words.has(k - 1, "party_named") and words.keys[k].startswith(ARTICLE)
        return k + 1 if named and not words.labels[k] else 0

    def _take_head(self, phrase: _Phrase) -> bool:
        """An inner head: "fighters of the organisation …"."""
        words, k = self.words, phrase.end
        inner = None if phrase.definite or phrase.told else self._head(k)
        if inner is None or inner.prefix not in {"", ARTICLE} or inner.suffix:
            return False
        phrase.end, phrase.definite = words.after(inner), inner.prefix == ARTICLE
        phrase.told = inner.label == "party_head" or (phrase.definite and words.has(k, "party_bare"))
        return True

    def _take_link(self, phrase: _Phrase) -> bool:
        """Whom it follows: "loyal to …" is part of the name, "backed by …" only where nothing else tells who it is."""
        words, k = self.words, phrase.end
        link = words.get(k, "party_link")
        if link is None or self.inner or joined(link.prefix) or link.value == "self":
            return False
        if link.value == "of" and phrase.head not in {"members", "fighters"}:
            return False
        stop = words.after(link)
        if words.has(stop, "place_prep") and not words.has(stop, *_HEADS):
            stop += 1
        own = words.get(stop, "party_link")
        end = stop + 1 if own and own.value == "self" else self._inner_end(phrase, stop)
        if not end:
            return False
        if link.value in {"to", "of", "with"} or not phrase.told:
            phrase.end, phrase.told = end, True
            return True
        phrase.aside = end
        return False

    def _inner_end(self, phrase: _Phrase, k: int) -> int:
        if k >= self.words.count:
            return 0
        self.inner = True
        inner = self.phrase(k)
        self.inner = False
        if inner is None:
            return 0
        phrase.id = phrase.id if phrase.told else inner.id
        return inner.end

    def _adjective(self, k: int) -> _Phrase | None:
        """An adjective of a nation or people that stands for a party, where no noun before it takes it."""
        words = self.words
        match = words.get(k, "party_nation")
        if match is None or match.suffix or joined(match.prefix) or match.feature == "dual":
            return None
        if words.has(k - 1, *_TAKEN_BY_PLACE):
            return None
        head = "people" if match.feature == "plural" else _NATION
        return _Phrase(k, words.after(match), head, kept(match.prefix), told=True)

    def _is_place(self, k: int, hit: NameHit) -> bool:
        """Whether what could be a party or a place stands where a place does ("in Turkey")."""
        words = self.words
        place = self.places.find(words.keys, k)
        if place is None or place.end < hit.end:
            return False
        if sense(hit.prefix) == "in":
            return True
        if words.has(k - 1, "place_intro", "place_intros", "place_direction", "place_part", "place_before"):
            return True
        if words.has(k - 1, "party_nation") and words.has(k - 2, "place_intro"):
            return True
        before = words.before_is(k, "place_prep")
        if before is not None:
            return before.value in _PLACED
        return (
            joined(hit.prefix) and k > 0 and not words.owner[k - 1] and self.places.find(words.keys, k - 1) is not None
        )


def _sole(hit: NameHit) -> str | None:
    return hit.ids[0] if len(hit.ids) == 1 else None
