"""A name's matching key: its folded words, marks left out; and the keys that remain when particles are peeled off."""

from collections.abc import Iterator
from functools import lru_cache

from marsad.arabic.clitics import peelings
from marsad.arabic.tokens import tokenise

_ARTICLE = "ال"


@lru_cache(maxsize=1 << 16)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words and numbers of a name in order."""
    return tuple(token.key for token in tokenise(name) if token.kind in {"word", "number"} and token.key)


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The words with one space between: equal for every spelling that folding allows."""
    return " ".join(name_words(name))


def peeled_keys(words: tuple[str, ...]) -> Iterator[str]:
    """Keys without the particles joined to the first word, the least peeled first; with the article and without it."""
    if not words:
        return
    rest = words[1:]
    for peeling in peelings(words[0]):
        if not peeling.suffix:
            for first in _with_article(peeling.prefix, peeling.stem):
                yield " ".join((first, *rest))
    yield " ".join((_ARTICLE + words[0], *rest))


def _with_article(prefix: str, stem: str) -> tuple[str, ...]:
    if prefix.endswith("لل"):
        return (_ARTICLE + stem,)
    if prefix.endswith(_ARTICLE):
        return _ARTICLE + stem, stem
    return (stem,)
