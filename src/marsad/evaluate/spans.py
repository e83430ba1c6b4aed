"""How far two claims stand on the same words."""

from collections.abc import Sequence

from marsad.model.name import Span

Spans = Sequence[Span]
SAME = 0.4
"""Intersection over union from which two evidences are the same: the right words, and not the whole report."""


def near(one: Spans, other: Spans) -> float:
    """Share of the shorter evidence that lies inside the other, 0 to 1."""
    return min(1.0, _shared(one, other) / max(1, min(_length(one), _length(other))))


def same_evidence(one: Spans, other: Spans) -> bool:
    """Whether the two share at least `SAME` of all their characters."""
    both = _shared(one, other)
    return both / max(1, _length(one) + _length(other) - both) >= SAME


def _shared(one: Spans, other: Spans) -> int:
    return sum(max(0, min(a_end, b_end) - max(a, b)) for a, a_end in one for b, b_end in other)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
