"""The people of one sentence, in order, with what is known of each so far."""

import msgspec

from marsad.arabic.numbers import Quantity
from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Outcome
from marsad.read.counting.harm import HURT, Harm
from marsad.read.counting.people import ONE, People
from marsad.read.sentences import Range

CERTAIN = ("counted", "dual", "number")
"""Forms that count people wherever they stand."""
LIST_GAP = 4
"""Words between two members of one list of people."""
BACK = 12
"""Words between people and a verb after them that tells what befell them."""
ACROSS = 10
"""Words between the one who kills and those who are killed, and between two counted members of a list."""


_FEW = 2


class Tally(msgspec.Struct, gc=False):
    """People with an outcome, null while none is known; `whole` is the tally that they are a part of.

    An outcome is `lent` when it is only that of those before them in a list.
    """

    people: People
    quantity: Quantity
    outcome: Outcome | None = None
    whole: "Tally | None" = None
    place_at: int | None = None
    clause: int = 0
    lent: bool = False

    def also(self, people: People) -> None:
        """Take from people who are counted in one figure with these the group and party that only they are told by."""
        if self.people.group is None and self.people.party < 0:
            self.people = msgspec.structs.replace(self.people, group=people.group, party=people.party)


class Ledger:
    """A sentence's tallies; `clause` is where the clause being read begins, `told` where the last harm ended."""

    def __init__(self, lattice: Lattice, span: Range) -> None:
        """Start empty on tokens `span`."""
        self.tallies: list[Tally] = []
        self.clause = span[0]
        self.told = -1
        self._first, self._end = span
        self._words = _words_before(lattice, span)

    def between(self, start: int, end: int) -> int:
        """How many words stand between two tokens, marks and dates left out."""
        return self._words[min(end, self._end) - self._first] - self._words[min(start, self._end) - self._first]

    @property
    def last(self) -> Tally | None:
        """The people told last."""
        return self.tallies[-1] if self.tallies else None

    def tell(self, tally: Tally, outcome: Outcome) -> None:
        """Say what befell people, the parts of them that wait with them, and those that they are joined to."""
        at = self.tallies.index(tally)
        for part in self.tallies[at:]:
            if part is tally or (part.whole is tally and part.outcome is None):
                part.outcome = outcome
        before = self.tallies[at - 1] if at else None
        gap = ACROSS if before and before.people.form in CERTAIN else LIST_GAP
        near = before and self.between(before.people.end, tally.people.start) <= gap
        if before and near and before.outcome is None and tally.people.joined:
            self.tell(before, outcome)

    def before(self, harm: Harm) -> Tally | None:
        """The people before a word of harm that it speaks of."""
        for tally in reversed(self.tallies):
            people = tally.people
            if people.start < self.clause:
                return None
            if tally.lent and harm.feature and not self.between(people.end, harm.start):
                return tally
            if tally.outcome is None and tally.whole is None:
                if self.between(people.end, harm.start) <= self._reach(people, harm):
                    return tally
                if people.form in CERTAIN:
                    return None
        return None

    def _reach(self, people: People, harm: Harm) -> int:
        """How many words may stand between people and a word of harm after them; -1 for none whatever."""
        if people.form == "number":
            return 0 if harm.feature == "plural" or harm.end > harm.start + 1 else -1
        if people.form in CERTAIN:
            return self._reach_of_counted(people, harm)
        if harm.driven or harm.kind == "weak" or (people.form == "other" and people.quantity == ONE):
            return -1
        if people.start - self.clause <= 1:
            return BACK
        return LIST_GAP - 1 if harm.feature in ("dual", "plural") or people.form == "other" else 1

    def _reach_of_counted(self, people: People, harm: Harm) -> int:
        if harm.driven:
            return LIST_GAP
        if harm.kind == "weak":
            return LIST_GAP if harm.feature else -1
        return BACK if harm.feature or people.start - self.clause <= 1 else LIST_GAP

    def close(self, outcome: Outcome, met: int) -> Tally | None:
        """Who met their death: the people after "met" at a token, or the last ones before it, if any."""
        waiting = [t for t in self.tallies if t.outcome is None and not t.whole]
        after = [t for t in waiting if t.people.start >= met]
        if met < 0 or not waiting:
            return None
        told = after[0] if after else waiting[-1]
        self.tell(told, outcome)
        return told

    def whole(self) -> Tally | None:
        """The last people, but not bare ones that only say who those before them are."""
        last = self.last
        if last is None or last.outcome or last.people.form in CERTAIN or len(self.tallies) == 1:
            return last
        before = self.tallies[-2]
        return before if before.outcome and before.people.start >= self.clause else last

    def whole_of_last(self) -> Tally | None:
        """The people that the last ones are some of: "two of them"."""
        last = self.last
        for tally in reversed(self.tallies[:-1]):
            if last and tally.outcome and last.outcome in (None, tally.outcome):
                return tally
        return None

    def fits(self, whole: Tally, part: Tally) -> bool:
        """Whether a part is no more than what its siblings leave of the whole."""
        if whole.quantity.high is None:
            return True
        parts = [t.quantity.low or 0 for t in self.tallies if t.whole is whole]
        return sum(parts) + (part.quantity.low or 0) <= whole.quantity.high

    def only_of(self, people: People) -> bool:
        """Whether bare people only go on with those whom the count before was taken from."""
        last = self.last.people if self.last else None
        if last is not None and people.form == "named" and last.end == people.start and not people.joined:
            return True  # the second of one person's names
        if last is None or last.party < 0 or people.form != "plural" or people.outcome:
            return False
        return bool(people.joined) and self.between(last.end, people.start) <= LIST_GAP

    def listed(self, people: People) -> Outcome | None:
        """What befell the last people, where these go on from them in one list."""
        last = self.last
        if last is None or not people.joined or (people.form == "named" and last.people.party >= 0):
            return None
        beside = people.joined == "with" and last.people.form not in ("named", "definite")
        gap = 1 if beside else ACROSS if people.form in CERTAIN else LIST_GAP
        return last.outcome if self.between(max(last.people.end, self.told), people.start) <= gap else None

    def both(self, people: People) -> bool:
        """Whether people only say that those before them are two kinds: eleven dead and wounded, in the singular."""
        last = self.last
        if last is None or people.form != "singular" or not people.outcome or last.people.end != people.start:
            return False
        if not people.joined or not last.people.outcome or (last.quantity.low or 0) <= _FEW:
            return False
        last.outcome = "casualties"
        last.also(people)
        return True

    def second(self, people: People, outcome: Outcome) -> None:
        """Tens of dead and wounded are casualties, not told apart; many dead and wounded are many of each."""
        last = self.last
        if last is not None and last.quantity.high is None:
            self.tallies.append(Tally(people, last.quantity, outcome))
        elif last is not None and {last.outcome, outcome} <= HURT:
            last.outcome = "casualties"
            last.also(people)


def _words_before(lattice: Lattice, span: Range) -> list[int]:
    """How many words stand before each token of a sentence and before its end, marks and dates left out."""
    found, count, dated = [0], 0, 0
    dates = {match.start: match.end for match in lattice.within("date", *span)}
    for at in range(*span):
        if at in dates:
            dated = max(dated, dates[at])
        count += at >= dated and lattice.tokens[at].kind != "mark"
        found.append(count)
    return found
