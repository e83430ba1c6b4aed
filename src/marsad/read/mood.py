"""Words around counted people that change what is counted: not, unknown, no more than, a toll, a rise, a loss."""

from marsad.grammar.lattice import Match

_FAR = -99
_NEAR = 6
"""Tokens that a negation reaches."""
_TOLL_REACH = 3
_LOSS_REACH = 14


class Mood:
    """Where the last word of each kind ended in a sentence; nothing is remembered from one sentence to the next."""

    __slots__ = ("_loss", "_not", "_rise", "_toll", "_unknown", "met")

    def __init__(self) -> None:
        """Nothing heard yet."""
        self._not = self._unknown = self._loss = self._rise = self._toll = self.met = _FAR

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

    def tolled(self, at: int) -> bool:
        """Whether "the number of" stands right before a token."""
        return at - self._toll <= _TOLL_REACH

    def lost(self, at: int) -> bool:
        """Whether a party is said to lose people near a token."""
        return at - self._loss <= _LOSS_REACH

    def rising(self) -> bool:
        """Whether a figure is said to have changed."""
        return self._rise >= 0
