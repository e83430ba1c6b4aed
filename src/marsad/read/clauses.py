"""Clauses: the parts of a sentence that each say one thing, in tokens.

A clause opens after a comma or colon before a joined verb or a connector, at a connector, and at a joined verb. Which
words are verbs and connectors the lexicons say: every lexicon whose name ends in `_verb` holds verbs.
"""

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.read.sentences import Range

PAUSES = frozenset("،,؛;:")
"""Marks at which a reader pauses inside a sentence."""
_TRIM = frozenset("،,؛;:.؟?!…-–")
OUTCOME = "outcome_verb"
"""The lexicon of verbs that say what befell people."""
_CONJUNCTIONS = ("و", "ف")


class Clause(msgspec.Struct, frozen=True):
    """Tokens `[start, end)`; `opener` says why it opens.

    `result`, `casualty` and `joined` (verbs), the connectors `clause`, `but` and `explain`, or "" for the first.
    """

    start: int
    end: int
    opener: str = ""


def clauses(lattice: Lattice, sentence: Range) -> list[Clause]:
    """The clauses of a sentence, in order, without the punctuation around them."""
    start, end = sentence
    cuts: list[tuple[int, str]] = [(start, "")]
    aside = _bracketed(lattice, start, end)
    for at in lattice.where(lattice.known("_verb") | {"connector"}, start + 1, end):
        opener = "" if at in aside else _opener(lattice, at)
        if opener and at - cuts[-1][0] > 1:
            cuts.append((at, opener))
    found = []
    for (first, opener), (stop, _) in zip(cuts, [*cuts[1:], (end, "")], strict=True):
        clause = _trimmed(lattice, first, stop, opener)
        if clause.end > clause.start:
            found.append(clause)
    return found


def _bracketed(lattice: Lattice, start: int, end: int) -> set[int]:
    """The tokens of a sentence that stand in brackets."""
    found: set[int] = set()
    depth = 0
    for at in range(start, end):
        key = lattice.tokens[at].key
        if key == "(":
            depth += 1
        elif key == ")":
            depth = max(0, depth - 1)
        if depth:
            found.add(at)
    return found


def _opener(lattice: Lattice, at: int) -> str:
    """Why a clause opens at a token, or "" when none does."""
    for match in lattice.at[at]:
        if match.label == "connector":
            return match.value
        if match.label == "result_verb":
            return "result"
        if match.label.endswith("_verb") and match.prefix in _CONJUNCTIONS:
            return "casualty" if lattice.find(at, OUTCOME) else "joined"
    return ""


def _trimmed(lattice: Lattice, start: int, end: int, opener: str) -> Clause:
    while start < end and lattice.tokens[start].key in _TRIM:
        start += 1
    while end > start and lattice.tokens[end - 1].key in _TRIM:
        end -= 1
    return Clause(start, end, opener)
