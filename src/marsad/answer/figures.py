"""What one claim says about how many, gone up the tree of groups, and no one counted twice.

A child is a civilian and a civilian a person, so "3 children and 2 women" are 5 civilians and 5 persons as far as the
claim tells. A part ("10 dead, among them 3 children") is in its whole already: it gives its own group a figure, and
the groups between it and the whole only bounds, at least the part and at most the whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from marsad.model.count import Count
from marsad.model.vocabulary import GROUP_PARENT, Group, Outcome

Row = tuple[Outcome, Group]


class Figure(msgspec.Struct, frozen=True):
    """People, `low` to `high`, null where the claim sets no bound; `told` is false for a bound that only follows."""

    low: int | None
    high: int | None
    told: bool = True

    def plus(self, other: "Figure") -> "Figure":
        """Both together; an unknown upper end stays unknown, an unknown lower end adds nothing to what is known."""
        low = other.low if self.low is None else self.low + (other.low or 0)
        high = None if self.high is None or other.high is None else self.high + other.high
        return Figure(low, high, self.told or other.told)


def figures(counts: Sequence[Count]) -> dict[Row, Figure]:
    """The claim's figures by outcome and group; those that await a person are none yet."""
    found: dict[Row, Figure] = {}
    for count in counts:
        if count.awaits or (count.low is None and count.high is None):
            continue
        figure = Figure(count.low, count.high)
        whole = None if count.part_of is None else counts[count.part_of]
        if whole is None or whole.outcome != count.outcome:
            _add(found, count.outcome, up(count.group), figure)
        else:
            _add(found, count.outcome, _until(count.group, _over(count, counts)), figure)
    _bound(found, counts)
    return found


def up(group: Group) -> Iterator[Group]:
    """The group and all that contain it, smallest first."""
    here: Group | None = group
    while here is not None:
        yield here
        here = GROUP_PARENT[here]


def _until(group: Group, inside: set[Group]) -> Iterator[Group]:
    """The part's own group, unless a count that contains it tells of that group (a town's share of the dead)."""
    if group not in inside:
        yield group


def _over(count: Count, counts: Sequence[Count]) -> set[Group]:
    """Groups, with those that contain them, of all the counts that this one is a part of."""
    groups: set[Group] = set()
    while count.part_of is not None:
        count = counts[count.part_of]
        groups |= set(up(count.group))
    return groups


def _add(found: dict[Row, Figure], outcome: Outcome, groups: Iterator[Group], figure: Figure) -> None:
    for group in groups:
        before = found.get((outcome, group))
        found[outcome, group] = figure if before is None else before.plus(figure)


def _bound(found: dict[Row, Figure], counts: Sequence[Count]) -> None:
    """Groups between a part and its whole: at least all such parts, at most the whole."""
    parts: defaultdict[Row, list[tuple[Count, Count]]] = defaultdict(list)
    for count in counts:
        whole = None if count.part_of is None else counts[count.part_of]
        if whole is None or count.awaits or whole.outcome != count.outcome or count.group in set(up(whole.group)):
            continue
        for group in up(count.group):
            if group not in set(up(whole.group)) and group != count.group:
                parts[count.outcome, group].append((count, whole))
    for row, told in parts.items():
        if row not in found:
            low = sum(count.low or 0 for count, _ in told)
            highs = {whole.high for _, whole in told}
            high = None if None in highs else sum(whole or 0 for whole in highs)
            found[row] = Figure(low, high, told=False)
