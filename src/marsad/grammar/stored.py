"""Names that are too many for memory: the same look-up as `trie`, one word after the other in a store."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

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


Answer = TypeVar("Answer")


class _Memory(Generic[Answer]):
    """Answers by what was asked; all are let go when they hold too many names and ids together."""

    def __init__(self, most: int) -> None:
        self.known: dict[str, Answer] = {}
        self._most, self._held = most, 0

    def keep(self, asked: str, answer: Answer, ids: int) -> Answer:
        """Remember an answer that holds so many ids; some names have thousands of bearers."""
        self._held += 1 + ids
        if self._held > self._most:
            self.known.clear()
            self._held = 1 + ids
        self.known[asked] = answer
        return answer


class StoredTrie(NameTrie):
    """The contract of `NameTrie` over a store; of names of one length the first in sorted order is found."""

    MEMORY = 1 << 17
    """Names and ids that are remembered of either kind."""

    def __init__(self, look: Look) -> None:
        """Ask a store."""
        super().__init__(())
        self._look = look
        self._looked: _Memory[Looked] = _Memory(self.MEMORY)
        self._opened: _Memory[_Openings | None] = _Memory(self.MEMORY)

    def find(self, keys: Sequence[str], at: int) -> NameHit | None:
        """The longest name that begins at a word; of equal length the least peeled, whole before peeled."""
        openings = self._open(keys[at])
        if openings is None:
            return None
        best, end = openings.alone, at + 1
        if openings.longer and at + 1 < len(keys):
            for second in article_free(keys[at + 1]):
                for prefix, first in openings.longer:
                    name = f"{first} {second}"
                    found = self._looked.known.get(name) or self._ask(name)
                    hit = self._walk(name, keys, at + 2, prefix) if found.ids or found.begins else None
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
        if key in self._opened.known:
            return self._opened.known[key]
        alone: NameHit | None = None
        longer: list[tuple[str, str]] = []
        for prefix, word in first_words(key):
            found = self._look(word)
            if found.begins:
                longer.append((prefix, word))
            if found.ids and alone is None and may_stand_alone(word, prefix):
                alone = NameHit(0, found.ids, prefix, found.weak)
        openings = _Openings(alone, tuple(longer)) if alone or longer else None
        return self._opened.keep(key, openings, len(alone.ids) if alone else 0)

    def _ask(self, name: str) -> Looked:
        found = self._looked.known.get(name)
        if found is None:
            found = self._look(name)
            self._looked.keep(name, found, len(found.ids))
        return found
