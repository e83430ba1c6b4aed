"""One event out of its claims: kind, place, day and parties as most independent voices give them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar, get_args

from marsad.arabic.fold import fold_key
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.vocabulary import Change, Kind, PlacePrecision
from marsad.model.world import World
from marsad.reconcile.node import Node, Spot, spot

Said = TypeVar("Said")
Voices = Mapping[str, str]
"""The independent voice of each claim of a group (`status.voices_of`)."""
_FINENESS = {precision: at for at, precision in enumerate(get_args(PlacePrecision))}
_KINDS = {kind: at for at, kind in enumerate(get_args(Kind))}


def telling(group: Sequence[Node]) -> Sequence[Node]:
    """The claims that an event is described by: those that assert it, or the denials where nobody does."""
    return [node for node in group if node.claim.stance == "asserts"] or group


def kind_and_change(group: Sequence[Node], voice: Voices) -> tuple[Kind, Change | None]:
    """The kind that most voices give, a named kind of happening before a mere toll; and the change of those claims."""
    votes = _votes((node.claim.kind, voice[node.id]) for node in telling(group))
    kind = min(votes, key=lambda k: (k == "toll", -len(votes[k]), _KINDS[k]))
    of_kind = [node for node in telling(group) if node.claim.kind == kind]
    changes = _votes((node.claim.change or "", voice[node.id]) for node in of_kind)
    change = min(changes, key=lambda c: (-len(changes[c]), c))
    return kind, next((node.claim.change for node in of_kind if (node.claim.change or "") == change), None)


def _votes(said: Iterable[tuple[Said, str]]) -> dict[Said, set[str]]:
    """What was said → the independent voices that say it."""
    votes: defaultdict[Said, set[str]] = defaultdict(set)
    for what, voice in said:
        votes[what].add(voice)
    return dict(votes)


def period(group: Sequence[Node], voice: Voices) -> Period | None:
    """The finest period that a claim gives, of those the one that most voices give, of those the earliest.

    With no day told at all, what is left is that it had happened when it was first published.
    """
    votes = _votes((node.claim.date, voice[node.id]) for node in telling(group) if node.claim.date)
    known = {told: by for told, by in votes.items() if told.start and told.end}
    if known:
        return min(known, key=lambda told: (_days(told), -len(known[told]), told.start, told.precision))
    ends = [told.end for told in votes if told.end]
    published = [sourced.published for node in group for sourced in node.told if sourced.published]
    if not ends and not published:
        return None
    starts = [told.start for told in votes if told.start]
    return Period(min(starts, default=None), None if starts else min([*ends, *published]), "unknown")


def _days(told: Period) -> int:
    return (told.end - told.start).days if told.start and told.end else date.max.toordinal()


def places(group: Sequence[Node], world: World) -> tuple[Place, ...]:
    """All places of the claims, the event's own first: the finest that fits as many of the placed claims as any does.

    A place fits a claim that names it, something inside it or something around it: who says only "in the province" does
    not contradict who names the village.
    """
    told = _by_key(group, world)
    placed = [node for node in telling(group) if node.spots] or [node for node in group if node.spots]
    if not placed:
        return ()

    def rank(key: str) -> tuple[int, int, int, str]:
        here, place = told[key]
        fits = sum(any(_touch(here, there) for there in node.spots) for node in placed)
        named = sum(any(there.key == key for there in node.spots) for node in placed)
        return (-fits, _FINENESS[place.precision], -named, key)

    return tuple(told[key][1] for key in sorted(told, key=rank))


def _by_key(group: Sequence[Node], world: World) -> dict[str, tuple[Spot, Place]]:
    """Each place once, without its span (that belongs to a claim): in the spelling that sorts first."""
    told: dict[str, tuple[Spot, Place]] = {}
    for node in group:
        for place in node.claim.places:
            here = spot(place, world)
            plain = Place(place.text, place.id, None, place.lat, place.lon, place.precision)
            if here.key not in told or plain.text < told[here.key][1].text:
                told[here.key] = (here, plain)
    return told


def _touch(one: Spot, other: Spot) -> bool:
    return one.key == other.key or one.key in other.ancestors or other.key in one.ancestors


def party(group: Sequence[Node], role: str, voice: Voices) -> Name | None:
    """The actor or target that most voices name, one that a pack knows first; null where nobody names any."""
    names = [(name, voice[node.id]) for node in telling(group) if (name := getattr(node.claim, role))]
    votes = _votes((name.id or fold_key(name.text), who) for name, who in names)
    if not votes:
        return None
    known = {name.id for name, _ in names}
    best = min(votes, key=lambda key: (-len(votes[key]), key not in known, key))
    spellings = {name.text for name, _ in names if (name.id or fold_key(name.text)) == best}
    return Name(min(spellings), best if best in known else None)


def reports(group: Sequence[Node]) -> tuple[str, ...]:
    """Ids of the reports that tell it, sorted."""
    return tuple(sorted({report for node in group for report in node.reports}))


def by_id(nodes: Mapping[str, Node], claims: Sequence[str]) -> list[Node]:
    """The nodes of these claims."""
    return [nodes[claim] for claim in claims]
