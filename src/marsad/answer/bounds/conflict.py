"""Claims that cannot all be true, each set named without one claim too many."""

from collections.abc import Sequence

from marsad.answer.bounds.constraint import Atom, Constraint, Tree
from marsad.answer.bounds.program import SLACK, Program

NAMED = 20
"""Sets that are named; what else contradicts gives way unnamed."""


def settled(
    constraints: Sequence[Constraint], tree: Tree, atoms: Sequence[Atom]
) -> tuple[list[Constraint], list[tuple[str, ...]]]:
    """The constraints without the upper ends that others exceed, and for each of those the claims that exclude it.

    At-least figures never contradict each other, so that every contradiction holds an upper end; it is the one to give
    way: who counted fewer than others can show did not see them all.
    """
    program = Program(constraints, tree, atoms, constraints[0].region)
    broken = sorted(program.contradictions())
    standing = [c if at not in broken else _opened(c) for at, c in enumerate(constraints)]
    sets = [_irreducible(constraints[at], standing, tree, atoms) for at in broken[:NAMED]]
    return standing, sorted(set(sets))


def _opened(constraint: Constraint) -> Constraint:
    return Constraint(constraint.region, constraint.low, None, constraint.claims)


def _irreducible(
    broken: Constraint, standing: Sequence[Constraint], tree: Tree, atoms: Sequence[Atom]
) -> tuple[str, ...]:
    """The claims of an upper end and of the others that exceed it: without any one of them they could all be true."""
    found = Program(standing, tree, atoms, broken.region).least(broken.region)
    others = [standing[at] for at in found.binding] if found else []
    for other in list(others):
        fewer = [one for one in others if one is not other]
        if _exceeded(broken, fewer, tree, atoms):
            others = fewer
    return tuple(sorted({*broken.above, *(claim for other in others for claim in (*other.claims, *other.above))}))


def _exceeded(broken: Constraint, others: Sequence[Constraint], tree: Tree, atoms: Sequence[Atom]) -> bool:
    if not others:
        return False
    found = Program(others, tree, atoms, broken.region).least(broken.region)
    return found is not None and broken.high is not None and found.value > broken.high + SLACK
