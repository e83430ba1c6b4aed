"""The scene around a trigger: the names before and after it, and how the trigger word governs them."""

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Kind
from marsad.read.naming.named import PartyName
from marsad.read.naming.scene import Actant, actants

BETWEEN_KINDS = frozenset({"clash", "shelling", "agreement", "airstrike"})
"""Kinds that two sides may share."""
NEAR = 3
"""Words between a trigger and an adjective or subject that belongs to it."""
DOERS = frozenset({"by", "fire", "verb", "own"})
"""Marks of names that do what is told."""


class Scene(msgspec.Struct, frozen=True):
    """What stands around a trigger: names before and after it, whether it is a verb, and whether it takes an object.

    `end` is the token after the words that make the trigger; `dealt`: after "to deal (a blow)", whose "to" names the
    target.
    """

    kind: Kind
    at: int
    end: int
    before: list[Actant]
    after: list[Actant]
    verb: bool
    noun: bool
    takes_object: bool
    dealt: bool

    @property
    def all(self) -> list[Actant]:
        """Every name, in text order."""
        return self.before + self.after


def scene_of(lattice: Lattice, start: int, end: int, trigger: int, kind: Kind) -> Scene:
    """The scene around a trigger token in tokens `[start, end)`; a closing "according to" is no part of it."""
    names = actants(lattice, start, _before_closing(lattice, trigger, end))
    here = lattice.at[trigger]
    stop = max((m.end for m in here if m.data is None and m.label.endswith(("_noun", "_word"))), default=trigger + 1)
    return Scene(
        kind,
        trigger,
        stop,
        [a for a in names if a.start < trigger],
        [a for a in names if a.start >= trigger],
        any(m.label.endswith("_verb") or (m.label.endswith("_word") and m.value != "noun") for m in here),
        any(m.label.endswith(("_noun", "_word")) for m in here),
        any(m.label == "role_object" for m in here),
        trigger > start and lattice.find(trigger - 1, "role_deal") is not None,
    )


def _before_closing(lattice: Lattice, trigger: int, end: int) -> int:
    """The token where a closing attribution begins after a comma, or the end."""
    by = lattice.within("speech_by", trigger + 2, end)
    return next((match.start for match in by if lattice.tokens[match.start - 1].kind == "mark"), end)


def acts(a: Actant) -> bool:
    """Whether a name may do something: a party, no voice, no mere adjective."""
    name = a.name
    return isinstance(name, PartyName) and name.role_hint != "voice" and not name.adjectival
