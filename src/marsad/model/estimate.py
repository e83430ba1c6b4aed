"""How many events there may be that no source told of."""

import msgspec


class FittedModel(msgspec.Struct, frozen=True, kw_only=True):
    """One log-linear model: which pairs of sources it takes as dependent, and what it says.

    `error` is the standard error of the logarithm of `unseen`; `weight` the model's share in the average.
    """

    dependent: tuple[tuple[str, str], ...]
    unseen: float
    error: float
    bic: float
    weight: float = 0.0


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """Events in all, seen or not: the middle and a 95 % interval; null with a `refusal` where lists do not tell.

    `sources`: each independent source that was used, with how many events it tells of.
    """

    sources: dict[str, int] = {}
    seen: int = 0
    low: int | None = None
    best: int | None = None
    high: int | None = None
    models: tuple[FittedModel, ...] = ()
    refusal: str = ""
