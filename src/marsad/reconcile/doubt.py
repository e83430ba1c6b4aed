"""What a person should look at first: pairs near the threshold, claims that the reader was not sure of.

A question is worth what is uncertain times who is at stake: 4·p·(1 − p), which is 1 at even odds, times one and the
people whose count would change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from marsad.model.doubtful import Doubtful
from marsad.model.event import Event, Reconciled, SetAside
from marsad.model.sourced import SourcedClaim
from marsad.model.world import World
from marsad.reconcile.block import Pair
from marsad.reconcile.edge import Edge
from marsad.reconcile.meet import pairs
from marsad.reconcile.node import Node, Quoted, figures, nodes
from marsad.reconcile.pair import Comparer
from marsad.reconcile.reconcile import tells_an_event
from marsad.reconcile.weights import built_in

LEAST = 0.05
"""Below this usefulness nobody is asked: less than one in eighty that the answer is another, with no one at stake."""


class Looked(msgspec.Struct, frozen=True):
    """What people have judged already: pairs, whatever they said of them, and claims."""

    pairs: frozenset[Pair]
    claims: frozenset[str]


def doubts(told: Reconciled, looked: Looked, world: World, quoted: Quoted) -> list[Doubtful]:
    """The questions, the most useful first; none that was answered before. Pure, and the same for any order."""
    weights = built_in()
    known = {
        claim: node
        for claim, node in nodes(told.claims, world, weights.days.presumed, quoted).items()
        if tells_an_event(node)
    }
    comparer = Comparer(weights, world)
    edges = (comparer.edge(known[one], known[other]) for one, other in pairs(known, weights))
    found = [*_Pairs(told, known, looked, weights.unmet).of(edges), *_claims(told, looked)]
    useful = (doubt for doubt in found if doubt.usefulness >= LEAST)
    return sorted(useful, key=lambda doubt: (-doubt.usefulness, doubt.claims))


class _Pairs:
    """Weights gathered between events, and from each claim to the rest of its event."""

    def __init__(self, told: Reconciled, known: Mapping[str, Node], looked: Looked, unmet: float) -> None:
        self._events = {event.event: event for event in told.events}
        self._home = {claim: event.event for event in told.events for claim in event.claims}
        self._known, self._unmet = known, unmet
        self._looked = {tuple(sorted((self._home.get(a, a), self._home.get(b, b)))) for a, b in looked.pairs}
        self._settled = {claim for pair in looked.pairs for claim in pair}

    def of(self, edges: Iterable[Edge]) -> Iterator[Doubtful]:
        """Every question that the edges raise."""
        across: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
        inside: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            one, other = self._home[edge.one], self._home[edge.other]
            if one == other:
                inside[edge.one].append(edge)
                inside[edge.other].append(edge)
            else:
                across[min(one, other), max(one, other)].append(edge)
        for events, met in across.items():
            if events not in self._looked and not any(edge.barred for edge in met):
                yield self._apart(events, met)
        found: dict[tuple[str, ...], Doubtful] = {}
        for claim, met in inside.items():
            if claim not in self._settled:
                doubt = self._within(claim, met)
                before = found.get(doubt.claims)
                if before is None or before.usefulness < doubt.usefulness:
                    found[doubt.claims] = doubt
        yield from found.values()

    def _apart(self, events: tuple[str, str], met: list[Edge]) -> Doubtful:
        one, other = (self._events[event] for event in events)
        number = len(one.claims) * len(other.claims)
        weight = (sum(edge.weight for edge in met) + (number - len(met)) * self._unmet) / number
        best = max(met, key=lambda edge: (edge.weight, edge.one, edge.other))
        return self._doubt(best, weight, _counted_twice(one, other), together=False)

    def _within(self, claim: str, met: list[Edge]) -> Doubtful:
        """How well a claim fits the rest of its event; those that share no key with it count as the table says."""
        rest = len(self._events[self._home[claim]].claims) - 1
        weight = (sum(edge.weight for edge in met) + (rest - len(met)) * self._unmet) / rest
        best = max(met, key=lambda edge: (edge.weight, edge.one, edge.other))
        return self._doubt(best, weight, _people(self._known[claim].told[0]), together=True)

    def _doubt(self, edge: Edge, weight: float, people: int, *, together: bool) -> Doubtful:
        return Doubtful(
            claims=(edge.one, edge.other),
            events=(self._home[edge.one], self._home[edge.other]),
            why="weight",
            usefulness=_usefulness(_probability(weight), people),
            people=people,
            together=together,
            weight=round(weight, 9),
        )


def _claims(told: Reconciled, looked: Looked) -> Iterator[Doubtful]:
    """Claims that the reader was not sure of, and figures that wait for a person."""
    home = {claim: event.event for event in told.events for claim in event.claims}
    seen: set[str] = set()
    for sourced in told.claims:
        claim = sourced.claim
        if claim.id in seen or claim.id in looked.claims:
            continue
        seen.add(claim.id)
        awaits = any(count.awaits for count in claim.counts)
        if not awaits and claim.confidence is None:
            continue
        people = _people(sourced)
        sure = 0.5 if awaits or claim.confidence is None else claim.confidence
        yield Doubtful(
            claims=(claim.id,),
            events=(home[claim.id],) if claim.id in home else (),
            why="awaits" if awaits else "confidence",
            usefulness=_usefulness(sure, people),
            people=people,
            confidence=claim.confidence,
        )


def contradicting(asides: Iterable[SetAside], claims: Mapping[str, SourcedClaim]) -> Iterator[Doubtful]:
    """Claims that contradict themselves: they count for nothing until somebody corrects them."""
    for aside in asides:
        if aside.about in claims:
            people = max(0, _people(claims[aside.about]))
            yield Doubtful(
                claims=(aside.about,),
                events=(),
                why="contradiction",
                usefulness=_usefulness(0.5, people),
                people=people,
                about=aside.why,
            )


def _usefulness(sure: float, people: int) -> float:
    return round(4 * sure * (1 - sure) * (1 + people), 9)


def _probability(weight: float) -> float:
    """The odds are two to the power of the weight."""
    return 1 / (1 + 2 ** -max(-60.0, min(60.0, weight)))


def _people(sourced: SourcedClaim) -> int:
    """People that the claim tells of at least."""
    return sum(low or high or 0 for low, high in figures(sourced.claim.counts).values())


def _counted_twice(one: Event, other: Event) -> int:
    """People who would be counted once and not twice if the two events were one."""
    here, there = ({c.outcome: c.best or c.low or 0 for c in e.counts if c.group == "person"} for e in (one, other))
    return sum(min(here[outcome], there[outcome]) for outcome in here.keys() & there.keys())
