"""Nouns for people, and the small questions about their place among other words."""

from typing import Literal, cast

import msgspec

from marsad.arabic.clitics import JOINER
from marsad.arabic.numerals import ARTICLE
from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Group

Joint = Literal["", "and", "with"]
_DEFINITE = (ARTICLE, "لل")


class Noun(msgspec.Struct, frozen=True, gc=False):
    """A noun for people up to token `end`; `outcome` is what it says befell them, "" where it says nothing.

    `member` nouns only say that people belong to what follows (members, cases, bodies).
    """

    group: Group | None
    outcome: str
    end: int
    features: frozenset[str]
    definite: bool
    member: bool

    @property
    def plural(self) -> bool:
        """Whether its form may be a plural: some duals are written alike, and losses are many."""
        return "plural" in self.features or self.outcome == "loss"


def noun_at(lattice: Lattice, at: int, *, counted: bool = False) -> Noun | None:
    """The noun for people at a token, with the group that a second noun gives it ("dead civilians").

    What is spelt like a country is one unless it is `counted`.
    """
    if at >= len(lattice.tokens) or not lattice.at[at]:
        return None
    if not counted and lattice.find(at, "person_not") is not None:
        return None
    harmed = lattice.find(at, "outcome_adjective")
    person = lattice.find(at, "person_noun") or lattice.find(at, "person_nation")
    noun = harmed if harmed and (person is None or harmed.end >= person.end) else person
    if noun is None:
        return None
    group = cast("Group", person.value) if person and person.end == noun.end else None
    definite = noun.prefix.endswith(_DEFINITE) or bool(noun.suffix)
    end = noun.end
    if noun is harmed:
        group = None if group == "person" else group
        second = lattice.find(end, "person_noun")
        if second is not None and not joined(lattice, end) and (not definite or second.prefix.endswith(ARTICLE)):
            group, end = cast("Group", second.value), second.end
    features = frozenset(m.feature for m in lattice.at[at] if m.label == noun.label and m.end == noun.end)
    member = noun.end == at + 1 and lattice.find(at, "person_member") is not None
    return Noun(group, harmed.value if harmed and noun is harmed else "", end, features, definite, member)


def joined(lattice: Lattice, at: int) -> Joint:
    """What joins the word at a token to what stands before it: a conjunction, or a "with" that must stand beside it."""
    if at >= len(lattice.tokens):
        return ""
    own = lattice.tokens[at].key.startswith(JOINER) and any(m.prefix.startswith(JOINER) for m in lattice.at[at])
    if own or (at and lattice.tokens[at - 1].key == JOINER) or ends_at(lattice, "person_with", at, value="and"):
        return "and"
    return "with" if ends_at(lattice, "person_with", at, value="with") else ""


def ends_at(lattice: Lattice, label: str, end: int, *, value: str = "", longest: int = 3) -> bool:
    """Whether a match of a label ends right before a token, a quotation mark looked through."""
    if end and lattice.tokens[end - 1].kind == "mark":
        end -= 1
    for start in range(max(0, end - longest), end):
        for match in lattice.at[start]:
            if match.label == label and match.end == end and value in {"", match.value}:
                return True
    return False


def annexed(lattice: Lattice, at: int) -> bool:
    """Whether a noun that ends before a token is made definite by what follows: the fighters of the faction."""
    if at >= len(lattice.tokens) or lattice.find(at, "date") is not None:
        return False
    force = lattice.find(at, "person_force")
    return lattice.tokens[at].key.startswith(ARTICLE) or (force is not None and not force.prefix)
