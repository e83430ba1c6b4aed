"""Words of harm: what a sentence's verbs and verbal nouns say befell the people beside them."""

from typing import cast

import msgspec

from marsad.grammar.lattice import Lattice, Match
from marsad.model.vocabulary import Outcome
from marsad.read.people import People

_HURT = {"killed", "injured"}
_REACH = {
    "verb": {"counted": 9, "dual": 7, "number": 2, "plural": 2, "singular": 2, "other": 2, "definite": 0},
    "noun": {"counted": 4, "dual": 2, "number": 2, "plural": 2, "singular": 1, "other": 1, "definite": 0},
    "weak": {"counted": 2, "dual": 1, "number": 0, "plural": -1, "singular": -1, "other": -1, "definite": -1},
    "head": {"counted": 14, "dual": -1, "number": 14, "plural": -1, "singular": -1, "other": -1, "definite": -1},
}
"""Words that may stand between a word of harm and the people of each form that it governs."""
OWN: dict[str, tuple[Outcome, Outcome]] = {
    "victim": ("killed", "casualties"),
    "hurt": ("injured", "injured"),
    "body": ("killed", "killed"),
    "loss": ("casualties", "casualties"),
}
"""What a noun for people harmed means when counted, and when bare."""


class Harm(msgspec.Struct, gc=False):
    """A word of harm at tokens `[start, end)`; `kind` is verb, noun, weak or head, `used` once it has its people."""

    outcome: Outcome
    start: int
    end: int
    kind: str
    feature: str = ""
    joined: bool = False
    closing: bool = False
    used: bool = False

    def reaches(self, people: People) -> bool:
        """Whether people after it are near enough to be its own."""
        return 0 <= people.start - self.end <= _REACH[self.kind][people.form]

    def merge(self, other: "Harm") -> "Harm":
        """ "Killed and wounded" before one figure are casualties, not told apart."""
        both = {self.outcome, other.outcome}
        if not self.used and other.start - self.end <= 1 and other.joined and both == _HURT:
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
    if both is not None and both.end >= found.end:
        found, kind = both, "verb"  # an unvowelled word that is either: the verb reaches further
    closing = kind == "noun" and bool(found.suffix)
    if found.suffix and not closing:
        return None  # its people are the pronoun
    before = lattice.tokens[found.start - 1].key if found.start else ""
    return Harm(
        cast("Outcome", found.value), found.start, found.end, kind, found.feature,
        found.prefix[:1] in JOINTS or before in JOINTS, closing,
    )  # fmt: skip


JOINTS = frozenset("وف")
"""Letters that join a verb to what stands before it, so that it does not speak of the people there."""


def own_outcome(people: People) -> Outcome | None:
    """What the noun of the people itself says befell them."""
    if not people.outcome:
        return None
    pair = OWN.get(people.outcome)
    if pair is None:
        return cast("Outcome", people.outcome)
    return pair[0] if people.form in ("counted", "dual", "number") else pair[1]
