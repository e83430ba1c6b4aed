"""Words of harm: what a sentence's verbs and verbal nouns say befell the people beside them."""

from typing import cast

import msgspec

from marsad.arabic.clitics import JOINER
from marsad.arabic.numerals import ARTICLE
from marsad.grammar.lattice import Lattice, Match
from marsad.model.vocabulary import Group, Outcome
from marsad.read.counting.people import ONE, People

LIFE = "life"
"""What somebody loses: with a pronoun, "their life", it closes a phrase as "their death" does."""
HURT = frozenset({"killed", "injured", "casualties"})
_BEFORE_VERBS = frozenset({"", "و", "ف", "س", "وس", "فس", "ل", "ول"})
"""Joined particles that a verb may have."""
_DEFINITE = (ARTICLE, "لل")
LOSSES = HURT | {"missing", "detained"}
_REACH = {
    "verb": {"counted": 9, "dual": 7, "number": 2, "plural": 2, "singular": 2, "other": 2, "definite": 0, "named": 0},
    "noun": {"counted": 4, "dual": 2, "number": 2, "plural": 1, "singular": 1, "other": 1, "definite": 0, "named": 0},
    "weak": {
        "counted": 2,
        "dual": 1,
        "number": 0,
        "plural": -1,
        "singular": -1,
        "other": -1,
        "definite": -1,
        "named": -1,
    },
    "head": {
        "counted": 14,
        "dual": -1,
        "number": 14,
        "plural": -1,
        "singular": -1,
        "other": -1,
        "definite": -1,
        "named": -1,
    },
    "among": {
        "counted": 4,
        "dual": 2,
        "number": 2,
        "plural": 2,
        "singular": 1,
        "other": -1,
        "definite": -1,
        "named": -1,
    },
}
"""Words, dates left out, that may stand between a word of harm and the people of each form that it governs."""
OWN: dict[str, tuple[Outcome, Outcome | None]] = {
    "victim": ("killed", "casualties"),
    "hurt": ("injured", "injured"),
    "body": ("killed", None),
    "loss": ("casualties", "casualties"),
}
"""What a noun for people harmed means when counted, and when bare."""


class Harm(msgspec.Struct, gc=False):
    """A word of harm at tokens `[start, end)`; `kind` is verb, noun, weak, head or among.

    It is `used` once it has its people. `closing` nouns carry a pronoun and end a phrase ("met their death"); `driven`
    ones say what people before them were driven to ("forced to flee"). `group` and `party` are those of a heading:
    "the number of soldiers killed".
    """

    outcome: Outcome
    start: int
    end: int
    kind: str
    feature: str = ""
    joined: bool = False
    closing: bool = False
    driven: bool = False
    used: bool = False
    group: Group | None = None
    party: int = -1

    def reaches(self, people: People, words: int) -> bool:
        """Whether people so many words after it are near enough to be its own."""
        reach = _REACH[self.kind][people.form]
        return words <= (min(reach, 0) if people.form == "other" and people.quantity == ONE else reach)

    def speaks_back(self) -> bool:
        """Whether it may speak of people before it."""
        return self.driven or (self.kind in ("verb", "weak") and not self.joined)

    def merge(self, other: "Harm") -> "Harm":
        """Two words of harm before one figure, killed and wounded, are casualties, not told apart."""
        both = {self.outcome, other.outcome}
        near = not self.used and other.joined and other.start == self.end
        if near and "weak" not in (self.kind, other.kind) and both == {"killed", "injured"}:
            return msgspec.structs.replace(other, outcome="casualties", start=self.start)
        return other


def harm_at(lattice: Lattice, at: int) -> Harm | None:
    """The word of harm that starts at a token, or None."""
    for label, kind in (("outcome_noun", "noun"), ("outcome_verb", "verb"), ("outcome_weak", "weak")):
        found = lattice.find(at, label)
        if found is not None:
            return _harm(lattice, found, kind)
    return None


def _harm(lattice: Lattice, found: Match, kind: str) -> Harm | None:
    both = lattice.find(found.start, "outcome_verb") if kind == "noun" else None
    if both is not None and both.end >= found.end and both.prefix in _BEFORE_VERBS:
        found, kind = both, "verb"  # an unvowelled word that is either: the verb reaches further
    if kind != "noun" and found.prefix not in _BEFORE_VERBS:
        return None
    closing = kind == "noun" and bool(found.suffix)
    if found.value == LIFE and not closing:
        return None
    if found.suffix and not closing:
        return None  # its people are the pronoun
    with_it = found.prefix != "" or (found.start > 0 and lattice.tokens[found.start - 1].key == JOINER)
    outcome = cast("Outcome", "killed" if found.value == LIFE else found.value)
    driven = kind == "noun" and outcome == "displaced" and found.prefix.endswith(_DEFINITE)
    return Harm(outcome, found.start, found.end, kind, found.feature, with_it, closing, driven)


def own_outcome(people: People) -> Outcome | None:
    """What the noun of the people itself says befell them."""
    if not people.outcome:
        return None
    pair = OWN.get(people.outcome)
    if pair is None:
        return cast("Outcome", people.outcome)
    return pair[0] if people.form in ("counted", "dual", "number") else pair[1]
