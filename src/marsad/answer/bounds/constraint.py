"""What a claim says of numbers: at least so many, at most so many, of such people, there and then."""

from collections.abc import Iterable, Mapping

import msgspec

from marsad.model.vocabulary import Group

ANYWHERE = ""
"""The key of the place that holds all others."""
EVER, AFTER = -1, 10_000_000
"""Days (ordinals) before and after all others: an open start, an open end."""
Party = str | None
Atom = tuple[Group, Party]
"""People who are told apart nowhere further: civilians or fighters (or the group asked for), by the party blamed."""


class Region(msgspec.Struct, frozen=True):
    """Places with all that lies inside them, days from `start` up to before `end` (ordinals), a group, a party blamed.

    `party` null is whoever; no place at all is anywhere.
    """

    places: tuple[str, ...]
    start: int
    end: int
    group: Group
    party: Party = None

    def atoms(self, every: Iterable[Atom]) -> frozenset[Atom]:
        """Those of all atoms that it counts."""
        return frozenset(a for a in every if _within(a[0], self.group) and self.party in {None, a[1]})


def _within(atom: Group, group: Group) -> bool:
    return group in {"person", atom} or (group == "civilian" and atom != "combatant")


class Constraint(msgspec.Struct, frozen=True):
    """At least `low` and at most `high` people (null: no upper end) in a region, by the word of these claims.

    `above` are the claims that set the upper end.
    """

    region: Region
    low: int
    high: int | None
    claims: tuple[str, ...]
    above: tuple[str, ...] = ()


def merged(constraints: Iterable[Constraint]) -> list[Constraint]:
    """One constraint a region, the tightest ends and the claims that give them, in a fixed order."""
    found: dict[Region, Constraint] = {}
    for one in constraints:
        before = found.get(one.region)
        found[one.region] = one if before is None else _tighter(before, one)
    return [found[region] for region in sorted(found, key=_order)]


def _tighter(one: Constraint, other: Constraint) -> Constraint:
    low = max(one.low, other.low)
    highs = [c.high for c in (one, other) if c.high is not None]
    high = min(highs, default=None)
    claims = {claim for c in (one, other) if c.low == low for claim in c.claims}
    above = {claim for c in (one, other) if c.high is not None and c.high == high for claim in c.above}
    return Constraint(one.region, low, high, tuple(sorted(claims)), tuple(sorted(above)))


def _order(region: Region) -> tuple[tuple[str, ...], int, int, str, str]:
    return (region.places, region.start, region.end, region.group, region.party or "")


class Tree:
    """The places that are spoken of, each under the nearest that contains it, all under `ANYWHERE`."""

    def __init__(self, above: Mapping[str, tuple[str, ...]]) -> None:
        """`above`: each place spoken of → what contains it, nearest first; only those spoken of make nodes."""
        self.parent = {key: next((up for up in ups if up in above), ANYWHERE) for key, ups in above.items() if key}
        self._chains: dict[str, tuple[str, ...]] = {}

    def chain(self, key: str) -> tuple[str, ...]:
        """The place and what contains it, up to `ANYWHERE`."""
        if key not in self._chains:
            found = [key]
            while found[-1] != ANYWHERE:
                found.append(self.parent.get(found[-1], ANYWHERE))
            self._chains[key] = tuple(found)
        return self._chains[key]

    def outermost(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The places without those that lie inside another of them."""
        own = set(keys)
        return tuple(sorted(key for key in own if not own & set(self.chain(key)[1:])))
