"""The words of a phrase that counts people, one after another: noun, adjectives, others, a bound, "of" whom."""

from typing import cast

from marsad.arabic.clitics import JOINER
from marsad.arabic.inflect import ACCUSATIVE
from marsad.arabic.numbers import Quantity, bounded
from marsad.arabic.numerals import ARTICLE
from marsad.grammar.lattice import Lattice, Match
from marsad.model.vocabulary import Group
from marsad.read.counting.people import Form, People
from marsad.read.counting.persons import Noun, annexed, joined, noun_at

_MODIFIERS = 4
"""Words after a counted noun that may tell its group or bound."""
_UNTOLD = (None, "person")
_PAIR = {"child", "woman"}


class Phrase:
    """A phrase while it is read, from token `start` to `at`."""

    def __init__(self, lattice: Lattice, start: int, quantity: Quantity, at: int) -> None:
        """A phrase whose number, if it has one, is read up to `at`."""
        self.lattice, self.start, self.quantity, self.at = lattice, start, quantity, at
        self.group: Group | None = None
        self.outcome = ""
        self.party = -1
        self.other = False
        self.definite: bool | None = None

    def people(self, form: Form) -> People:
        """What was read."""
        return People(
            start=self.start, end=self.at, quantity=self.quantity, form=form, group=self.group,
            outcome=self.outcome, party=self.party, joined=joined(self.lattice, self.start),
            others=self.other or form == "other",
        )  # fmt: skip

    def noun(self, noun: Noun | None) -> None:
        """Take a noun up."""
        if noun is None:
            return
        self.group, self.outcome, self.at, self.definite = noun.group, noun.outcome, noun.end, noun.definite
        fate = self.lattice.find(self.at, "outcome_noun") if noun.member else None
        if fate is not None and fate.prefix in ("", ARTICLE):
            self.outcome, self.at = fate.value, fate.end  # cases of suffocation

    def taken_from(self, at: int) -> None:
        """Those at a token whom a number is taken from; members are as the body that they belong to."""
        noun = noun_at(self.lattice, at)
        self.party = self.at = noun.end if noun else at
        if noun is not None:
            group = noun.group
            body = noun_at(self.lattice, noun.end) if noun.member and not noun.definite else None
            if body is not None and not joined(self.lattice, noun.end):
                group, self.party, self.at = body.group, body.end, body.end
            self.group = group if self.group in _UNTOLD and group else self.group
            fate = self.lattice.find(self.at, "outcome_noun") if noun.member else None
            if fate is not None and fate.prefix in ("", ARTICLE):
                self.outcome, self.at = fate.value, fate.end  # hundreds of cases of suffocation
            if not (noun.definite and noun.outcome == "victim"):  # some of the victims need not be dead
                self.outcome = noun.outcome or self.outcome
            self.definite = noun.definite
            self.mixed(noun)
        self._bound_behind()

    def _bound_behind(self) -> None:
        """A bound that only stands after the party that people are taken from."""
        for near in range(self.at, min(self.at + _MODIFIERS, len(self.lattice.tokens))):
            after = self.lattice.find(near, "number_bound_after")
            if after is not None:
                self.quantity = bounded(self.quantity, after.value)
            if self.lattice.tokens[near].kind != "word" or self.lattice.find(near, "number") is not None:
                return

    def modified(self) -> None:
        """What the words after a noun add: a finer group, a bound, "others", and whom they are taken from."""
        for _ in range(_MODIFIERS):
            labels = (
                {m.label: m for m in reversed(self.lattice.at[self.at])} if self.at < len(self.lattice.tokens) else {}
            )
            bound, of = labels.get("number_bound_after"), labels.get("person_of")
            harmed = labels.get("outcome_adjective")
            word = self._other(labels) or self._adjective(labels) or self._apposed(labels)
            if bound is not None:
                self.quantity, self.at = bounded(self.quantity, bound.value), bound.end
            elif (
                harmed
                and not harmed.prefix
                and not self.outcome
                and self.at > self.start
                and "outcome_noun" not in labels
            ):
                self.outcome, self.at = harmed.value, harmed.end
            elif word is not None:
                self._word(word)
            elif of is not None and of.value != "among" and self.party < 0 and self.group in _UNTOLD:
                self.taken_from(of.end)
            elif of is not None and of.value == "among" and self.outcome and self._harmed_among(of.end):
                continue
            else:
                return

    def _harmed_among(self, at: int) -> bool:
        """Eight dead among the soldiers."""
        noun = noun_at(self.lattice, at)
        if noun is None or noun.outcome or not (noun.definite or (noun.plural and annexed(self.lattice, noun.end))):
            return False
        self.group, self.at = noun.group, noun.end
        if joined(self.lattice, self.at) and noun_at(self.lattice, self.at):
            self.group = None  # soldiers and civilians
        return True

    def _other(self, labels: dict[str, Match]) -> Match | None:
        """Others, or another, but not "one of the two"."""
        word = labels.get("person_other")
        return word if word and word.value != "one" and not word.prefix.startswith(JOINER) else None

    def _adjective(self, labels: dict[str, Match]) -> Match | None:
        """An adjective, definite as its noun is."""
        word = labels.get("person_adjective")
        if word is None or word.prefix.startswith(JOINER):
            return None
        return word if self.definite in (None, word.prefix.endswith(ARTICLE)) else None

    def _apposed(self, labels: dict[str, Match]) -> Match | None:
        """A second noun that says who the counted are, in the same case: 18 insurgents, Houthis."""
        word = labels.get("person_nation") or labels.get("person_noun")
        if word is None or word.prefix or word.suffix or "outcome_noun" in labels or "number" in labels:
            return None
        tokens = self.lattice.tokens
        agree = tokens[self.at - 1].key.endswith(ACCUSATIVE) == tokens[self.at].key.endswith(ACCUSATIVE)
        return word if agree and "dual" not in word.feature else None

    def _word(self, word: Match) -> None:
        self.at = word.end
        if word.label == "person_other":
            self.other = True
        elif word.value not in ("plain", "person") and self.group in _UNTOLD:
            self.group = cast("Group", word.value)

    def mixed(self, noun: Noun) -> None:
        """Ten children and women are one figure of either."""
        if self.group not in _PAIR or not noun.plural or not joined(self.lattice, noun.end):
            return
        second = noun_at(self.lattice, noun.end)
        if second is not None and second.plural and {self.group, second.group} == _PAIR:
            self.group, self.at = "woman_or_child", second.end
