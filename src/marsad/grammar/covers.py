"""Covers: which of many stretches of tokens may cover a token, without asking each of them."""

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

_WIDTH = 64
"""Tokens of a bucket."""


class Stretch(Protocol):
    """Tokens `[start, end)`."""

    @property
    def start(self) -> int:
        """The first token."""
        ...

    @property
    def end(self) -> int:
        """The token after the last."""
        ...


T = TypeVar("T", bound=Stretch)


class Covers(Generic[T]):
    """Stretches filed under every bucket of tokens that they touch."""

    def __init__(self, stretches: Iterable[T]) -> None:
        """File them, in their order."""
        self._all = list(stretches)
        self._buckets: dict[int, list[T]] = {}
        for stretch in self._all:
            for bucket in range(stretch.start // _WIDTH, max(stretch.start, stretch.end - 1) // _WIDTH + 1):
                self._buckets.setdefault(bucket, []).append(stretch)

    def __iter__(self) -> Iterator[T]:
        """Every stretch once, in their order."""
        return iter(self._all)

    def near(self, at: int) -> list[T]:
        """The stretches that may cover a token: all that do, and a few beside it, in their order."""
        return self._buckets.get(at // _WIDTH, [])
