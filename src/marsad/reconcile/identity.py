"""Ids that live on: an event keeps the id it was made with, and every former id leads to what became of it.

An id is that of a claim, so it leads to the event that holds this claim; when the claim itself is gone (read anew,
rejected), to the event that holds most of those it stood with.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from marsad.model.event import Before


def name_events(groups: Sequence[Sequence[str]], before: Before) -> tuple[dict[str, str], dict[str, str]]:
    """Ids by each group's smallest claim, and every former id that is not an event's any more → the id it has now.

    A former id none of whose claims is left leads nowhere, and is not in the aliases.
    """
    home = {claim: min(group) for group in groups for claim in group}
    heirs = {former: heir for former in sorted(before.events) if (heir := _heir(former, before, home))}
    claimants: defaultdict[str, list[str]] = defaultdict(list)
    for former, heir in heirs.items():
        claimants[heir].append(former)
    names = {min(group): min(claimants.get(min(group), [min(group)])) for group in groups}
    return names, _aliases(heirs, names, before, home)


def _heir(former: str, before: Before, home: Mapping[str, str]) -> str | None:
    """The group that a former id leads to, by its smallest claim."""
    if former in home:
        return home[former]
    votes = Counter(home[claim] for claim in before.events[former] if claim in home)
    return min(votes, key=lambda group: (-votes[group], group)) if votes else None


def _aliases(
    heirs: Mapping[str, str], names: Mapping[str, str], before: Before, home: Mapping[str, str]
) -> dict[str, str]:
    taken = set(names.values())
    now = {former: names[heir] for former, heir in heirs.items()}
    for former, target in before.aliases.items():
        if former in home:
            now[former] = names[home[former]]
        elif target in now:
            now[former] = now[target]
    return {former: now[former] for former in sorted(now) if former not in taken}
