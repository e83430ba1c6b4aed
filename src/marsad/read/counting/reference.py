"""People who are told of again or not at all: what a phrase counts where other words say it counts less, or nobody."""

import msgspec

from marsad.arabic.numbers import Quantity
from marsad.grammar.lattice import Lattice
from marsad.read.counting.mood import Mood
from marsad.read.counting.people import People
from marsad.read.counting.persons import ends_at
from marsad.read.counting.tally import CERTAIN, Ledger, Tally

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


def rises(lattice: Lattice, mood: Mood, people: People) -> bool:
    """Whether a range is an old figure and a new one: rose from 60 to 73."""
    low, high = people.quantity.low, people.quantity.high
    of = ends_at(lattice, "person_of", people.start, value="of")
    return of and mood.rising() and low is not None and high is not None and low < high


def amount(lattice: Lattice, mood: Mood, people: People) -> Quantity:
    """The count; of an old figure and a new one only the new."""
    high = people.quantity.high
    return Quantity(high, high) if rises(lattice, mood, people) else people.quantity


def settle(mood: Mood, tally: Tally, last: Tally | None) -> None:
    """A "not" makes bare people none (codebook: exact 0-0), and those joined to none; a party's losses are fighters."""
    people = tally.people
    goes_on = last is not None and last.quantity == _NONE and people.joined == "and" and people.start == last.people.end
    if (mood.denied(people.start) or goes_on) and people.form in ("plural", "singular", "other"):
        tally.quantity = _NONE
        if people.outcome in ("hurt", "loss"):
            tally.outcome = "casualties"
    if people.group is None and people.outcome and mood.lost(people.start):
        tally.people = msgspec.structs.replace(people, group="combatant")
