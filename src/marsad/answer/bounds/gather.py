"""From claims to constraints, for one outcome and one group.

An incident sets a lower end alone: that somebody counted five dead at a mill does not say that nobody else died there.
A running total sets both, its upper end only where it says since when. Ends come from each voice's latest word. Where
the claims of one event cannot all be so, the smallest of their figures stands for all of them; a denied one has no
lower end. Two events of one cell are not added: they may be one that was not recognised.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from marsad.answer.bounds.constraint import AFTER, ANYWHERE, EVER, Constraint, Region
from marsad.answer.figures import Figure, figures
from marsad.answer.rules.agreed import common
from marsad.answer.rules.spread import ends
from marsad.answer.rules.tally import Said, latest
from marsad.arabic.fold import fold_key
from marsad.model.event import Event
from marsad.model.holding import side_key
from marsad.model.name import Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Group, Kind, Outcome
from marsad.model.world import World

BLAMED: frozenset[Kind] = frozenset(("airstrike", "shelling", "explosion", "chemical", "violence", "toll"))
"""Kinds whose actor is the party blamed for the harm; in a clash either side may be named first."""
SHARED: tuple[Group, ...] = ("person", "civilian", "combatant")
"""Groups in which everybody stands; of those inside civilians only the one asked for is told apart."""


class Subject(msgspec.Struct, frozen=True):
    """Of which people constraints are gathered: outcome and group; of one kind of happening alone, or of all."""

    outcome: Outcome
    group: Group
    kind: Kind | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups whose figures matter."""
        return tuple(dict.fromkeys((*SHARED, self.group)))


class Gathered(msgspec.Struct, frozen=True):
    """Constraints, and the claims of one event that cannot all be true."""

    constraints: list[Constraint]
    contradictions: list[tuple[str, ...]]


def gather(
    events: Iterable[Event], known: Mapping[str, Sequence[SourcedClaim]], subject: Subject, world: World
) -> Gathered:
    """All that is said of such people; `known` are the accepted claims by id."""
    found = Gathered([], [])
    for event in events:
        told = [sourced for claim in event.claims for sourced in known.get(claim, ())]
        if subject.kind in {None, event.kind}:
            _event(told, subject, found, world)
    found.constraints.extend(_totals(known, subject, world))
    return found


def _event(told: Sequence[SourcedClaim], subject: Subject, found: Gathered, world: World) -> None:
    if any(sourced.claim.stance == "denies" for sourced in told):
        return
    sides = {party for sourced in told if (party := blamed(sourced, world))}
    rows = latest(told)
    for group in subject.groups:
        said = [(_own(figure, s, subject.outcome, group), s) for figure, s in rows.get((subject.outcome, group), [])]
        agree = common([figure for figure, _ in said])
        if said and agree is None:
            found.contradictions.append(_apart(said))
        least = ends([figure for figure, _ in said])[0] if agree is None else None
        for figure, sourced in said:
            low = (figure.low or 0) if agree else min(figure.low or 0, least or 0)
            party = blamed(sourced, world) if len(sides) == 1 else None
            found.constraints.extend(_at_least(low, sourced, group, party))
    for sourced in told if _all_agree(rows) else ():
        found.constraints.extend(_parts(sourced, subject, blamed(sourced, world) if len(sides) == 1 else None))


def _own(figure: Figure, sourced: SourcedClaim, outcome: Outcome, group: Group) -> Figure:
    """The figure without an upper end that is only that of a group inside: five civilians are no word on fighters."""
    told = any(count.group == group and count.outcome == outcome for count in sourced.claim.counts)
    return figure if told or not figure.told else Figure(figure.low, None)


def _all_agree(rows: Mapping[tuple[Outcome, Group], Sequence[Said]]) -> bool:
    """Whether no row holds figures that exclude each other."""
    return all(common([figure for figure, _ in said]) is not None for said in rows.values())


def _apart(said: Sequence[Said]) -> tuple[str, ...]:
    """Two claims whose figures exclude each other: the highest lower end and the lowest upper end."""
    highest = max(said, key=lambda one: (one[0].low or 0, one[1].claim.id))
    lowest = min(said, key=lambda one: (one[0].high is None, one[0].high or 0, one[1].claim.id))
    return tuple(sorted({highest[1].claim.id, lowest[1].claim.id}))


