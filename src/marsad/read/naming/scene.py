"""The named things of a clause in order, each with the word that governs it: what roles are read from."""

import msgspec

from marsad.grammar.lattice import Lattice, Match
from marsad.read.naming.named import PartyName, PlaceName, ThingName
from marsad.read.naming.words import QUOTES, joined, sense

Named = PartyName | PlaceName | ThingName
_GOVERNORS = (
    "role_by",
    "role_on",
    "role_with",
    "role_hold",
    "role_suffer",
    "speech_verb",
    "speech_source",
    "speech_by",
)
_REACH = {"on": 2, "aim": 6, "with": 2, "between": 2, "hold": 2, "suffer": 5, "kill": 5, "say": 2, "prep": 0, "of": 0}
"""Plain words that may stand between a governing word and what it governs; others reach over one."""
_LASTING = frozenset({"suffer", "kill", "hold", "say", "aim", "on", "between"})
"""Governing words whose noun may come after a preposition ("the death of ten of …")."""
_HAPPENINGS = (
    *("strike_noun", "strike_verb", "blast_noun", "blast_verb", "fight_noun", "fight_verb", "deal_noun", "occur_verb"),
    *("violence_noun", "detain_noun", "detain_verb", "flee_noun", "flee_verb", "result_verb"),
)
"""Words that begin a new construction: what governed before governs no more."""
_SOME = "some"
"""Words that open a speaker and much else ("several"): they govern nothing."""
_PAUSES = frozenset("،,؛;:")
_LOOK_BACK = 5
_TO_BRACKET = 2
"""Marks between a name and the other one in brackets: a closing quotation mark and the bracket."""
_NAMES = ("person", "place", "thing", "party")
"""Labels of names, the weightier last."""


class Actant(msgspec.Struct, frozen=True, gc=False):
    """A name in tokens `[start, end)`; `mark` is the value of the word that governs it, or "".

    `label` is party, thing, person or place; `joins` when "and" is joined to it, `listed` when it also stands right
    after the one before; `pause` is the token of the last comma before it, or -1; `place` is what a thing is as a
    place.
    """

    start: int
    end: int
    label: str
    name: Named
    mark: str = ""
    listed: bool = False
    joins: bool = False
    pause: int = -1
    place: PlaceName | None = None


class _Government:
    """The governing word that still waits for its noun."""

    __slots__ = ("left", "until", "value")

    def __init__(self) -> None:
        self.value, self.left, self.until = "", 0, 0

    def open(self, value: str, until: int) -> None:
        """A word governs what follows token `until`; a preposition does not undo what reaches over it."""
        if value in {"prep", "of"} and self.value in _LASTING and (value == "of" or self.value != "on"):
            self.until = max(self.until, until)
        elif until > self.until:
            self.value, self.left, self.until = value, _REACH.get(value, 1), until

    def pass_word(self) -> None:
        """A plain word stands between."""
        self.left -= 1
        if self.left < 0:
            self.value = ""


def actants(lattice: Lattice, start: int, end: int) -> list[Actant]:
    """The names in tokens `[start, end)`, in order; of names inside one another the outer."""
    found: list[Actant] = []
    governing, pause, at = _Government(), -1, start
    match = _covering(lattice, start, end)
    while at < end:
        match = match or _name(lattice, at, end)
        if match is not None and _renames(lattice, match, found):
            at, match = match.end, None
            continue
        if match is not None:
            found.append(_actant(lattice, match, governing, found, pause))
            if match.label != "place":
                governing.value = ""
            at, match = match.end, None
            continue
        key = lattice.tokens[at].key
        if key in _PAUSES:
            pause = at
        if lattice.at[at]:
            _pass(lattice, at, governing, key)
        elif at >= governing.until and key not in QUOTES:
            governing.pass_word()
        at += 1
    return found


def _renames(lattice: Lattice, match: Match, found: list[Actant]) -> bool:
    """Whether a party in brackets is another name of the one right before them."""
    if match.label != "party" or not found or found[-1].label != "party" or lattice.tokens[match.start - 1].key != "(":
        return False
    return match.start - found[-1].end <= _TO_BRACKET


def _covering(lattice: Lattice, start: int, end: int) -> Match | None:
    """A name that begins before the clause and reaches into it."""
    for at in range(max(0, start - _LOOK_BACK), start):
        match = _name(lattice, at, end)
        if match is not None and match.end > start:
            return match
    return None


def _pass(lattice: Lattice, at: int, governing: _Government, key: str) -> None:
    value, until = _government(lattice, at)
    if value:
        governing.open(value, until)
    elif at >= governing.until and key not in QUOTES:
        if governing.value != "aim" and any(m.label.endswith(_HAPPENINGS) for m in lattice.at[at]):
            governing.value = ""
        governing.pass_word()


def _name(lattice: Lattice, at: int, end: int) -> Match | None:
    best: Match | None = None
    for match in lattice.at[at]:
        named = match.data is not None and match.label in _NAMES and match.end <= end
        if named and (best is None or _weight(match) > _weight(best)):
            best = match
    return best


def _weight(match: Match) -> tuple[int, int]:
    return (match.end, _NAMES.index(match.label))


def _government(lattice: Lattice, at: int) -> tuple[str, int]:
    """What a word says of the noun after it, and the token after that word."""
    best: Match | None = None
    prep: Match | None = None
    for match in lattice.at[at]:
        label = match.label
        if label in _GOVERNORS and (not match.suffix or label == "speech_verb"):
            if match.value != _SOME and (best is None or match.end > best.end):
                best = match
        elif label == "place_prep" and prep is None and not match.suffix:
            prep = match
    if best is not None:
        said = best.label.startswith("speech_") and best.value != "own"
        return ("say" if said else best.value), best.end
    if prep is None:
        return "", 0
    return ("of" if prep.value == "from" else "prep"), prep.end


def _actant(lattice: Lattice, match: Match, governing: _Government, found: list[Actant], pause: int) -> Actant:
    prefix = match.prefix or next((m.prefix for m in lattice.at[match.start] if m.prefix), "")
    mark = "suffer" if governing.value == "kill" and match.start > governing.until else governing.value
    listed = bool(found) and joined(prefix) and not sense(prefix) and found[-1].end == match.start
    if listed:
        mark = found[-1].mark
    elif not mark or mark == "prep":
        mark = sense(prefix) or mark
    place = lattice.find(match.start, "place") if match.label == "thing" else None
    named = place.data if place is not None else None
    return Actant(match.start, match.end, match.label, match.data, mark, listed, joined(prefix), pause, named)
