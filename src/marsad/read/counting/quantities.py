"""Numbers and shares of a report, each once, where no date and no name has taken them."""

from marsad.arabic.numbers import Quantity, parse_number
from marsad.grammar.lattice import Lattice

MEASURE = "measure"
"""The value of a number that counts no people: hours, metres, money, vehicles, houses."""
_OPENERS = frozenset(
    {"number_bound", "number_cardinal", "number_fraction", "number_hundred", "number_label", "number_one_of"}
    | {"number_pair", "number_scale", "number_ten", "number_vague"}
)
LABEL = "label"
"""The value of a number that only names: a unit, a resolution, a year, an hour."""


def mark_numbers(lattice: Lattice) -> None:
    """Add a `number` (or, for a part of a whole, a `share`) for each number; `data` is its `Quantity`."""
    done = 0
    for at in sorted({*lattice.where(_OPENERS | {"date"}), *lattice.figures}):
        if at >= done:
            done = _mark(lattice, at)


def _mark(lattice: Lattice, at: int) -> int:
    """Mark the number at a token, if there is one; the token to go on from."""
    date = lattice.find(at, "date")
    if date is not None:
        return date.end
    if lattice.find(at, "number_label") is not None:
        return _named(lattice, at)
    found = parse_number(lattice, at)
    if found is None:
        return at + 1
    quantity, end = found
    label = "number" if quantity.share is None else "share"
    lattice.mark(label, MEASURE if _measured(lattice, quantity, end) else "", at, end, quantity)
    return end


def _measured(lattice: Lattice, quantity: Quantity, end: int) -> bool:
    """Whether what is counted after a number is no person; a noun before it may be too, as in "the 16th division"."""
    if quantity.share is not None:
        return False
    unit = lattice.find(end, "number_measure")
    return unit is not None and lattice.find(end, "person_noun") is None


def _named(lattice: Lattice, at: int) -> int:
    """After a word that makes a number a name, the number is marked as one."""
    found = parse_number(lattice, at + 1)
    if found is None or lattice.find(found[1], "person_noun") is not None:
        return at + 1
    lattice.mark("number", LABEL, at + 1, found[1], found[0])
    return found[1]
