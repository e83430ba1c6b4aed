"""The casualty ledger's contract: what a rule is given of an event, and what it makes of each row."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from marsad.answer.figures import Figure, Row
from marsad.model.event import EventCount
from marsad.model.vocabulary import Group, Outcome

Voiced = Mapping[str, Sequence[Figure]]
"""Each independent voice's latest figures for one row; two of one day are both kept."""

VAGUE = 2
"""The lower end of a bare plural or of "several" (codebook): with no upper end it tells of people and not how many."""


class Account(msgspec.Struct, frozen=True):
    """All that is told of one event: rows by voice, every voice that asserts it, and whether anybody denies it."""

    rows: Mapping[Row, Voiced]
    voices: frozenset[str]
    disputed: bool = False

    def firm(self, row: Row) -> Voiced:
        """What voices tell of a row outright; bounds that only follow count where nobody does."""
        told = self.rows[row]
        outright = {voice: [f for f in found if f.told] for voice, found in told.items()}
        return {voice: found for voice, found in outright.items() if found} or told

    def fighters_or_civilians(self, outcome: Outcome) -> bool:
        """Whether one voice tells only of civilians where another tells only of fighters: they may be the same dead."""
        civilians, fighters = self._tellers(outcome, "civilian"), self._tellers(outcome, "combatant")
        return bool(civilians - fighters) and bool(fighters - civilians)

    def _tellers(self, outcome: Outcome, group: Group) -> set[str]:
        told = self.rows.get((outcome, group), {})
        return {voice for voice, found in told.items() if any(f.told and f.high != 0 for f in found)}


Rule = Callable[[Row, Account], EventCount | None]
"""One row of an event by a rule; None where the rule does not count it."""


def is_vague(figure: Figure) -> bool:
    """Whether the figure is a word such as "dead" or "several", that sets no number."""
    return figure.low == VAGUE and figure.high is None


def every(told: Voiced) -> list[Figure]:
    """All voices' figures."""
    return [figure for found in told.values() for figure in found]
