"""Lexicons: plain text files that say which words mean what.

One entry a line, `form / form … = meaning`; a heading `[noun]`, `[verb]`, `[adjective]`, `[nation]` or `[as-is]` says
how the forms below it inflect (marsad.arabic.inflect); `#` opens a comment. Vowels and hamza seats are written
naturally: the loader folds. The file's name is the lexicon's. A form of several words inflects in its first word; each
word may take the article.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.arabic.clitics import peelings
from marsad.arabic.fold import fold_key
from marsad.arabic.inflect import INFLECTIONS
from marsad.errors import RulebookError

ARTICLE = "ال"
JOINED = "+"
"""Stands among the labels of a word with something joined before it."""


class Hit(msgspec.Struct, frozen=True, gc=False):
    """What a lexicon says of a word: its lexicon, meaning, the form's feature, and what was peeled to find it."""

    lexicon: str
    value: str
    feature: str = ""
    prefix: str = ""
    suffix: str = ""


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """An entry of several words: the folded words after the first, and what the whole means."""

    rest: tuple[str, ...]
    lexicon: str
    value: str
    feature: str


Openings = dict[str, tuple[tuple[Phrase, str], ...]]
"""Phrases with the prefix peeled before them, by their second word without its article."""


class Analysis(NamedTuple):
    """What a written word may mean: its hits, what they file it under, and the phrases that it may open."""

    hits: tuple[Hit, ...]
    labels: tuple[str, ...]
    openings: Openings


class Entry(msgspec.Struct, frozen=True):
    """One written form of one line of a lexicon."""

    words: tuple[str, ...]
    value: str
    feature: str


class Lexicons:
    """All lexicons of a rulebook, asked by word. Analyses are remembered by written word, up to `MEMORY` of them."""

    MEMORY = 1 << 17

    def __init__(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Build from (lexicon name, entry) pairs, in an order that does not matter."""
        words: dict[str, dict[Hit, None]] = {}
        phrases: dict[str, dict[Phrase, None]] = {}
        self.names: dict[str, int] = {}
        self.values: dict[str, set[str]] = {}
        for name, entry in entries:
            self.names[name] = self.names.get(name, 0) + 1
            self.values.setdefault(name, set()).add(entry.value)
            first, *rest = entry.words
            if rest:
                phrases.setdefault(first, {})[Phrase(tuple(rest), name, entry.value, entry.feature)] = None
            else:
                words.setdefault(first, {})[Hit(name, entry.value, entry.feature)] = None
        self._words = {word: tuple(hits) for word, hits in words.items()}
        self._phrases = {
            word: tuple(sorted(found, key=lambda p: (-len(p.rest), p.lexicon, p.value)))
            for word, found in phrases.items()
        }
        self._remembered: dict[str, Analysis] = {}

    def analyse(self, key: str) -> Analysis:
        """What a folded word may mean: hits of its least peeled reading, and the phrases that it may open."""
        known = self._remembered.get(key)
        if known is None:
            if len(self._remembered) >= self.MEMORY:
                self._remembered.clear()
            hits = self._hits(key)
            labels = dict.fromkeys(hit.lexicon for hit in hits) | dict.fromkeys(JOINED for hit in hits if hit.prefix)
            known = self._remembered[key] = Analysis(hits, tuple(labels), self._openings(key))
        return known

    def _hits(self, key: str) -> tuple[Hit, ...]:
        whole = self._words.get(key)
        if whole:  # also a mark or a single letter, which no peeling gives
            return whole + self._bare(key, "", whole)
        for prefix, stem, suffix in peelings(key):
            found = self._words.get(stem)
            if found:
                hits = tuple(Hit(h.lexicon, h.value, h.feature, prefix, suffix) for h in found)
                return hits if suffix else hits + self._bare(stem, prefix, found)
        return ()

    def _bare(self, stem: str, prefix: str, found: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """What other lexicons say of the word without its article: who lists it with the article hides no other."""
        if not stem.startswith(ARTICLE):
            return ()
        known = {hit.lexicon for hit in found}
        bare = self._words.get(stem[len(ARTICLE) :], ())
        return tuple(Hit(h.lexicon, h.value, h.feature, prefix + ARTICLE) for h in bare if h.lexicon not in known)

    def _openings(self, key: str) -> Openings:
        found: dict[str, list[tuple[Phrase, str]]] = {}
        for prefix, stem, suffix in peelings(key):
            if not suffix:
                for phrase in self._phrases.get(stem, ()):
                    found.setdefault(phrase.rest[0].removeprefix(ARTICLE), []).append((phrase, prefix))
        return {word: tuple(phrases) for word, phrases in found.items()}


def load_entries(folder: Path) -> Iterator[tuple[str, Entry]]:
    """Every (lexicon, entry) of the `.txt` files in a folder; errors name file and line."""
    for path in sorted(folder.glob("*.txt")):
        count = 0
        for entry in _entries(path):
            count += 1
            yield path.stem, entry
        if not count:
            raise RulebookError(
                "the lexicon is empty", where=path.name, mend="an empty lexicon matches nothing: fill or delete it"
            )


def _entries(path: Path) -> Iterator[Entry]:
    inflect = INFLECTIONS["as-is"]
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        where = f"{path.name}:{number}"
        if line.startswith("["):
            heading = line.strip("[] ")
            if heading not in INFLECTIONS:
                raise RulebookError(f"no inflection {heading!r}", where=where, mend="one of " + ", ".join(INFLECTIONS))
            inflect = INFLECTIONS[heading]
            continue
        forms, _, value = line.partition("=")
        listed = [form.split() for form in forms.split("/") if form.strip()]
        if not listed:
            raise RulebookError("a line without a form", where=where, mend="write `form = meaning`")
        for head, tail in _grouped(listed):
            for form, feature in inflect(head):
                yield Entry((form, *tail), value.strip(), feature)


def _grouped(listed: list[list[str]]) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """First words that share what follows them, so that singular and plural of a phrase inflect together."""
    if all(len(form) == 1 for form in listed):
        yield [form[0] for form in listed], ()
        return
    for form in listed:
        yield [form[0]], tuple(map(fold_key, form[1:]))
