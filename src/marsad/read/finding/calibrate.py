"""Calibrating: the curve of doubt that fits what turned out right (a logistic curve; Platt, 1999)."""

from collections.abc import Sequence

import numpy as np

from marsad.read.doubt import Curve

BOTH = 2
"""Right and wrong: a curve needs both."""
STEPS = 25


def calibrated(signs: Sequence[Sequence[float]], right: Sequence[bool], *, held: float = 20.0) -> Curve:
    """The curve that fits what was right, its weights held back a little; no weights where there is too little to fit.

    Newton's steps on the penalised likelihood; `held` is the penalty.
    """
    if len(set(right)) < BOTH:
        return Curve()
    rows = np.column_stack([np.ones(len(signs)), np.array(signs, np.float64)])
    wanted, weights = np.array(right, np.float64), np.zeros(rows.shape[1])
    penalty = held * np.eye(len(weights))
    penalty[0, 0] = 0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (wanted - likely) - penalty @ weights
        weights += np.linalg.solve((rows.T * (likely * (1 - likely))) @ rows + penalty, slope)
    return Curve(bias=round(float(weights[0]), 4), weights=tuple(round(float(one), 4) for one in weights[1:]))
