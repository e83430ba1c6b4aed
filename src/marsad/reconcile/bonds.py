"""What people bound and parted: claims judged one event end in one, claims judged two never do, through others too.

Judgements are taken latest first, so that the last word stands; one that contradicts later ones is set aside, and
the later ones that it contradicts are named.
"""

from collections import deque
from collections.abc import Mapping

from marsad.reconcile.block import Pair

Verdicts = Mapping[Pair, bool]
"""Judged pairs, the later judgement first: True for one event, False for two."""


def pair_of(one: str, other: str) -> Pair:
    """The pair, smaller id first."""
    return (one, other) if one < other else (other, one)


class Bonds:
    """Which claims end in one event, and which never may; without judgements nothing is bound and nothing apart."""

    def __init__(self, verdicts: Verdicts) -> None:
        self.overruled: dict[Pair, tuple[Pair, ...]] = {}
        self._root: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
        self._bound: dict[str, list[str]] = {}
        self._parted: list[Pair] = []
        for pair, same in verdicts.items():
            self._take(pair, same=same)

    def __bool__(self) -> bool:
        return bool(self._root)

    def end(self, claim: str) -> str:
        """A name for the event that the claim ends in."""
        self._root.setdefault(claim, claim)
        while self._root[claim] != claim:
            self._root[claim] = self._root[self._root[claim]]
            claim = self._root[claim]
        return claim

    def apart(self, one: str, other: str) -> bool:
        """Whether somebody judged claims that end with these to be two events."""
        return bool(self._apart) and self.end(other) in self._apart.get(self.end(one), ())

    def tie(self, one: str, other: str) -> None:
        """Let the two claims end in one event, with all that end with either."""
        here, there = self.end(one), self.end(other)
        if here == there:
            return
        self._root[there] = here
        for neighbour in self._apart.pop(there, set()):
            self._apart[neighbour].discard(there)
            self._part(here, neighbour)

    def _part(self, here: str, there: str) -> None:
        self._apart.setdefault(here, set()).add(there)
        self._apart.setdefault(there, set()).add(here)

    def _take(self, pair: Pair, *, same: bool) -> None:
        one, other = pair
        together = self.end(one) == self.end(other)
        if same and self.apart(one, other):
            self.overruled[pair] = self.parts(one, other)
        elif same:
            self._bound.setdefault(one, []).append(other)
            self._bound.setdefault(other, []).append(one)
            self.tie(one, other)
        elif together:
            self.overruled[pair] = self.binds(one, other)
        else:
            self._parted.append(pair)
            self._part(self.end(one), self.end(other))

    def parts(self, one: str, other: str) -> tuple[Pair, ...]:
        """The judgements that keep the two apart: two claims parted, and what binds each of them to one of the pair."""
        ends = [self.end(one), self.end(other)]
        for parted in self._parted:
            here = [self.end(claim) for claim in parted]
            if here in (ends, ends[::-1]):
                near, far = parted if here == ends else parted[::-1]
                return (parted, *self.binds(one, near), *self.binds(far, other))
        return ()

    def binds(self, one: str, other: str) -> tuple[Pair, ...]:
        """The shortest chain of judgements that binds one claim to the other; none for a claim and itself."""
        came: dict[str, str] = {one: one}
        waiting = deque([one])
        while waiting and other not in came:
            here = waiting.popleft()
            for there in self._bound.get(here, ()):
                if there not in came:
                    came[there] = here
                    waiting.append(there)
        chain = []
        while other != one:
            chain.append(pair_of(came[other], other))
            other = came[other]
        return tuple(chain)
