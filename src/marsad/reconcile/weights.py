"""The table of weights that says when two claims are one event: data, one for every way of applying it."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

from marsad.model.vocabulary import Kind


class Days(msgspec.Struct, frozen=True):
    """How far periods may stand apart, in days."""

    slack: int
    presumed: int
    recall: int
    span: int
    reach: int
    horizon: int


class Distance(msgspec.Struct, frozen=True):
    """Great-circle distances in kilometres."""

    near: float
    around: float


class Weights(msgspec.Struct, frozen=True):
    """`weights.toml`: prior and levels in powers of two of the odds, levels that join never or alone, windows."""

    prior: float
    unmet: float
    families: tuple[tuple[Kind, Kind], ...]
    loose: tuple[tuple[Kind, Kind], ...]
    tolls: tuple[Kind, ...]
    rare: tuple[Kind, ...]
    vague: tuple[Kind, ...]
    days: Days
    distance: Distance
    never: Mapping[str, tuple[str, ...]]
    alone: Mapping[str, tuple[str, ...]]
    feature: Mapping[str, Mapping[str, float]]

    def related(self, one: Kind, other: Kind) -> str:
        """How two kinds stand to each other: a level of the feature `kind`."""
        if one == other:
            return "same_rare" if one in self.rare else "same_vague" if one in self.vague else "same"
        if (one, other) in self.families or (other, one) in self.families:
            return "family"
        if (one == "toll" and other in self.tolls) or (other == "toll" and one in self.tolls):
            return "toll"
        if (one, other) in self.loose or (other, one) in self.loose:
            return "loose"
        return "other"

    def akin(self, one: Kind, other: Kind) -> bool:
        """Whether a total of the one kind may sum up the other."""
        return self.related(one, other) not in {"loose", "other"}


@lru_cache(maxsize=1)
def built_in() -> Weights:
    """The table that the package ships."""
    table = (files("marsad.reconcile") / "weights.toml").read_bytes()
    return msgspec.toml.decode(table, type=Weights)
