"""Doubt: how far a claim and each of its fields are to be believed, by the signs that it bears (after Platt, 1999)."""

from math import exp
from operator import mul
from typing import get_args

import msgspec

from marsad.model.vocabulary import Kind
from marsad.read.draft import Draft

FIELDS = ("kind", "sources", "actor", "target", "places", "date", "counts")
"""What of a claim has a confidence of its own; that of an empty field says how likely it is rightly empty."""
_KINDS: tuple[Kind, ...] = get_args(Kind)
_MANY = 3
_MOST = 50.0
_LONG = 40
SIGNS = (
    *("strength", "definite", "general", "goes_on", "counts", "actor", "target", "places", "own_place", "date"),
    *("source", "chain", "denied", "prospect", "cumulative", "length", "first"),
    *_KINDS,
)
"""What a draft shows of itself, whoever made it."""


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of a logistic curve over signs; without weights it gives the same for all."""

    bias: float = 0.0
    weights: tuple[float, ...] = ()

    def confidence(self, signs: tuple[float, ...]) -> float:
        """How likely, 0 to 1 in two decimals."""
        level = self.bias + sum(map(mul, self.weights, signs))
        return round(1 / (1 + exp(-max(level, -_MOST))), 2)


class Doubt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The curves of a reader: of kind, innermost source, places, date and counts all right, and of each field."""

    claim: Curve = Curve()
    fields: dict[str, Curve] = {}

    def told(self, draft: Draft, signs: tuple[float, ...]) -> Draft:
        """The draft with how far it is to be believed."""
        by_field = {field: curve.confidence(signs) for field, curve in self.fields.items()}
        return msgspec.structs.replace(draft, confidence=self.claim.confidence(signs), field_confidence=by_field)


def signs_of(draft: Draft) -> tuple[float, ...]:
    """The signs of a draft, in the order of SIGNS."""
    start, end = draft.pieces[0][0], draft.pieces[-1][1]
    return (
        draft.strength,
        draft.definite,
        draft.general,
        draft.goes_on,
        min(_MANY, len(draft.counts)),
        draft.actor is not None,
        draft.target is not None,
        min(_MANY, len(draft.places)),
        any(start <= place.start < end for place in draft.places),
        draft.date is not None,
        bool(draft.chain),
        len(draft.chain) > 1,
        draft.stance == "denies",
        draft.modality == "prospect",
        draft.extent == "cumulative",
        min(1.0, (end - start) / _LONG),
        draft.sentence == 0,
        *(draft.kind == kind for kind in _KINDS),
    )
