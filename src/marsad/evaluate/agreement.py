"""Agreement beyond chance, and how far a figure may be chance itself.

Cohen's κ = (Po - Pe) / (1 - Pe): Po is the share of things that both judge alike, Pe the share that they would judge
alike by chance, each with the frequencies of its own judgements (J. Cohen, A coefficient of agreement for nominal
scales, Educational and Psychological Measurement 20, 1960). On the kind of claims it is taken over pairs, and since a
pair is made the sooner where kinds agree, it says what is confused and not what is missed; whether there is a claim at
all is asked of units of the text, which are cut without either coder.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from marsad.arabic.tokens import Token, tokenise
from marsad.evaluate.slots import figures
from marsad.model.coded import CodedClaim
from marsad.model.evaluation import Interval, Kappa
from marsad.model.name import Span

LEVEL = 0.95
DRAWS = 1000
SEED = 1
ENDS = frozenset(".!?…\u061f")
"""Marks that end a unit, the Arabic question mark among them; a point inside a number is no mark."""

Wrong = tuple[int, int, int]
"""Slots right, missing and spurious in a report."""


def kappa(judged: Iterable[tuple[str, str]]) -> Kappa:
    """κ over pairs of judgements; null without any, and where both say one and the same of all (Pe is 1)."""
    pairs = list(judged)
    if not pairs:
        return Kappa(None, 0)
    n = len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(ones[label] * others[label] for label in ones) / (n * n)
    agreed = sum(one == other for one, other in pairs) / n
    return Kappa(None if chance == 1 else round((agreed - chance) / (1 - chance), 4), n)


def units(text: str) -> list[Span]:
    """Sentences by marks alone, `[start, end)`: what stands between line breaks and `ENDS`, where it has a word."""
    found: list[Span] = []
    piece: list[Token] = []
    for token in tokenise(text):
        if token.kind == "break" or token.key in ENDS:
            found += _unit(piece)
            piece = []
        else:
            piece.append(token)
    return found + _unit(piece)


def claimed(text: str, gold: Sequence[CodedClaim], read: Sequence[CodedClaim]) -> list[tuple[str, str]]:
    """Of each unit, whether gold and the reading see a claim in it: whether evidence shares a character with it."""
    return [(_seen(unit, gold), _seen(unit, read)) for unit in units(text)]


def interval(reports: Sequence[Wrong]) -> Interval | None:
    """Percentile bootstrap interval of F1 over reports (Efron 1979) by a fixed seed; null below two reports."""
    if len(reports) <= 1:
        return None
    draw = random.Random(SEED)  # noqa: S311 - draws of a measurement, no secret
    values = sorted(_f1(draw.choices(reports, k=len(reports))) for _ in range(DRAWS))
    tail = round((1 - LEVEL) / 2 * DRAWS)
    return Interval(values[tail], values[DRAWS - 1 - tail], LEVEL, DRAWS, SEED)


def _f1(reports: Iterable[Wrong]) -> float:
    right, missing, spurious = (sum(column) for column in zip(*reports, strict=True))
    return figures(right, missing, spurious).f1


def _unit(piece: Sequence[Token]) -> list[Span]:
    return [(piece[0].start, piece[-1].end)] if any(token.kind == "word" for token in piece) else []


def _seen(unit: Span, claims: Iterable[CodedClaim]) -> str:
    start, end = unit
    return "claim" if any(a < end and start < b for claim in claims for a, b in claim.evidence) else "none"
