"""Words around counted people that change what is counted: not, unknown, no more than, a toll, a rise, a loss."""

from marsad.grammar.lattice import Match

_FAR = -99
_NEAR = 6
"""Tokens that a negation reaches."""
_TOLL_REACH = 3
_LOSS_REACH = 14


class Mood:
    """Where the last word of each kind ended in a sentence; nothing is remembered from one sentence to the next.

    `met` is where "met" ended; a total was `reached` or `exceeded` when its verb stands before it.
    """

    __slots__ = (
        "_bound",
        "_carrier",
        "_loss",
        "_not",
        "_reach",
        "_rise",
        "_toll",
        "_unknown",
        "exceeded",
        "met",
        "reached",
    )

    def __init__(self) -> None:
        """Nothing heard yet."""
        self._not = self._unknown = self._loss = self._rise = self._toll = self.met = _FAR
        self._bound = self._carrier = self._reach = _FAR
        self.exceeded = self.reached = False

    def hear(self, match: Match) -> None:
        """Note a word of the lexicons `outcome_not`, `_loss`, `_rise`, `_toll` and `_meet`."""
        if match.label == "outcome_not":
            self._hear_not(match)
        elif match.label == "outcome_loss":
            self._loss = match.end
        elif match.label == "outcome_rise":
            self._rise = match.end
        elif match.label == "outcome_toll":
            self._toll = match.end
            self.exceeded = match.start - self._bound <= 1
            self.reached = self.exceeded or match.start - self._reach <= 1
        elif match.label == "outcome_reach":
            self._reach = match.end if match.value == "came" else _FAR
        elif match.label == "outcome_carrier":
            self._carrier = match.end
        elif match.label == "number_bound" and match.value == "more-than":
            self._bound = match.end
        elif match.label == "outcome_meet":
            self.met = match.end

    def _hear_not(self, match: Match) -> None:
        if match.value == "unknown":
            self._unknown = match.end if match.start - self._not <= _NEAR else _FAR
        elif match.value == "only":
            self._not = _FAR
        else:
            self._not = match.end if match.value == "not" else match.end - _NEAR
            self._unknown = _FAR

    def unknown(self, at: int) -> bool:
        """Whether it is only said that nothing is known of people at a token (codebook: no count)."""
        return at - self._unknown <= _NEAR

    def denied(self, at: int) -> bool:
        """Whether a "not" holds at a token."""
        return at - self._not <= _NEAR

    def tolled(self, at: int, reach: int = _TOLL_REACH) -> bool:
        """Whether "the number of" stands so many tokens before a token."""
        return at - self._toll <= reach

    def reaching(self, at: int) -> bool:
        """Whether "came to" stands right before a token: the dead of the militia came to eighty."""
        return at - self._reach <= 0

    def carried(self, at: int) -> bool:
        """Whether a word that brings forth dead or wounded stands before a token."""
        return at - self._carrier <= _NEAR

    def clear(self) -> None:
        """A new verb takes back what was not known of the one before it."""
        self._unknown = _FAR

    def lost(self, at: int, reach: int = _LOSS_REACH) -> bool:
        """Whether a party is said to lose people near a token."""
        return at - self._loss <= reach

    def rising(self) -> bool:
        """Whether a figure is said to have changed."""
        return self._rise >= 0
