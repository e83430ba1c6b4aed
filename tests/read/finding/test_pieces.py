"""A text cut for the encoder: every piece is seen once, where it stands most inward, and spans find their pieces."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from marsad.read.finding.pieces import BLANK, FIRST, LAST, Pieces, batch, cut, kept, windows


class Cut(NamedTuple):
    ids: list[int]
    offsets: list[tuple[int, int]]


class ByTwos:
    """Cuts a text into pieces of two letters."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Cut:
        assert not add_special_tokens
        offsets = [(at, min(at + 2, len(sequence))) for at in range(0, len(sequence), 2)]
        return Cut([9] * len(offsets), offsets)


def plain(count: int) -> Pieces:
    return Pieces(list(range(10, 10 + count)), np.arange(count), np.arange(count) + 1)


@given(st.integers(1, 3000))
def test_every_piece_is_kept_once_and_in_order(count: int) -> None:
    ids, mask = batch(plain(count))
    seen = [int(one) for row, first, last in kept(count) for one in ids[row, first:last]]
    assert seen == list(range(10, 10 + count))
    assert (ids[:, 0] == FIRST).all()
    assert ((ids == LAST).sum(1) == 1).all()
    assert ((ids == BLANK) == ~mask).all()


@given(st.integers(1, 3000))
def test_windows_overlap_so_that_none_begins_where_another_ends(count: int) -> None:
    cuts = windows(count)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == count
    assert all(one[1] > other[0] for one, other in pairwise(cuts))


@given(st.text("ab", min_size=1, max_size=50), st.data())
def test_a_span_finds_the_pieces_that_cover_it(text: str, data: st.DataObject) -> None:
    pieces = cut(ByTwos(), text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    ((first, last),) = pieces.rows([(start, end)])
    assert pieces.starts[first] <= start
    assert pieces.ends[last - 1] >= end
