"""Phrases that count people: a number with its noun, a dual, a plural, one person, or only "others"."""

from marsad.arabic.numerals import ARTICLE
from marsad.grammar.lattice import Lattice, Match
from marsad.read.counting.people import ONE, SEVERAL, TWO, Form, People
from marsad.read.counting.persons import Noun, annexed, joined, noun_at
from marsad.read.counting.phrase import Phrase
from marsad.read.naming.words import QUOTES

PEOPLE_OPENERS = frozenset(
    {"number", "number_one_of", "outcome_adjective", "person_given", "person_nation"} | {"person_noun", "person_other"}
)
"""Labels of the words that a phrase for people begins with."""
_YEARS = range(1900, 2100)


def people_at(lattice: Lattice, at: int) -> People | None:
    """The people that are counted by the phrase that starts at a token, or None."""
    number = lattice.find(at, "number")
    if number is not None:
        return None if number.value else _counted(Phrase(lattice, at, number.data, number.end))
    other = lattice.find(at, "person_other")
    if other is not None:
        return _others(lattice, other)
    one = lattice.find(at, "number_one_of")
    if one is not None and one.value == "1" and not one.prefix.endswith(ARTICLE):
        return _one_of(Phrase(lattice, at, ONE, one.end))
    noun = None if lattice.find(at, "outcome_noun") else noun_at(lattice, at)
    if noun is None:
        given = lattice.find(at, "person_given")
        return Phrase(lattice, at, ONE, given.end).people("named") if given and not given.suffix else None
    return _bare(Phrase(lattice, at, SEVERAL, at), noun)


def _others(lattice: Lattice, other: Match) -> People | None:
    """Others, or another, but not the other of two who are counted already, nor other things."""
    if (other.value == "1" and other.prefix.endswith(ARTICLE)) or other.value == "them":
        return None
    hurt = lattice.find(other.start - 1, "outcome_noun") or lattice.find(other.start - 1, "outcome_verb")
    if other.value == "thing" and not hurt and not joined(lattice, other.start):
        return None
    quantity = SEVERAL if other.value.endswith("-") else TWO if other.value == "2" else ONE
    return Phrase(lattice, other.start, quantity, other.end).people("other")


def _counted(phrase: Phrase) -> People | None:
    """A number with its noun, or with those whom it is taken from, or alone."""
    of = phrase.lattice.find(phrase.at, "person_of")
    noun = None
    if of is not None and of.value != "among":
        phrase.taken_from(of.end)
    else:
        _unquote(phrase)
        noun = None if joined(phrase.lattice, phrase.at) else noun_at(phrase.lattice, phrase.at, counted=True)
        phrase.noun(noun)
    phrase.modified()
    if noun is not None:
        phrase.mixed(noun)
        if noun.definite and noun.outcome and phrase.lattice.find(phrase.start, "number_some"):
            return phrase.people("definite")  # some of those known to be hurt
    either = phrase.lattice.find(phrase.at, "outcome_between")
    if either is not None:
        phrase.outcome, phrase.at = either.value, either.end
    some = phrase.lattice.find(phrase.at, "part_of") is not None
    if noun or phrase.other or either or phrase.party >= 0 or phrase.group or some:
        return phrase.people("counted")
    return None if _no_people(phrase) else phrase.people("number")


def _no_people(phrase: Phrase) -> bool:
    """Whether a number alone is an adjective (one) or a year."""
    if phrase.quantity == ONE or phrase.lattice.find(phrase.start, "number_some"):
        return phrase.lattice.find(phrase.at, "part_of") is None
    return phrase.quantity.low == phrase.quantity.high and (phrase.quantity.low or 0) in _YEARS


def _one_of(phrase: Phrase) -> People | None:
    """One out of a named many: one of its fighters."""
    noun = noun_at(phrase.lattice, phrase.at)
    if (noun is None or not noun.plural) and phrase.lattice.find(phrase.at, "person_force") is None:
        return None
    phrase.taken_from(phrase.at)
    return phrase.people("counted")


def _bare(phrase: Phrase, noun: Noun) -> People:
    """People without a number: two, several, one, or a definite noun, whose number may follow it."""
    form: Form = "plural" if noun.plural else "dual" if "dual" in noun.features else "singular"
    phrase.quantity = SEVERAL if form == "plural" else TWO if form == "dual" else ONE
    phrase.noun(noun)
    phrase.modified()
    direct = phrase.at == noun.end
    if phrase.party < 0 and noun.outcome and noun.plural and not joined(phrase.lattice, phrase.at):
        phrase.party = phrase.at  # the dead of a party
    figure = _figure(phrase, definite=noun.definite)
    if figure is not None:
        phrase.quantity, phrase.at = figure.data, figure.end
        return phrase.people("counted")
    if form != "dual" and (noun.definite or (form == "plural" and direct and annexed(phrase.lattice, phrase.at))):
        form = "definite"
    return phrase.people(form)


def _figure(phrase: Phrase, *, definite: bool) -> Match | None:
    """A number that follows its noun: two soldiers, two; the 32 victims."""
    lattice, at = phrase.lattice, phrase.at
    alone = definite and at < len(lattice.tokens) and lattice.tokens[at].key == ARTICLE
    figure = lattice.find(at + alone, "number")
    if figure is None or figure.value or joined(lattice, at):
        return None
    if definite:
        return figure if alone or any(m.prefix.endswith(ARTICLE) for m in lattice.at[at]) else None
    small = figure.data in (ONE, TWO) and figure.end == at + 1
    return figure if small else None


def _unquote(phrase: Phrase) -> None:
    """Digits in quotation marks: the noun stands after them."""
    tokens = phrase.lattice.tokens
    if (
        phrase.at < len(tokens)
        and phrase.start
        and tokens[phrase.at].key in QUOTES
        and tokens[phrase.start - 1].key in QUOTES
    ):
        phrase.at += 1
