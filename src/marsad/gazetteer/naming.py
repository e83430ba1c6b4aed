"""What a place's own name says that it is, and the name without the word that says so."""

import re
from collections.abc import Iterable, Mapping

from marsad.gazetteer.keys import name_key, name_words
from marsad.gazetteer.parts import load_parts
from marsad.gazetteer.place import PlaceType

_TOLD: frozenset[PlaceType] = frozenset({"neighbourhood", "town", "village", "camp", "site"})
"""Kinds that a first word tells for sure: a village may be called after a hill or a valley, and is none."""


def without_cue(name: str, words: Iterable[str]) -> str:
    """The name without a first word that only says what it is; the name itself where nothing is left."""
    first, _, rest = name.partition(" ")
    return rest.strip() if rest.strip() and name_key(first) in {name_key(word) for word in words} else name


def is_beside(name_en: str, phrases: Iterable[str]) -> bool:
    """Whether a Latin name puts something beside a place ("near …", "road between …") rather than naming it."""
    words = f" {' '.join(re.findall('[a-z]+', name_en.casefold()))} "
    return any(f" {phrase} " in words for phrase in phrases)


def points_back(name_ar: str) -> bool:
    """Whether a name is only words that point at a place named elsewhere: "the city", "the northern", "the centre"."""
    words = name_words(name_ar)
    parts = load_parts()
    if not words or parts.pointing(words):
        return bool(words)
    return any(not part.bare or bool(parts.pointing(part.bare)) for part in parts.readings(words))


def is_part(name_ar: str) -> bool:
    """Whether a name is that of a part ("the countryside of …"), which look-up makes from the whole's name."""
    return any(part.area is not None and part.area.id for part in load_parts().readings(name_words(name_ar)))


def type_of_name(name_ar: str, name_en: str, table: Mapping[PlaceType, Iterable[str]]) -> PlaceType | None:
    """What the Arabic cue word, or a first or last word of either name, says that the place is; None without one."""
    words = name_words(name_ar)
    cue = load_parts().cue(words)
    if cue and cue[0] in _TOLD:
        return cue[0]
    latin = name_en.casefold().split()
    edges = {*words[:1], *latin[:1], *latin[-1:]} if len(words) > 1 or len(latin) > 1 else set()
    return next((kind for kind, known in table.items() if edges & {name_key(w) or w for w in known}), None)
