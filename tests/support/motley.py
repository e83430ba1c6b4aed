"""Claims of all sorts, made up: they differ in every field that comparing them looks at."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from hand import days, party, people, told

from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim

KINDS = ("airstrike", "shelling", "chemical", "toll", "violence", "control", "clash", "detention")
CHANGES = {"control": ("gained", "lost", "holds"), "detention": ("released", None)}
PLACES = (
    *("mill", "wells", "quarter", "east", "city", "north", "north/countryside", "hamlet", "كرم الرمان", "الرمان"),
    *("المخبز القديم", ("mill", "hamlet"), ()),
)
DAYS: tuple[Period | int | None, ...] = (6, 7, 9, None, days(4, 20), days(5, 7), Period(None, None, "unknown"))


def chosen(at: int, choices: Sequence[Any], step: int) -> Any:
    """One of the choices, another one as the number goes on."""
    return choices[(at * step + at // len(choices)) % len(choices)]


def made_up(count: int) -> list[SourcedClaim]:
    """Claims that differ in every field that a feature looks at, the same ones each time."""
    claims = []
    for at in range(count):
        pick = partial(chosen, at)
        kind, dead = pick(KINDS, 3), pick((None, 2, 5, 9, 14), 7)
        claims.append(
            told(
                kind,
                pick(PLACES, 5),
                pick(DAYS, 11),
                [people(dead, high=None if at % 4 == 0 else dead)] if dead else [],
                actor=pick(("army", "guard", "front", "رجال", None), 3),
                target=party(pick(("brigade", None, "ناس"), 2)),
                by=pick((["monitor"], ["ministry"], [], ["paper", "monitor"]), 3),
                report=f"report {at % 17}",
                published=pick((5, 7, 8, 19), 3),
                change=pick(CHANGES[kind], 2) if kind in CHANGES else None,
                means=pick(("rocket", None, "drone"), 5),
                site=pick((None, "school", "market"), 7),
            )
        )
    return claims


def quoted(sourced: SourcedClaim) -> str:
    """Some words that depend on the claim alone."""
    number = int(sourced.claim.id[:4], 16)
    return " ".join(f"word{(number * step) % 12}" for step in range(1, 7)) if number % 5 else ""
