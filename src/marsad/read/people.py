"""Counted people: a number with its noun, a dual, a plural, one person, or only "others" (codebook, "counts")."""

from typing import Literal, cast

import msgspec

from marsad.arabic.numbers import Quantity, bounded
from marsad.arabic.numerals import AND, ARTICLE
from marsad.grammar.lattice import Lattice, Match
from marsad.model.vocabulary import Group

Form = Literal["counted", "number", "dual", "plural", "singular", "other", "definite"]
_MODIFIERS = 4
"""Words after a counted noun that may tell its group or bound."""
_UNTOLD = (None, "person")
_PAIR = {"child", "woman"}
ONE, TWO, SEVERAL = Quantity(1, 1), Quantity(2, 2), Quantity(2, None)


class People(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Tokens `[start, end)` count people; `group` is null where the words do not say.

    `outcome` is what the noun itself says ("" where it says nothing); `party` is the token after "of", where a party
    may stand, or -1; `noun` is the token of the noun, or -1.
    """

    start: int
    end: int
    quantity: Quantity
    form: Form
    group: Group | None = None
    outcome: str = ""
    noun: int = -1
    party: int = -1
    joined: bool = False


class _Noun(msgspec.Struct, frozen=True, gc=False):
    group: Group | None
    outcome: str
    end: int
    features: frozenset[str]
    definite: bool


def people_at(lattice: Lattice, at: int) -> People | None:
    """The people that are counted by the phrase that starts at a token, or None."""
    if not lattice.at[at] or lattice.find(at, "date") is not None:
        return None
    number = lattice.find(at, "number")
    if number is not None:
        return None if number.value else _counted(lattice, number)
    other = lattice.find(at, "person_other")
    if other is not None:
        quantity = ONE if other.value == "1" else SEVERAL if other.value.endswith("-") else TWO
        return People(start=at, end=other.end, quantity=quantity, form="other", joined=joined(lattice, at))
    return _one_of(lattice, at) or _bare(lattice, at)


def joined(lattice: Lattice, at: int) -> bool:
    """Whether a conjunction joins the word at a token to what stands before it."""
    if at and (lattice.tokens[at - 1].key == AND or ends_at(lattice, "person_with", at)):
        return True
    return lattice.tokens[at].key.startswith(AND) and any(m.prefix.startswith(AND) for m in lattice.at[at])


def ends_at(lattice: Lattice, label: str, end: int, longest: int = 3) -> bool:
    """Whether a match of a label ends right before a token."""
    for start in range(max(0, end - longest), end):
        if any(m.label == label and m.end == end for m in lattice.at[start]):
            return True
    return False


def _counted(lattice: Lattice, number: Match) -> People:
    """A number and what follows it: noun, adjectives, others, a bound, "of" whom."""
    quantity: Quantity = number.data
    at = number.end
    of = lattice.find(at, "person_of")
    noun = _noun(lattice, of.end if of and of.value == "of" else at)
    if noun is not None and lattice.find(noun.end - 1, "person_member") and of is not None:
        group, end, party = _taken_from(lattice, None, of.end)
    else:
        group, end, party = (noun.group, noun.end, -1) if noun else (None, at, -1)
    if noun is None and of is not None and of.value == "of":
        party = of.end
        quantity = _bound_behind(lattice, quantity, of.end)
    group, quantity, end, party, other = _modified(lattice, group, quantity, end, party)
    outcome = noun.outcome if noun else ""
    fate = lattice.find(end, "outcome_noun") if noun and lattice.find(noun.end - 1, "person_member") else None
    if fate is not None and fate.prefix in ("", ARTICLE):
        outcome, end = fate.value, fate.end  # cases of suffocation
    either = lattice.find(end, "outcome_between")
    if either is not None:
        outcome, end = either.value, either.end
    return People(
        start=number.start, end=end, quantity=quantity, form="counted" if noun or other or either or party >= 0 else "number",
        group=_mixed(lattice, group, noun), outcome=outcome, noun=noun.end - 1 if noun else -1, party=party,
        joined=joined(lattice, number.start),
    )  # fmt: skip


def _taken_from(lattice: Lattice, group: Group | None, at: int) -> tuple[Group | None, int, int]:
    """(group, end, token of a party) of those at a token whom a number is taken from; members are as their body is."""
    noun = _noun(lattice, at)
    if noun is None:
        return group, at, at
    if lattice.find(noun.end - 1, "person_member") is None or noun.definite:
        return noun.group or group, noun.end, noun.end
    body = _noun(lattice, noun.end)
    if body is not None and not joined(lattice, noun.end):
        return body.group or group, body.end, body.end
    return (group if noun.group == "person" else noun.group), noun.end, noun.end


def _bound_behind(lattice: Lattice, quantity: Quantity, at: int) -> Quantity:
    """The quantity under a bound that only stands after the party it is taken from."""
    for near in range(at, min(at + _MODIFIERS, len(lattice.tokens))):
        after = lattice.find(near, "number_bound_after")
        if after is not None:
            return bounded(quantity, after.value)
        if lattice.tokens[near].kind != "word" or lattice.find(near, "number") is not None:
            break
    return quantity


def _mixed(lattice: Lattice, group: Group | None, noun: _Noun | None) -> Group | None:
    """Ten children and women are one figure of either."""
    if noun is None or group not in _PAIR or "plural" not in noun.features:
        return group
    second = _noun(lattice, noun.end)
    with_it = second is not None and "plural" in second.features and joined(lattice, noun.end)
    return "woman_or_child" if with_it and second and {group, second.group} == _PAIR else group


_Phrase = tuple[Group | None, Quantity, int, int, bool]


def _modified(lattice: Lattice, group: Group | None, quantity: Quantity, at: int, party: int) -> _Phrase:
    """What the words after a noun add: a finer group, a bound, "others", and whom they are taken from."""
    other, last = False, at + _MODIFIERS
    while at < last:
        labels = {m.label: m for m in reversed(lattice.at[at])} if at < len(lattice.tokens) else {}
        if "number_bound_after" in labels:
            found = labels["number_bound_after"]
            quantity = bounded(quantity, found.value)
        elif "person_other" in labels and not labels["person_other"].prefix.startswith(AND):
            found, other = labels["person_other"], True
        elif "person_adjective" in labels and not labels["person_adjective"].prefix.startswith(AND):
            found = labels["person_adjective"]
            group = cast("Group", found.value) if found.value != "plain" and group in _UNTOLD else group
        elif "person_of" in labels and labels["person_of"].value == "of" and party < 0 and group in _UNTOLD:
            group, at, party = _taken_from(lattice, group, labels["person_of"].end)
            quantity = _bound_behind(lattice, quantity, at)
            continue
        else:
            break
        at = found.end
    return group, quantity, at, party, other


def _noun(lattice: Lattice, at: int) -> _Noun | None:
    """A noun for people at a token, with the group that a second noun in apposition gives (dead civilians)."""
    if at >= len(lattice.tokens):
        return None
    if lattice.find(at, "person_not") is not None:
        return None
    outcome = lattice.find(at, "outcome_adjective")
    person = lattice.find(at, "person_noun") or lattice.find(at, "person_nation")
    noun = outcome if outcome and (person is None or outcome.end >= person.end) else person
    if noun is None:
        return None
    features = frozenset(m.feature for m in lattice.at[at] if m.label == noun.label and m.end == noun.end)
    group = cast("Group", person.value) if person and person.end == noun.end else None
    end = noun.end
    if outcome is not None and outcome is noun:
        second = lattice.find(end, "person_noun")
        if second is not None and not second.prefix.startswith(AND):
            group, end = cast("Group", second.value), second.end
        elif group == "person":
            group = None
    definite = noun.prefix.endswith((ARTICLE, "لل")) or bool(noun.suffix)
    return _Noun(group, outcome.value if outcome else "", end, features, definite)


def _one_of(lattice: Lattice, at: int) -> People | None:
    """One out of a named many: one of its fighters."""
    word = lattice.find(at, "number_one_of")
    if word is None or word.prefix.endswith(ARTICLE):
        return None
    noun = _noun(lattice, word.end)
    if noun is None or "plural" not in noun.features:
        return None
    return People(
        start=at, end=noun.end, quantity=ONE, form="counted", group=noun.group, outcome=noun.outcome, noun=word.end,
        joined=joined(lattice, at),
    )  # fmt: skip


def _bare(lattice: Lattice, at: int) -> People | None:
    """People without a number: two, several, one, or a definite noun, whose number may follow it."""
    noun = _noun(lattice, at)
    if noun is None or (noun.outcome and lattice.find(at, "outcome_noun")):
        return None
    plural = "plural" in noun.features
    form: Form = "plural" if plural else "dual" if "dual" in noun.features else "singular"
    quantity = SEVERAL if plural else TWO if form == "dual" else ONE
    group, quantity, end, party, _ = _modified(lattice, noun.group, quantity, noun.end, -1)
    if party < 0 and noun.outcome and plural:
        party = end  # the dead of a party
    figure = _figure_after(lattice, end, definite=noun.definite)
    if figure is not None:
        quantity, end, form = figure.data, figure.end, "counted"
    elif form != "dual" and (noun.definite or (plural and _annexed(lattice, end))):
        form = "definite"
    return People(
        start=at, end=end, quantity=quantity, form=form, group=group, outcome=noun.outcome, noun=at, party=party,
        joined=joined(lattice, at),
    )  # fmt: skip


def _annexed(lattice: Lattice, at: int) -> bool:
    """Whether a noun before a token is made definite by what follows: the fighters of the faction."""
    if at >= len(lattice.tokens) or lattice.find(at, "date") is not None:
        return False
    force = lattice.find(at, "person_force")
    return lattice.tokens[at].key.startswith(ARTICLE) or (force is not None and not force.prefix)


def _figure_after(lattice: Lattice, at: int, *, definite: bool) -> Match | None:
    """A number that follows its noun: two soldiers, two; the 32 victims."""
    if definite and at < len(lattice.tokens) and lattice.tokens[at].key == ARTICLE:
        at += 1
    figure = lattice.find(at, "number")
    if figure is None or figure.value or joined(lattice, at):
        return None
    after = lattice.tokens[at - 1].key == ARTICLE or any(m.prefix.endswith(ARTICLE) for m in lattice.at[at])
    small = figure.data.low == figure.data.high and figure.data.low in (1, 2) and figure.end == at + 1
    return figure if (after if definite else small) else None
