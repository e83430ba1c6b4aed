"""The lattice: a sentence's tokens and everything that is known to start at each of them."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import msgspec

from marsad.arabic.tokens import Token
from marsad.grammar.lexicon import ARTICLE, Lexicons, Phrase


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

    __slots__ = ("_longest", "_starts", "at", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token]) -> None:
        """An empty lattice over a text's tokens (a sentence's, or a whole report's)."""
        self.text = text
        self.tokens = tokens
        self.at: list[Sequence[Match]] = [()] * len(tokens)
        self._longest: list[dict[str, Match] | None] = [None] * len(tokens)
        self._starts: dict[str, list[int]] | None = None

    def add(self, match: Match) -> None:
        """Put a match at its start, before shorter ones and after those of its own length."""
        here = self.at[match.start]
        place = len(here)
        while place and here[place - 1].end < match.end:
            place -= 1
        self.at[match.start] = (*here[:place], match, *here[place:])
        self._longest[match.start] = None
        self._starts = None

    def mark(self, label: str, value: str, start: int, end: int, data: Any) -> None:  # noqa: ANN401 - each step's own
        """Add a found phrase; a step on a floor below the lattice needs not know `Match`."""
        self.add(Match(label, value, start, end, data=data))

    def find(self, at: int, label: str) -> Match | None:
        """The longest match of a label that starts at a token, or None (also outside the sentence)."""
        if not 0 <= at < len(self._longest):
            return None
        known = self._longest[at]
        return (self.labels(at) if known is None else known).get(label)

    def labels(self, at: int) -> dict[str, Match]:
        """The longest match of each label that starts at a token, remembered until another is added there."""
        known = self._longest[at]
        if known is None:
            here = self.at[at]
            known = self._longest[at] = {match.label: match for match in reversed(here)} if here else _NOTHING
        return known

    def within(self, label: str, start: int, end: int) -> list[Match]:
        """The matches of a label that start in tokens `[start, end)`, the longest of each token, in order."""
        if self._starts is None:
            self._starts = {}
            for at in range(len(self.at)):
                for known in self.labels(at):
                    self._starts.setdefault(known, []).append(at)
        starts = self._starts.get(label)
        if starts is None:
            return []
        first = bisect_left(starts, start)
        return [self.labels(at)[label] for at in starts[first : bisect_left(starts, end, first)]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of tokens `[start, end)` in the source."""
        return self.tokens[start].start, self.tokens[end - 1].end


def annotate(text: str, tokens: list[Token], lexicons: Lexicons) -> Lattice:
    """The lattice of what the lexicons say of the tokens."""
    lattice = Lattice(text, tokens)
    for at, token in enumerate(tokens):
        if token.kind == "break":
            continue
        hits, openings = lexicons.analyse(token.key)
        if hits:
            lattice.at[at] = [Match(h.lexicon, h.value, at, at + 1, h.feature, h.prefix, h.suffix) for h in hits]
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
