"""Names of several words, looked up from their first word: joined particles are peeled off it, the article is free."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from marsad.arabic.clitics import FUTURE, peelings
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
    rest: tuple[str, ...]
    ids: tuple[str, ...]
    prefix: str
    weak: bool


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
        self._remembered: dict[str, tuple[_Opening, ...]] = {}

    def find(self, keys: Sequence[str], at: int) -> NameHit | None:
        """The longest name that begins at a word; of equal length the least peeled, whole before peeled."""
        key = keys[at]
        openings = self._remembered.get(key)
        if openings is None:
            openings = self._openings(key)
        for opening in openings:
            if not opening.rest or _follows(keys, at + 1, opening.rest):
                return NameHit(at + 1 + len(opening.rest), opening.ids, opening.prefix, opening.weak)
        return None

    def _openings(self, key: str) -> tuple[_Opening, ...]:
        if len(self._remembered) >= self.MEMORY:
            self._remembered.clear()
        found: list[_Opening] = []
        for peeling in peelings(key):
            if not peeling.suffix and not peeling.prefix.endswith(FUTURE):
                for prefix, word in _readings(peeling.prefix, peeling.stem):
                    self._file(found, word, prefix, whole=word == key)
        found.sort(key=lambda o: -len(o.rest))
        openings = self._remembered[key] = tuple(found)
        return openings

    def _file(self, found: list[_Opening], word: str, prefix: str, *, whole: bool) -> None:
        for rest, (ids, weak) in self._first.get(word, {}).items():
            if rest or whole or len(word) >= _SHORTEST_PEELED:
                found.append(_Opening(rest, ids, prefix, weak))


def _readings(prefix: str, stem: str) -> Iterable[tuple[str, str]]:
    """What was peeled and the name's first word: the article belongs to the name, also inside "لل"."""
    if prefix.endswith("لل"):
        yield prefix, ARTICLE + stem
    elif prefix.endswith(ARTICLE):
        yield prefix[: -len(ARTICLE)], ARTICLE + stem
        yield prefix, stem
    else:
        yield prefix, stem


def _follows(keys: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
    """Whether the words after the first stand there; each may take or lose the article."""
    if at + len(rest) > len(keys):
        return False
    for word in rest:
        key = keys[at]
        if key != word and key != ARTICLE + word and ARTICLE + key != word:
            return False
        at += 1
    return True
