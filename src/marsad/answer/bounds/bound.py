"""The two ends for one question: gathered, settled where claims contradict each other, solved, rounded outwards."""

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.answer.bounds.conflict import settled
from marsad.answer.bounds.constraint import ANYWHERE, Atom, Constraint, Region, Tree, merged
from marsad.answer.bounds.gather import Gathered
from marsad.answer.bounds.program import SLACK, Program
from marsad.model.vocabulary import Group
from marsad.model.world import World


class Bounded(msgspec.Struct, frozen=True):
    """The ends (`high` null where nobody sets one), the claims that bind each, and sets that cannot all be true."""

    low: int
    high: int | None
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, ...], ...] = ()


def bound(gathered: Gathered, asked: Region, world: World) -> Bounded:
    """The least and the most people in the region that agree with every constraint.

    Where they contradict each other, the upper ends that others exceed give way, and are named.
    """
    tree = _tree(gathered.constraints, asked, world)
    asked = _outermost(asked, tree)
    all_of_them = merged(
        Constraint(_outermost(one.region, tree), one.low, one.high, one.claims, one.above)
        for one in gathered.constraints
    )
    constraints = _near(all_of_them, asked, tree)
    conflicts = list(gathered.contradictions)
    if not constraints:
        return Bounded(0, None, conflicts=tuple(sorted(set(conflicts))))
    atoms = _atoms(constraints, asked)
    program = Program(constraints, tree, atoms, asked)
    least = program.least(asked)
    if least is None:
        constraints, found = settled(constraints, tree, atoms)
        conflicts += found
        program = Program(constraints, tree, atoms, asked)
        least = program.least(asked)
    most = program.most(asked) if program.covered(asked) else None
    return Bounded(
        low=0 if least is None else max(0, math.ceil(least.value - _tolerance(least.value))),
        high=None if most is None else math.floor(most.value + _tolerance(most.value)),
        below=_claims(constraints, least.binding if least else ()),
        above=_claims(constraints, most.binding if most else ()),
        conflicts=tuple(sorted(set(conflicts))),
    )


def _tolerance(value: float) -> float:
    return SLACK + abs(value) * 1e-6


def _claims(constraints: Sequence[Constraint], binding: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted({claim for at in binding for claim in (*constraints[at].claims, *constraints[at].above)}))


def _tree(constraints: Iterable[Constraint], asked: Region, world: World) -> Tree:
    named = {place for region in (asked, *(c.region for c in constraints)) for place in region.places}
    above: Mapping[str, tuple[str, ...]] = {
        key: () if key.startswith("~") else world.parents(key) for key in sorted(named) if key != ANYWHERE
    }
    return Tree(above)


def _outermost(region: Region, tree: Tree) -> Region:
    """The region without places that lie in another of its places, so that nobody there is counted twice."""
    if len(region.places) == 1:
        return region
    return Region(tree.outermost(region.places), region.start, region.end, region.group, region.party)


def _near(constraints: Sequence[Constraint], asked: Region, tree: Tree) -> list[Constraint]:
    """Those that can move an end of the region: that touch it, or touch an upper end that does, and so on.

    What lies under no upper end is free to be anything, and passes nothing on.
    """
    capped = _Spot(tree, (place for c in constraints if c.high is not None for place in c.region.places))
    linking = [capped.touches(c.region.places) for c in constraints]
    reached = set(asked.places or (ANYWHERE,))
    while True:
        spot = _Spot(tree, reached)
        near = [spot.touches(c.region.places) for c in constraints]
        more = {p for c, by, on in zip(constraints, near, linking, strict=True) if by and on for p in c.region.places}
        if more <= reached:
            return [c for c, by in zip(constraints, near, strict=True) if by]
        reached |= more


class _Spot:
    """Some places; another touches them when it is, holds or lies in one of them."""

    def __init__(self, tree: Tree, places: Iterable[str]) -> None:
        self._tree, self._own = tree, set(places)
        self._around = {up for place in self._own for up in tree.chain(place)}

    def touches(self, places: Iterable[str]) -> bool:
        return any(place in self._around or not self._own.isdisjoint(self._tree.chain(place)) for place in places)


def _atoms(constraints: Iterable[Constraint], asked: Region) -> list[Atom]:
    """Groups told apart, by the parties that anybody blames, and whoever else; what nothing tells apart is one."""
    regions = [asked, *(one.region for one in constraints)]
    inner: Group = "civilian" if asked.group == "person" else asked.group
    groups: tuple[Group, ...] = tuple(dict.fromkeys(("civilian", "combatant", inner)))
    parties = sorted({region.party for region in regions} | {None}, key=lambda party: party or "")
    alike: dict[tuple[bool, ...], Atom] = {}
    told = list({(region.group, region.party): region for region in regions}.values())
    for atom in ((group, party) for group in groups for party in parties):
        alike.setdefault(tuple(bool(region.atoms([atom])) for region in told), atom)
    return [atom for counted, atom in alike.items() if any(counted)]
