"""How well an event stands: by how many independent voices, and whether any of them disagree.

Gradings follow what Airwars publishes (single source, corroborated, contested, discounted), with denials kept apart.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from marsad.arabic.fold import fold_key
from marsad.model.holding import side_key
from marsad.model.vocabulary import Kind, Status
from marsad.model.voice import voices
from marsad.model.world import World
from marsad.reconcile.node import Node

BLAMED: frozenset[Kind] = frozenset(("airstrike", "shelling", "explosion", "chemical", "violence", "detention", "toll"))
"""Kinds whose actor is the party blamed; in a clash either side may be named first."""


def voices_of(group: Sequence[Node]) -> dict[str, str]:
    """The independent voice of each claim of a group, by claim id."""
    return voices((sourced for node in group for sourced in node.told), fold_key)


def status(group: Sequence[Node], voice: Mapping[str, str], world: World) -> Status:
    """The event's grading; docs/decisions/0023 gives each rule."""
    asserting = {voice[node.id] for node in group if node.claim.stance == "asserts"}
    if not asserting:
        return "denied"
    standing = asserting - withdrawn(group, voice)
    if not standing:
        return "retracted"
    kept = [node for node in group if node.claim.stance == "denies" or voice[node.id] in standing]
    if _disputed(kept, voice, world):
        return "contested"
    agreeing = {voice[node.id] for node in kept}
    return "corroborated" if len(agreeing) > 1 else "single-source"


def withdrawn(group: Sequence[Node], voice: Mapping[str, str]) -> set[str]:
    """Voices that said it and deny it in a later publication; a denial of something else takes nothing back."""
    said: defaultdict[str, list[Node]] = defaultdict(list)
    for node in group:
        if node.claim.stance == "asserts":
            said[voice[node.id]].append(node)
    return {
        voice[node.id]
        for node in group
        if node.claim.stance == "denies" and (mine := said.get(voice[node.id])) and _takes_back(node, mine)
    }


def _takes_back(denial: Node, said: Sequence[Node]) -> bool:
    if denial.claim.kind == "control" and not any(denial.opposes(node) for node in said):
        return False
    return _last(denial) > max(_last(node) for node in said) > date.min


def _last(node: Node) -> date:
    return max((sourced.published for sourced in node.told if sourced.published), default=date.min)


def _disputed(group: Sequence[Node], voice: Mapping[str, str], world: World) -> bool:
    if group[0].claim.kind == "control":
        return any(a.opposes(b) for a, b in combinations(group, 2))
    if any(node.claim.stance == "denies" for node in group):
        return True
    blamed = [
        (voice[node.id], side_key(node.claim.actor, world.side, fold_key))
        for node in group
        if node.claim.kind in BLAMED and node.claim.actor and node.claim.actor.id
    ]
    return any(one[0] != other[0] and one[1] != other[1] for one, other in combinations(blamed, 2))
