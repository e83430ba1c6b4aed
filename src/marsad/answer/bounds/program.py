"""The linear programme: people in disjoint cells (place × day × group × party), as sums from the first day on.

A variable is the number of people up to a day, at a place with all inside it; a window is the difference of two.
With one variable a cell, 10,000 cells and 50,000 claims do not come to an end; with such sums an end takes seconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from marsad.answer.bounds.constraint import AFTER, ANYWHERE, EVER, Atom, Constraint, Region, Tree
from marsad.answer.bounds.solver import INFINITY, Row, Terms, solve

SLACK = 0.01
"""People by which an end is rounded outwards, and a millionth of it: the interior point method ends near the end."""
BINDS = 1e-4
"""The price from which a row binds."""

Column = tuple[str, Atom, int]


class Optimum(msgspec.Struct, frozen=True):
    """The least or the most people in a region (not rounded), the constraints that bind it, and what each exceeds.

    `excess`: people by which an upper end, by its place among the constraints, must give way.
    """

    value: float
    binding: tuple[int, ...]
    excess: dict[int, float] = {}


class Program:
    """All constraints over the cells that they speak of; solved for one region at a time."""

    def __init__(self, constraints: Sequence[Constraint], tree: Tree, atoms: Sequence[Atom], asked: Region) -> None:
        self._constraints, self._atoms = constraints, tuple(atoms)
        self._parent = _nodes([*(c.region for c in constraints), asked], tree)
        self._children: defaultdict[str, list[str]] = defaultdict(list)
        for node in sorted(self._parent):
            self._children[self._parent[node]].append(node)
        self._cuts = self._breaks([*(c.region for c in constraints), asked])
        self._column: dict[Column, int] = {}
        for node in (ANYWHERE, *sorted(self._parent)):
            for atom in self._atoms:
                for cut in self._cuts[node][1:]:
                    self._column[node, atom, cut] = len(self._column)

    def least(self, asked: Region) -> Optimum | None:
        """The least people in the region; None when the constraints contradict each other."""
        return self._solve(asked, most=False)

    def most(self, asked: Region) -> Optimum | None:
        """The most people in the region, which must be `covered`; None when the constraints contradict each other."""
        return self._solve(asked, most=True)

    def contradictions(self) -> dict[int, float]:
        """Constraints whose upper end must give way, with the people by which; the fewest people in all."""
        found = self._solve(None, most=False, give=True)
        return found.excess if found else {}

    def covered(self, asked: Region) -> bool:
        """Whether an upper end stands over every cell of the region, so that there is a most."""
        need = {(node, atom) for node in self._under(asked.places) for atom in asked.atoms(self._atoms)}
        over: defaultdict[tuple[str, Atom], list[tuple[int, int]]] = defaultdict(list)
        for constraint in self._constraints:
            if constraint.high is not None:
                for node in self._under(constraint.region.places):
                    for atom in constraint.region.atoms(self._atoms):
                        if (node, atom) in need:
                            over[node, atom].append((constraint.region.start, constraint.region.end))
        return all(_spans(over.get(cell, ()), asked.start, asked.end) for cell in need)

    def _under(self, places: Sequence[str]) -> Iterator[str]:
        waiting = list(places or (ANYWHERE,))
        while waiting:
            node = waiting.pop()
            yield node
            waiting += self._children.get(node, ())

    def _breaks(self, regions: Iterable[Region]) -> dict[str, list[int]]:
        """The days at which each place is cut: those of its own windows and of the places around it."""
        own: defaultdict[str, set[int]] = defaultdict(set)
        for region in regions:
            for place in region.places or (ANYWHERE,):
                own[place] |= {region.start, region.end}
        cuts: dict[str, list[int]] = {}
        waiting = [(ANYWHERE, {EVER, AFTER})]
        while waiting:
            node, around = waiting.pop()
            here = around | own.get(node, set())
            cuts[node] = sorted(here)
            waiting += [(child, here) for child in self._children.get(node, ())]
        return cuts

    def _sum(self, region: Region) -> Terms:
        """The people of a region as a sum of variables."""
        terms: dict[int, float] = {}
        for place in region.places or (ANYWHERE,):
            for atom in sorted(region.atoms(self._atoms), key=str):
                for cut, sign in ((region.end, 1.0), (region.start, -1.0)):
                    if (place, atom, cut) in self._column:
                        terms[self._column[place, atom, cut]] = sign
        return terms

    def _rises(self) -> Iterator[Terms]:
        """From one day to the next nobody is taken back: at a place less what lies inside it."""
        for node, cuts in self._cuts.items():
            for atom in self._atoms:
                for before, cut in pairwise(cuts):
                    terms: dict[int, float] = {}
                    for place, sign in ((node, 1.0), *((child, -1.0) for child in self._children.get(node, ()))):
                        terms[self._column[place, atom, cut]] = sign
                        if (place, atom, before) in self._column:
                            terms[self._column[place, atom, before]] = -sign
                    yield terms

    def _solve(self, asked: Region | None, *, most: bool, give: bool = False) -> Optimum | None:
        rows: list[Row] = [(0.0, INFINITY, terms) for terms in self._rises()]
        first = len(rows)
        slack: dict[int, int] = {}
        for at, constraint in enumerate(self._constraints):
            terms = self._sum(constraint.region)
            high = INFINITY if constraint.high is None else float(constraint.high)
            if give and constraint.high is not None:
                slack[at] = len(self._column) + len(slack)
                rows.append((float(constraint.low), INFINITY, terms))
                rows.append((-INFINITY, high, {**terms, slack[at]: -1.0}))
            else:
                rows.append((float(constraint.low), high, terms))
        cost = self._sum(asked) if asked else dict.fromkeys(slack.values(), 1.0)
        solution = solve(rows, cost, len(self._column) + len(slack), most=most)
        if solution is None:
            return None
        value, columns, prices = solution
        binding = () if give else tuple(at for at in range(len(self._constraints)) if abs(prices[first + at]) > BINDS)
        excess = {at: columns[column] for at, column in slack.items() if columns[column] > SLACK}
        return Optimum(value, binding, excess)


def _nodes(regions: Iterable[Region], tree: Tree) -> dict[str, str]:
    """Each place that is spoken of → the nearest spoken of that contains it."""
    named = {place for region in regions for place in region.places} - {ANYWHERE}
    return {key: next(up for up in tree.chain(key)[1:] if up in named or up == ANYWHERE) for key in named}


def _spans(windows: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the windows together leave no day out."""
    reach = start
    for first, after in sorted(windows):
        if first > reach:
            return False
        reach = max(reach, after)
    return reach >= end
