"""Proofs as others see them: pymerkle, aics-tlog where it runs, and the checker in a bag, which shares no code."""

import random
import sys
from collections.abc import Callable
from typing import Any

import pymerkle
import pytest

from marsad.archive import merkle
from marsad.archive.merkle import Tree, leaf_hash
from marsad.archive.proof import check
from marsad.archive.signed.checkpoint import Checkpoint
from marsad.archive.signed.note import SigningKey

SIZES = range(1, 258)
LEAVES = [str(number).encode() for number in range(1025)]
KEY = SigningKey("marsad/test", bytes(range(32)))
MUTATIONS = 20_000


def tree(size: int) -> Tree:
    return Tree(b"".join(merkle.leaf_hash(leaf) for leaf in LEAVES[:size]))


def refused_inclusions(sizes: range) -> list[tuple[int, int]]:
    """Size and leaf of every proof that the bag's checker or pymerkle does not take."""
    other = pymerkle.InmemoryTree(algorithm="sha256")
    found = []
    for size in sizes:
        other.append_entry(LEAVES[size - 1])
        ours = tree(size)
        root = other.get_state(size)
        for index in range(size):
            proof = ours.inclusion(index)
            theirs = other.prove_inclusion(index + 1, size)
            taken = check.included(LEAVES[index], index, size, proof, root) and theirs.path[1:] == proof
            found += [] if taken else [(size, index)]
    return found


def refused_consistencies(sizes: range) -> list[tuple[int, int]]:
    """Earlier and later size of every proof that the bag's checker does not take."""
    other = pymerkle.InmemoryTree(algorithm="sha256")
    roots = {}
    found = []
    for size in sizes:
        other.append_entry(LEAVES[size - 1])
        roots[size] = other.get_state(size)
        ours = tree(size)
        found += [
            (earlier, size)
            for earlier in range(sizes[0], size)
            if not check.consistent(earlier, size, ours.consistency(earlier), roots[earlier], roots[size])
        ]
    return found


def test_two_others_take_every_inclusion_proof() -> None:
    assert refused_inclusions(SIZES) == []


def test_every_consistency_proof_is_taken() -> None:
    assert refused_consistencies(SIZES) == []


@pytest.mark.soak
def test_two_others_take_every_proof_of_larger_trees() -> None:
    assert refused_inclusions(range(1, 1026)) == []
    assert refused_consistencies(range(1, 1026)) == []


MUTANTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "off by one at powers of two": ("_split", lambda size: max(1, (1 << size.bit_length() - 1) // 2)),
    "a leaf without its prefix": ("leaf_hash", check.sha256),
    "a node without its prefix": ("node_hash", lambda left, right: check.sha256(left + right)),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_planted_mutant_is_caught(mutant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merkle, *MUTANTS[mutant])
    assert refused_inclusions(range(1, 20))
    assert refused_consistencies(range(1, 20))


def mutated(chance: random.Random, size: int, index: int, proof: list[bytes]) -> tuple[int, int, list[bytes]]:
    """Another position, size or proof than these."""
    act = chance.randrange(6)
    if act == 0:
        return size, chance.choice([n for n in range(size + 3) if n != index]), proof
    if act == 1 and proof:
        return size, index, proof[:-1]
    if act == 2:
        return size, index, [*proof, chance.randbytes(32)]
    if act == 3 and len({*proof}) > 1:
        return size, index, [*proof[1:], proof[0]]
    if proof:
        at, bit = chance.randrange(len(proof)), 1 << chance.randrange(256)
        changed = (int.from_bytes(proof[at], "big") ^ bit).to_bytes(32, "big")
        return size, index, [*proof[:at], changed, *proof[at + 1 :]]
    return size, index, [chance.randbytes(32)]


@pytest.mark.parametrize("seed", [5])
def test_no_mutated_proof_is_taken(seed: int) -> None:
    """By either of the two verifiers: ours and the bag's."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be run again
    trees = {size: tree(size) for size in (1, 2, 3, 7, 8, 9, 100, 257)}
    for _ in range(MUTATIONS // 2):
        size, ours = chance.choice(list(trees.items()))
        index = chance.randrange(size)
        leaf, root = LEAVES[index], ours.root()
        other_size, other_index, proof = mutated(chance, size, index, ours.inclusion(index))
        assert not check.included(leaf, other_index, other_size, proof, root)
        assert not merkle.included(leaf_hash(leaf), other_index, other_size, proof, root)
    for _ in range(MUTATIONS // 2):
        size, ours = chance.choice([pair for pair in trees.items() if pair[0] > 1])
        earlier = chance.randrange(1, size)
        _, other, proof = mutated(chance, size, earlier, ours.consistency(earlier))
        if other in {0, size}:
            continue
        roots = ours.root(0, earlier), ours.root()
        assert not check.consistent(other, size, proof, *roots)
        assert not merkle.consistent(other, size, proof, *roots)


def taken(note: str, keys: list[str]) -> bool:
    try:
        return bool(check.checkpoint(note, keys))
    except (ValueError, IndexError):
        return False


def test_no_mutated_note_is_taken() -> None:
    """Every seventh bit of a note, by the bag's checker; tests/archive/signed holds ours to the same."""
    note = Checkpoint(KEY.name, 17, leaf_hash(b"")).signed(KEY)
    assert check.checkpoint(note, [str(KEY.public)]) == (17, leaf_hash(b""))
    for bit in range(0, 8 * len(note.encode()), 7):
        data = bytearray(note.encode())
        data[bit // 8] ^= 1 << bit % 8
        assert not taken(data.decode("utf-8", "replace"), [str(KEY.public)])


@pytest.mark.parametrize("number", range(8))
def test_ed25519_of_the_checker_is_that_of_openssl(number: int) -> None:
    key = SigningKey("k", bytes([number]) * 32)
    message = b"x" * number
    signature = key._raw(message)
    assert check.ed25519(key.public.raw, message, signature)
    assert not check.ed25519(key.public.raw, message + b"y", signature)
    low, high = signature[:32], int.from_bytes(signature[32:], "little")
    assert not check.ed25519(key.public.raw, message, low + (high + check.ORDER).to_bytes(32, "little"))
    assert not check.ed25519(key.public.raw, message, signature + b"\x00")


if sys.version_info >= (3, 12):  # aics-tlog begins there

    def test_aics_tlog_takes_notes_and_proofs() -> None:
        import aics_tlog  # noqa: PLC0415 - where it runs

        for size in (*range(1, 66), 255, 256, 257):
            ours = tree(size)
            note = Checkpoint(KEY.name, size, ours.root()).signed(KEY)
            parsed = aics_tlog.parse_note(note)
            assert aics_tlog.verify_checkpoint(parsed, aics_tlog.parse_vkey(str(KEY.public))).ok
            for index in range(size):
                proof = ours.inclusion(index)
                assert aics_tlog.verify_inclusion(leaf_hash(LEAVES[index]), index, size, proof, ours.root())
            for earlier in range(1, size):
                roots = ours.root(0, earlier), ours.root()
                assert aics_tlog.verify_consistency(earlier, size, *roots, ours.consistency(earlier))
