"""Coreference of names: "the organisation", "the town" stand for what the report named before (codebook, "Doubts")."""

from bisect import bisect_left
from typing import TypeVar

from marsad.grammar.lattice import Lattice
from marsad.read.naming.named import PartyName, PlaceName

T = TypeVar("T", PartyName, PlaceName)

HEAD = "party_head"
"""The lexicon of the nouns that parties are known by."""

POINTING = frozenset({"organisation", "movement", "group"})
"""Heads that alone say nothing; "the army" and "the opposition" are names enough."""


class Antecedents:
    """The names that a report gives in full, by what kind of thing each is, in text order."""

    def __init__(self, lattice: Lattice) -> None:
        """Scan the names marked on a lattice."""
        self._parties: dict[str, list[PartyName]] = {}
        self._places: dict[str, list[PlaceName]] = {}
        for at in lattice.where({"party", "place"}):
            for match in lattice.at[at]:
                if match.label == "party" and not match.data.bare:
                    head = lattice.find(at, HEAD)
                    self._parties.setdefault(head.value if head else "", []).append(match.data)
                elif match.label == "place" and match.data.listed:
                    self._places.setdefault(match.data.cue, []).append(match.data)

    def party(self, name: PartyName) -> PartyName:
        """The party that a bare noun points back to, or the name itself."""
        if not name.bare or name.head not in POINTING:
            return name
        return _last(self._parties.get(name.head, []), name.start) or name

    def places(self, lattice: Lattice, start: int, end: int) -> list[PlaceName]:
        """The places that bare words in tokens `[start, end)` point back to ("the town"), where they are known."""
        bare = (match.data for at in range(start, end) for match in lattice.at[at] if match.label == "place_bare")
        return [found for name in bare if (found := _last(self._places.get(name.cue, []), name.start))]


def _last(names: list[T], start: int) -> T | None:
    """The last of some names in text order before a token."""
    at = bisect_left(names, start, key=lambda name: name.start)
    return names[at - 1] if at else None
