"""Who is said to hold a place, from when to when; silence is shown as unknown, disagreement side by side.

What is said of a whole place holds for the places inside it ("all of the east of the town"), unless only a share of it
or a whole country is meant; what is said of a place inside stands beside the larger one's spans, as `touching`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise

import msgspec

from marsad.answer.sift import Sieve, around, known_on
from marsad.answer.statement import Lives, Statement, statements
from marsad.model.answer import ControlSpan, Position
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.holding import opposed
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import ControlState
from marsad.model.world import UNKNOWN_WORLD, World

Side = tuple[str, bool]
"""A side's key (or "" for nobody named) and whether it is said to hold the place."""


def control(
    claims: Iterable[SourcedClaim],
    asked: Asked = EVERYTHING,
    world: World = UNKNOWN_WORLD,
) -> tuple[ControlSpan, ...]:
    """Spans of control by place and day, from claims of kind `control` alone.

    `asked.since` and `asked.until` keep the spans that reach into those days.
    """
    dated, undated = statements(known_on(claims, asked.as_known_on), world)
    sieve = Sieve(asked, world)
    spans = [span for timeline in _timelines(dated, world) for span in timeline]
    spans += [_span(told, None, None, ()) for told in _by_place(undated).values()]
    kept = [span for span in spans if sieve.at((span.place,)) and sieve.during(Period(span.start, span.end))]
    return tuple(sorted(kept, key=lambda span: (span.place.id or span.place.text, span.start or date.min)))


def _by_place(told: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in told:
        found[statement.key].append(statement)
    return dict(found)


def _timelines(dated: Sequence[Statement], world: World) -> Iterator[list[ControlSpan]]:
    own = _by_place(dated)
    inside: defaultdict[str, list[Statement]] = defaultdict(list)
    for told in own.values():
        for container in around(told[0].place, world):
            inside[container] += told
    for key in sorted(own):
        larger = [s for up in around(own[key][0].place, world) for s in own.get(up, ()) if _speaks_for_all_of_it(s)]
        yield _Timeline(own[key], larger, inside.get(key, ())).spans()


def _speaks_for_all_of_it(statement: Statement) -> bool:
    """Whether the word on a place is one on every place in it: not of a share, and not of a whole country."""
    return statement.claim.share is None and statement.place.precision != "country"


class _Life(msgspec.Struct, frozen=True):
    """A statement, and the last day on which it is taken to hold."""

    told: Statement
    until: int


def _lives(told: Sequence[Statement]) -> list[_Life]:
    lives = Lives(told)
    return [_Life(statement, lives.until(statement)) for statement in told]


class _Timeline:
    """One place: its own statements, those about places around it, and those about places inside."""

    def __init__(self, own: Sequence[Statement], larger: Sequence[Statement], inside: Sequence[Statement]) -> None:
        self._place = min((s.place for s in own), key=lambda place: place.text)
        self._lives = _lives([*own, *larger])
        self._inside = _lives(inside)

    def spans(self) -> list[ControlSpan]:
        """Consecutive spans from the first word to the end of the last, gaps included."""
        cuts = sorted({day for life in self._lives for day in (life.told.start, life.until + 1)})
        stretches = [(start, after - 1, self._alive(start)) for start, after in pairwise(cuts)]
        spans = []
        for _, same in groupby(stretches, key=lambda stretch: _said(stretch[2])):
            found = list(same)
            told = list({(s.claim.id, s.key): s for _, _, alive in found for s in alive}.values())
            spans.append(self._close(told, found[0][0], found[-1][1]))
        return spans

    def _alive(self, day: int) -> list[Statement]:
        return [life.told for life in self._lives if life.told.start <= day <= life.until]

    def _close(self, told: Sequence[Statement], start: int, end: int) -> ControlSpan:
        stands = {s.stand for s in told}
        touching = [
            life.told
            for life in self._inside
            if life.told.start <= end and life.until >= start and any(opposed(life.told.stand, s) for s in stands)
        ]
        span = _span(told, start, end, touching)
        return msgspec.structs.replace(span, place=self._place)


def _said(alive: Sequence[Statement]) -> tuple[frozenset[Side], float | None]:
    """What is said on a day: which sides hold or do not, and the share meant."""
    return frozenset((s.side or "", s.holds) for s in alive), _share(alive)


def _share(told: Sequence[Statement]) -> float | None:
    """The part of the place that is meant, where all who speak of it mean the same one."""
    shares = {s.claim.share for s in told}
    return shares.pop() if len(shares) == 1 else None


def _span(told: Sequence[Statement], start: int | None, end: int | None, touching: Sequence[Statement]) -> ControlSpan:
    held = [s for s in told if s.holds]
    state = _state(told)
    spoken = [min(s.end, end) for s in told if end is not None]
    return ControlSpan(
        place=told[0].place if told else Place(""),
        state=state,
        holder=_called(held) if state == "held" else None,
        start=_date(start),
        end=_date(end),
        last_said=_date(max(spoken, default=None)),
        share=_share(told),
        positions=_positions(told),
        claims=tuple(sorted({s.claim.id for s in told})),
        touching=tuple(sorted({s.claim.id for s in touching})),
    )


def _called(told: Sequence[Statement]) -> Name | None:
    """The side by the name that most of the claims give it."""
    names = Counter(name for s in told if (name := s.party))
    return min(names, key=lambda name: (-names[name], name.text, name.id or ""), default=None)


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)


def _state(told: Sequence[Statement]) -> ControlState:
    """Held where one side holds and no voice takes it from that side; see `ControlSpan`."""
    if not told:
        return "unknown"
    holders = {s.side for s in told if s.holds} - {None}
    losers = {s.side for s in told if not s.holds} - {None}
    if len(holders) > 1 or holders & losers:
        return "contested"
    return "held" if any(s.holds for s in told) else "lost"


def _positions(told: Sequence[Statement]) -> tuple[Position, ...]:
    """Each side's standing, with those who say so and in which claims."""
    sides: defaultdict[Side, list[Statement]] = defaultdict(list)
    for statement in told:
        sides[statement.side or "", statement.holds].append(statement)
    return tuple(
        Position(
            party=_called(said),
            holds=holds,
            speakers=tuple(sorted({s.speaker for s in said})),
            claims=tuple(sorted({s.claim.id for s in said})),
        )
        for (_, holds), said in sorted(sides.items())
    )
