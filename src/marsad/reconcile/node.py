"""A claim made ready to be compared: its places, days, figures and speakers as keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar, cast

import msgspec

from marsad.arabic.fold import fold_key
from marsad.gazetteer.ancestry import PART
from marsad.model.claim import Claim
from marsad.model.count import Count
from marsad.model.holding import Stand, opposed, stand
from marsad.model.name import Place
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Outcome
from marsad.model.voice import inner_end, relays
from marsad.model.world import World

Same = TypeVar("Same")
Quoted = Callable[[SourcedClaim], str]
"""The words that a claim stands on."""


def no_words(_: SourcedClaim) -> str:
    """For when the texts are not at hand: wording is then unknown, and speaks neither way."""
    return ""


_SHORT = 2
"""Letters of a word that says nothing by itself."""
_WIDE = {"district", "governorate", "country"}
_FINE = {"point", "neighbourhood", "town"}


class Spot(msgspec.Struct, frozen=True):
    """A place as a key: its id, or `~` and its folded name; what contains it, and how finely it is told.

    `whole` is what a wide place is a part of ("the countryside of …"), else the key: what lies in the one may lie in
    the other.
    """

    key: str
    whole: str
    ancestors: frozenset[str]
    words: frozenset[str]
    lat: float | None
    lon: float | None
    fine: bool
    wide: bool


class Window(msgspec.Struct, frozen=True):
    """Days as ordinals, inclusive; null where unknown. `presumed` where only the publication date speaks."""

    start: int | None
    end: int | None
    presumed: bool = False

    @property
    def dated(self) -> bool:
        """Whether both ends are known."""
        return self.start is not None and self.end is not None


class Node(msgspec.Struct, frozen=True):
    """One claim with every report that makes it; `figures` are people by outcome, `stand` is for control alone.

    `carried`: the claim names no place, and `spots` are those of the claim before it in its report (else of the next).
    `said` is the day of its first publication; `words` are those of its evidence, folded.
    """

    claim: Claim
    told: tuple[SourcedClaim, ...]
    spots: tuple[Spot, ...]
    window: Window
    figures: dict[Outcome, tuple[int, int | None]]
    stand: Stand | None
    inner: frozenset[str]
    relayed: frozenset[str]
    reports: frozenset[str]
    carried: bool
    said: int | None
    words: frozenset[str]

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    def opposes(self, other: "Node") -> bool:
        """Whether both are claims of control that cannot both be so."""
        return self.stand is not None and other.stand is not None and opposed(self.stand, other.stand)

    def same_voice(self, other: "Node") -> bool:
        """Whether one of the two speaks for, or through, the other."""
        return bool(self.inner & (other.inner | other.relayed) or other.inner & self.relayed)


def nodes(
    claims: Iterable[SourcedClaim], world: World, presumed_days: int, quoted: Quoted = no_words
) -> dict[str, Node]:
    """A node for each claim id; a text that several reports carry gives one node, its first publication speaking."""
    told: defaultdict[str, list[SourcedClaim]] = defaultdict(list)
    for sourced in claims:
        told[sourced.claim.id].append(sourced)
    maker = _Maker(world, presumed_days, quoted)
    return {node.id: node for node in _placed(maker.node(sorted(told[claim], key=_first)) for claim in sorted(told))}


def _placed(nodes: Iterable[Node]) -> Iterator[Node]:
    """The same nodes, each that names no place with those of its neighbour in the text."""
    texts: defaultdict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        texts[node.told[0].text_digest].append(node)
    for text in texts.values():
        text.sort(key=lambda node: (node.claim.evidence, node.id))
        here = next((node.spots for node in text if node.spots), ())
        for node in text:
            here = node.spots or here
            yield node if node.spots or not here else msgspec.structs.replace(node, spots=here, carried=True)


def _first(sourced: SourcedClaim) -> tuple[date, str, str]:
    return (sourced.published or date.max, sourced.report, sourced.outlet or "")


class _Maker:
    """Makes nodes; what many of them have in common is held once."""

    def __init__(self, world: World, presumed_days: int, quoted: Quoted) -> None:
        self._world, self._presumed_days, self._quoted = world, presumed_days, quoted
        self._spots: dict[Place, Spot] = {}
        self._held: dict[object, object] = {}

    def node(self, told: list[SourcedClaim]) -> Node:
        """The node of a claim, from all reports that make it, the first publication first."""
        claim, published = told[0].claim, told[0].published
        return Node(
            claim=claim,
            told=tuple(told),
            spots=self._once(tuple(sorted(set(map(self._spot, claim.places)), key=lambda s: s.key))),
            window=self._once(window(claim, published, self._presumed_days)),
            figures=figures(claim.counts),
            stand=stand(claim, self._world.side, fold_key) if claim.kind == "control" else None,
            inner=self._once(frozenset().union(*(inner_end(sourced, fold_key) for sourced in told))),
            relayed=self._once(frozenset().union(*(relays(sourced, fold_key) for sourced in told))),
            reports=self._once(frozenset(sourced.report for sourced in told)),
            carried=False,
            said=published.toordinal() if published else None,
            words=frozenset(word for word in fold_key(self._quoted(told[0])).split() if len(word) > _SHORT),
        )

    def _spot(self, place: Place) -> Spot:
        plain = Place(place.text, place.id, None, place.lat, place.lon, place.precision)
        known = self._spots.get(plain)
        if known is None:
            known = self._spots[plain] = spot(place, self._world)
        return known

    def _once(self, value: Same) -> Same:
        return cast(Same, self._held.setdefault(value, value))


def spot(place: Place, world: World) -> Spot:
    """The place as a key."""
    folded = fold_key(place.text)
    key, wide = place.id or f"~{folded}", place.precision in _WIDE
    return Spot(
        key=key,
        whole=key.split(PART)[0] if wide else key,
        ancestors=frozenset(world.parents(place.id)) if place.id else frozenset(),
        words=frozenset(folded.split()),
        lat=place.lat,
        lon=place.lon,
        fine=place.precision in _FINE,
        wide=wide,
    )


def window(claim: Claim, published: date | None, presumed_days: int) -> Window:
    """The days that the claim may speak of: as told, else those that a report of this date tells in the present."""
    if claim.date is None:
        if published is None:
            return Window(None, None)
        day = published.toordinal()
        return Window(day - presumed_days, day, presumed=True)
    start, end = claim.date.start, claim.date.end
    if start is not None and end is None:
        end = max(start, published or start)
    return Window(start.toordinal() if start else None, end.toordinal() if end else None)


def figures(counts: tuple[Count, ...]) -> dict[Outcome, tuple[int, int | None]]:
    """People of each outcome that the claim tells of in all; what is part of another count is in it already."""
    found: dict[Outcome, tuple[int, int | None]] = {}
    for count in counts:
        if count.part_of is None and (count.low is not None or count.high is not None):
            low, high = found.get(count.outcome, (0, 0))
            more = None if high is None or count.high is None else high + count.high
            found[count.outcome] = (low + (count.low or 0), more)
    return found
