"""Who was killed, hurt, held, driven out: the people of a sentence, each with what befell it and of whom it is a part.

One pass over a sentence keeps the last word of harm, the people still without an outcome, and the list that "among
them" opened.
"""

import msgspec

from marsad.arabic.numbers import bounded
from marsad.arabic.numerals import ARTICLE
from marsad.grammar.lattice import Lattice, Match
from marsad.read.counting.fates import Fates
from marsad.read.counting.harm import Harm, harm_at, own_outcome
from marsad.read.counting.mood import Mood
from marsad.read.counting.people import ONE, People
from marsad.read.counting.reference import among, amount, explains, settle
from marsad.read.counting.tally import BACK, CERTAIN, LIST_GAP, Ledger, Tally
from marsad.read.sentences import Range

_OF_ONE = ("killed", "injured", "detained", "missing")
"""Outcomes that are told of one person by name."""
_HEARD = frozenset(
    {"part_of", "number_bound", "outcome_between", "outcome_carrier", "outcome_cut", "outcome_loss", "outcome_meet"}
    | {"outcome_not", "outcome_noun", "outcome_reach", "outcome_rise", "outcome_toll", "outcome_verb", "outcome_weak"}
)
"""Labels of words that a sentence's pass stops at."""
_PARTICLES = frozenset({"number_bound", "outcome_cut", "outcome_not", "outcome_reach"})
"""Labels of words that take no article: with one they are some other word (ال+آن is no أن)."""
_STOPS = frozenset(".؛;:!؟?")


