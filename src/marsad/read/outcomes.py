"""Who was killed, hurt, held, driven out: the people of a sentence, each with what befell it and of whom it is a part.

One pass over a sentence keeps the last word of harm, the people still without an outcome, and the list that "among
them" opened.
"""

import msgspec

from marsad.arabic.numbers import Quantity, bounded
from marsad.arabic.numerals import ARTICLE
from marsad.grammar.lattice import Lattice, Match
from marsad.model.vocabulary import Outcome
from marsad.read.harm import HURT, Harm, harm_at, own_outcome
from marsad.read.mood import Mood
from marsad.read.people import ONE, People
from marsad.read.persons import ends_at
from marsad.read.sentences import Range
from marsad.read.tally import ACROSS, BACK, CERTAIN, LIST_GAP, Ledger, Tally

_NONE = Quantity(0, 0)
_FEW = 2
_OF_ONE = ("killed", "injured", "detained", "released", "missing")
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
        self.harm: Harm | None = None
        self.subject: Tally | None = None
        self.definite: People | None = None
        self.list_of: Tally | None = None
        self.list_end = -1

    def run(self) -> list[Tally]:
        """The tallies of the sentence's people in order, some without an outcome."""
        at, end = self.span
        while at < end:
            if at in self.people:
                self._people(self.people[at])
                at = self.people[at].end
            else:
                at = self._word(at)
        return self.ledger.tallies

    def _word(self, at: int) -> int:
        here = [match for match in self.lattice.at[at] if match.label in _HEARD and not _misread(match)]
        if not here:
            if self.lattice.tokens[at].key in _STOPS:
                self._cut(at + 1)
            return at + 1
        part = self.lattice.find(at, "part_of")
        if part is not None:
            self._part(part)
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

    def _hear(self, match: Match) -> None:
        self.mood.hear(match)
        last = self.ledger.last
        if match.label == "outcome_cut":
            self._cut(match.end if match.value == "clause" else -1)
        elif match.label == "outcome_between" and last and last.people.form in CERTAIN:
            last.outcome = "casualties"

    def _cut(self, clause: int) -> None:
        """No word of harm reaches further, but a total still to come; -1 leaves the clause's subject standing."""
        self.list_of = None
        if self.harm is not None and self.harm.kind != "head":
            self.harm = None
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
                self.harm = None
                return
        self._of_those(harm)
        self.harm = self.harm.merge(harm) if self.harm else harm
        self.list_of = None

    def _close(self, harm: Harm) -> None:
        """A noun with a pronoun: they met their death, they go on with their flight; also of one who is only named."""
        if harm.outcome == "displaced":
            before = self.ledger.before(msgspec.structs.replace(harm, driven=True))
            if before is not None:
                self.ledger.tell(before, harm.outcome)
        elif not self.ledger.close(harm.outcome, self.mood.met) and self.mood.met >= 0:
            self.harm = msgspec.structs.replace(harm, kind="among")

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

    def _part(self, match: Match) -> None:
        """Among them: opens a list of parts, or makes the people before it a part of those before them."""
        whole = self.ledger.whole()
        follows = any(at in self.people for at in range(match.end, match.end + 3))
        if whole is None or (match.value == "they-are" and not follows):
            return
        if follows or whole.people.end != match.start:
            self.list_of, self.list_end = whole, match.end
            return
        larger = self.ledger.whole_of_last()
        if larger is not None:
            whole.whole, whole.outcome = larger, larger.outcome
            self._place(whole, match.end)

    def _place(self, tally: Tally, at: int) -> None:
        if self.lattice.find(at, "place_prep") is not None:
            tally.place_at = at

    def _people(self, people: People) -> None:
        if self.mood.unknown(people.start) or self._either(people):
            return
        if self._counts_none(people):
            self._heading(people)
            return
        tally = Tally(people, self._quantity(people), clause=self.ledger.clause)
        tally.outcome = self._outcome(tally)
        if tally.outcome is not None:
            self._settle(tally)
        if not self.ledger.only_of(people) and not self._explains(people) and (tally.outcome or people.form != "named"):
            self.ledger.tallies.append(tally)

    def _either(self, people: People) -> bool:
        """Eleven dead and wounded, both in the singular of counted things, are casualties."""
        last = self.ledger.last
        if last is None or people.form != "singular" or not people.outcome or last.people.end != people.start:
            return False
        if not people.joined or not last.people.outcome or (last.quantity.low or 0) <= _FEW:
            return False
        last.outcome = "casualties"
        return True

    def _explains(self, people: People) -> bool:
        """Whether people without a number only say who those counted before them are: hundreds, of one family."""
        last = self.ledger.last
        if last is None or last.people.form not in CERTAIN or self.lattice.find(people.start, "number") is not None:
            return False
        return (
            ends_at(self.lattice, "person_of", people.start, value="of")
            and self.ledger.between(last.people.end, people.start) <= _FEW
        )

    def _counts_none(self, people: People) -> bool:
        """Whether people are only referred to: definite, but for one named with his rank; totals; "among the dead"."""
        if people.form == "definite":
            harm = self.harm
            named = people.quantity == ONE and harm is not None and not harm.used and harm.kind in ("noun", "verb")
            return not (named and harm and harm.outcome in _OF_ONE and not self.ledger.between(harm.end, people.start))
        if people.form != "plural":
            return False
        return self.mood.tolled(people.start) or (bool(people.outcome) and self._among(people))

    def _among(self, people: People) -> bool:
        return ends_at(self.lattice, "person_of", people.start)

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
        """A definite or totalled noun counts nobody; it may say whose count comes, or what befell those before."""
        self.definite = people
        outcome, last = own_outcome(people), self.ledger.last
        if outcome is None:
            return
        among = self._among(people)
        if last and last.outcome and people.joined and last.people.end == people.start:
            self._second(last, people, outcome)
        elif last and last.outcome is None and among and self._were_among(last, people):
            self.ledger.tell(last, outcome)
        elif among or self.mood.tolled(people.start):
            outcome = "killed" if people.outcome == "victim" else outcome
            kind = "head" if self.mood.tolled(people.start) else "among"
            self.harm = Harm(outcome, people.start, people.end, kind, group=people.group, party=people.party)
            self.list_of = None

    def _were_among(self, last: Tally, people: People) -> bool:
        """Whether two commanders were among those killed."""
        return (
            last.people.form in CERTAIN
            and last.people.start >= self.ledger.clause
            and not self._people_follow(people.end)
        )

    def _second(self, last: Tally, people: People, outcome: Outcome) -> None:
        """Tens of dead and wounded are casualties, not told apart; many dead and wounded are many of each."""
        if last.quantity.high is None:
            self.ledger.tallies.append(Tally(people, last.quantity, outcome))
        elif {last.outcome, outcome} <= HURT:
            last.outcome = "casualties"

    def _outcome(self, tally: Tally) -> Outcome | None:
        """What befell people by the words before them and their own."""
        people, own = tally.people, own_outcome(tally.people)
        if self.list_of is not None and self.ledger.between(self.list_end, people.start) <= LIST_GAP:
            return self._listed(self.list_of, tally, own)
        harm = self._leading(people, own)
        if harm is not None:
            return self._take(harm, tally, own)
        listed = self.ledger.listed(people)
        if own is None:
            return listed
        sure = people.form in CERTAIN or listed or self.mood.carried(people.start)
        plain = own in HURT and people.form == "plural" and (people.outcome != "victim" or people.group)
        return own if sure or plain else None

    def _leading(self, people: People, own: Outcome | None) -> Harm | None:
        """The last word of harm, where it governs people."""
        harm = self.harm
        if harm is None or (own in HURT and harm.kind in ("verb", "noun") and harm.outcome not in HURT):
            return None
        words = self.ledger.between(harm.end, people.start)
        if harm.used:
            return harm if self._object(harm, people, words) else None
        if not harm.reaches(people, words):
            return None
        if harm.kind != "head" or not words or self.mood.reached:
            return harm
        led = ends_at(self.lattice, "outcome_reach", people.start) or self.lattice.find(people.start, "number_bound")
        return harm if led else None

    def _object(self, harm: Harm, people: People, words: int) -> bool:
        """Whether people are the object of a verb whose subject was taken for it: one man killed three people."""
        subject = self.subject
        if subject is None or subject not in self.ledger.tallies or people.joined or people.form not in CERTAIN:
            return False
        if words > ACROSS or harm.kind != "verb" or (people.group == "combatant" != subject.people.group):
            return False
        self.ledger.tallies.remove(subject)
        return True

    def _take(self, harm: Harm, tally: Tally, own: Outcome | None) -> Outcome:
        """The people of a word of harm."""
        people = tally.people
        harm.used, self.list_of = True, None
        self.subject = tally if people.form in ("singular", "plural") else None
        if people.group is None and (harm.group or harm.party >= 0):
            tally.people = msgspec.structs.replace(people, group=harm.group, party=harm.party)
        if harm.kind == "head" and self.mood.exceeded:
            tally.quantity = bounded(tally.quantity, "more-than")
            self.mood.exceeded = False
        if harm.outcome == "missing" and people.group == "combatant" and people.party >= 0:
            return "killed"  # a party lost so many of its fighters
        return own if own and harm.kind in ("weak", "head") else harm.outcome

    def _listed(self, whole: Tally, tally: Tally, own: Outcome | None) -> Outcome | None:
        """A member of a list of parts."""
        if (own is not None and whole.outcome not in (None, own, "casualties")) or not self.ledger.fits(whole, tally):
            self.list_of = None
            return own or whole.outcome
        tally.whole = whole
        self.list_end = tally.people.end
        self._place(tally, tally.people.end)
        return own or whole.outcome


def _misread(match: Match) -> bool:
    return match.label in _PARTICLES and match.prefix.endswith(ARTICLE)