def _at_least(low: int, sourced: SourcedClaim, group: Group, party: str | None) -> Iterator[Constraint]:
    if low > 0:
        start, end = days(sourced)
        region = Region(spots(sourced.claim.places), start, end, group, party)
        yield Constraint(region, low, None, (sourced.claim.id,))


def _parts(
    sourced: SourcedClaim, subject: Subject, party: str | None, *, bounded: bool = False
) -> Iterator[Constraint]:
    """Counts with a place of their own ("73 dead, 38 of them in the town"); `bounded`: with their upper ends."""
    start, end = days(sourced)
    for count in sourced.claim.counts:
        if count.place and count.outcome == subject.outcome and count.group in subject.groups and count.low:
            region = Region(spots([count.place]), start, end, count.group, party)
            ids = (sourced.claim.id,)
            yield Constraint(region, count.low, count.high if bounded else None, ids, ids)


def _totals(known: Mapping[str, Sequence[SourcedClaim]], subject: Subject, world: World) -> Iterator[Constraint]:
    """Running totals that somebody asserts and nobody denies, of each source the latest for the same people."""
    cumulative = [told[0] for told in known.values() if told[0].claim.scope == "cumulative"]
    spoken = [s for s in cumulative if s.claim.modality == "actual"]
    denied = {_content(s, subject) for s in spoken if s.claim.stance == "denies"}
    newest: dict[tuple[Region, str], list[tuple[date, Figure, SourcedClaim]]] = defaultdict(list)
    for sourced in spoken:
        if sourced.claim.stance == "asserts" and _content(sourced, subject) not in denied:
            rows = figures(sourced.claim.counts)
            for group in subject.groups:
                if (subject.outcome, group) in rows:
                    region = Region(spots(sourced.claim.places), *days(sourced), group, blamed(sourced, world))
                    figure = _own(rows[subject.outcome, group], sourced, subject.outcome, group)
                    said = (sourced.published or date.min, figure, sourced)
                    newest[region, _voice(sourced)].append(said)
    for (region, _), told in newest.items():
        last = max(day for day, _, _ in told)
        for _, figure, sourced in (one for one in told if one[0] == last):
            yield from _total(region, figure, sourced, subject)


def _total(region: Region, figure: Figure, sourced: SourcedClaim, subject: Subject) -> Iterator[Constraint]:
    """Both ends; a lower end of another kind is none of this kind's, an upper end of one kind none of all kinds'."""
    claim = sourced.claim
    ours = subject.kind in {None, claim.kind}
    bounded = claim.kind in {"toll", subject.kind} and region.start > EVER and region.places != (ANYWHERE,)
    high = figure.high if bounded else None
    low = (figure.low or 0) if ours else 0
    if low or high is not None:
        yield Constraint(region, low, high, (claim.id,), (claim.id,) if high is not None else ())
    if ours:
        yield from _parts(sourced, subject, region.party, bounded=bounded)


def _content(sourced: SourcedClaim, subject: Subject) -> tuple[object, ...]:
    """What a total says, to tell whether another denies just that."""
    told = tuple(count for count in sourced.claim.counts if count.outcome == subject.outcome)
    return (spots(sourced.claim.places), tuple((c.group, c.low, c.high) for c in told))


def _voice(sourced: SourcedClaim) -> str:
    sources = sourced.claim.sources
    return (sources[-1].id or fold_key(sources[-1].text)) if sources else fold_key(sourced.outlet or sourced.report)


def blamed(sourced: SourcedClaim, world: World) -> str | None:
    """The side blamed for the harm, where the claim blames one."""
    return side_key(sourced.claim.actor, world.side, fold_key) if sourced.claim.kind in BLAMED else None


def key_of(place: Place) -> str:
    """The place's id, else `~` and its folded name."""
    return place.id or f"~{fold_key(place.text)}"


def spots(places: Iterable[Place]) -> tuple[str, ...]:
    """The places' keys; anywhere where none is told."""
    return tuple(sorted({key_of(place) for place in places})) or (ANYWHERE,)


def days(sourced: SourcedClaim) -> tuple[int, int]:
    """The days that a claim speaks of, the last one exclusive; what gives no day had happened when it was published."""
    when = sourced.claim.date or Period(None, sourced.published)
    start = EVER if when.start is None else when.start.toordinal()
    last = when.end or (None if when.start is None else max(when.start, sourced.published or when.start))
    return start, AFTER if last is None else last.toordinal() + 1
