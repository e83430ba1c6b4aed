"""Whose words a claim gives: independent voices are counted at the inner end of the chain, not by outlet.

Ten newspapers that relay one agency are one voice; so are a monitor and its director, where a chain names both. A voice
without a name ("local sources") of two outlets may be one person: it corroborates once, but never corrects itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from marsad.model.name import Name
from marsad.model.sourced import SourcedClaim

Fold = Callable[[str], str]
"""A name's matching key; `marsad.arabic.fold.fold_key` is one."""


def speaker(sourced: SourcedClaim) -> str:
    """The words that name who says it: the inner end of the chain, else the outlet, else the report."""
    if sourced.claim.sources:
        return sourced.claim.sources[-1].text
    return sourced.outlet or sourced.report


def is_named(sourced: SourcedClaim) -> bool:
    """Whether the one who says it is known by more than a description: a pack's id, or the outlet itself."""
    sources = sourced.claim.sources
    return sources[-1].id is not None if sources else True


def inner_end(sourced: SourcedClaim, fold: Fold) -> frozenset[str]:
    """Keys of the one who says it: folded name and `#id`; the outlet where the chain is empty, else `@report`."""
    sources = sourced.claim.sources
    if sources:
        return frozenset(_keys(sources[-1], fold))
    return frozenset({fold(sourced.outlet)} if sourced.outlet else {f"@{sourced.report}"})


def relays(sourced: SourcedClaim, fold: Fold) -> frozenset[str]:
    """Keys of those between the outlet and the one who says it."""
    return frozenset(key for name in sourced.claim.sources[:-1] for key in _keys(name, fold))


def _keys(name: Name, fold: Fold) -> set[str]:
    return {fold(name.text)} | ({f"#{name.id}"} if name.id else set())


def voices(claims: Iterable[SourcedClaim], fold: Fold) -> dict[str, str]:
    """The independent voice of each claim, by claim id.

    Claims with one inner end are one voice; who also relays another voice here is not independent of it, and is counted
    with it. A voice is named by its smallest key, so the answer does not hang on the order of the claims.
    """
    claims = list(claims)
    inner: defaultdict[str, set[str]] = defaultdict(set)
    for sourced in claims:
        inner[sourced.claim.id] |= inner_end(sourced, fold)
    name_of = _named(inner.values())
    own = {claim: name_of[min(keys)] for claim, keys in inner.items()}
    relayed: defaultdict[str, set[str]] = defaultdict(set)
    for sourced in claims:
        for key in relays(sourced, fold):
            relayed[name_of.get(key, key)].add(own[sourced.claim.id])
    return {claim: _behind(voice, relayed) for claim, voice in own.items()}


def _named(keysets: Iterable[set[str]]) -> dict[str, str]:
    """Key → the smallest key that it is joined with, where sets that share a key are one."""
    root: dict[str, str] = {}
    for keys in keysets:
        for key in keys:
            root.setdefault(key, key)
        ends = sorted({_root(root, key) for key in keys})
        for end in ends:
            root[end] = ends[0]
    return {key: _root(root, key) for key in root}


def _root(root: dict[str, str], key: str) -> str:
    while root[key] != key:
        root[key] = root[root[key]]
        key = root[key]
    return key


def _behind(voice: str, relayed: Mapping[str, set[str]]) -> str:
    """The voice that this one passes on, if it passes on any; a ring of mutual citing ends where it closes."""
    seen = {voice}
    while further := relayed.get(voice, set()) - seen:
        voice = min(further)
        seen.add(voice)
    return voice
