"""Names of several words, looked up from their first word: joined particles are peeled off it, the article is free."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

import msgspec

from marsad.arabic.clitics import FUTURE, HIDDEN_ARTICLE, peelings
from marsad.grammar.lexicon import ARTICLE

_SHORTEST_PEELED = 3
"""Letters that a name of one word keeps when something is peeled off it: two would be found in half the verbs."""


class NameHit(msgspec.Struct, frozen=True, gc=False):
    """Words `[at, end)` are a name: who bears it, what was peeled off its first word, and whether the name is weak.

    A weak name is a common word too: it counts beside a cue alone.
    """

    end: int
    ids: tuple[str, ...]
    prefix: str = ""
    weak: bool = False


class _Opening(msgspec.Struct, frozen=True, gc=False):
    """What may follow a first word, and the name that it makes."""

    rest: tuple[str, ...]
    ids: tuple[str, ...]
    prefix: str
    weak: bool


class _Openings(msgspec.Struct, frozen=True, gc=False):
    """What a written word may open: the name of it alone, and longer ones by their second word, the longest first."""

    alone: _Opening | None
    longer: dict[str, tuple[_Opening, ...]]


_TAIL = 2
"""Letters that a first word ends with, whatever is joined before it: a quick look for a trie of few names."""


class NameTrie:
    """Names by their folded words, filed under the first. Look-ups are remembered by written word, up to `MEMORY`."""

    MEMORY = 1 << 16

    def __init__(
        self,
        names: Iterable[tuple[tuple[str, ...], tuple[str, ...]]],
        weak: Callable[[tuple[str, ...]], bool] = lambda _: False,
    ) -> None:
        """Build from (folded words, ids) pairs; ids of equal names are joined in the order given."""
        self._first: dict[str, dict[tuple[str, ...], tuple[tuple[str, ...], bool]]] = {}
        for words, ids in names:
            if not words:
                continue
            rests = self._first.setdefault(words[0], {})
            known = rests.get(words[1:], ((), True))
            rests[words[1:]] = (tuple(dict.fromkeys(known[0] + ids)), known[1] and weak(words))
        self._tails = frozenset(word[-_TAIL:] for word in self._first)
        self._remembered: dict[str, _Openings | None] = {}
        self._opens: dict[str, bool] = {}

    def opening(self, keys: Sequence[str]) -> list[bool]:
        """For each of some written words whether any name may begin with it; one loop, for speed."""
        found = list(map(self._opens.get, keys))
        if None not in found:
            return cast("list[bool]", found)
        return [self._may_open(key) if may is None else may for key, may in zip(keys, found, strict=True)]

    def _may_open(self, key: str) -> bool:
        if len(self._opens) >= self.MEMORY:
            self._opens.clear()
        may = self._opens[key] = key[-_TAIL:] in self._tails and self._openings(key) is not None
        return may

    def find(self, keys: Sequence[str], at: int) -> NameHit | None:
        """The longest name that begins at a word; of equal length the least peeled, whole before peeled."""
        key = keys[at]
        openings = self._remembered[key] if key in self._remembered else self._openings(key)
        if openings is None:
            return None
        best = openings.alone
        if openings.longer and at + 1 < len(keys):
            for word in article_free(keys[at + 1]):
                for opening in openings.longer.get(word, ()):
                    if best is not None and len(best.rest) >= len(opening.rest):
                        break
                    if _follows(keys, at + 2, opening.rest):
                        best = opening
                        break
        return None if best is None else NameHit(at + 1 + len(best.rest), best.ids, best.prefix, best.weak)

    def _openings(self, key: str) -> _Openings | None:
        if len(self._remembered) >= self.MEMORY:
            self._remembered.clear()
        found: list[_Opening] = []
        for prefix, word in first_words(key):
            for rest, (ids, weak) in self._first.get(word, {}).items():
                if rest or may_stand_alone(word, prefix):
                    found.append(_Opening(rest, ids, prefix, weak))
        alone = next((o for o in found if not o.rest), None)
        longer: dict[str, list[_Opening]] = {}
        for opening in sorted(found, key=lambda o: -len(o.rest)):
            if opening.rest:
                longer.setdefault(opening.rest[0], []).append(opening)
        openings = _Openings(alone, {word: tuple(group) for word, group in longer.items()}) if found else None
        self._remembered[key] = openings
        return openings


def first_words(key: str) -> Iterator[tuple[str, str]]:
    """What may be peeled off a written word, and the first word of a name that is left; the least peeled first."""
    yield "", key
    for peeling in peelings(key):
        if peeling.prefix and not peeling.suffix and not peeling.prefix.endswith(FUTURE):
            yield from _readings(peeling.prefix, peeling.stem)


def may_stand_alone(word: str, prefix: str) -> bool:
    """Whether a first word is long enough, for what was peeled off it, to be a name of one word."""
    return not prefix or len(word) >= _SHORTEST_PEELED


def _readings(prefix: str, stem: str) -> Iterable[tuple[str, str]]:
    """What was peeled and the name's first word: the article belongs to the name, also inside "لل"."""
    if prefix.endswith(HIDDEN_ARTICLE):
        yield prefix, ARTICLE + stem
    elif prefix.endswith(ARTICLE):
        yield prefix[: -len(ARTICLE)], ARTICLE + stem
        yield prefix, stem
    else:
        yield prefix, stem


def article_free(key: str) -> tuple[str, ...]:
    """A word as it stands, and with or without the article: later words of a name may take or lose it."""
    return (key, key[len(ARTICLE) :] if key.startswith(ARTICLE) else ARTICLE + key)


def _follows(keys: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
    """Whether the words after the first two stand there."""
    if at + len(rest) - 1 > len(keys):
        return False
    for word in rest[1:]:
        key = keys[at]
        if key != word and word not in article_free(key):
            return False
        at += 1
    return True
