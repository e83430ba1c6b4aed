"""Sources tell of a made-up world: they miss, lag, are vague, repeat one another and give running totals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

import msgspec

from marsad.evaluate.simulated.figures import counted
from marsad.evaluate.simulated.world import FIRST_DAY, PARTIES, dead, happenings, places
from marsad.model.canonical import text_digest
from marsad.model.claim import Claim, identified
from marsad.model.count import Count
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.reading import Reading
from marsad.model.simulated import Happening, Scene, Simulated
from marsad.model.vocabulary import PlacePrecision

WEEK = 7
LETTERS = 20
"""Letters of evidence that every claim stands on."""
MADE = "simulated"
OUTLET = "outlet {}"
SOURCE = "source {}"


class _Said(msgspec.Struct, frozen=True):
    """A claim on the day and in the outlet that publish it."""

    day: date
    outlet: str
    claim: Claim


def simulate(scene: Scene) -> Simulated:
    """The world of a seed and what is said of it: the same on every machine."""
    draw = Random(scene.seed)  # noqa: S311 - a world is made again from its seed
    inside = places(scene)
    truth = happenings(scene, inside, draw)
    said: list[_Said] = []
    for number in range(scene.sources):
        said += _source(number, truth, inside, scene, draw)
    said += _repeated(said, scene, draw)
    return Simulated(happenings=truth, readings=tuple(_readings(said)), inside=inside)


def _source(
    number: int, truth: Sequence[Happening], inside: Mapping[str, tuple[str, ...]], scene: Scene, draw: Random
) -> Iterator[_Said]:
    """All that one source says: of every happening that it hears of, then its totals."""
    whole = number == 0 and scene.complete
    told = [one for one in truth if not (whole and inside[one.place][-1] == "sim-g0") and draw.random() >= scene.miss]
    told += [one for one in truth if whole and inside[one.place][-1] == "sim-g0"]
    name = Name(SOURCE.format(number), f"sim-source-{number}")
    known: list[tuple[date, Happening, int]] = []
    for one in told:
        for at, said in enumerate(_accounts(one, inside, scene, draw)):
            day = one.day + timedelta(days=at * (scene.lag + 1) + draw.randrange(scene.lag + 1))
            yield _Said(day, OUTLET.format(number), msgspec.structs.replace(said, sources=(name,)))
            known.append((day, one, _least(said)))
    yield from _totals(name, OUTLET.format(number), known, inside, truth if whole else ())


def _accounts(one: Happening, inside: Mapping[str, tuple[str, ...]], scene: Scene, draw: Random) -> Iterator[Claim]:
    """What a source says of a happening, and perhaps what it says when it knows more."""
    where = draw.choice([one.place, one.place, one.place, inside[one.place][0]])
    when = draw.choice([Period(one.day, one.day)] * 3 + [Period(one.day - timedelta(days=1), one.day, "range")])
    blames = draw.random() < scene.blame
    party = next(p for p in PARTIES if p != one.party) if blames else one.party
    claim = Claim(
        kind=draw.choice([one.kind, one.kind, one.kind, "toll"]),
        stance="denies" if draw.random() < scene.deny else "asserts",
        actor=Name(party, party) if draw.random() < 0.7 else None,  # noqa: PLR2004 - most blame somebody
        places=(_place(where),),
        date=when,
        counts=counted(one.dead, scene, draw),
        evidence=((0, LETTERS),),
        rule=MADE,
        rulebook=MADE,
    )
    yield claim
    if draw.random() < 0.3:  # noqa: PLR2004 - news goes on
        yield msgspec.structs.replace(claim, counts=counted(one.dead, scene, draw))


def _place(key: str) -> Place:
    precision: PlacePrecision = "neighbourhood" if "q" in key else "town" if "t" in key else "governorate"
    return Place(key, key, precision=precision)


def _least(claim: Claim) -> int:
    """How many dead the claim proves."""
    return sum(count.low or 0 for count in claim.counts if count.part_of is None) if claim.stance == "asserts" else 0


def _totals(
    name: Name,
    outlet: str,
    known: Sequence[tuple[date, Happening, int]],
    inside: Mapping[str, tuple[str, ...]],
    truth: Sequence[Happening],
) -> Iterator[_Said]:
    """Each week, the dead that the source counted in a governorate since the first day; exact where it heard of all."""
    for governorate in sorted({inside[one.place][-1] for _, one, _ in known}):
        whole = truth if governorate == "sim-g0" else ()
        for day in sorted({FIRST_DAY + timedelta(days=at) for at in range(WEEK, 2 * WEEK + WEEK, WEEK)}):
            heard: defaultdict[int, int] = defaultdict(int)
            for published, one, least in known:
                if published <= day and one.day <= day and inside[one.place][-1] == governorate:
                    heard[id(one)] = max(heard[id(one)], least)
            exact = dead((one for one in whole if one.day <= day), inside, governorate)
            low, high = (exact, exact) if whole else (sum(heard.values()), None)
            if low:
                claim = Claim(
                    kind="toll",
                    scope="cumulative",
                    sources=(name,),
                    places=(_place(governorate),),
                    date=Period(FIRST_DAY, day, "range"),
                    counts=(Count("killed", "person", low, high),),
                    evidence=((0, LETTERS),),
                    rule=MADE,
                    rulebook=MADE,
                )
                yield _Said(day + timedelta(days=1), outlet, claim)


def _repeated(said: Sequence[_Said], scene: Scene, draw: Random) -> Iterator[_Said]:
    """Outlets that print what another one's source says."""
    for one in said:
        if draw.random() < scene.repeat:
            yield _Said(one.day + timedelta(days=draw.randrange(2)), "outlet of others", one.claim)


def _readings(said: Iterable[_Said]) -> Iterator[Reading]:
    """One report an outlet and day; its claims stand one after the other in a text of blanks."""
    pages: defaultdict[tuple[date, str], list[Claim]] = defaultdict(list)
    for one in said:
        if one.claim not in pages[one.day, one.outlet]:
            pages[one.day, one.outlet].append(one.claim)
    for (day, outlet), claims in sorted(pages.items()):
        report = f"{outlet}, {day}"
        digest = text_digest(report)
        placed = [
            identified(msgspec.structs.replace(claim, evidence=((at * LETTERS, (at + 1) * LETTERS),)), digest)
            for at, claim in enumerate(claims)
        ]
        yield Reading(
            report=report,
            published=day,
            outlet=outlet,
            text_digest=digest,
            reader=MADE,
            rulebook=MADE,
            knowledge=MADE,
            claims=tuple(placed),
        )
