"""Places in a sentence: which phrases stand where a place does, lists of them, and what lies in what."""

from marsad.arabic.clitics import JOINER
from marsad.arabic.inflect import definite_relation
from marsad.grammar.lattice import Match
from marsad.grammar.lexicon import ARTICLE
from marsad.grammar.trie import NameTrie
from marsad.read.naming.named import PlaceName
from marsad.read.naming.placenames import PlacePhrase, PlacePhrases
from marsad.read.naming.words import PLACE, PREPOSITION, Words, definite, joined, kept, sense
from marsad.read.sentences import Range

_DEPTH = 3
"""Places inside places that are followed."""
_ADJECTIVES = 3
"""Adjectives that may stand between a place and what it lies in."""
_COMMAS = frozenset("،,")
_ENDS = _COMMAS | frozenset(").؛;")
_PAUSES = _COMMAS | frozenset("-–—")
_PARTIAL = frozenset({"side", "part", "edge", "border", "region", "quantity"})
"""Cues of phrases that are no name by themselves."""
_SHORTEST = 3
_NAMES = frozenset({"place_common", "place_tail", "person_noun", "person_given", "date_not"})
"""Labels of ordinary words that may be a name in a list of places."""
_POINTING = ("place_land", "place_intro", "place_site", "place_part")


def mark_places(words: Words, places: NameTrie) -> list[tuple[str, ...]]:
    """Add a "place" for each place where something may happen, and a "place_context" for each that only holds one.

    A definite noun that stands for a place named elsewhere ("the town") becomes a "place_bare". Gives the names that no
    gazetteer lists and that a cue told, in folded words, for `mark_learned`.
    """
    reader = _Places(words, places)
    done = 0
    for k in words.openers(PLACE | PREPOSITION, places):
        if k >= done:
            done = reader.read(k)
    return reader.told


def mark_learned(words: Words, learned: NameTrie) -> None:
    """Add a "place" for each mention of a name that the report told to be a place elsewhere."""
    reader = _Places(words, learned)
    for k in words.openers(0, learned):
        whole = words.before_is(k, "place_part") or words.before_is(k, "place_direction")
        start = words.before[whole.start - words.start] if whole else k
        if not words.owner[k] and not words.labels[k] and not (reader.read(start) if whole else 0):
            reader.read(k)


def _share_cue(members: list[PlacePhrase]) -> None:
    """What a plural cue says of the first name of a list holds for those after it ("the provinces of … and …")."""
    telling = members[0]
    for member in members[1:]:
        if member.cue:
            telling = member
        elif telling.many:
            member.cue = telling.cue


