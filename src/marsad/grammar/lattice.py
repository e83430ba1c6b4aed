"""The lattice: a sentence's tokens and everything that is known to start at each of them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from marsad.arabic.tokens import Token
from marsad.grammar.lexicon import ARTICLE, JOINED, Lexicons, Phrase


class Match(msgspec.Struct, frozen=True, gc=False):
    """Tokens `[start, end)` are a `label` that means `value`; phrases found by later steps carry their own `data`."""

    label: str
    value: str
    start: int
    end: int
    feature: str = ""
    prefix: str = ""
    suffix: str = ""
    data: Any = None


_NOTHING: dict[str, Match] = {}
"""What is known at most tokens; shared, and never written to."""


class Lattice:
    """Tokens with the matches that start at each, longest first. Steps add to it; nothing is ever taken away."""

    __slots__ = ("_count", "_endings", "_longest", "_starts", "at", "figures", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token]) -> None:
        """An empty lattice over a text's tokens (a sentence's, or a whole report's)."""
        self.text = text
        self.tokens = tokens
        self._count = len(tokens)
        self.at: list[Sequence[Match]] = [()] * len(tokens)
        self._longest: list[dict[str, Match] | None] = [None] * len(tokens)
        self._starts: dict[str, list[int]] = {}
        self._endings: dict[str, tuple[int, frozenset[str]]] = {}
        self.figures = [at for at, token in enumerate(tokens) if token.kind == "number"]

    def add(self, match: Match) -> None:
        """Put a match at its start, before shorter ones and after those of its own length."""
        here = self.at[match.start]
        place = len(here)
        while place and here[place - 1].end < match.end:
            place -= 1
        self.at[match.start] = (*here[:place], match, *here[place:])
        self._longest[match.start] = None
        self._file(match.label, match.start)
        if match.prefix:
            self._file(JOINED, match.start)

    def _file(self, label: str, at: int) -> None:
        """Note that a label starts at a token; nearly always behind all that were noted."""
        starts = self._starts.setdefault(label, [])
        if not starts or starts[-1] < at:
            starts.append(at)
        elif starts[place := bisect_left(starts, at)] != at:
            starts.insert(place, at)

    def put(self, at: int, matches: Sequence[Match], labels: Iterable[str]) -> None:
        """The first matches of a token, each one token long, under their labels; tokens come in order."""
        self.at[at] = matches
        starts = self._starts
        for label in labels:
            filed = starts.get(label)
            if filed is None:
                starts[label] = [at]
            else:
                filed.append(at)

    def mark(self, label: str, value: str, start: int, end: int, data: Any) -> None:  # noqa: ANN401 - each step's own
        """Add a found phrase; a step on a floor below the lattice needs not know `Match`."""
        self.add(Match(label, value, start, end, data=data))

    def find(self, at: int, label: str) -> Match | None:
        """The longest match of a label that starts at a token, or None (also outside the sentence)."""
        if not 0 <= at < self._count:
            return None
        known = self._longest[at]
        if known is None:
            known = self.labels(at)
        return known.get(label)

    def labels(self, at: int) -> dict[str, Match]:
        """The longest match of each label that starts at a token, remembered until another is added there."""
        known = self._longest[at]
        if known is None:
            here = self.at[at]
            if len(here) == 1:
                known = {here[0].label: here[0]}
            else:
                known = {match.label: match for match in reversed(here)} if here else _NOTHING
            self._longest[at] = known
        return known

    def labels_of(self, tokens: Iterable[int]) -> list[dict[str, Match]]:
        """What `labels` gives for each of some tokens; one loop, for speed."""
        longest = self._longest
        return [self.labels(at) if (known := longest[at]) is None else known for at in tokens]

    def within(self, label: str, start: int, end: int) -> list[Match]:
        """The matches of a label that start in tokens `[start, end)`, the longest of each token, in order."""
        return [self.labels(at)[label] for at in self._between(label, start, end)]

    def where(self, labels: AbstractSet[str], start: int = 0, end: int | None = None) -> list[int]:
        """The tokens in `[start, end)` at which any of some labels starts, in order."""
        stop = len(self.tokens) if end is None else end
        if stop - start < len(labels) and JOINED not in labels:
            return [at for at in range(start, stop) if not labels.isdisjoint(self._longest[at] or self.labels(at))]
        found: set[int] = set()
        filed = self._starts
        for label in filed.keys() & labels:
            starts = filed[label]
            if starts[0] < stop and starts[-1] >= start:
                first = bisect_left(starts, start)
                found.update(starts[first : bisect_left(starts, stop, first)])
        return sorted(found)

    def known(self, ending: str) -> frozenset[str]:
        """The labels with an ending that start anywhere in the text, remembered until a new label comes."""
        count, labels = self._endings.get(ending, (0, frozenset()))
        if count != len(self._starts):
            labels = frozenset(label for label in self._starts if label.endswith(ending))
            self._endings[ending] = len(self._starts), labels
        return labels

    def _between(self, label: str, start: int, end: int) -> list[int]:
        starts = self._starts.get(label)
        if starts is None:
            return []
        first = bisect_left(starts, start)
        return starts[first : bisect_left(starts, end, first)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of tokens `[start, end)` in the source."""
        return self.tokens[start].start, self.tokens[end - 1].end


def annotate(text: str, tokens: list[Token], lexicons: Lexicons) -> Lattice:
    """The lattice of what the lexicons say of the tokens."""
    lattice = Lattice(text, tokens)
    for at, token in enumerate(tokens):
        if token.kind == "break":
            continue
        hits, labels, openings = lexicons.analyse(token.key)
        if hits:
            matches = [Match(h.lexicon, h.value, at, at + 1, h.feature, h.prefix, h.suffix) for h in hits]
            lattice.put(at, matches, labels)
        if openings and at + 1 < len(tokens):
            for phrase, prefix in openings.get(tokens[at + 1].key.removeprefix(ARTICLE), ()):
                end = _follow(tokens, at + 1, phrase)
                if end:
                    lattice.add(Match(phrase.lexicon, phrase.value, at, end, phrase.feature, prefix))
    return lattice


def _follow(tokens: list[Token], at: int, phrase: Phrase) -> int:
    """The token after a phrase whose first word stands before `at`, or 0; each word may take the article."""
    if at + len(phrase.rest) > len(tokens):
        return 0
    for word in phrase.rest:
        if tokens[at].key not in (word, ARTICLE + word):
            return 0
        at += 1
    return at