class Sentence:
    """One sentence's pass over its people, given by their first token."""

    def __init__(self, lattice: Lattice, people: dict[int, People], span: Range) -> None:
        """Start on tokens `span`."""
        self.lattice, self.people, self.span = lattice, people, span
        self.ledger = Ledger(lattice, span)
        self.mood = Mood()
        self.fates = Fates(lattice, self.ledger, self.mood)
        self.definite: People | None = None

    def run(self) -> list[Tally]:
        """The tallies of the sentence's people in order, some without an outcome."""
        behind = 0
        for at in self._telling():
            if at < behind:
                continue
            if at in self.people:
                self._people(self.people[at])
                behind = self.people[at].end
            else:
                behind = self._word(at)
        return self.ledger.tallies

    def _telling(self) -> list[int]:
        """The tokens at which a pass stops: people, words that are heard, and stops."""
        tokens, (start, end) = self.lattice.tokens, self.span
        heard = self.lattice.where(_HEARD, start, end)
        people = (at for at in self.people if start <= at < end)
        return sorted({*heard, *people, *(at for at in range(start, end) if tokens[at].key in _STOPS)})

    def _word(self, at: int) -> int:
        here = [match for match in self.lattice.at[at] if match.label in _HEARD and not _misread(match)]
        if not here:
            if self.lattice.tokens[at].key in _STOPS:
                self._cut(at + 1)
            return at + 1
        part = self.lattice.find(at, "part_of")
        if part is not None:
            follows = self._list_follows(part.start, part.end)
            self.fates.part(part.value, part.start, part.end, follows=follows)
            return part.end
        date = self.lattice.find(at, "date")
        if date is not None:
            return date.end
        harm = harm_at(self.lattice, at)
        for match in here:
            self._hear(match)
        if harm is not None:
            self._harm(harm)
            return harm.end
        return at + 1

    def _list_follows(self, start: int, end: int) -> bool:
        """Whether the parts are told after "among them"; "five of them and …" tells none."""
        last = self.ledger.last
        for at in range(end, end + 3):
            if at in self.people:
                return last is None or last.people.end != start or not self.people[at].joined
        return False

    def _hear(self, match: Match) -> None:
        self.mood.hear(match)
        last = self.ledger.last
        if match.label == "outcome_cut":
            self._cut(match.end if match.value == "clause" else -1)
        elif match.label == "outcome_between" and last and last.people.form in CERTAIN:
            last.outcome = "casualties"

    def _cut(self, clause: int) -> None:
        """No word of harm reaches further, but a total still to come; -1 leaves the clause's subject standing."""
        self.fates.list_of = None
        if self.fates.harm is not None and self.fates.harm.kind != "head":
            self.fates.harm = None
        if clause >= 0:
            self.ledger.clause = clause

    def _harm(self, harm: Harm) -> None:
        self.ledger.told = harm.end
        if harm.closing:
            self._close(harm)
            return
        if harm.joined and harm.kind != "noun":
            self.mood.clear()
        if harm.speaks_back() and not self._people_follow(harm.end):
            before = self.ledger.before(harm)
            if before is not None:
                self.ledger.tell(before, harm.outcome)
                self.fates.harm = None
                return
        self._of_those(harm)
        self.fates.govern(self.fates.harm.merge(harm) if self.fates.harm else harm)

    def _close(self, harm: Harm) -> None:
        """A noun with a pronoun: they met their death, they go on with their flight; also of one who is only named."""
        if harm.outcome == "displaced":
            before = self.ledger.before(msgspec.structs.replace(harm, driven=True))
            if before is not None:
                self.ledger.tell(before, harm.outcome)
        elif (last := self.ledger.last) and last.outcome == "missing":
            self.ledger.tell(last, harm.outcome)  # the loss of two people, of their lives
        elif (met := self.ledger.close(harm.outcome, self.mood.met)) is not None:
            after = self.lattice.find(harm.end, "number_bound_after")
            met.quantity = bounded(met.quantity, after.value) if after else met.quantity
        elif self.mood.met >= 0:
            self.fates.harm = msgspec.structs.replace(harm, kind="among")

    def _of_those(self, harm: Harm) -> None:
        """Those who were killed: the verb's people are the definite ones before it, or their number is to come."""
        if harm.feature != "plural":
            return
        if self.mood.tolled(harm.start, BACK):
            harm.kind = "head"
        who = self.definite
        if who is not None and self.ledger.between(who.end, harm.start) <= LIST_GAP:
            harm.group, harm.party = who.group, who.party

    def _people_follow(self, at: int) -> bool:
        follow = self.people.get(at)
        if follow is None and harm_at(self.lattice, at) is None:
            follow = self.people.get(at + 1)
        return follow is not None and follow.form in (*CERTAIN, "definite")

    def _people(self, people: People) -> None:
        if self.mood.unknown(people.start) or self.ledger.both(people):
            return
        if self._counts_none(people):
            self._heading(people)
            return
        tally = Tally(people, amount(self.lattice, self.mood, people), clause=self.ledger.clause)
        tally.outcome = self.fates.of(tally)
        if tally.outcome is not None:
            settle(self.mood, tally, self.ledger.last)
        if people.form == "named" and tally.outcome is None:
            return
        if not self.ledger.only_of(people) and not explains(self.lattice, self.ledger, people):
            self.ledger.tallies.append(tally)

    def _counts_none(self, people: People) -> bool:
        """Whether people are only referred to: definite, but for one named with his rank; totals; "among the dead"."""
        if self.mood.tolled(people.start) or (people.form != "singular" and self.mood.reaching(people.start)):
            return people.form in ("definite", "plural")
        if people.form == "definite":
            if self.fates.list_of is not None and people.quantity == ONE and self.fates.list_end == people.start:
                return False
            harm = self.fates.harm
            named = people.quantity == ONE and harm is not None and not harm.used and harm.kind in ("noun", "verb")
            return not (named and harm and harm.outcome in _OF_ONE and not self.ledger.between(harm.end, people.start))
        if people.form != "plural" or not people.outcome:
            return False
        return among(self.lattice, people) or self.lattice.find(people.start - 1, "person_force") is not None

    def _heading(self, people: People) -> None:
        """A definite or totalled noun counts nobody; it may say whose count comes, or what befell those before."""
        self.definite = people
        outcome, last = own_outcome(people), self.ledger.last
        if outcome is None:
            return
        inside = among(self.lattice, people)
        if last and last.outcome is None and last.people.form == "number" and self.mood.tolled(people.start):
            self.ledger.tell(last, outcome)  # rose to 123 the number of the dead
            return
        if last and last.outcome and people.joined and last.people.end == people.start:
            self.ledger.second(people, outcome)
        elif last and last.outcome is None and inside and self._were_among(last, people):
            self.ledger.tell(last, outcome)
        elif inside or self.mood.tolled(people.start) or self.mood.reaching(people.start):
            outcome = "killed" if people.outcome == "victim" else outcome
            kind = "among" if inside else "head"
            self.mood.reached = self.mood.reached or self.mood.reaching(people.start)
            self.fates.govern(Harm(outcome, people.start, people.end, kind, group=people.group, party=people.party))

    def _were_among(self, last: Tally, people: People) -> bool:
        """Whether two commanders were among those killed."""
        return (
            last.people.form in CERTAIN
            and last.people.start >= self.ledger.clause
            and not self._people_follow(people.end)
        )


def _misread(match: Match) -> bool:
    return match.label in _PARTICLES and match.prefix.endswith(ARTICLE)
