"""Fitting: the net learns lesson by lesson, in slices that an interruption does not undo."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from marsad.read.finding.pieces import Pieces, batch, kept
from marsad.read.finding.training.e5 import Encoder
from marsad.read.finding.training.lesson import Lesson
from marsad.read.finding.training.loss import Aims, aims, loss
from marsad.read.finding.training.net import Linker, Opener
from marsad.read.finding.training.slices import Slices, rate_at

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


def fit(net: Net, lessons: Sequence[Lesson], plan: Plan, folder: Path, tick: Callable[[int, int, float], None]) -> None:
    """Train in place. `folder` keeps the state: called again after an interruption it goes on where it stopped.

    `tick` is told the steps done, steps in all, and the loss of the last hundred.
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
    slices = Slices(folder / STATE, net._asdict(), optimiser)
    steps = plan.epochs * len(ready)
    losses: list[float] = []
    for step in range(slices.resume(), steps):
        order = _order(len(ready), plan.seed + step // len(ready))
        for group, rate in zip(optimiser.param_groups, (plan.rate, plan.head_rate), strict=True):
            group["lr"] = rate * rate_at(step, steps)
        losses.append(_step(net, optimiser, *ready[order[step % len(ready)]]))
        if (step + 1) % plan.save_every == 0 or step + 1 == steps:
            slices.save(step + 1)
            tick(step + 1, steps, float(np.mean(losses[-100:])))


def _order(count: int, seed: int) -> list[int]:
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311 - an order to learn in, no secret
    return order


def _step(net: Net, optimiser: torch.optim.Optimizer, pieces: Pieces, aim: Aims) -> float:
    for part in net.parts:
        part.train()
    optimiser.zero_grad()
    found = loss(net.opener, net.linker, states_of(net.encoder, pieces), aim)
    found.backward()
    nn.utils.clip_grad_norm_([p for part in net.parts for p in part.parameters()], CLIP)
    optimiser.step()
    return float(found.detach())