class _Places:
    """Reads the places of one sentence."""

    __slots__ = ("phrases", "told", "words")

    def __init__(self, words: Words, places: NameTrie) -> None:
        self.words, self.phrases = words, PlacePhrases(words, places)
        self.told: list[tuple[str, ...]] = []

    def read(self, k: int) -> int:
        """Mark the place or list of places that begins at word k; the word after it, or 0 when there is none."""
        if self.words.flags[k] & PREPOSITION and self._tell(self.words.after(self.words.labels[k]["place_prep"])):
            return k + 1
        place = self.phrases.at(k)
        via = self._via(k, place) if place is not None else ""
        if place is None or not self._stands(k, place, via):
            return self._point(k)
        if self.words.has(k, "place_direction") and self._measured(k):
            self._add(place, "near", None, k, "place_context")
            return place.end
        place = self._named(place)
        members = self._members(place)
        parent, end = self._parent(members[-1].end, 0) if via != "between" else (None, 0)
        for member in members:
            self._add(member, via, parent, k)
        return max(end, members[-1].end)

    def _named(self, place: PlacePhrase) -> PlacePhrase:
        """In place of "several areas" the place that they are said to lie in, where one is named."""
        if place.cue != "vague":
            return place
        words = self.words
        k, inward = self._inward(place.end)
        before = words.get(k, "place_prep")
        if before and before.value == "from" and not before.prefix:
            k, inward = words.after(before), True
        larger = self.phrases.at(k)
        if larger is None or larger.cue == "vague" or not (inward or sense(self._prefix(k, larger)) == "in"):
            return place
        return larger

    def _measured(self, k: int) -> bool:
        """Whether a length stands before a side: what lies "60 kilometres north of" a place is another place."""
        before = self.words.get(k - 1, "number_measure")
        return before is not None and before.value == "length"

    def _tell(self, k: int) -> bool:
        """Learn an unknown word after a preposition that what follows shows to be a place: "in X (south)"."""
        words = self.words
        if k >= words.count or words.owner[k] or not self.phrases.unknown(k) or self.phrases.at(k) is not None:
            return False
        if not self._shown(k + 1):
            return False
        parent, _ = self._parent(k + 1, 0)
        self._add(PlacePhrase(k, k + 1), "in", parent, k)
        return True

    def _shown(self, k: int) -> bool:
        """Whether what follows a word says that it is a place: a side in brackets, or the larger place it lies in."""
        words = self.words
        if k >= words.count:
            return False
        if words.keys[k] == "(":
            return words.has(k + 1, "place_direction")
        j, inward = self._inward(k)
        inward = inward or words.has(j, "place_direction") or (j < words.count and sense(self._prefix(j, None)) == "in")
        place = self.phrases.at(j) if inward and not words.has(k, "thing_adjective") else None
        return place is not None and bool(place.ids) and not place.weak

    def _point(self, k: int) -> int:
        """Mark a definite noun that points back, or a word for the country at large."""
        words = self.words
        found = next((words.labels[k][label] for label in _POINTING if label in words.labels[k]), None)
        if found is None or words.owner[k] or found.suffix:
            return 0
        if found.label != "place_land" and not definite(found.prefix):
            return 0
        place = PlacePhrase(k, words.after(found), kept(found.prefix), found.value)
        self._add(place, self._via(k, place), None, k, "place_bare")
        return place.end

    def _via(self, k: int, place: PlacePhrase | None) -> str:
        """The preposition before word k or joined to it, by value; also through a word like "the battle of"."""
        words = self.words
        said = sense(self._prefix(k, place))
        if said:
            return said
        before = words.before_is(k, "place_prep")
        if before is None and words.has(k - 1, "place_before"):
            before = words.before_is(k - 1, "place_prep")
        return before.value if before else ""

    def _prefix(self, k: int, place: PlacePhrase | None) -> str:
        if place is not None and place.start == k and place.prefix:
            return place.prefix
        labels = self.words.labels[k].items()
        return next((m.prefix for label, m in labels if label.startswith("place_") and m.prefix), "")

    def _stands(self, k: int, place: PlacePhrase, via: str) -> bool:
        """Whether the phrase is a place here: a cue, a preposition of place, or a name that is nothing else."""
        if self.words.owner[k] == "nation":
            return False
        return not place.weak or bool(via) or self.words.has(k - 1, "place_before")

    def _members(self, first: PlacePhrase) -> list[PlacePhrase]:
        """The first place and those that a list joins to it; around several, a mere "around" stays out of the first."""
        members = [first]
        while (follower := self._follower(members[-1], first)) is not None:
            members.append(follower)
        if len(members) > 1 and first.cue == "edge" and first.inner and not any(m.cue for m in members[1:]):
            members[0] = first.inner
        _share_cue(members)
        return members

    def _follower(self, last: PlacePhrase, first: PlacePhrase) -> PlacePhrase | None:
        words, k = self.words, last.end
        k = self._past_side(k)
        comma = k < words.count and words.keys[k] in _COMMAS
        k += comma
        if k >= words.count or words.owner[k] in {"party", "nation"}:
            return None
        place = self.phrases.at(k) or self.phrases.named(k, many=first.many)
        prefix = self._prefix(k, place)
        if joined(prefix) and not sense(prefix):
            return place
        if comma:
            if place is None:
                return self._enumerated(k) if first.many else None
            return place if place.ids and not place.weak and not prefix and (first.many or first.ids) else None
        told = (first.cue and (first.many or not first.ids)) or self._past_side(k + 1) > k + 1
        return self._unlisted(k, any_word=first.many or not first.cue) if told else None

    def _enumerated(self, k: int) -> PlacePhrase | None:
        """A name that no gazetteer lists between the commas of a list that a plural cue opens."""
        words = self.words
        if not (self.phrases.unknown(k) or words.has(k, "place_opener")):
            return None
        end = self.phrases.unlisted(k)
        ends = end and (end == words.count or words.keys[end] in _ENDS or words.keys[end].startswith(JOINER))
        return PlacePhrase(k, end) if ends else None

    def _past_side(self, k: int) -> int:
        """The word after a side in brackets: "(south)"."""
        words = self.words
        if k >= words.count or words.keys[k] != "(" or not words.has(k + 1, "place_direction"):
            return k
        close = next((j for j in range(k + 2, min(k + 5, words.count)) if words.keys[j] == ")"), None)
        return close + 1 if close is not None else k

    def _unlisted(self, k: int, *, any_word: bool) -> PlacePhrase | None:
        """A name that no gazetteer lists, joined by "and" to others that a cue introduces."""
        labels = self.words.labels[k]
        begins = JOINER if any_word else JOINER + ARTICLE
        if "place_opener" not in labels and not self.words.keys[k].startswith(begins):
            return None
        named = any_word and self.words.keys[k].startswith(JOINER + ARTICLE) and _NAMES.issuperset(labels)
        if labels and not named and "place_opener" not in labels:
            return None
        end = self.phrases.unlisted(k, JOINER)
        return PlacePhrase(k, end, JOINER) if end else None

    def _parent(self, end: int, depth: int) -> tuple[Range | None, int]:
        """The larger place that the words after one name, if they do: its tokens, and the word after all of it."""
        words = self.words
        k, inward = self._inward(end)
        bracket = k < words.count and words.keys[k] == "("
        place = self.phrases.at(k + bracket) if depth < _DEPTH else None
        if place is None or place.cue == "vague":
            return None, end
        prefix = self._prefix(place.start, place) or self._prefix(k, place)
        if joined(prefix) or not (inward or bracket or self._sided(place) or sense(prefix) == "in"):
            return None, end
        parent, stop = self._parent(place.end, depth + 1)
        self._add(place, "in", parent, place.start, "place_context")
        closes = bracket and stop < words.count and words.keys[stop] == ")"
        return words.tokens(place.start, place.end), stop + closes

    def _sided(self, place: PlacePhrase) -> bool:
        """Whether a place is a side of another, or bears such a name ("the south of the land")."""
        return place.cue == "side" or self.words.has(place.start, "place_direction", "place_side")

    def _inward(self, k: int) -> tuple[int, bool]:
        """The word after what leads from a place to the one it lies in, and whether it does lead there."""
        words = self.words
        if k < words.count and words.keys[k] in _PAUSES and self._leads_in(k + 1):
            k += 1
        linked = False
        for _ in range(_ADJECTIVES):
            link = words.get(k, "place_of")
            match = link or words.get(k, "party_nation") or words.get(k, "thing_adjective")
            if match is None and not (k < words.count and definite_relation(words.keys[k]) and not words.labels[k]):
                break
            if match and joined(match.prefix):
                break
            linked = linked or link is not None
            k = words.after(match) if match else k + 1
        before = words.get(k, "place_prep")
        if before and not joined(before.prefix) and (linked or before.value in {"in", "near"}):
            return words.after(before), True
        return k, linked

    def _leads_in(self, k: int) -> bool:
        """Whether a word after a comma goes on to say where: "in the province of"."""
        words = self.words
        before = words.get(k, "place_prep")
        if before:
            return before.value in {"in", "near"} and not before.prefix
        return words.has(k, "place_direction") or sense(self._prefix(k, None) if k < words.count else "") == "in"

    def _add(self, place: PlacePhrase, via: str, parent: Range | None, group: int, label: str = "place") -> None:
        words = self.words
        text, span = words.text(place.start, place.end, place.prefix)
        start, end = words.tokens(place.start, place.end)
        listed = bool(place.ids)
        if not listed and place.cue != "vague" and label != "place_bare":
            self._learn(place)
        name = PlaceName(text, start, end, span, place.cue, place.ids, listed, parent, via, words.at[group])
        words.lattice.add(Match(label, place.cue, start, end, prefix=place.prefix, data=name))
        words.owner[place.start : place.end] = ["place"] * (place.end - place.start)

    def _learn(self, place: PlacePhrase) -> None:
        """Remember a name that a cue told, unless a lone word of it is an ordinary one."""
        words = self.words
        first = words.keys[place.start][len(place.prefix) :]
        if place.cue in _PARTIAL or (place.end == place.start + 1 and words.labels[place.start]):
            return
        if len(first) >= _SHORTEST:
            self.told.append((first, *words.keys[place.start + 1 : place.end]))
