"""Fitting: the net learns lesson by lesson, in slices that an interruption does not undo."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from marsad.read.finding.pieces import Pieces, batch, kept
from marsad.read.finding.training.e5 import Encoder
from marsad.read.finding.training.lesson import Lesson
from marsad.read.finding.training.loss import Aims, aims, loss
from marsad.read.finding.training.net import Linker, Opener

WARM = 0.06
"""The part of all steps in which the rate rises; after it, it falls to nothing."""
LEAST_RATE = 0.02
CLIP = 1.0
STATE = "state.pt"


class Net(NamedTuple):
    """The three parts that are trained together."""

    encoder: Encoder
    opener: Opener
    linker: Linker

    @property
    def parts(self) -> tuple[nn.Module, ...]:
        """The parts, to be switched together."""
        return self.encoder, self.opener, self.linker


class Plan(NamedTuple):
    """How long and how fast; `rate` for the encoder, `head_rate` for what is new."""

    epochs: int = 6
    rate: float = 3e-5
    head_rate: float = 2e-3
    seed: int = 1
    save_every: int = 100


def states_of(encoder: Encoder, pieces: Pieces) -> Tensor:
    """The states of a text's pieces `[pieces, WIDTH]`, each from the window where it stands most inward."""
    ids, mask = batch(pieces)
    with torch.autocast("cpu", torch.bfloat16, enabled=encoder.training):
        found = encoder(torch.from_numpy(ids), torch.from_numpy(mask)).float()
    return torch.cat([found[row, first:last] for row, first, last in kept(len(pieces.ids))])


def fit(net: Net, lessons: Sequence[Lesson], plan: Plan, folder: Path, tick: Callable[[int, float], None]) -> None:
    """Train in place. `folder` keeps the state: called again after an interruption it goes on where it stopped.

    `tick` is told the steps done and the loss of the last hundred.
    """
    torch.manual_seed(plan.seed)
    ready = [(lesson.pieces, aims(lesson)) for lesson in lessons if lesson.finds.stretches and lesson.pieces.ids]
    slow = [p for name, p in net.encoder.named_parameters() if not name.startswith(("word", "pos"))]
    for name, parameter in net.encoder.named_parameters():
        parameter.requires_grad_(not name.startswith(("word", "pos")))
    quick = [p for part in (net.opener, net.linker) for p in part.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": plan.rate}, {"params": quick, "lr": plan.head_rate}], weight_decay=0.01, fused=True
    )
    done = _resume(net, optimiser, folder)
    steps = plan.epochs * len(ready)
    losses: list[float] = []
    for step in range(done, steps):
        order = _order(len(ready), plan.seed + step // len(ready))
        _rates(optimiser, plan, step, steps)
        losses.append(_step(net, optimiser, *ready[order[step % len(ready)]]))
        if (step + 1) % plan.save_every == 0 or step + 1 == steps:
            _save(net, optimiser, folder, step + 1)
            tick(step + 1, float(np.mean(losses[-100:])))


def _order(count: int, seed: int) -> list[int]:
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311 - an order to learn in, no secret
    return order


def _rates(optimiser: torch.optim.Optimizer, plan: Plan, step: int, steps: int) -> None:
    part = min(1.0, (step + 1) / max(1.0, WARM * steps)) * max(LEAST_RATE, 1 - step / steps)
    for group, rate in zip(optimiser.param_groups, (plan.rate, plan.head_rate), strict=True):
        group["lr"] = rate * part


def _step(net: Net, optimiser: torch.optim.Optimizer, pieces: Pieces, aim: Aims) -> float:
    for part in net.parts:
        part.train()
    optimiser.zero_grad()
    found = loss(net.opener, net.linker, states_of(net.encoder, pieces), aim)
    found.backward()
    nn.utils.clip_grad_norm_([p for part in net.parts for p in part.parameters()], CLIP)
    optimiser.step()
    return float(found.detach())


def _save(net: Net, optimiser: torch.optim.Optimizer, folder: Path, step: int) -> None:
    """Written beside and renamed, so that a cut-off run leaves the state before."""
    folder.mkdir(parents=True, exist_ok=True)
    state: dict[str, Any] = {"step": step, "optimiser": optimiser.state_dict(), "random": torch.get_rng_state()}
    state |= {name: part.state_dict() for name, part in zip(net._fields, net.parts, strict=True)}
    torch.save(state, folder / f"{STATE}.tmp")
    (folder / f"{STATE}.tmp").replace(folder / STATE)


def _resume(net: Net, optimiser: torch.optim.Optimizer, folder: Path) -> int:
    """How many steps the state in a folder has behind it; 0 where there is none."""
    if not (folder / STATE).exists():
        return 0
    state = torch.load(folder / STATE, weights_only=True)
    load(net, state)
    optimiser.load_state_dict(state["optimiser"])
    torch.set_rng_state(state["random"])
    return int(state["step"])


def load(net: Net, state: dict[str, Any]) -> None:
    """Give a net the weights of a state."""
    for name, part in zip(net._fields, net.parts, strict=True):
        part.load_state_dict(state[name])
