"""Why two claims, or two events, are one event or are not; asked of the record as it stands."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from marsad.answer.naming import meant
from marsad.answer.sift import by_claim
from marsad.answer.why import words
from marsad.archive.archive import Archive
from marsad.errors import InputError
from marsad.model.event import Event, Reconciled
from marsad.model.judged import JudgementLine
from marsad.model.paired import Between, Decision, Pair
from marsad.model.sourced import SourcedClaim
from marsad.pipeline.judging import lines_of
from marsad.pipeline.overlays import world_of
from marsad.pipeline.projection import PROJECTION, projected, quoted_from
from marsad.reconcile.block import Pair as Ids
from marsad.reconcile.bonds import Bonds, pair_of
from marsad.reconcile.node import nodes
from marsad.reconcile.pair import Comparer, Comparison
from marsad.reconcile.reconcile import tells_an_event
from marsad.reconcile.waterfall import between, strongest, weighed
from marsad.reconcile.weights import built_in


def pair(record: Path, one: str, other: str) -> Pair:
    """The waterfall of two claims or events, by ids or first letters; InputError where both are the same."""
    with Archive.open(record) as archive:
        told = projected(archive, record / PROJECTION)
        sides = _Sides(told, one, other)
        weights = built_in()
        known = nodes(sides.near(), world_of(record), weights.days.presumed, quoted_from(archive))
        comparer = Comparer(weights, world_of(record))
        here, there = ([known[claim] for claim in claims] for claims in sides.compared)
        found = strongest(here, there, comparer)
        judged = {line.judgement: line for line in lines_of(archive, told) if line.state == "in force"}
        bonds, by = bonds_of(told, judged)
        telling = all(tells_an_event(known[claim]) for claim in (found.one, found.other))
        whole = [{claim: known[claim] for claim in group} for group in sides.groups]
        across = between(whole[0], whole[1], comparer) if telling and not sides.together else None
        reasons = _reasons(bonds, sides, found)
        said = by_claim(told.claims)
        return Pair(
            about=sides.about,
            decision=_decision(found, bonds, sides, across, telling=telling),
            events=(sides.names_of(found.one), sides.names_of(found.other)),
            weighed=weighed(found, weights),
            claims=tuple(words(s, archive.text) for claim in (found.one, found.other) for s in said[claim][:1]),
            between=across,
            judgements=tuple(judged[made] for made in dict.fromkeys(by[pair] for pair in reasons)),
        )


class _Sides:
    """What is compared with what: claims, or all claims of two events."""

    def __init__(self, told: Reconciled, one: str, other: str) -> None:
        self._told = told
        self._events = {event.event: event for event in told.events}
        claims = {sourced.claim.id for sourced in told.claims}
        names = [meant(about, [*self._events, *told.aliases], claims) for about in (one, other)]
        self.compared = [self._whole(name) for name in names]
        if self.compared[0] == self.compared[1] and claims >= set(names):
            self.compared = [(name,) for name in names]  # two claims of one event, one of which it is named after
        self.about = (names[0], names[1])
        if self.compared[0] == self.compared[1]:
            mend = "name two that `marsad events` prints, or two claims of it that `marsad why` prints"
            raise InputError("both ids mean the same", where=" ".join(names), mend=mend)
        homes = [self.events_of(claims[0]) for claims in self.compared]
        self.together = bool(homes[0] and homes[1] and homes[0][0].event == homes[1][0].event)
        self.groups = [
            home[0].claims if home and claims[0] in home[0].claims else claims
            for home, claims in zip(homes, self.compared, strict=True)
        ]

    def _whole(self, name: str) -> tuple[str, ...]:
        event = self._events.get(name) or self._events.get(self._told.aliases.get(name, ""))
        return event.claims if event else (name,)

    def events_of(self, claim: str) -> list[Event]:
        """The events at which the claim stands, the one that it tells first."""
        found = [e for e in self._events.values() if claim in {*e.claims, *e.totals, *e.prospects}]
        return sorted(found, key=lambda event: (claim not in event.claims, event.event))

    def names_of(self, claim: str) -> tuple[str, ...]:
        """Ids of the events at which the claim stands."""
        return tuple(event.event for event in self.events_of(claim))

    def near(self) -> Iterable[SourcedClaim]:
        """All claims of the texts that the two sides stand in: a claim may take its place from its neighbour."""
        wanted = {claim for group in (*self.groups, *self.compared) for claim in group}
        texts = {sourced.text_digest for sourced in self._told.claims if sourced.claim.id in wanted}
        return (sourced for sourced in self._told.claims if sourced.text_digest in texts)


def bonds_of(told: Reconciled, judged: Mapping[str, JudgementLine]) -> tuple[Bonds, dict[Ids, str]]:
    """What people bound and parted, and by which judgement."""
    on: dict[str, list[str]] = {}
    for applied in told.applied:
        on.setdefault(applied.judgement, []).append(applied.claim)
    by: dict[Ids, str] = {}
    verdicts: dict[Ids, bool] = {}
    for made, line in sorted(judged.items(), key=lambda one: one[1].made, reverse=True):
        claims = sorted(set(on.get(made, ())))
        if line.verdict in {"same", "different", "unsure"}:
            for pair in (pair_of(one, other) for at, one in enumerate(claims) for other in claims[at + 1 :]):
                if by.setdefault(pair, made) == made and line.verdict != "unsure":
                    verdicts[pair] = line.verdict == "same"
    return Bonds(verdicts), by


def _reasons(bonds: Bonds, sides: _Sides, found: Comparison) -> tuple[Ids, ...]:
    """The judged pairs that bind the two claims, or part any of their groups."""
    if not bonds:
        return ()
    if bonds.end(found.one) == bonds.end(found.other):
        return bonds.binds(found.one, found.other)
    apart = ((a, b) for a in sides.groups[0] for b in sides.groups[1] if bonds.apart(a, b))
    return next((bonds.parts(a, b) for a, b in apart), ())


def _decision(found: Comparison, bonds: Bonds, sides: _Sides, across: Between | None, *, telling: bool) -> Decision:
    if not telling:
        return "aside"
    if bonds and bonds.end(found.one) == bonds.end(found.other):
        return "judged same"
    if bonds and any(bonds.apart(a, b) for a in sides.groups[0] for b in sides.groups[1]):
        return "judged different"
    if sides.together:
        return "one" if found.weight > 0 and not found.never else "one through others"
    if found.never:
        return "kept apart"
    return "two for others" if found.weight > 0 and across and across.pairs > 1 else "two"
