"""What weighs a page: the contract of a trained model, whatever runs it."""

from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from marsad.read.finding.finds import Finds
from marsad.read.finding.sheet import Numbers

FLAGS = ("denies", "prospect", "cumulative")
"""What a claim may be beside an assertion of what was."""


class Weighed(NamedTuple):
    """A page that is weighed: how likely each stretch tells of each kind `[S, kinds]`, and what linking needs."""

    kinds: Numbers
    spans: Numbers
    names: Numbers


class Links(NamedTuple):
    """Of Q claims, as probabilities.

    `slots` `[Q, M + 1, slots - 1]`: which mention fills each slot that holds one, the first row for none of them, each
    column a whole; `places` `[Q, M]`: whether a mention is a place of it; `flags` `[Q, 3]`: FLAGS.
    """

    slots: Numbers
    places: Numbers
    flags: Numbers


class Weigher(Protocol):
    """A trained model."""

    @property
    def version(self) -> str:
        """The digest of all that it is made of."""

    def weigh(self, found: Finds) -> Weighed:
        """Weigh the stretches of a page."""

    def link(self, found: Finds, weighed: Weighed, claims: "Asked") -> Links:
        """Weigh what fills the slots of some claims of a page."""


class Asked(NamedTuple):
    """The claims that are asked about: each one's stretch and kind, as numbers."""

    stretches: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]


def sigmoid(logits: Numbers) -> Numbers:
    """Logits to probabilities."""
    return (1 / (1 + np.exp(-logits))).astype(np.float32)


def softmax(logits: Numbers, axis: int) -> Numbers:
    """Logits to the parts of a whole."""
    raised = np.exp(logits - logits.max(axis, keepdims=True))
    found: Numbers = raised / raised.sum(axis, keepdims=True)
    return found


def links(slots: Numbers, none: Numbers, flags: Numbers, dates: npt.NDArray[np.bool_]) -> Links:
    """Links from a linker's logits; `dates` says which mentions are days: a date slot holds only those, others none."""
    named = slots[:, :, :-1].copy()
    named[:, ~dates, -1] = -np.inf
    named[:, dates, :-1] = -np.inf
    return Links(softmax(np.concatenate([none[:, None], named], 1), 1), sigmoid(slots[:, :, -1]), sigmoid(flags))
