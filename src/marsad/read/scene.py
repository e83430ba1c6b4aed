"""The named things of a clause in order, each with the word that governs it: what roles are read from."""

import msgspec

from marsad.grammar.lattice import Lattice, Match
from marsad.read.named import PartyName, PlaceName, ThingName
from marsad.read.words import QUOTES, joined, sense

Named = PartyName | PlaceName | ThingName
_REACH = {"by": 1, "fire": 1, "verb": 1, "on": 3, "aim": 6, "with": 2, "between": 2, "prep": 0, "of": 1}
"""Plain words that may stand between a governing word and what it governs."""
_PAUSES = frozenset("،,؛;:")


class Actant(msgspec.Struct, frozen=True, gc=False):
    """A name in tokens `[start, end)`; `mark` is the value of the word that governs it, or "".

    `label` is party, thing, person or place; `listed` when "and" joins it to the one before; `pause` when a comma stands
    between it and the one before; `place` when a thing is a place as well.
    """

    start: int
    end: int
    label: str
    name: Named
    mark: str = ""
    listed: bool = False
    pause: bool = False
    place: PlaceName | None = None


class _Government:
    """The governing word that still waits for its noun."""

    __slots__ = ("left", "until", "value")

    def __init__(self) -> None:
        self.value, self.left, self.until = "", 0, 0

    def open(self, value: str, until: int) -> None:
        if until >= self.until:
            self.value, self.left, self.until = value, _REACH.get(value, 0), until

    def pass_word(self) -> None:
        self.left -= 1
        if self.left < 0:
            self.value = ""


def actants(lattice: Lattice, start: int, end: int) -> list[Actant]:
    """The names in tokens `[start, end)`, in order; of names inside one another the outer."""
    found: list[Actant] = []
    governing, pause, at = _Government(), False, start
    while at < end:
        match = _name(lattice, at, end)
        if match is not None:
            actant = _actant(lattice, match, governing, found, pause=pause)
            found.append(actant)
            pause = False
            if actant.label != "place":
                governing.value = ""
            at = match.end
            continue
        key = lattice.tokens[at].key
        pause = pause or key in _PAUSES
        value, until = _government(lattice, at)
        if value:
            governing.open(value, until)
        elif at >= governing.until and key not in QUOTES:
            governing.pass_word()
        at += 1
    return found


def _name(lattice: Lattice, at: int, end: int) -> Match | None:
    best = None
    for match in lattice.at[at]:
        if match.label in {"party", "thing", "person", "place"} and match.data is not None and match.end <= end:
            if best is None or _weight(match) > _weight(best):
                best = match
    return best


def _weight(match: Match) -> tuple[int, int]:
    return (match.end, ("person", "place", "thing", "party").index(match.label))


def _government(lattice: Lattice, at: int) -> tuple[str, int]:
    """What a word says of the noun after it, and the token after that word."""
    here = lattice.at[at]
    best: tuple[str, int] = ("", 0)
    for match in here:
        if match.label in {"role_by", "role_on", "role_with"} and match.end > best[1] and not match.suffix:
            best = (match.value, match.end)
    if best[0]:
        return best
    for match in here:
        if match.label == "place_prep" and not match.suffix:
            return ("of" if match.value == "from" else "prep", match.end)
    return best


def _actant(lattice: Lattice, match: Match, governing: _Government, found: list[Actant], *, pause: bool) -> Actant:
    first = _first_match(lattice, match)
    prefix = match.prefix or first.prefix
    mark = governing.value
    listed = bool(found) and joined(prefix) and found[-1].end == match.start
    if listed:
        mark = "between" if found[-1].mark == "between" else found[-1].mark
    elif not mark and sense(prefix):
        mark = sense(prefix)
    place = lattice.find(match.start, "place") if match.label == "thing" else None
    return Actant(
        match.start, match.end, match.label, match.data, mark, listed, pause, place.data if place is not None else None
    )


def _first_match(lattice: Lattice, match: Match) -> Match:
    return next((m for m in lattice.at[match.start] if m.prefix), match)
