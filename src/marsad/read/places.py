"""Places in a sentence: listed names, names that a cue word opens, parts and sides, lists, and what lies in what."""

import msgspec

from marsad.grammar.lattice import Match
from marsad.grammar.lexicon import ARTICLE
from marsad.grammar.trie import NameTrie
from marsad.read.named import PlaceName
from marsad.read.sentences import Range
from marsad.read.words import Words, joined, sense

_DEPTH = 3
"""Places inside places that are followed."""
_UNLISTED = 3
"""Words that an unlisted name may have."""
_COMMAS = frozenset("،,")


class _Place(msgspec.Struct):
    """A place while it is read: words `[start, end)`, `prefix` what is peeled off the first."""

    start: int
    end: int
    prefix: str = ""
    cue: str = ""
    ids: tuple[str, ...] = ()
    listed: bool = False
    many: bool = False
    weak: bool = False
    bare: bool = False


def mark_places(words: Words, places: NameTrie) -> None:
    """Add a "place" for each place where something may happen, and a "place_context" for each that only holds one."""
    reader = _Places(words, places)
    k = 0
    while k < words.count:
        k = reader.read(k) or k + 1


class _Places:
    """Reads the place phrases of one sentence."""

    __slots__ = ("places", "words")

    def __init__(self, words: Words, places: NameTrie) -> None:
        self.words, self.places = words, places

    def read(self, k: int) -> int:
        """Mark the place or list of places that begins at word k; the word after it, or 0 when there is none."""
        if self.words.owner[k] == "party":
            return 0
        place = self._place(k)
        if place is None:
            return 0
        via = self._via(k)
        if not self._stands(k, place, via):
            return 0
        members = self._members(place)
        end = members[-1].end
        parent, end = self._parent(end, 0)
        for member in members:
            self._add(member, via, parent, members[0].start)
        return max(end, members[-1].end)

    # what begins here

    def _place(self, k: int) -> _Place | None:
        """The place phrase that begins at word k."""
        words = self.words
        if k >= words.count or words.owner[k] == "party":
            return None
        labels = words.labels[k]
        if "place_vague" in labels:
            return _Place(k, words.after(labels["place_vague"]), _kept(labels["place_vague"].prefix), "vague")
        hit = self.places.find(words.keys, k)
        opening = self._opening(k)
        if hit and (opening is None or hit.end >= opening.end):
            place = _Place(k, hit.end, hit.prefix, "", hit.ids, listed=True, weak=hit.weak)
            self._tail(place)
            return place
        return opening

    def _opening(self, k: int) -> _Place | None:
        labels = self.words.labels[k]
        if "place_direction" in labels:
            return self._direction(k, labels["place_direction"])
        if "place_part" in labels:
            return self._part(k, labels["place_part"])
        if "place_intros" in labels:
            return self._intro(k, labels["place_intros"], many=True)
        if "place_intro" in labels:
            return self._intro(k, labels["place_intro"], many=False)
        if "place_site" in labels:
            return self._site(k, labels["place_site"])
        return None

    def _direction(self, k: int, first: Match) -> _Place | None:
        """A side of a place: "north-west of …", "south of the capital"."""
        words = self.words
        j = words.after(first)
        while words.has(j, "place_direction") and not words.labels[j]["place_direction"].prefix:
            j = words.after(words.labels[j]["place_direction"])
        inner = self._inside(j)
        if inner is None:
            return self._nation(k, j, first)
        return _Place(k, inner.end, _kept(first.prefix), "side", inner.ids, listed=inner.listed)

    def _nation(self, k: int, j: int, first: Match) -> _Place | None:
        """A definite side with an adjective of a country: "the Syrian north"."""
        nation = self.words.get(j, "party_nation")
        if nation is None or nation.prefix != ARTICLE or not first.prefix.endswith(ARTICLE):
            return None
        return _Place(k, self.words.after(nation), _kept(first.prefix), "region", listed=False)

    def _inside(self, j: int) -> _Place | None:
        """What a side or part is of: a name, a cue and a name, or a noun that stands for a place."""
        words = self.words
        if j >= words.count or words.owner[j] == "party":
            return None
        land = words.get(j, "place_land")
        if land and not land.prefix:
            return _Place(j, words.after(land), "", "country", bare=True)
        hit = self.places.find(words.keys, j)
        if hit and not joined(hit.prefix) and hit.prefix in {"", "ل", "لل"}:
            place = _Place(j, hit.end, hit.prefix, "", hit.ids, listed=True)
            self._tail(place)
            return place
        intro = words.get(j, "place_intro") or words.get(j, "place_intros")
        if intro and not joined(intro.prefix):
            return self._intro(j, intro, many=False) or self._pointing(j, intro)
        site = words.get(j, "place_site") or words.get(j, "place_part")
        if site and not joined(site.prefix):
            return self._site(j, site)
        return None

    def _pointing(self, j: int, intro: Match) -> _Place | None:
        """A definite noun alone: "the town"."""
        if not intro.prefix.endswith((ARTICLE, "لل")):
            return None
        end = self.words.after(intro)
        nation = self.words.get(end, "party_nation")
        if nation and nation.prefix == ARTICLE:
            end = self.words.after(nation)
        return _Place(j, end, _kept(intro.prefix), intro.value, bare=True)

    def _part(self, k: int, part: Match) -> _Place | None:
        """A part that stays in the name: "the northern countryside of …", "the edges of …"."""
        words = self.words
        j = self._sides(words.after(part))
        sided = j > words.after(part)
        if words.has(j, "party_link") and sided:
            j += words.labels[j]["party_link"].value == "of"
        inner = self._inside(j)
        if inner is None:
            nation = words.get(words.after(part), "party_nation")
            if nation and nation.prefix == ARTICLE:
                return _Place(k, self._sides(words.after(nation)), _kept(part.prefix), part.value)
            return _Place(k, j, _kept(part.prefix), part.value, weak=True) if sided else None
        if part.prefix.endswith(ARTICLE) and not sided:
            return None
        end = self._sides(inner.end)
        return _Place(k, end, _kept(part.prefix), part.value, inner.ids, listed=inner.listed)

    def _sides(self, j: int) -> int:
        """The word after adjectives of side, also two with "and" between."""
        words = self.words
        while (side := words.get(j, "place_side")) and not side.suffix:
            j = words.after(side)
        return j

    def _intro(self, k: int, intro: Match, *, many: bool) -> _Place | None:
        """A name that a cue word introduces; the word stays out of the name unless a side follows it."""
        words = self.words
        j = words.after(intro)
        if many and words.has(j, "place_side") and intro.prefix.endswith((ARTICLE, "لل")):
            return self._part(k, intro)
        if intro.suffix or (intro.prefix.endswith(ARTICLE) and not words.has(k, "place_intro")):
            return None
        place = self._named(j, intro.value)
        if place:
            place.many = many
        return place

    def _named(self, j: int, cue: str) -> _Place | None:
        words = self.words
        if j >= words.count or words.owner[j] == "party":
            return None
        hit = self.places.find(words.keys, j)
        if hit and hit.prefix == "":
            place = _Place(j, hit.end, "", cue, hit.ids, listed=True)
            self._tail(place)
            return place
        if words.has(j, "place_part", "place_intro"):
            part = words.get(j, "place_part")
            if part:
                return self._part(j, part)
            return None
        end = words.quoted(j) or self._unlisted(j)
        return _Place(j, end, "", cue) if end else None

    def _unlisted(self, j: int) -> int:
        """The word after an unlisted name that begins at word j, or 0."""
        words = self.words
        if not self._nameable(j):
            return 0
        end = j + 1
        while end < min(j + _UNLISTED, words.count) and words.has(end - 1, "place_opener") and self._adjoins(end):
            end += 1
        tail = words.get(end, "place_tail")
        if tail and tail.prefix in {"", ARTICLE} and (tail.prefix == ARTICLE) == words.keys[end - 1].startswith(ARTICLE):
            end = words.after(tail)
        return end

    def _nameable(self, j: int) -> bool:
        """Whether a word may begin a name: no lexicon knows it as anything but a name's beginning."""
        words = self.words
        if words.lattice.tokens[words.at[j]].kind != "word":
            return False
        return all(label in _NAME_LABELS or match.prefix or match.suffix for label, match in words.labels[j].items())

    def _adjoins(self, j: int) -> bool:
        words = self.words
        return words.lattice.tokens[words.at[j]].kind == "word" and not words.has(j, "place_prep", "place_stop")

    def _site(self, k: int, site: Match) -> _Place | None:
        """A site with a name of its own: "hospital …", "the military airport of …"."""
        words = self.words
        j = words.after(site)
        if site.suffix or site.prefix.endswith((ARTICLE, "لل")) or j >= words.count or words.owner[j] == "party":
            return None
        hit = self.places.find(words.keys, j)
        if hit and hit.prefix == "":
            end, ids = hit.end, hit.ids
        elif words.keys[j].startswith(ARTICLE) or words.has(j, "place_opener"):
            end, ids = self._unlisted(j), ()
        else:
            return None
        if not end:
            return None
        place = _Place(k, end, _kept(site.prefix), site.value, ids, listed=bool(ids))
        self._tail(place)
        return place

    def _tail(self, place: _Place) -> None:
        """An adjective that completes a name: "… the military", "… the eastern"."""
        words = self.words
        tail = words.get(place.end, "place_tail")
        if tail and tail.prefix == ARTICLE and not place.ids[1:] and (place.cue or tail.value == "side"):
            place.end = words.after(tail)

    # whether it stands where a place does

    def _via(self, k: int) -> str:
        """The preposition before word k, by value; two before one count too ("towards the edges of")."""
        words = self.words
        labels = words.labels[k]
        prefix = next((m.prefix for label, m in labels.items() if label.startswith("place_")), "")
        if not prefix:
            hit = self.places.find(words.keys, k)
            prefix = hit.prefix if hit else ""
        if sense(prefix):
            return sense(prefix)
        for back in (1, 2):
            before = words.get(k - back, "place_prep")
            if before and words.after(before) == k - back + 1 and (back == 1 or words.has(k - 1, "place_before")):
                return before.value
        long = next((m for b in (2, 3) if (m := words.get(k - b, "place_prep")) and words.after(m) == k), None)
        return long.value if long else ""

    def _stands(self, k: int, place: _Place, via: str) -> bool:
        """Whether the phrase is a place here: a cue, a preposition of place, or a name that is nothing else."""
        words = self.words
        if words.owner[k] == "nation":
            return False
        if place.cue and place.cue != "vague":
            return not place.weak or bool(via)
        if place.cue == "vague" or place.weak:
            return via in {"in", "near", "from", "to", "between"} or words.has(k - 1, "place_before")
        return True

    # lists and parents

    def _members(self, first: _Place) -> list[_Place]:
        """The first place and those that a list joins to it."""
        members = [first]
        while (follower := self._follower(members[-1], first)) is not None:
            members.append(follower)
        return members

    def _follower(self, last: _Place, first: _Place) -> _Place | None:
        words, k = self.words, last.end
        comma = k < words.count and words.keys[k] in _COMMAS and (first.many or first.listed)
        k += comma
        if k >= words.count or words.owner[k] == "party":
            return None
        place = self._place(k)
        prefix = self._prefix(k, place)
        if place and not place.bare and joined(prefix) and not sense(prefix):
            return place
        if comma and place and place.listed and not place.weak and not prefix and place.start == k:
            return place
        if first.cue and not comma and (first.many or not first.listed) and words.keys[k].startswith("و" + ARTICLE):
            return self._unknown_follower(k, first)
        return None

    def _unknown_follower(self, k: int, first: _Place) -> _Place | None:
        labels = self.words.labels[k]
        if labels and not all(label in _NAME_LABELS for label in labels):
            return None
        return _Place(k, k + 1, "و", first.cue)

    def _prefix(self, k: int, place: _Place | None) -> str:
        if place is None:
            return ""
        if place.start == k:
            return place.prefix
        return next((m.prefix for label, m in self.words.labels[k].items() if label.startswith("place_")), "")

    def _parent(self, k: int, depth: int) -> tuple[Range | None, int]:
        """The larger place that words from k on name, if they do: its tokens, and the word after all of it."""
        words = self.words
        end = k
        k = self._over(k)
        if depth >= _DEPTH or k >= words.count:
            return None, end
        bracket = words.keys[k] == "("
        k += bracket
        inward = bracket
        before = words.get(k, "place_prep")
        if before and before.value in {"in", "near"}:
            k, inward = words.after(before), True
        place = self._place(k) if k < words.count else None
        if place is None:
            return None, end
        inward = inward or place.cue == "side" or sense(self._prefix(k, place)) == "in" or words.has(k - 1, "place_of")
        if not inward or place.cue == "vague":
            return None, end
        tokens = words.tokens(place.start, place.end)
        parent, stop = self._parent(place.end, depth + 1)
        self._add(place, "in", parent, place.start, "place_context")
        return tokens, stop + (bracket and stop < words.count and words.keys[stop] == ")")

    def _over(self, k: int) -> int:
        """The word after adjectives and links between a place and what it lies in."""
        words = self.words
        if k < words.count and words.keys[k] in _COMMAS and (words.has(k + 1, "place_prep") or self._inward(k + 1)):
            k += 1
        for _ in range(3):
            match = words.get(k, "party_nation") or words.get(k, "place_of") or words.get(k, "thing_adjective")
            if match is None or joined(match.prefix):
                break
            k = words.after(match)
        return k

    def _inward(self, k: int) -> bool:
        labels = self.words.labels[k] if k < self.words.count else {}
        return any(label.startswith("place_") and sense(m.prefix) == "in" for label, m in labels.items())

    def _add(self, place: _Place, via: str, parent: Range | None, group: int, label: str = "place") -> None:
        words = self.words
        text, span = words.text(place.start, place.end, place.prefix)
        start, end = words.tokens(place.start, place.end)
        name = PlaceName(
            text, start, end, span, place.cue, place.ids, place.listed, parent, via, words.at[group]
        )
        words.lattice.add(Match(label, place.cue, start, end, prefix=place.prefix, data=name))
        words.owner[place.start : place.end] = ["place"] * (place.end - place.start)


_NAME_LABELS = frozenset({"place_opener", "place_tail", "place_site", "place_side", "place_part"})


def _kept(prefix: str) -> str:
    return prefix if prefix.endswith("لل") else prefix.removesuffix(ARTICLE)
