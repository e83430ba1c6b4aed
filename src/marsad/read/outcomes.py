"""Who was killed, hurt, held, driven out: each counted people of a sentence with what befell it, and of whom it is a part.

One pass over a sentence keeps the last word of harm, the people still without an outcome, and the list that "among
them" opened.
"""

import msgspec

from marsad.arabic.numbers import Quantity
from marsad.grammar.lattice import Lattice, Match
from marsad.model.vocabulary import Outcome
from marsad.read.harm import Harm, harm_at, own_outcome
from marsad.read.people import People, ends_at
from marsad.read.sentences import Range

_LIST_GAP = 4
"""Words between two members of one list of people."""
_BACK = 14
"""Words between people and a verb after them that tells what befell them."""
_CERTAIN = ("counted", "dual", "number")
_NONE = Quantity(0, 0)
_LONG_REACH = 6


class Tally(msgspec.Struct, gc=False):
    """People with an outcome; `whole` is the tally that they are a part of, `like` the one whose group they share."""

    people: People
    quantity: Quantity
    outcome: Outcome | None = None
    whole: "Tally | None" = None
    like: "Tally | None" = None
    place_at: int | None = None


class Sentence:
    """The state of one sentence's pass; `tallies` are its people in order, some without an outcome."""

    def __init__(self, lattice: Lattice, people: dict[int, People]) -> None:
        """Start on a sentence with the people that were found in it, by their first token."""
        self.lattice = lattice
        self.people = people
        self.tallies: list[Tally] = []
        self.harm: Harm | None = None
        self.list_of: Tally | None = None
        self.list_end = -1
        self.not_at = self.unknown_at = self.any_at = self.loss_at = self.rise_at = self.toll_at = self.meet_at = -99

    def run(self, span: Range) -> list[Tally]:
        """Pass over the sentence's tokens."""
        at, end = span
        while at < end:
            if at in self.people:
                self._people(self.people[at])
                at = self.people[at].end
            else:
                at = self._word(at)
        return self.tallies

    def _word(self, at: int) -> int:
        here = self.lattice.at[at]
        if not here:
            if self.lattice.tokens[at].key in _STOPS:
                self._cut()
            return at + 1
        part = self.lattice.find(at, "part_of")
        if part is not None:
            self._part(part)
            return part.end
        harm = harm_at(self.lattice, at)
        if harm is not None:
            self._harm(harm)
            return harm.end
        for match in here:
            self._mood(match)
        return at + 1

    def _mood(self, match: Match) -> None:
        """Words that change what the words of harm after them mean."""
        if match.label == "outcome_not":
            self._negation(match)
        elif match.label == "outcome_loss":
            self.loss_at = match.end
        elif match.label == "outcome_rise":
            self.rise_at = match.end
        elif match.label == "outcome_toll":
            self.toll_at = match.end
        elif match.label == "outcome_meet":
            self.meet_at = match.end
        elif match.label == "outcome_cut":
            self._cut()

    def _negation(self, match: Match) -> None:
        if match.value == "unknown":
            self.unknown_at = match.end
        elif match.value == "any":
            self.any_at = match.end
        elif match.value == "only":
            self.not_at = -99
        else:
            self.not_at = match.end if match.value == "not" else match.end - _LONG_REACH
            self.unknown_at = -99

    def _cut(self) -> None:
        self.harm, self.list_of = None, None

    def _harm(self, harm: Harm) -> None:
        if harm.closing:
            self._close(harm)
            return
        before = self._waiting(harm)
        if before is not None:
            self._tell(before, harm.outcome)
            self.harm = None
            return
        self.harm = self.harm.merge(harm) if self.harm else harm
        self.list_of = None

    def _close(self, harm: Harm) -> None:
        """ "… met their death": of the people after "met", or the last ones before it."""
        waiting = [t for t in self.tallies if t.outcome is None and not t.whole and t.people.form != "definite"]
        met = [t for t in waiting if self.meet_at <= t.people.start <= self.meet_at + _LONG_REACH]
        if self.meet_at >= 0 and (met or waiting):
            self._tell((met or waiting[-1:])[0], harm.outcome)

    def _waiting(self, harm: Harm) -> Tally | None:
        """The people before a verb of harm that it speaks of."""
        if harm.kind != "verb" or harm.joined or self._people_follow(harm.end):
            return None
        for tally in reversed(self.tallies):
            people = tally.people
            if tally.outcome is None and tally.whole is None:
                far = harm.start - people.end
                agrees = harm.feature in ("dual", "plural")
                reach = _BACK if people.form in ("counted", "dual") else 3 if agrees or people.form == "other" else 1
                return tally if far <= reach and people.form not in ("definite", "number") else None
        return None

    def _people_follow(self, at: int) -> bool:
        return any(n in self.people and self.people[n].form in _CERTAIN for n in (at, at + 1))

    def _tell(self, tally: Tally, outcome: Outcome) -> None:
        """Say what befell people, and the parts of them that wait with them."""
        tally.outcome = outcome
        for part in self.tallies:
            if part.whole is tally and part.outcome is None:
                self._tell(part, outcome)

    def _part(self, match: Match) -> None:
        """ "Among them": opens a list of parts, or makes the people before it a part of those before them."""
        last = self.tallies[-1] if self.tallies else None
        if last is None:
            return
        follows = any(at in self.people for at in range(match.end, match.end + 3))
        if not follows and last.people.end == match.start and len(self.tallies) > 1:
            whole = next(
                (t for t in reversed(self.tallies[:-1]) if last.outcome in (None, t.outcome) and t.outcome), None
            )
            if whole is not None:
                last.whole, last.outcome = whole, whole.outcome
                self._placed(last, match.end)
            return
        self.list_of, self.list_end = last, match.end

    def _placed(self, tally: Tally, at: int) -> None:
        if self.lattice.find(at, "place_prep") is not None:
            tally.place_at = at

    def _people(self, people: People) -> None:
        tally = Tally(people, self._quantity(people))
        if self.unknown_at >= 0 and people.start - self.unknown_at <= _LONG_REACH:
            return
        if people.form == "definite" or (people.form == "plural" and people.start - self.toll_at <= 1):
            self._heading(people)
            return
        tally.outcome = self._outcome(tally)
        if tally.outcome and people.start - self.not_at <= _LONG_REACH:
            self._deny(tally)
        if people.start - self.loss_at <= _BACK and people.outcome and people.group is None:
            tally.people = msgspec.structs.replace(people, group="combatant")
        self.tallies.append(tally)

    def _deny(self, tally: Tally) -> None:
        """ "No civilian was killed" counts none."""
        if tally.people.form in ("plural", "singular", "other"):
            tally.quantity = _NONE
            if tally.people.outcome == "hurt":
                tally.outcome = "casualties"

    def _quantity(self, people: People) -> Quantity:
        """The count; of "rose from 60 to 73" only the new figure."""
        quantity = people.quantity
        old = quantity.low is not None and quantity.high is not None and quantity.low < quantity.high
        if old and self.rise_at >= 0 and ends_at(self.lattice, "person_of", people.start):
            return Quantity(quantity.high, quantity.high)
        return quantity

    def _heading(self, people: People) -> None:
        """A definite or totalled noun counts nobody; "the number of the dead" waits for its figure."""
        outcome = own_outcome(people)
        if outcome is not None and people.start - self.toll_at <= 1:
            outcome = "killed" if people.outcome == "victim" else outcome
            self.harm = Harm(outcome, people.start, people.end, "head")
            self.list_of = None

    def _outcome(self, tally: Tally) -> Outcome | None:
        """What befell people by the words before them and their own."""
        people, own = tally.people, own_outcome(tally.people)
        harm = self.harm if self.harm and not self.harm.used else None
        if harm is not None and harm.reaches(people) and self._leads(harm, people):
            harm.used = True
            self.list_of = None
            return own if own and harm.kind in ("weak", "head") else harm.outcome
        if self.list_of is not None and people.start - self.list_end <= _LIST_GAP:
            return self._listed(tally, own)
        last = self.tallies[-1] if self.tallies else None
        if own is not None:
            return own if people.form in _CERTAIN or own in ("killed", "injured", "casualties") else None
        if last is not None and people.joined and people.start - last.people.end <= _LIST_GAP:
            return last.outcome
        return None

    def _leads(self, harm: Harm, people: People) -> bool:
        """A heading's figure is led to by a word: the number of the dead rose to."""
        if harm.kind != "head" or people.start == harm.end:
            return True
        return ends_at(self.lattice, "outcome_reach", people.start) or bool(
            self.lattice.find(people.start, "number_bound")
        )

    def _listed(self, tally: Tally, own: Outcome | None) -> Outcome | None:
        """A member of a list of parts."""
        whole = self.list_of
        if whole is None or (own is not None and whole.outcome not in (None, own, "casualties")):
            self.list_of = None
            return own
        tally.whole = whole
        self.list_end = tally.people.end
        self._placed(tally, tally.people.end)
        return own or whole.outcome


_STOPS = frozenset(".؛;:!؟?")
