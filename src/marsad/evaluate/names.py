"""Whether two names mean the same party or place, whatever their spelling; words and letters stand in names.toml."""

import re
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

LONGEST_PARTY = 6
"""Words of a name up to which a shorter name inside it is the same party."""

_WORD = re.compile(r"\w+")
_ENDED = 3
"""Letters that a word must exceed to have an ending taken off."""


class _Article(msgspec.Struct, frozen=True):
    letters: str
    longer_than: int


class _Spelling(msgspec.Struct, frozen=True):
    """The file names.toml."""

    articles: tuple[_Article, ...]
    endings: tuple[str, ...]
    marks: str
    clitics: str
    generic: str
    heads: str
    letters: dict[str, str]


def same_party(one: str | None, other: str | None) -> bool:
    """Two names of a source, actor or target: half of their words or a whole short name shared, and no head word alone.

    A name that is missing is like no other.
    """
    a, b = telling(one or ""), telling(other or "")
    if a == b:
        return bool(a)
    shared = a & b
    inside = (a <= b or b <= a) and max(len(a), len(b)) <= LONGEST_PARTY
    return bool(shared - _heads()) and (inside or 2 * len(shared) / (len(a) + len(b)) >= 1 / 2)


def same_place(one: str, other: str) -> bool:
    """Two names of a place: more than half of all their words shared; a clitic that was left on is forgiven."""
    a, b = telling(one), telling(other)
    if a and (a == b or _joined(one) == _joined(other)):
        return True
    spellings = ((a, b), (telling(_bare(one)), b), (a, telling(_bare(other))))
    return any(x and y and len(x & y) / len(x | y) > 1 / 2 for x, y in spellings)


@lru_cache(maxsize=1 << 14)
def telling(name: str) -> frozenset[str]:
    """The stems by which a name is compared: all but the words for a sort of place, unless it has no other."""
    stems = [stem(word) for word in _WORD.findall(fold(name))]
    return frozenset([found for found in stems if found not in _generic()] or stems)


def fold(text: str) -> str:
    """Letters without vowel signs, in one spelling."""
    return text.translate(_table()).lower()


def stem(word: str) -> str:
    """A folded word without its article and its common endings, so that an adjective of a country is the country."""
    known = _spelling()
    for article in known.articles:
        if word.startswith(article.letters) and len(word) > article.longer_than:
            word = word.removeprefix(article.letters)
            break
    if len(word) > _ENDED:
        for ending in known.endings:
            if word.endswith(ending):
                return word.removesuffix(ending)
    return word


def _joined(name: str) -> str:
    return "".join(_WORD.findall(fold(name)))


def _bare(name: str) -> str:
    """A name without a clitic before its first word."""
    return re.sub(rf"^[{_spelling().clitics}](?=\w{{3}})", "", name.strip())


@cache
def _spelling() -> _Spelling:
    return msgspec.toml.decode((files("marsad.evaluate") / "names.toml").read_bytes(), type=_Spelling)


@cache
def _table() -> dict[int, str]:
    return str.maketrans(_spelling().letters | dict.fromkeys(_spelling().marks, ""))


@cache
def _generic() -> frozenset[str]:
    return _stems(_spelling().generic)


@cache
def _heads() -> frozenset[str]:
    return _stems(_spelling().heads)


def _stems(listed: str) -> frozenset[str]:
    return frozenset(stem(fold(word)) for word in listed.split())
