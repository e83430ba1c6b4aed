"""What a stage may ask about places and parties; the pipeline hands it in from the gazetteer and the packs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Region(NamedTuple):
    """A place as tables name it: its type (country, governorate, district, …), its name, its country (ISO 3166-1)."""

    type: str
    name: str
    country: str


def _nowhere(_: str) -> tuple[str, ...]:
    return ()


def _no_lineage(_: str) -> tuple[Region, ...]:
    return ()


def _no_side(_: str) -> None:
    return None


@dataclass(frozen=True)
class World:
    """Four questions, each a pure function; the defaults know nothing, and nothing is then guessed.

    `parents`: ids of the places that contain a place, nearest first, without the place itself.
    `side`: the side that a party fights on, by the party's id; two parties of one side do not contradict each other.
    `forces`: what a party is, by its id ("state-forces", "rebel", …); only exports ask it.
    `lineage`: a place and all that contain it, nearest first, as tables name them; only exports ask it.
    """

    parents: Callable[[str], tuple[str, ...]] = _nowhere
    side: Callable[[str], str | None] = _no_side
    forces: Callable[[str], str | None] = _no_side
    lineage: Callable[[str], tuple[Region, ...]] = _no_lineage


UNKNOWN_WORLD = World()
"""A world in which nothing is known: every place and party is only its own name or id."""
