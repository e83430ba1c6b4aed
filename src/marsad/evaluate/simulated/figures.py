"""The figures that a source gives of the dead: exact, at least, a vague word; or, untruthfully, rounded or inflated."""

from collections.abc import Mapping
from random import Random

from marsad.model.count import Count
from marsad.model.simulated import Scene
from marsad.model.vocabulary import Group

TENS = (20, 99)
TEN = 10


def counted(dead: Mapping[Group, int], scene: Scene, draw: Random) -> tuple[Count, ...]:
    """Counts of one happening's dead, as the codebook writes them; none where nobody died."""
    children, fighters = dead.get("child", 0), dead.get("combatant", 0)
    civilians = children + dead.get("civilian", 0)
    everybody = civilians + fighters
    if not everybody:
        return ()
    if draw.random() < scene.rounding + scene.inflate:
        return (_untrue(everybody, scene, draw),)
    if draw.random() < scene.vague:
        return (_vague(everybody, draw),)
    return _exact(civilians, children, fighters, draw)


def _exact(civilians: int, children: int, fighters: int, draw: Random) -> tuple[Count, ...]:
    """Everybody, with parts; or civilians and fighters side by side; or only one of them."""
    form = draw.randrange(3)
    if form == 0:
        parts = [Count("killed", "civilian", civilians, civilians, 0)]
        if children:
            parts.append(Count("killed", "child", children, children, 1))
        return (Count("killed", "person", civilians + fighters, civilians + fighters), *parts)
    sides: list[tuple[Group, int]] = [("civilian", civilians), ("combatant", fighters)]
    if form == 1:  # of one side alone
        sides = [draw.choice([side for side in sides if side[1]])]
    return tuple(Count("killed", group, number, number) for group, number in sides if number)


def _vague(everybody: int, draw: Random) -> Count:
    if TENS[0] <= everybody <= TENS[1] and draw.random() < 0.5:  # noqa: PLR2004 - half of them
        return Count("killed", "person", *TENS)
    least = max(1, everybody - draw.randrange(everybody))
    return Count("killed", "person", least, None)


def _untrue(everybody: int, scene: Scene, draw: Random) -> Count:
    if draw.random() * (scene.rounding + scene.inflate) < scene.inflate:
        number = everybody + max(1, round(everybody * draw.uniform(0.2, 1.0)))
    else:
        number = max(TEN, round(everybody / TEN) * TEN)
    return Count("killed", "person", number, number)
