"""Things that may be aimed at, with the category of the site; and weapons."""

from marsad.grammar.lattice import Match
from marsad.grammar.lexicon import ARTICLE
from marsad.read.naming.named import PartyName, PlaceName, ThingName
from marsad.read.naming.words import THING, Words, joined, kept, sense

_LONGEST = 10
_ADJECTIVES = ("person_adjective", "thing_adjective", "party_modifier", "party_nation", "place_side", "place_tail")


def mark_things(words: Words) -> None:
    """Add a "thing" for what may be a target, a "person" for people, each a noun phrase; a "means" for a weapon."""
    for k in range(words.count):
        if not words.flags[k] & THING:
            continue
        labels = words.labels[k]
        weapon = labels.get("means_weapon")
        if weapon and not weapon.suffix:
            words.lattice.add(Match("means", weapon.value, weapon.start, weapon.end, weapon.feature, weapon.prefix))
        if words.owner[k] == "party":
            continue
        head = labels.get("thing_object") or labels.get("place_site")
        if head and not _is_weapon(words, k) and not _begins_name(words, k, head):
            _add(words, k, head, "thing")
        person = labels.get("person_noun")
        if person:
            _add(words, k, person, "person")
        elif "people" in labels:
            _add_nationals(words, labels["people"])


def _add_nationals(words: Words, people: Match) -> None:
    """Counted people of whom a nation alone is told ("140 Palestinians")."""
    last = words.after(people) - 1
    nation = words.get(last, "person_nation")
    if nation and words.owner[last] != "party":
        _add(words, last, nation, "person")


def _begins_name(words: Words, k: int, head: Match) -> bool:
    """Whether a word begins the name of a town or a hill and is no thing ("house" in the names of villages)."""
    place = words.lattice.find(words.at[k], "place") if words.has(k, "place_opener") else None
    if place is None or place.end <= head.end or not isinstance(place.data, PlaceName):
        return False
    return place.data.cue != head.value and place.data.listed


def _is_weapon(words: Words, k: int) -> bool:
    """Whether the word is the vehicle of a bomb, or what shells are fired from."""
    adjective = words.get(k + 1, "thing_adjective")
    return (
        words.has(k, "means_weapon")
        or words.has(k - 1, "means_weapon")
        or (adjective is not None and adjective.value == "mined")
    )


def _add(words: Words, k: int, head: Match, label: str) -> None:
    prefix = kept(head.prefix)
    end = _phrase_end(words, k, head)
    text, span = words.text(k, end, prefix)
    start, stop = words.tokens(k, end)
    name = ThingName(text, start, stop, span, head.value if label == "thing" else "")
    words.lattice.add(Match(label, head.value, start, stop, head.feature, prefix, head.suffix, name))


def _phrase_end(words: Words, k: int, head: Match) -> int:
    """The word after the noun phrase: the place it is, adjectives, whose it is."""
    place = words.lattice.find(words.at[k], "place")
    if place and isinstance(place.data, PlaceName) and place.end > head.end:
        return words.after(place)
    end = words.after(head)
    while end < words.count and end - k < _LONGEST:
        step = _adjective(words, end) or _owner(words, end)
        if not step:
            return end
        end = step
    return end


def _adjective(words: Words, k: int) -> int:
    for label in _ADJECTIVES:
        match = words.get(k, label)
        if match and match.prefix in {"", ARTICLE} and not match.suffix:
            return words.after(match)
    return 0


def _owner(words: Words, k: int) -> int:
    """The party whose it is: right after it, after a joined "of", or after "belonging to"."""
    link = words.get(k, "party_link")
    j = words.after(link) if link and link.value == "to" and not joined(link.prefix) else k
    party = words.lattice.find(words.at[j], "party") if j < words.count else None
    if party is None or not isinstance(party.data, PartyName) or party.data.adjectival:
        return 0
    if party.prefix and sense(party.prefix) != "for":
        return 0
    return words.after(party)
