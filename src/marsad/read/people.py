"""Counted people: a number with its noun, a dual, a plural, one person, or only "others" (codebook, "counts")."""

from typing import Literal, cast

import msgspec

from marsad.arabic.clitics import JOINER
from marsad.arabic.inflect import ACCUSATIVE
from marsad.arabic.numbers import Quantity, bounded
from marsad.arabic.numerals import ARTICLE
from marsad.grammar.lattice import Lattice, Match
from marsad.model.vocabulary import Group
from marsad.read.persons import Joint, Noun, annexed, joined, noun_at
from marsad.read.words import QUOTES

Form = Literal["counted", "number", "dual", "plural", "singular", "other", "definite", "named"]
_MODIFIERS = 4
"""Words after a counted noun that may tell its group or bound."""
_UNTOLD = (None, "person")
_PAIR = {"child", "woman"}
_OPENERS = frozenset(
    {"number", "number_one_of", "outcome_adjective", "person_given", "person_nation"} | {"person_noun", "person_other"}
)
_YEARS = range(1900, 2100)
ONE, TWO, SEVERAL = Quantity(1, 1), Quantity(2, 2), Quantity(2, None)


class People(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Tokens `[start, end)` count people; `group` is null where the words do not say.

    `outcome` is what the noun itself says ("" where it says nothing); `party` is the token after "of", where a party
    may stand, or -1; `joined` tells of a conjunction before them.
    """

    start: int
    end: int
    quantity: Quantity
    form: Form
    group: Group | None = None
    outcome: str = ""
    party: int = -1
    joined: Joint = ""


def opens_people(lattice: Lattice, at: int) -> bool:
    """Whether any word of people starts at a token: a quick look before a long one."""
    here = lattice.at[at]
    return bool(here) and not _OPENERS.isdisjoint([match.label for match in here])


def people_at(lattice: Lattice, at: int) -> People | None:
    """The people that are counted by the phrase that starts at a token, or None."""
    if lattice.find(at, "date") is not None:
        return None
    number = lattice.find(at, "number")
    if number is not None:
        return None if number.value else _Phrase(lattice, at, number.data, number.end).counted()
    other = lattice.find(at, "person_other")
    if other is not None:
        return _others(lattice, other)
    one = lattice.find(at, "number_one_of")
    if one is not None and one.value == "1" and not one.prefix.endswith(ARTICLE):
        return _Phrase(lattice, at, ONE, one.end).one_of()
    noun = None if lattice.find(at, "outcome_noun") else noun_at(lattice, at)
    if noun is None:
        given = lattice.find(at, "person_given")
        return _Phrase(lattice, at, ONE, given.end).people("named") if given and not given.suffix else None
    return _Phrase(lattice, at, SEVERAL, at).bare(noun)


def _others(lattice: Lattice, other: Match) -> People | None:
    """Others, or another, but not the other of two who are counted already."""
    if other.value == "1" and other.prefix.endswith(ARTICLE):
        return None
    quantity = SEVERAL if other.value.endswith("-") else TWO if other.value == "2" else ONE
    return _Phrase(lattice, other.start, quantity, other.end).people("other")


class _Phrase:
    """A phrase while it is read, from its first token to `at`."""

    def __init__(self, lattice: Lattice, start: int, quantity: Quantity, at: int) -> None:
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
        )  # fmt: skip

    def counted(self) -> People | None:
        """A number with its noun, or with those whom it is taken from, or alone."""
        of = self.lattice.find(self.at, "person_of")
        noun = None
        if of is not None and of.value == "of":
            self._taken_from(of.end)
        else:
            self._unquote()
            noun = None if joined(self.lattice, self.at) else noun_at(self.lattice, self.at)
            self._noun(noun)
        self._modified()
        if noun is not None:
            self._mixed(noun)
            if noun.definite and self.lattice.find(self.start, "number_some"):
                self.outcome = ""  # some of those known to be hurt
        either = self.lattice.find(self.at, "outcome_between")
        if either is not None:
            self.outcome, self.at = either.value, either.end
        if noun or self.other or either or self.party >= 0 or self.group:
            return self.people("counted")
        return None if self._no_people() else self.people("number")

    def _no_people(self) -> bool:
        """Whether a number alone is an adjective (one) or a year."""
        if self.quantity == ONE or self.lattice.find(self.start, "number_some"):
            return self.lattice.find(self.at, "part_of") is None
        return self.quantity.low == self.quantity.high and (self.quantity.low or 0) in _YEARS

    def one_of(self) -> People | None:
        """One out of a named many: one of its fighters."""
        noun = noun_at(self.lattice, self.at)
        if (noun is None or not noun.plural) and self.lattice.find(self.at, "person_force") is None:
            return None
        self._taken_from(self.at)
        return self.people("counted")

    def bare(self, noun: Noun) -> People:
        """People without a number: two, several, one, or a definite noun, whose number may follow it."""
        form: Form = "plural" if noun.plural else "dual" if "dual" in noun.features else "singular"
        self.quantity = SEVERAL if form == "plural" else TWO if form == "dual" else ONE
        self._noun(noun)
        self._modified()
        if self.party < 0 and noun.outcome and noun.plural:
            self.party = self.at  # the dead of a party
        figure = self._figure(definite=noun.definite)
        if figure is not None:
            self.quantity, self.at = figure.data, figure.end
            return self.people("counted")
        if form != "dual" and (noun.definite or (form == "plural" and annexed(self.lattice, self.at))):
            form = "definite"
        return self.people(form)

    def _noun(self, noun: Noun | None) -> None:
        if noun is None:
            return
        self.group, self.outcome, self.at, self.definite = noun.group, noun.outcome, noun.end, noun.definite
        fate = self.lattice.find(self.at, "outcome_noun") if noun.member else None
        if fate is not None and fate.prefix in ("", ARTICLE):
            self.outcome, self.at = fate.value, fate.end  # cases of suffocation

    def _taken_from(self, at: int) -> None:
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
            self.outcome = noun.outcome or self.outcome
            self.definite = noun.definite
        self._bound_behind()

    def _bound_behind(self) -> None:
        """A bound that only stands after the party that people are taken from."""
        for near in range(self.at, min(self.at + _MODIFIERS, len(self.lattice.tokens))):
            after = self.lattice.find(near, "number_bound_after")
            if after is not None:
                self.quantity = bounded(self.quantity, after.value)
            if self.lattice.tokens[near].kind != "word" or self.lattice.find(near, "number") is not None:
                return

    def _modified(self) -> None:
        """What the words after a noun add: a finer group, a bound, "others", and whom they are taken from."""
        for _ in range(_MODIFIERS):
            labels = (
                {m.label: m for m in reversed(self.lattice.at[self.at])} if self.at < len(self.lattice.tokens) else {}
            )
            bound, of = labels.get("number_bound_after"), labels.get("person_of")
            word = self._other(labels) or self._adjective(labels) or self._apposed(labels)
            if bound is not None:
                self.quantity, self.at = bounded(self.quantity, bound.value), bound.end
            elif word is not None:
                self._word(word)
            elif of is not None and of.value == "of" and self.party < 0 and self.group in _UNTOLD:
                self._taken_from(of.end)
            elif of is not None and of.value == "among" and self.outcome and self._harmed_among(of.end):
                continue
            else:
                return

    def _harmed_among(self, at: int) -> bool:
        """Eight dead among the soldiers."""
        noun = noun_at(self.lattice, at)
        if noun is None or not noun.definite or noun.outcome:
            return False
        self.group, self.at = noun.group, noun.end
        if joined(self.lattice, self.at) and noun_at(self.lattice, self.at):
            self.group = None  # soldiers and civilians
        return True

    def _unquote(self) -> None:
        """Digits in quotation marks: the noun stands after them."""
        tokens = self.lattice.tokens
        if (
            self.at < len(tokens)
            and self.start
            and tokens[self.at].key in QUOTES
            and tokens[self.start - 1].key in QUOTES
        ):
            self.at += 1

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

    def _mixed(self, noun: Noun) -> None:
        """Ten children and women are one figure of either."""
        if self.group not in _PAIR or not noun.plural or not joined(self.lattice, noun.end):
            return
        second = noun_at(self.lattice, noun.end)
        if second is not None and second.plural and {self.group, second.group} == _PAIR:
            self.group, self.at = "woman_or_child", second.end

    def _figure(self, *, definite: bool) -> Match | None:
        """A number that follows its noun: two soldiers, two; the 32 victims."""
        lattice, at = self.lattice, self.at
        alone = definite and at < len(lattice.tokens) and lattice.tokens[at].key == ARTICLE
        figure = lattice.find(at + alone, "number")
        if figure is None or figure.value or joined(lattice, at):
            return None
        if definite:
            return figure if alone or any(m.prefix.endswith(ARTICLE) for m in lattice.at[at]) else None
        small = figure.data in (ONE, TWO) and figure.end == at + 1
        return figure if small else None
