"""What befell people: the word of harm that governs them, the list that they stand in, or what their own noun says."""

import msgspec

from marsad.arabic.numbers import bounded
from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Outcome
from marsad.read.counting.harm import HURT, Harm, own_outcome
from marsad.read.counting.mood import Mood
from marsad.read.counting.people import People
from marsad.read.counting.persons import ends_at
from marsad.read.counting.reference import rises
from marsad.read.counting.tally import ACROSS, CERTAIN, LIST_GAP, Ledger, Tally


class Fates:
    """A sentence's last word of harm, and its open list of parts: `list_of` the whole, `list_end` its last end."""

    def __init__(self, lattice: Lattice, ledger: Ledger, mood: Mood) -> None:
        """Nothing has befallen anybody yet."""
        self.lattice, self.ledger, self.mood = lattice, ledger, mood
        self.harm: Harm | None = None
        self.subject: Tally | None = None
        self.list_of: Tally | None = None
        self.list_end = -1

    def govern(self, harm: Harm) -> None:
        """A new word of harm governs what follows; lists of parts end before it."""
        self.harm, self.list_of = harm, None

    def part(self, value: str, start: int, end: int, *, follows: bool) -> None:
        """Among them, at tokens `[start, end)`: opens a list of parts, or makes the last people a part."""
        whole = self.ledger.whole()
        if whole is None or (value == "they-are" and not follows):
            return
        if follows or whole.people.end != start:
            self.list_of, self.list_end = whole, end
            return
        larger = self.ledger.whole_of_last()
        if larger is not None:
            whole.whole, whole.outcome = larger, larger.outcome
            self.place(whole, end)

    def of(self, tally: Tally) -> Outcome | None:
        """What befell people by the words before them and their own."""
        people, own = tally.people, own_outcome(tally.people)
        gap = ACROSS if people.joined and people.form in CERTAIN else LIST_GAP
        if self.list_of is not None and self.ledger.between(self.list_end, people.start) <= gap:
            return self._listed(self.list_of, tally, own)
        harm = self._leading(people, own)
        if harm is not None:
            return self._take(harm, tally, own)
        listed = self.ledger.listed(people)
        tally.lent = listed is not None and own is None
        if own is None:
            fighters = people.form == "counted" and people.group == "combatant"
            return "killed" if fighters and not listed and self.mood.lost(people.start, LIST_GAP) else listed
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
        return harm if led or rises(self.lattice, self.mood, people) else None

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
        suffered = harm.kind in ("head", "among") or harm.outcome == "displaced"
        if suffered and people.group is None and people.party < 0 and (harm.group or harm.party >= 0):
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
        if tally.people.form in CERTAIN:
            self.place(tally, tally.people.end)
        return own or whole.outcome

    def place(self, tally: Tally, at: int) -> None:
        """Note where a place of the people's own may stand."""
        if self.lattice.find(at, "place_prep") is not None:
            tally.place_at = at
