"""A weighed pair, without its reasons: all that grouping needs, whoever weighed it."""

from typing import NamedTuple


class Edge(NamedTuple):
    """Two claims, smaller id first, the weight for their being one event, and whether something keeps them apart."""

    one: str
    other: str
    weight: float
    barred: bool
