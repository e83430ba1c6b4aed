"""Pieces: a text cut for the encoder, in windows that it can see at once, and back to the text's code points."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from marsad.model.name import Span

WINDOW = 510
"""Pieces that the encoder sees at once, about 330 words; a longer text is cut into windows that overlap."""
STEP = 382
FIRST, BLANK, LAST = 0, 1, 2
"""The vocabulary's marks for a window's beginning, for nothing, and for its end."""
Ids = npt.NDArray[np.int64]


class Cutter(Protocol):
    """What cuts a text: the `Tokenizer` of the library tokenizers."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Any:  # noqa: ANN401 - the library has no types
        """The pieces of a text, with `ids` and `offsets`."""


class Pieces(NamedTuple):
    """A text's pieces: their numbers, and the code points `[start, end)` of each."""

    ids: list[int]
    starts: Ids
    ends: Ids

    def rows(self, spans: Sequence[Span]) -> Ids:
        """The pieces `[first, last)` that cover each span of code points; at least one each."""
        count = len(self.ids)
        if not spans or not count:
            return np.zeros((len(spans), 2), np.int64)
        given = np.array(spans, np.int64).reshape(-1, 2)
        first = np.searchsorted(self.ends, given[:, 0], "right").clip(0, count - 1)
        last = np.searchsorted(self.starts, given[:, 1], "left")
        return np.stack([first, last.clip(first + 1, count)], 1)


def cut(cutter: Cutter, text: str) -> Pieces:
    """The pieces of a text."""
    found = cutter.encode(text, add_special_tokens=False)
    offsets = np.array(found.offsets, np.int64).reshape(-1, 2)
    return Pieces(list(found.ids), offsets[:, 0], offsets[:, 1])


def windows(count: int) -> list[tuple[int, int]]:
    """The windows `[first, last)` over so many pieces; at least one."""
    found, first = [], 0
    while True:
        found.append((first, min(count, first + WINDOW)))
        if first + WINDOW >= count:
            return found
        first += STEP


def batch(pieces: Pieces) -> tuple[Ids, npt.NDArray[np.bool_]]:
    """The windows of a text as rows of numbers, with which of them are there."""
    cuts = windows(len(pieces.ids))
    width = max(last - first for first, last in cuts) + 2
    ids = np.full((len(cuts), width), BLANK, np.int64)
    for row, (first, last) in zip(ids, cuts, strict=True):
        row[: last - first + 2] = [FIRST, *pieces.ids[first:last], LAST]
    return ids, ids != BLANK


def kept(count: int) -> list[tuple[int, int, int]]:
    """Of each window the columns `[from, to)` to keep, so that every piece is taken where it stands most inward."""
    cuts, inward = windows(count), (WINDOW - STEP) // 2
    found = []
    for row, (first, last) in enumerate(cuts):
        begin = 0 if row == 0 else inward
        end = last - first - (0 if row == len(cuts) - 1 else inward)
        found.append((row, 1 + begin, 1 + end))
    return found
