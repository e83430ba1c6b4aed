"""What really happened in a made-up country: places inside places, days, dead."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random

from marsad.model.simulated import Happening, Scene
from marsad.model.vocabulary import GROUP_PARENT, Group, Kind

FIRST_DAY = date(2016, 12, 1)
KINDS: tuple[Kind, ...] = ("airstrike", "shelling", "explosion", "violence", "clash")
PARTIES = ("sim-army", "sim-front")
MOST_DEAD = 40
FEW_DEAD = 6


def places(scene: Scene) -> dict[str, tuple[str, ...]]:
    """Every place → what contains it: quarters in towns in governorates."""
    inside: dict[str, tuple[str, ...]] = {}
    for g in range(scene.governorates):
        governorate = f"sim-g{g}"
        inside[governorate] = ()
        for t in range(scene.towns):
            town = f"{governorate}t{t}"
            inside[town] = (governorate,)
            inside |= {f"{town}q{q}": (town, governorate) for q in range(scene.quarters)}
    return inside


def happenings(scene: Scene, inside: Mapping[str, tuple[str, ...]], draw: Random) -> tuple[Happening, ...]:
    """Everything that happened, in the order of days."""
    finest = [place for place, around in inside.items() if around]
    made = [_happening(scene, finest, draw) for _ in range(scene.happenings)]
    return tuple(sorted(made, key=lambda one: (one.day, one.place, one.kind, one.party)))


def _happening(scene: Scene, finest: list[str], draw: Random) -> Happening:
    most = MOST_DEAD if draw.random() < 0.1 else FEW_DEAD  # noqa: PLR2004 - one in ten is a massacre
    dead: dict[Group, int] = {"child": draw.randrange(most // 2), "civilian": draw.randrange(most)}
    if draw.random() < 1 / 3:
        dead["combatant"] = 1 + draw.randrange(most)
    day = FIRST_DAY + timedelta(days=draw.randrange(scene.days))
    return Happening(day=day, place=draw.choice(finest), kind=draw.choice(KINDS), party=draw.choice(PARTIES), dead=dead)


def dead(
    told: Iterable[Happening], inside: Mapping[str, tuple[str, ...]], place: str | None = None, group: Group = "person"
) -> int:
    """How many died at a place and inside it (null: anywhere), of a group with all groups inside it."""
    return sum(
        number
        for one in told
        if place in {None, one.place, *inside[one.place]}
        for of, number in one.dead.items()
        if group in _up(of)
    )


def _up(group: Group) -> list[Group]:
    found, here = [group], GROUP_PARENT[group]
    while here is not None:
        found.append(here)
        here = GROUP_PARENT[here]
    return found
