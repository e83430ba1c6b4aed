"""Reading on: the encoder reads the language of the texts, by guessing pieces that are hidden from it.

As it was first taught (Devlin et al., "BERT", 2019), and taken up again on texts of the matter at hand (Gururangan et
al., "Don't stop pretraining", 2020). The encoder had since been trained to say in one state what a whole text is about.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from marsad.read.finding.pieces import BLANK, FIRST, LAST, WINDOW, Ids
from marsad.read.finding.training.e5 import Encoder
from marsad.read.finding.training.slices import Slices, rate_at
from marsad.read.finding.training.vocabulary import SPECIAL, UNKNOWN

STATE = "reading.pt"
_HIDDEN = 0.2
_AS_UNKNOWN, _AS_ANOTHER = 0.8, 0.9
"""Of the hidden pieces eight in ten show as unknown, one as another piece, and one as it is."""
_BATCH = 4096
"""Pieces that are guessed from at once."""


class Reading(NamedTuple):
    """How often the texts are read, and how fast is learnt."""

    passes: int = 2
    rate: float = 3e-4
    seed: int = 1
    save_every: int = 20


class Guesser(nn.Module):
    """From a state to which piece it hides: compared with the pieces' own numbers."""

    def __init__(self, encoder: Encoder) -> None:
        """New weights before the encoder's own table of pieces."""
        super().__init__()
        count, width = encoder.word.weight.shape
        self.turn, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(count))

    def forward(self, states: Tensor, pieces: Tensor) -> Tensor:
        """States `[hidden, width]` and the table of pieces to logits `[hidden, pieces]`."""
        found: Tensor = self.norm(functional.gelu(self.turn(states))) @ pieces.T + self.bias
        return found


def read_on(
    encoder: Encoder,
    texts: Sequence[Sequence[int]],
    reading: Reading,
    folder: Path,
    tick: Callable[[int, int, float], None],
) -> None:
    """Train in place on texts cut into pieces. `folder` keeps the state: an interrupted reading goes on from there.

    `tick` is told the steps done, steps in all, and the loss of the last ones.
    """
    batches = _batches(texts)
    if not batches or not reading.passes:
        return
    torch.manual_seed(reading.seed)
    guesser = Guesser(encoder)
    parts: dict[str, nn.Module] = {"encoder": encoder, "guesser": guesser}
    optimiser = torch.optim.AdamW([p for part in parts.values() for p in part.parameters()], weight_decay=0.01)
    slices = Slices(folder / STATE, parts, optimiser)
    steps = reading.passes * len(batches)
    losses: list[float] = []
    for step in range(slices.resume(), steps):
        chance = random.Random(f"{reading.seed} {step // len(batches)}")  # noqa: S311 - an order to read in, no secret
        order = chance.sample(range(len(batches)), len(batches))
        for group in optimiser.param_groups:
            group["lr"] = reading.rate * rate_at(step, steps)
        losses.append(_step(encoder, guesser, optimiser, batches[order[step % len(batches)]], reading.seed + step))
        if (step + 1) % reading.save_every == 0 or step + 1 == steps:
            slices.save(step + 1)
            tick(step + 1, steps, float(np.mean(losses[-reading.save_every :])))


def _batches(texts: Sequence[Sequence[int]]) -> list[Ids]:
    """Windows of texts, each once, as rows of alike length, some thousands of pieces together."""
    cuts = [[FIRST, *text[at : at + WINDOW], LAST] for text in texts for at in range(0, len(text), WINDOW)]
    rows = sorted(cuts, key=len)
    found, first = [], 0
    while first < len(rows):
        last = first + 1
        while last < len(rows) and (last + 1 - first) * len(rows[last]) <= _BATCH:
            last += 1
        ids = np.full((last - first, len(rows[last - 1])), BLANK, np.int64)
        for row, cut in zip(ids, rows[first:last], strict=True):
            row[: len(cut)] = cut
        found.append(ids)
        first = last
    return found


def _step(encoder: Encoder, guesser: Guesser, optimiser: torch.optim.Optimizer, ids: Ids, seed: int) -> float:
    chance = np.random.default_rng(seed)
    hidden = (chance.random(ids.shape) < _HIDDEN) & (ids >= SPECIAL)
    how = chance.random(ids.shape)
    shown = np.where(hidden & (how < _AS_UNKNOWN), UNKNOWN, ids)
    other = chance.integers(SPECIAL, encoder.word.num_embeddings, ids.shape)
    shown = np.where(hidden & (how >= _AS_UNKNOWN) & (how < _AS_ANOTHER), other, shown)
    encoder.train()
    optimiser.zero_grad()
    with torch.autocast("cpu", torch.bfloat16):
        states = encoder(torch.from_numpy(shown), torch.from_numpy(ids != BLANK))
        guessed = guesser(states[torch.from_numpy(hidden)], encoder.word.weight)
    loss = functional.cross_entropy(guessed.float(), torch.from_numpy(ids[hidden]))
    loss.backward()
    nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], 1.0)
    optimiser.step()
    return float(loss.detach())
