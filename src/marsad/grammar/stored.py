"""Names that are too many for memory: the same look-up as `trie`, one word after the other in a store."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from marsad.grammar.trie import NameHit, NameTrie, article_free, first_words, may_stand_alone


class Looked(NamedTuple):
    """What a store knows of some words: who bears this name, whether it is weak, whether longer names begin so."""

    ids: tuple[str, ...] = ()
    weak: bool = False
    begins: bool = False


Look = Callable[[str], Looked]
"""Looks folded words up, one space between them."""


class _Openings(NamedTuple):
    """What a written word may open: a name of one word, and first words of longer ones with what was peeled off."""

    alone: NameHit | None
    longer: tuple[tuple[str, str], ...]


class StoredTrie(NameTrie):
    """The contract of `NameTrie` over a store; of names of one length the first in sorted order is found."""

    def __init__(self, look: Look) -> None:
        """Ask a store; answers are remembered, up to `MEMORY` of each kind."""
        super().__init__(())
        self._look = look
        self._looked: dict[str, Looked] = {}
        self._opened: dict[str, _Openings | None] = {}

    def find(self, keys: Sequence[str], at: int) -> NameHit | None:
        """The longest name that begins at a word; of equal length the least peeled, whole before peeled."""
        openings = self._open(keys[at])
        if openings is None:
            return None
        best, end = openings.alone, at + 1
        if openings.longer and at + 1 < len(keys):
            for second in article_free(keys[at + 1]):
                for prefix, first in openings.longer:
                    hit = self._walk(f"{first} {second}", keys, at + 2, prefix)
                    if hit and hit.end > end:
                        best, end = hit, hit.end
        return best and NameHit(end, best.ids, best.prefix, best.weak)

    def _walk(self, name: str, keys: Sequence[str], at: int, prefix: str) -> NameHit | None:
        """The longest name that begins with two words and goes on with the words from `at` on."""
        names, best = [name], None
        while names:
            going: list[str] = []
            for known in names:
                found = self._ask(known)
                if found.ids and (best is None or best.end < at):
                    best = NameHit(at, found.ids, prefix, found.weak)
                if found.begins and at < len(keys):
                    going += [f"{known} {word}" for word in article_free(keys[at])]
            names, at = sorted(going), at + 1
        return best

    def _open(self, key: str) -> _Openings | None:
        if key in self._opened:
            return self._opened[key]
        if len(self._opened) >= self.MEMORY:
            self._opened.clear()
        openings = self._openings_of(key)
        self._opened[key] = openings
        return openings

    def _openings_of(self, key: str) -> _Openings | None:
        alone: NameHit | None = None
        longer: list[tuple[str, str]] = []
        for prefix, word in first_words(key):
            found = self._look(word)
            if found.begins:
                longer.append((prefix, word))
            if found.ids and alone is None and may_stand_alone(word, prefix):
                alone = NameHit(0, found.ids, prefix, found.weak)
        return _Openings(alone, tuple(longer)) if alone or longer else None

    def _ask(self, name: str) -> Looked:
        if name in self._looked:
            return self._looked[name]
        if len(self._looked) >= self.MEMORY:
            self._looked.clear()
        found = self._look(name)
        self._looked[name] = found
        return found
