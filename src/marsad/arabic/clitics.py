"""The clitic lattice: which letters of a written word may be joined particles and pronouns.

Every peeling is only a possibility: it counts when what is left stands in a lexicon, and the least peeled reading wins
(ولاية, وكالة and فرات stay whole).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_CONJUNCTIONS = ("", "و", "ف")
_PARTICLES = ("", "ال", "ل", "ب", "ك", "لل", "بال", "كال", "س")
_PRONOUNS = ("", "ه", "ها", "هم", "هما", "هن", "نا", "ي")
_SHORTEST = 2
"""Letters that a peeled word keeps at least."""


JOINER = "و"
"""The conjunction that lists are made with."""
SENSE = {"ب": "in", "ل": "for", "لل": "for", "بال": "in"}
"""What a joined preposition says of the noun it is joined to, by peeled letters without the conjunction."""
HIDDEN_ARTICLE = "لل"
"""Preposition and article in one, as they are written joined."""
FUTURE = "س"
"""The particle of the future, which no noun takes."""

_PREFIXES = tuple(conjunction + particle for conjunction in _CONJUNCTIONS for particle in _PARTICLES)


class Peeling(NamedTuple):
    """A written key taken apart; joining prefix, stem and suffix gives back the key, but for repaired letters."""

    prefix: str
    stem: str
    suffix: str


@lru_cache(maxsize=1 << 16)
def peelings(key: str) -> tuple[Peeling, ...]:
    """Every way to peel a folded key, the least peeled first."""
    pronouns = [pronoun for pronoun in _PRONOUNS if key.endswith(pronoun)]
    found = [
        Peeling(prefix, stem, pronoun)
        for prefix in _PREFIXES
        if key.startswith(prefix)
        for pronoun in pronouns
        for stem in _stems(key[len(prefix) :], pronoun)
    ]
    found.sort(key=lambda p: (len(p.prefix) + len(p.suffix), p.prefix))
    return tuple(dict.fromkeys(found))


def _stems(rest: str, pronoun: str) -> Iterator[str]:
    """What is left without the pronoun; before it, ta marbuta is written ت and the plural's silent alef is dropped."""
    if not pronoun:
        if len(rest) >= _SHORTEST:
            yield rest
        return
    if not rest.endswith(pronoun) or len(rest) - len(pronoun) < _SHORTEST:
        return
    stem = rest[: -len(pronoun)]
    yield stem
    if stem.endswith("ت"):
        yield stem[:-1] + "ه"
    elif stem.endswith("و"):
        yield stem + "ا"
    elif stem.endswith("ا"):
        yield stem[:-1] + "ي"
