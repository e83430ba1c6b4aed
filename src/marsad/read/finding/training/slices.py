"""Slices: a training run that is cut off goes on where its state was last kept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import nn

WARM = 0.06
"""The part of all steps in which the rate rises; after it, it falls to nothing."""
LEAST_RATE = 0.02


class Slices:
    """The state of a run in a file: its parts, its optimiser, and how many steps it has behind it."""

    def __init__(self, path: Path, parts: Mapping[str, nn.Module], optimiser: torch.optim.Optimizer) -> None:
        """The state of these parts, to be kept at a path."""
        self._path, self._parts, self._optimiser = path, parts, optimiser

    def save(self, step: int) -> None:
        """Written beside and renamed, so that a cut-off run leaves the state before."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        state: dict[str, Any] = {"step": step, "optimiser": self._optimiser.state_dict()}
        state |= {"random": torch.get_rng_state()}
        state |= {name: part.state_dict() for name, part in self._parts.items()}
        beside = self._path.with_name(f"{self._path.name}.tmp")
        torch.save(state, beside)
        beside.replace(self._path)

    def resume(self) -> int:
        """Take up the state that is there; how many steps it has behind it, 0 where there is none."""
        if not self._path.exists():
            return 0
        state = torch.load(self._path, weights_only=True)
        for name, part in self._parts.items():
            part.load_state_dict(state[name])
        self._optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"])
        return int(state["step"])


def rate_at(step: int, steps: int) -> float:
    """The part of the full rate at a step: it rises for a while, and falls."""
    return min(1.0, (step + 1) / max(1.0, WARM * steps)) * max(LEAST_RATE, 1 - step / steps)
