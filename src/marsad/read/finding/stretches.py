"""Stretches: the runs of tokens of a page that may be the evidence of a claim."""

from collections.abc import Iterable, Iterator

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.grammar.rules import Rules
from marsad.read.clauses import clauses
from marsad.read.compose import units_of
from marsad.read.draft import Draft, Page
from marsad.read.sentences import Range

LONGEST_RUN = 3
"""Clauses that the evidence of one claim may run over."""
SOURCES = ("unit", "run1", "run2", "run3", "sentence", "draft")
"""What a stretch is: the rules' unit, one to three clauses in a row, a whole sentence, the evidence of a draft."""


class Stretch(msgspec.Struct, frozen=True):
    """Tokens `[start, end)` of one sentence; `sources` say what they are."""

    start: int
    end: int
    sentence: int
    sources: frozenset[str]


def stretches(page: Page, rules: Rules, drafts: Iterable[Draft]) -> list[Stretch]:
    """Every stretch of a page, in text order."""
    found: dict[Range, set[str]] = {}
    numbers: dict[Range, int] = {}
    for number, sentence in enumerate(page.sentences):
        for source, tokens in _in_sentence(page.lattice, sentence, rules):
            if tokens[0] < tokens[1]:
                found.setdefault(tokens, set()).add(source)
                numbers.setdefault(tokens, number)
    for draft in drafts:
        found.setdefault(draft.pieces[0], set()).add("draft")
        numbers.setdefault(draft.pieces[0], draft.sentence)
    return [Stretch(*tokens, numbers[tokens], frozenset(found[tokens])) for tokens in sorted(found)]


def _in_sentence(lattice: Lattice, sentence: Range, rules: Rules) -> Iterator[tuple[str, Range]]:
    for unit in units_of(lattice, sentence, rules):
        yield "unit", (unit.start, unit.end)
    parts = clauses(lattice, sentence)
    for first in range(len(parts)):
        for last in range(first, min(len(parts), first + LONGEST_RUN)):
            yield f"run{last - first + 1}", (parts[first].start, parts[last].end)
    yield "sentence", _without_marks(lattice, sentence)


def _without_marks(lattice: Lattice, sentence: Range) -> Range:
    start, end = sentence
    while start < end and lattice.tokens[start].kind in {"mark", "break"}:
        start += 1
    while end > start and lattice.tokens[end - 1].kind in {"mark", "break"}:
        end -= 1
    return start, end
