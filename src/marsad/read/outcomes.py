"""Who was killed, hurt, held, driven out: the people of a sentence, each with what befell it and of whom it is a part.

One pass over a sentence keeps the last word of harm, the people still without an outcome, and the list that "among
them" opened.
"""

import msgspec

from marsad.arabic.numbers import Quantity
from marsad.grammar.lattice import Lattice, Match
from marsad.model.vocabulary import Outcome
from marsad.read.harm import HURT, Harm, harm_at, own_outcome
from marsad.read.mood import Mood
from marsad.read.people import People
from marsad.read.persons import ends_at
from marsad.read.sentences import Range

_LIST_GAP = 4
"""Words between two members of one list of people."""
_BACK = 12
"""Words between people and a verb after them that tells what befell them."""
_ACROSS = 10
"""Words between the one who kills and those who are killed."""
_CERTAIN = ("counted", "dual", "number")
_NONE = Quantity(0, 0)
_STOPS = frozenset(".؛;:!؟?")


class Tally(msgspec.Struct, gc=False):
    """People with an outcome; `whole` is the tally that they are a part of."""

    people: People
    quantity: Quantity
    outcome: Outcome | None = None
    whole: "Tally | None" = None
    place_at: int | None = None


class Sentence:
    """One sentence's pass; `tallies` are its people in order, some without an outcome."""

    def __init__(self, lattice: Lattice, people: dict[int, People], span: Range) -> None:
        """Start on tokens `span` with the people that were found in them, by their first token."""
        self.lattice, self.people, self.span = lattice, people, span
        self.words = _words_before(lattice, span)
        self.tallies: list[Tally] = []
        self.mood = Mood()
        self.harm: Harm | None = None
        self.subject: Tally | None = None
        self.definite: People | None = None
        self.list_of: Tally | None = None
        self.list_end = -1
        self.clause = span[0]

    def run(self) -> list[Tally]:
        """Pass over the sentence's tokens."""
        at, end = self.span
        while at < end:
            if at in self.people:
                self._people(self.people[at])
                at = self.people[at].end
            else:
                at = self._word(at)
        return self.tallies

    def _between(self, start: int, end: int) -> int:
        """How many words stand between two tokens, marks and dates left out."""
        first, last = self.span
        return self.words[min(end, last) - first] - self.words[min(start, last) - first]

    def _word(self, at: int) -> int:
        here = self.lattice.at[at]
        if not here:
            if self.lattice.tokens[at].key in _STOPS:
                self._cut(at + 1)
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
            self.mood.hear(match)
            if match.label == "outcome_cut":
                self._cut(match.end if match.value == "clause" else -1)
        return at + 1

    def _cut(self, clause: int) -> None:
        """No word of harm reaches further, but a total that is still to come; -1 leaves the clause's subject standing."""
        self.list_of = None
        if self.harm is not None and self.harm.kind != "head":
            self.harm = None
        if clause >= 0:
            self.clause = clause

    def _harm(self, harm: Harm) -> None:
        if harm.closing:
            self._close(harm)
            return
        before = self._waiting(harm)
        if before is not None:
            self._tell(before, harm.outcome)
            self.harm = None
            return
        if (
            self.definite is not None
            and harm.feature == "plural"
            and self._between(self.definite.end, harm.start) <= _LIST_GAP
        ):
            harm.group, harm.party = self.definite.group, self.definite.party
        self.harm = self.harm.merge(harm) if self.harm else harm
        self.list_of = None

    def _close(self, harm: Harm) -> None:
        """They met their death: the people after "met", or the last ones before it."""
        waiting = [t for t in self.tallies if t.outcome is None and not t.whole]
        met = [t for t in waiting if t.people.start >= self.mood.met]
        if self.mood.met >= 0 and waiting:
            self._tell(met[0] if met else waiting[-1], harm.outcome)

    def _waiting(self, harm: Harm) -> Tally | None:
        """The people before a verb of harm that it speaks of."""
        if harm.kind not in ("verb", "weak") or harm.joined or self._people_follow(harm.end):
            return None
        for tally in reversed(self.tallies):
            people = tally.people
            if people.start < self.clause:
                return None
            if tally.outcome is None and tally.whole is None and people.form != "number":
                return tally if self._between(people.end, harm.start) <= self._back(people, harm) else None
        return None

    def _back(self, people: People, harm: Harm) -> int:
        """How many words may stand between people and a verb of harm after them."""
        if people.form in ("counted", "dual"):
            return _BACK if harm.kind == "verb" else _LIST_GAP if harm.feature else -1
        if harm.kind == "weak":
            return -1
        if people.start - self.clause <= 1:
            return _BACK
        return 3 if harm.feature in ("dual", "plural") or people.form == "other" else 1

    def _people_follow(self, at: int) -> bool:
        follow = self.people.get(at) or (self.people.get(at + 1) if harm_at(self.lattice, at) is None else None)
        return follow is not None and follow.form in _CERTAIN

    def _tell(self, tally: Tally, outcome: Outcome) -> None:
        """Say what befell people, the parts of them that wait with them, and those that they are joined to."""
        tally.outcome = outcome
        at = self.tallies.index(tally)
        for part in self.tallies[at:]:
            if part.whole is tally and part.outcome is None:
                part.outcome = outcome
        before = self.tallies[at - 1] if at else None
        if before and tally.people.joined and before.outcome is None and before.people.form in _CERTAIN:
            self._tell(before, outcome)

    def _part(self, match: Match) -> None:
        """Among them: opens a list of parts, or makes the people before it a part of those before them."""
        last = self._whole()
        if last is None:
            return
        follows = any(at in self.people for at in range(match.end, match.end + 3))
        if follows or last.people.end != match.start:
            self.list_of, self.list_end = last, match.end
            return
        whole = next((t for t in reversed(self.tallies[:-1]) if t.outcome and last.outcome in (None, t.outcome)), None)
        if whole is not None:
            last.whole, last.outcome = whole, whole.outcome
            self._place(last, match.end)

    def _whole(self) -> Tally | None:
        """The last people, but not bare ones that only say who those before them are."""
        last = self.tallies[-1] if self.tallies else None
        if last is not None and last.outcome is None and last.people.form not in _CERTAIN and len(self.tallies) > 1:
            before = self.tallies[-2]
            return before if before.outcome and before.people.start >= self.clause else last
        return last

    def _place(self, tally: Tally, at: int) -> None:
        if self.lattice.find(at, "place_prep") is not None:
            tally.place_at = at

    def _people(self, people: People) -> None:
        if self.mood.unknown(people.start):
            return
        if people.form == "definite" or (people.form == "plural" and self.mood.tolled(people.start)):
            self._heading(people)
            return
        tally = Tally(people, self._quantity(people))
        tally.outcome = self._outcome(tally)
        if tally.outcome is not None:
            self._settle(tally)
        if not self._same_of(people):
            self.tallies.append(tally)

    def _same_of(self, people: People) -> bool:
        """Whether bare people only go on with those whom the count before was taken from."""
        last = self.tallies[-1].people if self.tallies else None
        if last is None or last.party < 0 or people.form != "plural" or people.outcome:
            return False
        return people.joined and self._between(last.end, people.start) <= _LIST_GAP

    def _settle(self, tally: Tally) -> None:
        """A "not" makes bare people none; those whom a party loses are its fighters."""
        people = tally.people
        if self.mood.denied(people.start) and people.form in ("plural", "singular", "other"):
            tally.quantity = _NONE
            if people.outcome == "hurt":
                tally.outcome = "casualties"
        if people.group is None and people.outcome and self.mood.lost(people.start):
            tally.people = msgspec.structs.replace(people, group="combatant")

    def _quantity(self, people: People) -> Quantity:
        """The count; of "rose from 60 to 73" only the new figure."""
        quantity = people.quantity
        old = quantity.low is not None and quantity.high is not None and quantity.low < quantity.high
        if old and self.mood.rising() and ends_at(self.lattice, "person_of", people.start):
            return Quantity(quantity.high, quantity.high)
        return quantity

    def _heading(self, people: People) -> None:
        """A definite or totalled noun counts nobody itself."""
        last = self.tallies[-1] if self.tallies else None
        if last and last.outcome and people.joined and people.outcome and last.people.end == people.start:
            self._second(last, people)
            return
        self.definite = people
        outcome = own_outcome(people)
        kind = (
            "head"
            if self.mood.tolled(people.start)
            else "among"
            if ends_at(self.lattice, "person_of", people.start)
            else ""
        )
        if outcome is not None and kind:
            outcome = "killed" if people.outcome == "victim" else outcome
            self.harm = Harm(outcome, people.start, people.end, kind, group=people.group, party=people.party)
            self.list_of = None

    def _second(self, last: Tally, people: People) -> None:
        """Tens of dead and wounded are casualties, not told apart; many dead and wounded are many of each."""
        outcome = own_outcome(people)
        if last.quantity.high is None:
            self.tallies.append(Tally(people, last.quantity, outcome))
        elif {last.outcome, outcome} <= HURT:
            last.outcome = "casualties"

    def _outcome(self, tally: Tally) -> Outcome | None:
        """What befell people by the words before them and their own."""
        people, own = tally.people, own_outcome(tally.people)
        if self._led(people, own):
            return self._take(tally, own)
        if self.list_of is not None and self._between(self.list_end, people.start) <= _LIST_GAP:
            return self._listed(tally, own)
        last = self.tallies[-1] if self.tallies else None
        gap = _ACROSS if people.form in _CERTAIN else _LIST_GAP
        listed = last is not None and people.joined and self._between(last.people.end, people.start) <= gap
        if own is not None:
            return own if people.form in _CERTAIN or own in HURT or (listed and last and last.outcome) else None
        if people.group == "combatant" and people.form == "counted" and self.mood.lost(people.start):
            return "killed"
        return last.outcome if last and listed else None

    def _led(self, people: People, own: Outcome | None) -> bool:
        """Whether the last word of harm governs people."""
        harm = self.harm
        if harm is None or (own in HURT and harm.kind in ("verb", "noun") and harm.outcome not in HURT):
            return False
        words = self._between(harm.end, people.start)
        if harm.used:
            return self._object(harm, people, words)
        if not harm.reaches(people, words):
            return False
        if harm.kind != "head" or not words:
            return True
        return ends_at(self.lattice, "outcome_reach", people.start) or bool(
            self.lattice.find(people.start, "number_bound")
        )

    def _object(self, harm: Harm, people: People, words: int) -> bool:
        """Whether people are the object of a verb whose subject was taken for it: one man killed three people."""
        subject = self.subject
        if subject is None or subject not in self.tallies or people.joined or people.form not in _CERTAIN:
            return False
        if words > _ACROSS or harm.kind != "verb" or (people.group == "combatant" != subject.people.group):
            return False
        self.tallies.remove(subject)
        return True

    def _take(self, tally: Tally, own: Outcome | None) -> Outcome:
        """The people of the last word of harm."""
        harm = self.harm
        assert harm is not None  # noqa: S101 - _led asked
        harm.used, self.list_of = True, None
        self.subject = tally if tally.people.form in ("singular", "plural") else None
        if tally.people.group is None and (harm.group or harm.party >= 0):
            tally.people = msgspec.structs.replace(tally.people, group=harm.group, party=harm.party)
        return own if own and harm.kind in ("weak", "head") else harm.outcome

    def _listed(self, tally: Tally, own: Outcome | None) -> Outcome | None:
        """A member of a list of parts."""
        whole = self.list_of
        if whole is None or (own is not None and whole.outcome not in (None, own, "casualties")):
            self.list_of = None
            return own
        tally.whole = whole
        self.list_end = tally.people.end
        self._place(tally, tally.people.end)
        return own or whole.outcome


def _words_before(lattice: Lattice, span: Range) -> list[int]:
    """How many words stand before each token of a sentence and before its end, marks and dates left out."""
    found, count, dated = [0], 0, 0
    for at in range(*span):
        date = lattice.find(at, "date") if lattice.at[at] else None
        if date is not None:
            dated = max(dated, date.end)
        count += at >= dated and lattice.tokens[at].kind != "mark"
        found.append(count)
    return found
