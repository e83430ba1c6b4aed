"""The phrases that name a place: listed names, what a cue word introduces, sides, parts and named sites."""

import msgspec

from marsad.arabic.clitics import JOINER
from marsad.arabic.inflect import definite_relation, feminine_relation
from marsad.grammar.lattice import Match
from marsad.grammar.lexicon import ARTICLE
from marsad.grammar.trie import NameHit, NameTrie
from marsad.read.naming.words import Words, definite, joined, kept, sense

_DEEPEST = 3
"""Parts and sides one inside the other ("the edges of the north of the countryside of …")."""
_DIRECTIONS = 3
"""Words that may follow the first of a direction ("the far north-west")."""
_HARMLESS = frozenset({"place_opener", "place_tail"})
"""Labels that do not make a word an ordinary one."""
_UNLISTED = 3
"""Words that an unlisted name may have."""
_BEFORE_LIST = frozenset("(:")
"""Marks that may stand between a plural cue and the names of a list."""
_IN_NAMES = (
    *("place_opener", "place_tail", "place_site", "place_side", "place_part"),
    *("person_noun", "party_part", "_adjective", "_modifier"),
)
"""Ends of labels of words that may be a definite name after an indefinite cue."""


class PlacePhrase(msgspec.Struct):
    """A place's words `[start, end)`; `prefix` is peeled off the first, `cue` what it is said to be.

    `many`: a plural cue introduces several. `weak`: a place only beside a preposition or cue. `inner`: the name inside
    a part ("the edges of …").
    """

    start: int
    end: int
    prefix: str = ""
    cue: str = ""
    ids: tuple[str, ...] = ()
    many: bool = False
    weak: bool = False
    inner: "PlacePhrase | None" = None


