"""Doubt: how far a claim is to be believed as it stands, from what was weighed (calibration after Platt, 1999)."""

from collections.abc import Sequence

import msgspec
import numpy as np


class Calibration(msgspec.Struct, frozen=True):
    """Weights of a logistic curve over a claim's signs, `bias` first among them by name."""

    bias: float = 0.0
    weights: tuple[float, ...] = ()

    def confidence(self, signs: Sequence[float]) -> float:
        """How likely kind, innermost source, places, date and counts are all right, 0 to 1 in two decimals."""
        level = self.bias + float(np.dot(self.weights, signs)) if self.weights else self.bias
        return round(1 / (1 + float(np.exp(-level))), 2)


def calibrated(signs: Sequence[Sequence[float]], right: Sequence[bool], *, held: float = 3.0) -> Calibration:
    """The curve that fits what was right, its weights held back a little; no weights where there is too little to fit.

    Newton's steps on the penalised likelihood; `held` is the penalty.
    """
    if len(set(right)) < TWO:
        return Calibration(bias=0.0)
    rows = np.column_stack([np.ones(len(signs)), np.array(signs, np.float64)])
    wanted, weights = np.array(right, np.float64), np.zeros(rows.shape[1])
    penalty = held * np.eye(len(weights))
    penalty[0, 0] = 0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (wanted - likely) - penalty @ weights
        weights += np.linalg.solve((rows.T * (likely * (1 - likely))) @ rows + penalty, slope)
    return Calibration(bias=round(float(weights[0]), 4), weights=tuple(round(float(one), 4) for one in weights[1:]))


TWO = 2
"""Right and wrong: a curve needs both."""
STEPS = 25
