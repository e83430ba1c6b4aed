from hashlib import sha256

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.archive.merkle import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    consistent,
    included,
    leaf_hash,
    tree_root,
)

# Leaves and roots that the reference code of Certificate Transparency tests itself with.
LEAVES = [bytes.fromhex(leaf) for leaf in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = [*range(1, 20), 31, 32, 33, 63, 64, 65]


def tree(hashes: list[bytes]) -> Tree:
    return Tree(b"".join(hashes))


def hashes(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert tree_root([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY_ROOT == sha256(b"").digest()


@pytest.mark.parametrize("size", SIZES)
def test_roots_and_proofs_are_those_of_another_implementation(size: int) -> None:
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(size):
        other.append_entry(str(number).encode())
    ours = hashes(size)
    assert other.get_root() == tree_root(ours)
    for index in range(size):
        theirs = other.prove_inclusion(index + 1)
        assert included(ours[index], index, size, tree(ours).inclusion(index), tree_root(ours))
        assert theirs.path[0] == ours[index]
        assert theirs.path[1:] == tree(ours).inclusion(index)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_earlier_tree_is_shown_to_be_a_beginning(size: int) -> None:
    ours = hashes(size)
    for earlier in range(size + 1):
        proof = tree(ours).consistency(earlier)
        roots = tree_root(ours[:earlier]), tree_root(ours)
        assert consistent(earlier, size, proof, *roots)
        if earlier:
            assert not consistent(earlier, size, [*proof, ours[0]], *roots)
            assert not consistent(earlier, size, proof, sha256(roots[0]).digest(), roots[1])
            assert not consistent(earlier, size, proof, roots[0], sha256(roots[1]).digest())


@given(st.integers(1, 40), st.data())
def test_a_changed_proof_is_refused(size: int, data: st.DataObject) -> None:
    ours = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    proof = tree(ours).inclusion(index)
    assert not included(ours[index], index, size, [*proof, ours[0]], tree_root(ours))
    assert not included(ours[index], index + size, size, proof, tree_root(ours))
    assert not included(leaf_hash(b"another"), index, size, proof, tree_root(ours))
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        bit = data.draw(st.integers(0, 255))
        changed = bytearray(proof[at])
        changed[bit // 8] ^= 1 << bit % 8
        assert not included(ours[index], index, size, [*proof[:at], bytes(changed), *proof[at + 1 :]], tree_root(ours))
        assert not included(ours[index], index, size, proof[:-1], tree_root(ours))


def test_a_node_cannot_be_passed_off_as_a_leaf() -> None:
    left, right = hashes(2)
    assert leaf_hash(left + right) != tree_root([left, right])
