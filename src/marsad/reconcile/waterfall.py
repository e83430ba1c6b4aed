"""Why two claims or events are one, or are not: the strongest pair between them taken apart, and the mean of all."""

from collections.abc import Collection, Iterable, Mapping

from marsad.model.paired import Between, Feature, Weighed
from marsad.reconcile.bonds import pair_of
from marsad.reconcile.meet import pairs
from marsad.reconcile.node import Node
from marsad.reconcile.pair import Comparer, Comparison
from marsad.reconcile.weights import Weights


def weighed(found: Comparison, weights: Weights) -> Weighed:
    """A comparison as it is shown: the prior, then each feature by how much it says, the most first."""
    levels = sorted(found.levels, key=lambda one: -abs(one[2]))
    return Weighed(
        one=found.one,
        other=found.other,
        prior=weights.prior,
        features=tuple(Feature(*level) for level in levels),
        weight=found.weight,
        never=found.never,
    )


def strongest(here: Iterable[Node], there: Collection[Node], comparer: Comparer) -> Comparison:
    """The comparison that speaks most for the two being one, what keeps apart last."""
    found = (comparer.compare(one, other) for one in here for other in there if one.id != other.id)
    return max(found, key=lambda pair: (pair.never is None, pair.weight, pair.one, pair.other))


def between(here: Mapping[str, Node], there: Mapping[str, Node], comparer: Comparer) -> Between:
    """What stands between two groups: grouping joins them while nothing is barred and the mean is above 0."""
    met = set(pairs({**here, **there}, comparer.weights))
    across = [(one, other) for one in here.values() for other in there.values()]
    found = [comparer.compare(one, other) for one, other in across if pair_of(one.id, other.id) in met]
    unmet = len(across) - len(found)
    total = sum(pair.weight for pair in found) + unmet * comparer.weights.unmet
    return Between(
        pairs=len(across),
        unmet=unmet,
        barred=sum(pair.never is not None for pair in found),
        mean=round(total / len(across), 9),
    )
