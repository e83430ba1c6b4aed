"""Claims made by hand, in few words, for tests of what comes after reading."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from marsad.answer.rules.tally import tally
from marsad.model.claim import Claim, identified
from marsad.model.count import Count
from marsad.model.event import FIRST_RUN, Before, Event, Reconciled
from marsad.model.judgement import ClaimPointer, Judgement
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Group, Outcome, PlacePrecision
from marsad.model.world import World
from marsad.reconcile.reconcile import reconcile

# A small country of our own: nothing here is on any map.
PLACES: dict[str, tuple[str, str | None, float | None, float | None, PlacePrecision]] = {
    "north": ("الشمال", None, 36.2, 37.1, "governorate"),
    "city": ("المدينة", "north", 36.20, 37.15, "town"),
    "east": ("شرق المدينة", "city", 36.21, 37.18, "district"),
    "mill": ("حي الطاحونة", "east", 36.215, 37.185, "neighbourhood"),
    "wells": ("حي الآبار", "east", 36.22, 37.20, "neighbourhood"),
    "quarter": ("حي بلا نقطة", "city", None, None, "neighbourhood"),
    "north/countryside": ("ريف الشمال", "north", 36.3, 37.0, "governorate"),
    "south": ("الجنوب", None, 32.6, 36.1, "governorate"),
    "hamlet": ("الضيعة", "south", 32.62, 36.10, "town"),
    "orchard": ("البستان", "south", 32.64, 36.12, "town"),
}
UNLISTED = {"المخبز القديم": (36.20, 37.15)}
"""A name that no map knows, which a report said to lie in the city: it has the city's point, and no id."""
SIDES = {"army": "government", "guard": "government", "front": "opposition", "brigade": "opposition"}


def parents(place: str) -> tuple[str, ...]:
    """What contains a place of our country."""
    above = PLACES[place][1] if place in PLACES else None
    return () if above is None else (above, *parents(above))


WORLD = World(parents=parents, side=SIDES.get, forces={"army": "state-forces", "front": "rebel"}.get)
TEXTS: dict[str, str] = {}
"""Texts by digest, filled as claims are made."""
_serial = itertools.count()


def place(name: str) -> Place:
    """A place of our country by its id; any other name is one that no map knows."""
    if name in UNLISTED:
        return Place(name, None, None, *UNLISTED[name], "town")
    if name not in PLACES:
        return Place(name)
    text, _, lat, lon, precision = PLACES[name]
    return Place(text, name, None, lat, lon, precision)


def party(name: str | None) -> Name | None:
    """A party by its id if we know it, else a bare name."""
    return None if name is None else Name(name, name if name in SIDES else None)


def day(number: int) -> Period:
    """A day of December."""
    return Period(date(2016, 12, number), date(2016, 12, number))


def days(first: int, last: int) -> Period:
    """Some days of December."""
    return Period(date(2016, 12, first), date(2016, 12, last), "range")


def people(low: int | None, group: Group = "person", outcome: Outcome = "killed", **more: Any) -> Count:
    """An exact count, unless `high` says otherwise."""
    return Count(outcome, group, low, more.pop("high", low), **more)


def told(  # noqa: PLR0913 - a claim has many fields, and a test names the few that matter
    kind: str,
    where: str | Sequence[str] = (),
    when: Period | int | None = None,
    counts: Iterable[Count] = (),
    *,
    by: Sequence[str] = (),
    report: str | None = None,
    published: int | None = 8,
    outlet: str | None = None,
    actor: str | None = None,
    known: bool = True,
    **more: Any,
) -> SourcedClaim:
    """A claim of a report, made for this call unless it is named; sources are named voices unless `known` is false."""
    report = report or f"report-{next(_serial)}"
    words = f"{kind} {where} {when} {by} {actor} {sorted(more.items(), key=str)} {list(counts)}"
    digest = f"text-of-{report}"
    start = _written(digest, words)
    claim = Claim(
        kind=kind,  # type: ignore[arg-type]
        places=tuple(place(name) for name in ([where] if isinstance(where, str) else where)),
        date=day(when) if isinstance(when, int) else when,
        counts=tuple(counts),
        sources=tuple(Name(name, name if known else None) for name in by),
        actor=party(actor),
        evidence=((start, start + len(words)),),
        rule="by-hand",
        rulebook="0",
        **more,
    )
    return SourcedClaim(
        claim=identified(claim, digest),
        report=report,
        text_digest=digest,
        published=None if published is None else date(2016, 12, published),
        outlet=outlet or f"outlet of {report}",
    )


def _written(digest: str, words: str) -> int:
    """Where the words stand in the text; they are written once, so a claim that is made again has its id again."""
    text = TEXTS.setdefault(digest, "")
    if words + "\n" not in text:
        TEXTS[digest] = text + words + "\n"
    return TEXTS[digest].index(words + "\n")


def pointer(sourced: SourcedClaim) -> ClaimPointer:
    """What a judgement points with."""
    claim = sourced.claim
    return ClaimPointer(sourced.text_digest, claim.evidence, claim.kind, claim.id)


def joined(
    claims: Iterable[SourcedClaim],
    judgements: Iterable[Judgement] = (),
    before: Before = FIRST_RUN,
    world: World = WORLD,
) -> Reconciled:
    """The claims reconciled in our country."""
    return reconcile(claims, judgements, tally=tally, world=world, before=before)


def grouped(result: Reconciled) -> set[frozenset[str]]:
    """Which claims are together."""
    return {frozenset(event.claims) for event in result.events}


def only(result: Reconciled) -> Event:
    """The one event that there must be."""
    assert len(result.events) == 1, msgspec.json.format(msgspec.json.encode(result.events)).decode()
    return result.events[0]


def figures(event: Event) -> dict[tuple[str, str], tuple[int | None, int | None, int | None]]:
    """Low, best and high by outcome and group."""
    return {(c.outcome, c.group): (c.low, c.best, c.high) for c in event.counts}
