"""People who are told of again or not at all: what a phrase counts where other words say it counts less, or nobody."""

import msgspec

from marsad.arabic.numbers import Quantity
from marsad.grammar.lattice import Lattice
from marsad.read.mood import Mood
from marsad.read.people import People
from marsad.read.persons import ends_at
from marsad.read.tally import CERTAIN, Ledger, Tally

_NONE = Quantity(0, 0)
_NEAR = 2
"""Words between counted people and those who only say who they are."""


def among(lattice: Lattice, people: People) -> bool:
    """Whether people are a whole that others are among: among the dead."""
    return any(ends_at(lattice, "person_of", people.start, value=value) for value in ("among", "from-among"))


def explains(lattice: Lattice, ledger: Ledger, people: People) -> bool:
    """Whether people without a number only say who those counted before them are: hundreds, of one family."""
    last = ledger.last
    if last is None or last.people.form not in CERTAIN or lattice.find(people.start, "number") is not None:
        return False
    of = ends_at(lattice, "person_of", people.start, value="of")
    return of and ledger.between(last.people.end, people.start) <= _NEAR


def amount(lattice: Lattice, mood: Mood, people: People) -> Quantity:
    """The count; of "rose from 60 to 73" only the new figure."""
    quantity = people.quantity
    old = quantity.low is not None and quantity.high is not None and quantity.low < quantity.high
    if old and mood.rising() and ends_at(lattice, "person_of", people.start, value="of"):
        return Quantity(quantity.high, quantity.high)
    return quantity


def settle(mood: Mood, tally: Tally) -> None:
    """A "not" makes bare people none (codebook: exact 0-0); those whom a party loses are its fighters."""
    people = tally.people
    if mood.denied(people.start) and people.form in ("plural", "singular", "other"):
        tally.quantity = _NONE
        if people.outcome in ("hurt", "loss"):
            tally.outcome = "casualties"
    if people.group is None and people.outcome and mood.lost(people.start):
        tally.people = msgspec.structs.replace(people, group="combatant")
