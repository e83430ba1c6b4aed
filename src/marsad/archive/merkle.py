"""The tree hash of RFC 6962, section 2.1: one root over a list that only grows, and proofs about it.

Hashes are raw bytes. A leaf's hash is SHA-256(0x00 ‖ leaf), a node's SHA-256(0x01 ‖ left ‖ right); the prefixes keep a
node from being passed off as a leaf.
"""

from collections.abc import Sequence
from hashlib import sha256

HASH = 32
"""Bytes of a hash."""
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of one entry's bytes."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The tree's right edge: enough to add leaves and tell the root, in memory that grows with the logarithm."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, hashed: bytes) -> None:
        """Add one leaf by its hash; a perfect subtree closes for each trailing one bit of the size."""
        closing = self.size
        while closing & 1:
            hashed = node_hash(self._peaks.pop(), hashed)
            closing >>= 1
        self._peaks.append(hashed)
        self.size += 1

    def root(self) -> bytes:
        """The tree hash over all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        hashed = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            hashed = node_hash(peak, hashed)
        return hashed


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """The tree hash over leaf hashes."""
    frontier = Frontier()
    for hashed in hashes:
        frontier.add(hashed)
    return frontier.root()


class Tree:
    """A whole tree, whose proofs each take a few hashes: 64 bytes a leaf."""

    def __init__(self, hashes: bytes) -> None:
        """`hashes`: the leaves' hashes, one behind the other."""
        self.size = len(hashes) // HASH
        self._levels = [hashes]
        while len(level := self._levels[-1]) > HASH:
            pairs = range(0, len(level) - HASH, 2 * HASH)
            self._levels.append(b"".join([sha256(b"\x01" + level[n : n + 2 * HASH]).digest() for n in pairs]))

    def root(self, start: int = 0, end: int | None = None) -> bytes:
        """The tree hash over the leaves from `start`, which begins a subtree, to `end` (else all)."""
        end = self.size if end is None else end
        size = end - start
        if size == 0:
            return EMPTY_ROOT
        height = (size - 1).bit_length()
        if size == 1 << height:
            at = (start >> height) * HASH
            return self._levels[height][at : at + HASH]
        split = start + _split(size)
        return node_hash(self.root(start, split), self.root(split, end))

    def inclusion(self, index: int) -> list[bytes]:
        """The audit path of leaf `index` (RFC 6962, 2.1.1), from the leaf up."""
        return self._path(index, 0, self.size)

    def consistency(self, earlier: int) -> list[bytes]:
        """That the tree over the first `earlier` leaves is a beginning of this one (RFC 6962, 2.1.2)."""
        return self._subproof(earlier, 0, self.size, whole=True) if 0 < earlier < self.size else []

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start <= 1:
            return []
        split = start + _split(end - start)
        if index < split:
            return [*self._path(index, start, split), self.root(split, end)]
        return [*self._path(index, split, end), self.root(start, split)]

    def _subproof(self, earlier: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if earlier == end:
            return [] if whole else [self.root(start, end)]
        split = start + _split(end - start)
        if earlier <= split:
            return [*self._subproof(earlier, start, split, whole=whole), self.root(split, end)]
        return [*self._subproof(earlier, split, end, whole=False), self.root(start, split)]


def included(hashed: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` leads from the leaf at `index` of `size` leaves to this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last = index, size - 1
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            hashed = node_hash(sibling, hashed)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            hashed = node_hash(hashed, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and hashed == root


def consistent(earlier: int, size: int, proof: Sequence[bytes], earlier_root: bytes, root: bytes) -> bool:
    """Whether `proof` shows that the later tree begins with the earlier one (RFC 9162, 2.1.4.2)."""
    if earlier == size:
        return not proof and earlier_root == root
    if not 0 < earlier < size:
        return earlier == 0 and not proof and earlier_root == EMPTY_ROOT
    path = [earlier_root, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    return bool(path) and _rebuilt(earlier - 1, size - 1, path) == (earlier_root, root)


def _rebuilt(node: int, last: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a consistency path leads to; None where it is too long or too short."""
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return (old, new) if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (which is at least 2)."""
    return 1 << (size - 1).bit_length() - 1