class PlacePhrases:
    """Reads the place phrases of one sentence."""

    __slots__ = ("depth", "places", "words")

    def __init__(self, words: Words, places: NameTrie) -> None:
        """Read in a sentence's words with a trie of listed names."""
        self.words, self.places, self.depth = words, places, 0

    def at(self, k: int) -> PlacePhrase | None:
        """The place phrase that begins at word k, or None."""
        words = self.words
        if k >= words.count or words.owner[k] == "party":
            return None
        vague = words.labels[k].get("place_vague")
        if vague:
            return PlacePhrase(k, words.after(vague), kept(vague.prefix), "vague", weak=True)
        listed = self._listed(k)
        opening = self._opening(k)
        if listed and (opening is None or listed.end >= opening.end):
            return listed
        return opening

    def named(self, k: int, *, many: bool = False) -> PlacePhrase | None:
        """A listed name in a list of places, where also an ordinary word is one; any where a plural cue opens it."""
        hit = self.places.find(self.words.keys, k)
        if hit is None or not joined(hit.prefix):
            return None
        definite = self.words.keys[k].removeprefix(hit.prefix).startswith(ARTICLE)
        return PlacePhrase(k, hit.end, hit.prefix, "", hit.ids) if definite or many or not hit.weak else None

    def _listed(self, k: int, *, cued: bool = False) -> PlacePhrase | None:
        """A name of the gazetteer; after a cue nothing is peeled off it, and any word may be one."""
        hit = self.places.find(self.words.keys, k) if k < self.words.count else None
        if hit is None or (cued and hit.prefix):
            return None
        doubt = self._doubt(k, hit)
        if not cued and (doubt == "cue" or (hit.weak and sense(hit.prefix))):
            return None
        intro = self.words.labels[k].get("place_intro")
        after = self.words.after(intro) if intro else hit.end
        if intro and after < hit.end and not self.words.has(after, "place_side", "place_tail"):
            return self._called(k, after, hit, intro)
        place = PlacePhrase(k, hit.end, hit.prefix, "", hit.ids, weak=bool(doubt))
        self._tail(place)
        return place

    def _called(self, k: int, after: int, hit: NameHit, intro: Match) -> PlacePhrase:
        """A listed name that begins with its cue, which it keeps where only a nation follows ("the Yemeni capital")."""
        nation = self.words.get(after, "party_nation")
        if nation is None or nation.prefix != ARTICLE:
            return PlacePhrase(after, hit.end, "", intro.value, hit.ids)
        name = self._listed(self._past_nation(after, nation), cued=True)
        return name or PlacePhrase(k, self.words.after(nation), kept(hit.prefix), "", hit.ids)

    def _past_nation(self, j: int, nation: Match) -> int:
        """The word after a nation's adjective and one more that may follow it ("the temporary")."""
        words = self.words
        j = words.after(nation)
        further = words.get(j, "thing_adjective") or words.get(j, "place_tail")
        return words.after(further) if further and further.prefix == ARTICLE else j

    def _doubt(self, k: int, hit: NameHit) -> str:
        """What a name needs to be a place here: "cue", "prep" (a preposition will do), or nothing ("")."""
        labels = self.words.labels[k]
        alone = hit.end == k + 1
        if alone and "place_common" in labels:
            return labels["place_common"].value
        ordinary = alone and any(label not in _HARMLESS and not m.suffix for label, m in labels.items())
        if ordinary:
            return "cue" if hit.weak else "prep"
        return "prep" if hit.weak else ""

    def _opening(self, k: int) -> PlacePhrase | None:
        labels = self.words.labels[k]
        if "place_direction" in labels:
            return self._direction(k, labels["place_direction"])
        if "place_part" in labels and (part := self._part(k, labels["place_part"])):
            return part
        if "place_intros" in labels:
            return self._intro(k, labels["place_intros"], many=True)
        if "place_intro" in labels:
            return self._intro(k, labels["place_intro"], many=False)
        if "place_site" in labels:
            return self._site(k, labels["place_site"])
        return None

    def _direction(self, k: int, first: Match) -> PlacePhrase | None:
        """A side of a place: "north-west of …", "south of the capital", "the Syrian north"."""
        words = self.words
        j = words.after(first)
        if definite(first.prefix):
            nation = words.get(j, "party_nation")
            named = nation and nation.prefix == ARTICLE
            return PlacePhrase(k, words.after(nation), kept(first.prefix), "region") if nation and named else None
        for _ in range(_DIRECTIONS):
            more = words.get(j, "place_direction")
            if more is None or more.prefix:
                break
            j = words.after(more)
        inner = self._inside(j)
        return PlacePhrase(k, inner.end, first.prefix, "side", inner.ids, inner=inner) if inner else None

    def _inside(self, j: int) -> PlacePhrase | None:
        """What a side or part is of: a name, a cue and a name, or a noun that points back to one."""
        words = self.words
        if j >= words.count or words.owner[j] == "party" or self.depth >= _DEEPEST:
            return None
        cue = next((words.labels[j][label] for label in _CUES if label in words.labels[j]), None)
        named = cue and (cue.label == "place_site" or definite(cue.prefix))
        if cue and named and (whole := self._listed(j)) and whole.end > words.after(cue):
            return whole
        if cue and not joined(cue.prefix) and not cue.suffix:
            self.depth += 1
            place = self._cued(j, cue)
            self.depth -= 1
            return place
        place = self._listed(j)
        return place if place and (not place.prefix or sense(place.prefix) == "for") else None

    def _cued(self, j: int, cue: Match) -> PlacePhrase | None:
        if cue.label in {"place_intro", "place_intros"}:
            return self._intro(j, cue, many=False) or self._pointing(j, cue)
        if cue.label == "place_part":
            return self._part(j, cue) or self._pointing(j, cue)
        if cue.label == "place_land":
            return PlacePhrase(j, self.words.after(cue), kept(cue.prefix), cue.value)
        return self._site(j, cue) or self._pointing(j, cue)

    def _pointing(self, j: int, cue: Match) -> PlacePhrase | None:
        """A definite noun that points back: "the town", "the Afghan capital"."""
        if not definite(cue.prefix):
            return None
        end = self.words.after(cue)
        nation = self.words.get(end, "party_nation")
        if nation and nation.prefix == ARTICLE:
            end = self.words.after(nation)
        return PlacePhrase(j, end, kept(cue.prefix), cue.value)

    def _part(self, k: int, part: Match) -> PlacePhrase | None:
        """A part that stays in the name: "the northern countryside of …"; a mere quantity ("most of …") does not."""
        words = self.words
        first = words.after(part)
        j = self._sides(first)
        sided = j > first
        if part.suffix:
            return None
        whole = definite(part.prefix)
        nation = words.get(j, "party_nation")
        if whole and nation and nation.prefix == ARTICLE:
            j, sided = self._sides(words.after(nation)), True
        land = whole and part.value == "quantity" and nation is not None
        inner = None if land else self._inside(self._over_of(j, part.value, sided=sided))
        if inner is None and part.value == "front" and not whole and (end := self._bare_name(j)):
            return PlacePhrase(k, end, kept(part.prefix), part.value)
        if inner is None or (whole and not sided and part.value != "border"):
            plain = (sided and part.value != "side") or (whole and part.value == "border")
            return PlacePhrase(k, j, kept(part.prefix), part.value, weak=True) if plain else None
        if part.value == "quantity" and not sided:
            inner.prefix = inner.prefix if inner.start > k else ""
            return inner
        end = self._sides(inner.end, ARTICLE)
        return PlacePhrase(k, end, kept(part.prefix), part.value, inner.ids, inner=None if end > inner.end else inner)

    def _over_of(self, j: int, value: str, *, sided: bool) -> int:
        """The word after "of" that stands between a part and its whole, or after "with" of a border."""
        words = self.words
        if sided and (prep := words.get(j, "place_prep")) and prep.value == "from":
            return words.after(prep)
        if value == "border" and (side := words.get(j, "role_with")):
            return words.after(side)
        return j

    def _sides(self, j: int, article: str = "") -> int:
        """The word after adjectives of side, also two with "and" between; after a name each with its article."""
        words = self.words
        while (side := words.get(j, "place_side")) and not side.suffix and side.prefix.endswith(article):
            j = words.after(side)
        return j

    def _intro(self, k: int, intro: Match, *, many: bool) -> PlacePhrase | None:
        """A name that a cue word introduces; the word stays out of the name unless a side follows it."""
        words = self.words
        j = words.after(intro)
        known = definite(intro.prefix)
        if many and j + 1 < words.count and words.keys[j] in _BEFORE_LIST:
            j += 1
        if intro.suffix or j >= words.count or words.owner[j] == "party":
            return None
        if known and words.has(j, "place_side"):
            return self._part(k, intro)
        nation = words.get(j, "party_nation") if known else None
        if nation and nation.prefix == ARTICLE and words.after(nation) < words.count:
            j = words.after(nation)
        place = self._listed(j, cued=not known)
        opener = words.get(j, "place_opener")
        if place and place.weak and place.end == j + 1 and opener and not definite(opener.prefix):
            place = None
        if place is not None and not (known and (place.weak or place.prefix)):
            place.cue, place.weak = intro.value, False
            self._tail(place)
        elif known:
            return None
        elif words.has(j, "place_part", "place_direction"):
            place = self._opening(j)
        else:
            end = words.quoted(j) or self.unlisted(j)
            place = PlacePhrase(j, end, "", intro.value) if end else None
        if place:
            place.many = many
        return place

    def unlisted(self, j: int, prefix: str = "") -> int:
        """The word after an unlisted name that begins at word j, of which a prefix is peeled, or 0."""
        words = self.words
        key = words.keys[j][len(prefix) :]
        definite = key.startswith(ARTICLE)
        if words.lattice.tokens[words.at[j]].kind != "word" or not self._nameable(j, definite=definite):
            return 0
        if not definite and feminine_relation(key):
            return 0
        end = j + 1
        while end < min(j + _UNLISTED, words.count) and words.has(end - 1, "place_opener") and self._adjoins(end):
            end += 1
        tail = words.get(end, "place_tail")
        return words.after(tail) if tail and tail.prefix == ARTICLE else end

    def _bare_name(self, j: int) -> int:
        """The word after an unlisted name that is not also an ordinary word with a pronoun, or 0."""
        words = self.words
        if j >= words.count or not (words.keys[j].startswith(ARTICLE) or self.unknown(j)):
            return 0
        return self.unlisted(j)

    def unknown(self, k: int) -> bool:
        """Whether no lexicon says anything of a word, whatever is peeled off it."""
        return self.words.lattice.tokens[self.words.at[k]].kind == "word" and not self.words.labels[k]

    def _nameable(self, j: int, *, definite: bool) -> bool:
        """Whether a word may begin a name: a definite adjective after an indefinite cue is one ("حي العسكري")."""
        for label, match in self.words.labels[j].items():
            if label in {"place_opener", "place_tail", "place_common"} or (definite and label.endswith(_IN_NAMES)):
                continue
            if label == "person_given" and self.words.has(j, "place_opener"):
                continue
            if match.prefix in {"", ARTICLE, JOINER, JOINER + ARTICLE} and not match.suffix:
                return False
        return True

    def _adjoins(self, j: int) -> bool:
        words = self.words
        if any(joined(match.prefix) or sense(match.prefix) for match in words.labels[j].values()):
            return False
        return words.lattice.tokens[words.at[j]].kind == "word" and not words.has(j, "place_prep", "place_stop")

    def _site(self, k: int, site: Match) -> PlacePhrase | None:
        """A site with a name of its own: "hospital …", "the military airport of …"."""
        words = self.words
        j = words.after(site)
        several = site.feature and site.value != "mountain"
        if site.suffix or several or definite(site.prefix) or j >= words.count or words.owner[j] == "party":
            return None
        inner = self._listed(j, cued=True)
        if inner:
            end, ids = inner.end, inner.ids
        elif words.keys[j].startswith(ARTICLE) or words.has(j, "place_opener") or self._ground(site, j):
            end, ids = self.unlisted(j), ()
        else:
            return None
        if not end or (not ids and definite_relation(words.keys[j]) and words.labels[j]):
            return None
        place = PlacePhrase(k, end, kept(site.prefix), site.value, ids)
        self._tail(place)
        return place

    def _ground(self, site: Match, j: int) -> bool:
        """Whether a hill or valley is named by a word that says nothing else; of houses that is their owner."""
        return site.value == "mountain" and self.unknown(j)

    def _tail(self, place: PlacePhrase) -> None:
        """An adjective that completes a name: "… the military", "… the eastern"."""
        words = self.words
        tail = words.get(place.end, "place_tail")
        if tail and tail.prefix == ARTICLE and (place.cue or tail.value == "side"):
            place.end = words.after(tail)


_CUES = ("place_intro", "place_intros", "place_part", "place_land", "place_site")
