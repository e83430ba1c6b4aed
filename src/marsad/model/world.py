"""What a stage may ask about places and parties; the pipeline hands it in from the gazetteer and the packs."""

from collections.abc import Callable
from dataclasses import dataclass


def _nowhere(_: str) -> tuple[str, ...]:
    return ()


def _no_side(_: str) -> None:
    return None


@dataclass(frozen=True)
class World:
    """Three questions, each a pure function; the defaults know nothing, and nothing is then guessed.

    `parents`: ids of the places that contain a place, nearest first, without the place itself.
    `side`: the side that a party fights on, by the party's id; two parties of one side do not contradict each other.
    `forces`: what a party is, by its id ("state-forces", "rebel", …); only exports ask it.
    """

    parents: Callable[[str], tuple[str, ...]] = _nowhere
    side: Callable[[str], str | None] = _no_side
    forces: Callable[[str], str | None] = _no_side


UNKNOWN_WORLD = World()
"""A world in which nothing is known: every place and party is only its own name or id."""
