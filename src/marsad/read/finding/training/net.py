"""The finder's net: an encoder, a judge of stretches (which kind, or none) and a linker of mentions to a claim."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from marsad.read.finding.kinds import KINDS
from marsad.read.finding.sheet import OF_MENTION, OF_PAIR, OF_STRETCH, SLOTS
from marsad.read.finding.weigher import FLAGS

WIDTH = 384
INNER = 192
OF_KIND = 32
HEADS = 4
HIDDEN = 0.2
"""The part of the encoder's states that is hidden in training, so that no single number is relied on."""
_RARE = -3.0
"""The judge's first guess, as a logit: most stretches are no claim of most kinds."""


class Opened(NamedTuple):
    """Stretches `[S, INNER]`, the logits of their kinds `[S, kinds]`, and mentions `[M, INNER]`."""

    spans: Tensor
    kinds: Tensor
    names: Tensor


class Linked(NamedTuple):
    """Of Q claims: the logits of mentions `[Q, M, slots]`, of none `[Q, slots - 1]`, and of flags `[Q, 3]`."""

    slots: Tensor
    none: Tensor
    flags: Tensor


class Beside(nn.Module):
    """Each stretch in view of all others of its page: one layer of attention (Vaswani et al., 2017), its norms before.

    Written out so that an exported graph takes any number of stretches.
    """

    def __init__(self) -> None:
        """New weights."""
        super().__init__()
        self.mix, self.out = nn.Linear(INNER, 3 * INNER), nn.Linear(INNER, INNER)
        self.rise, self.fall = nn.Linear(INNER, 2 * INNER), nn.Linear(2 * INNER, INNER)
        self.before_mix, self.before_rise = nn.LayerNorm(INNER), nn.LayerNorm(INNER)
        self.drop = nn.Dropout(0.1)

    def forward(self, spans: Tensor) -> Tensor:
        """Stretches `[S, INNER]` to the same, each with what it takes from the others."""
        mixed = self.mix(self.before_mix(spans)).view(-1, 3, HEADS, INNER // HEADS)
        asks, keys, values = mixed.permute(1, 2, 0, 3).unbind(0)
        seen = (asks @ keys.transpose(1, 2) / (INNER // HEADS) ** 0.5).softmax(2)
        spans = spans + self.drop(self.out((self.drop(seen) @ values).permute(1, 0, 2).reshape(-1, INNER)))
        found: Tensor = spans + self.drop(self.fall(self.drop(self.rise(self.before_rise(spans)).relu())))
        return found


class Opener(nn.Module):
    """From states to what stretches and mentions are; a stretch is judged beside all others of its page."""

    def __init__(self) -> None:
        """New weights."""
        super().__init__()
        self.span = nn.Sequential(
            nn.Linear(3 * WIDTH + OF_STRETCH, 2 * INNER), nn.GELU(), nn.Dropout(0.1), nn.Linear(2 * INNER, INNER)
        )
        self.kind = nn.Linear(INNER + OF_STRETCH, len(KINDS))
        nn.init.constant_(self.kind.bias, _RARE)
        self.page = Beside()
        self.beside = nn.Linear(INNER, len(KINDS), bias=False)
        nn.init.zeros_(self.beside.weight)
        self.hide = nn.Dropout(HIDDEN)
        self.name = nn.Sequential(nn.Linear(2 * WIDTH + OF_MENTION, INNER), nn.GELU(), nn.Linear(INNER, INNER))

    def forward(self, states: Tensor, spans: Tensor, names: Tensor, of_span: Tensor, of_name: Tensor) -> Opened:
        """States `[pieces, WIDTH]`; spans and names as rows of pieces `[first, last)`, with their sheet's numbers."""
        states = self.hide(states)
        sums = torch.cat([torch.zeros(1, WIDTH), states.cumsum(0)])
        span = self.span(torch.cat([states[spans[:, 0]], states[spans[:, 1] - 1], _mean(sums, spans), of_span], 1))
        kinds = self.kind(torch.cat([span, of_span], 1)) + self.beside(self.page(span))
        name = self.name(torch.cat([_mean(sums, names), states[names[:, 0]], of_name], 1))
        return Opened(span, kinds, name)


class Linker(nn.Module):
    """From stretches of a kind and mentions to the slots of claims."""

    def __init__(self) -> None:
        """New weights."""
        super().__init__()
        asked = INNER + OF_KIND
        self.kind = nn.Embedding(len(KINDS), OF_KIND)
        self.claim = nn.Linear(asked, INNER)
        self.pair = nn.Sequential(
            nn.Linear(3 * INNER + OF_PAIR + OF_MENTION, INNER), nn.GELU(), nn.Dropout(0.1),
            nn.Linear(INNER, 64), nn.GELU(), nn.Linear(64, len(SLOTS)),
        )  # fmt: skip
        self.none = nn.Sequential(nn.Linear(asked + OF_STRETCH + OF_PAIR, 64), nn.GELU(), nn.Linear(64, len(SLOTS) - 1))
        self.flags = nn.Sequential(nn.Linear(asked + OF_STRETCH, 64), nn.GELU(), nn.Linear(64, len(FLAGS)))

    def forward(  # noqa: PLR0913, PLR0917 - the inputs of an exported graph
        self, spans: Tensor, kinds: Tensor, names: Tensor, pairs: Tensor, of_name: Tensor, of_span: Tensor
    ) -> Linked:
        """Q claims of spans `[Q, INNER]` and kinds `[Q]`; names `[M, INNER]`; pairs `[Q, M, OF_PAIR]`, M above 0."""
        asked = torch.cat([spans, self.kind(kinds)], 1)
        claim = self.claim(asked)[:, None, :].expand(-1, names.shape[0], -1)
        name = names[None].expand(claim.shape[0], -1, -1)
        of_names = of_name[None].expand(claim.shape[0], -1, -1)
        slots = self.pair(torch.cat([name, claim, name * claim, pairs, of_names], 2))
        none = self.none(torch.cat([asked, of_span, pairs.mean(1)], 1))
        return Linked(slots, none, self.flags(torch.cat([asked, of_span], 1)))


def _mean(sums: Tensor, rows: Tensor) -> Tensor:
    """The mean state of pieces `[first, last)`, from running sums."""
    return (sums[rows[:, 1]] - sums[rows[:, 0]]) / (rows[:, 1] - rows[:, 0])[:, None]
