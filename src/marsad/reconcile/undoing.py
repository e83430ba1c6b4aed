"""Undoing: a judgement that somebody undid is as though never made, and so is an undoing that was undone itself."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC

import msgspec

from marsad.model.canonical import canonical
from marsad.model.event import SetAside
from marsad.model.judgement import Judgement, judgement_id


class Standing(msgspec.Struct, frozen=True):
    """Judgements that nobody undid, by their ids, oldest first; and undoings of what is not in the record."""

    judgements: dict[str, Judgement]
    orphaned: tuple[SetAside, ...]
    undone: frozenset[str]


def standing(judgements: Iterable[Judgement]) -> Standing:
    """Take away what was undone, and the undoings themselves."""
    known = {judgement_id(judgement): judgement for judgement in sorted(judgements, key=order)}
    undoings = {made: undoes(judgement) for made, judgement in known.items() if judgement.verdict == "undo"}
    undone: set[str] = set()
    for made in sorted(undoings, key=_depths(undoings).__getitem__, reverse=True):
        if made not in undone:
            undone.add(undoings[made])
    gone = undone | undoings.keys()
    return Standing(
        judgements={made: said for made, said in known.items() if made not in gone},
        orphaned=tuple(SetAside(made, _GONE) for made, of in undoings.items() if of not in known),
        undone=frozenset(undone & known.keys()),
    )


_GONE = "the judgement that it undoes is not in the record"


def undoes(judgement: Judgement) -> str:
    """The id of the judgement that an undoing undoes."""
    return str(judgement.fields.get("judgement", ""))


def order(judgement: Judgement) -> tuple[str, bytes]:
    """By the moment it was made, UTC; a moment without zone is taken as UTC. Equal moments by content."""
    made = judgement.made if judgement.made.tzinfo else judgement.made.replace(tzinfo=UTC)
    return made.astimezone(UTC).isoformat(timespec="microseconds"), canonical(judgement)


def _depths(undoings: dict[str, str]) -> dict[str, int]:
    """How many undoings stand below each; an id is a hash of what it undoes, so no chain closes."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for made, of in undoings.items():
        above[of].append(made)
    depths: dict[str, int] = {}
    waiting = [(made, 0) for made, of in undoings.items() if of not in undoings]
    while waiting:
        made, depth = waiting.pop()
        depths[made] = depth
        waiting += [(higher, depth + 1) for higher in above.get(made, ())]
    return depths
