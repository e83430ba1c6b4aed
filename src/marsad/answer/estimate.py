"""How many went unreported: capture-recapture over independent sources, by log-linear models.

Every event is on the list of each source that tells it. From how the lists overlap a log-linear model (Fienberg 1972;
Bishop, Fienberg & Holland 1975) gives how many events are on none. All models with pairs of dependent sources are
fitted; they are averaged by their BIC (Regal & Hook 1991), and the interval is that of the mixture. Who misses what
nobody can reach is not found this way: the estimate is of events that some source could have told.
"""

import math
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations, product
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.model.estimate import Estimate, FittedModel

History = tuple[int, ...]
"""For each source 1 where it tells of the event, else 0."""
LISTS, MOST = 3, 6
"""Sources that an estimate needs, and the most that are used: those with most events."""
SHARED = 10
"""Events on two lists or more that an estimate needs."""
PAIRS = 4
"""Pairs of dependent sources that one model holds at most."""
MANY, FEW_PAIRS = 5, 2
"""From so many sources on, models hold at most so many pairs: there are hundreds."""
WIDE = 20
"""An upper end beyond so many times what was seen says that the lists do not tell."""


def estimate(told: Iterable[Iterable[str]]) -> Estimate:
    """Events seen and not seen, from the sources that tell of each event.

    A refusal says in words why lists are too few, too small, or too dependent. InputError without statsmodels.
    """
    events = [frozenset(sources) for sources in told]
    sizes = Counter(source for event in events for source in event)
    sources = tuple(sorted(sizes, key=lambda s: (-sizes[s], s))[:MOST])
    listed = [event & set(sources) for event in events if event & set(sources)]
    base = Estimate(sources={source: sizes[source] for source in sources}, seen=len(listed))
    refusal = _refusal(sources, listed)
    if refusal:
        return msgspec.structs.replace(base, refusal=refusal)
    histories = Counter(tuple(int(source in event) for source in sources) for event in listed)
    fitted = [model for model in _models(sources, histories) if model is not None]
    return _averaged(base, fitted)


def _refusal(sources: Sequence[str], listed: Sequence[frozenset[str]]) -> str:
    shared = [event for event in listed if len(event) > 1]
    if len(sources) < LISTS:
        return f"{len(sources)} independent sources tell of these events; an estimate needs {LISTS}"
    if len(shared) < SHARED:
        return f"{len(shared)} events are told by two sources or more; an estimate needs {SHARED}"
    for one in sources:
        if not any(one in event for event in shared):
            return f"the source {one!r} tells of no event that another tells: nothing can be said of what it misses"
    return ""


def _models(sources: Sequence[str], histories: Mapping[History, int]) -> Iterable[FittedModel | None]:
    """Independence, and every set of up to `PAIRS` dependent pairs."""
    pairs = list(combinations(range(len(sources)), 2))
    limit = min(PAIRS if len(sources) < MANY else FEW_PAIRS, len(pairs) - (len(sources) == LISTS))
    sets = chain.from_iterable(combinations(pairs, size) for size in range(limit + 1))
    return (_fitted(chosen, sources, histories) for chosen in sets)


def _fitted(
    chosen: Sequence[tuple[int, int]], sources: Sequence[str], histories: Mapping[History, int]
) -> FittedModel | None:
    """One Poisson model of the overlaps; None where it does not fit or has no use for what it leaves open."""
    poisson = _statsmodels()
    cells = [cell for cell in product((0, 1), repeat=len(sources)) if any(cell)]
    design = [[1, *cell, *(cell[i] * cell[j] for i, j in chosen)] for cell in cells]
    counted = [histories.get(cell, 0) for cell in cells]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = poisson(counted, design).fit(disp=0, maxiter=200)
            error = float(found.bse[0])
        except Exception:  # noqa: BLE001 - the library raises many kinds where a model cannot be fitted
            return None
    if not found.mle_retvals["converged"] or not math.isfinite(error) or error > math.log(WIDE):
        return None
    bic = -2 * float(found.llf) + len(design[0]) * math.log(sum(counted))
    names = tuple((sources[i], sources[j]) for i, j in chosen)
    unseen = math.exp(float(found.params[0]))
    spread = math.hypot(error, 1 / math.sqrt(max(unseen, 1.0)))  # the number itself varies about its mean, as Poisson
    return FittedModel(dependent=names, unseen=unseen, error=spread, bic=bic)


def _statsmodels() -> Any:  # noqa: ANN401 - the library has no types
    try:
        from statsmodels.discrete.discrete_model import Poisson  # noqa: PLC0415 - an extra, slow to load
    except ImportError as error:
        what = "`marsad estimate` needs statsmodels, which is not installed"
        raise InputError(what, mend="install it with `pip install 'marsad[estimate]'`") from error
    return Poisson


def _averaged(base: Estimate, fitted: Sequence[FittedModel]) -> Estimate:
    """The mixture of the models, each by its weight exp(-BIC/2)."""
    if not fitted:
        return msgspec.structs.replace(base, refusal="no model fits how the lists overlap")
    best = min(model.bic for model in fitted)
    odds = [math.exp((best - model.bic) / 2) for model in fitted]
    weights = [share / sum(odds) for share in odds]
    models = tuple(
        msgspec.structs.replace(model, weight=weight)
        for weight, model in sorted(zip(weights, fitted, strict=True), key=lambda pair: (-pair[0], pair[1].dependent))
    )
    low, middle, high = (_quantile(models, share) for share in (0.025, 0.5, 0.975))
    if high > WIDE * base.seen:
        return msgspec.structs.replace(base, models=models, refusal="the lists overlap too little to tell")
    total = [base.seen + round(unseen) for unseen in (low, middle, high)]
    return msgspec.structs.replace(base, models=models, low=total[0], best=total[1], high=total[2])


def _quantile(models: Sequence[FittedModel], share: float) -> float:
    """The number of unseen events below which the mixture has this share; errors are of the logarithm."""

    def below(unseen: float) -> float:
        return sum(
            model.weight * 0.5 * math.erfc(-(math.log(unseen) - math.log(model.unseen)) / (model.error * math.sqrt(2)))
            for model in models
        )

    first, last = 1e-6, 1e9
    for _ in range(200):
        middle = math.sqrt(first * last)
        first, last = (middle, last) if below(middle) < share else (first, middle)
    return first
