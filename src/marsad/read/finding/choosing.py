"""Choosing: from what is weighed to claims. The rules' drafts stand where they are likely, and what they missed joins.

A slot keeps what the rules put there unless another filling is likelier by a margin; margins and limits belong to the
trained model, which has them from reports kept out of its training.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from marsad.read.doubt import SIGNS as OF_DRAFT
from marsad.read.doubt import signs_of
from marsad.read.draft import Draft
from marsad.read.finding.filling import DATE, Fillings, Limits, drafted, fill
from marsad.read.finding.finds import Finds
from marsad.read.finding.kinds import KINDS, kind_number
from marsad.read.finding.sheet import Numbers, overlaps
from marsad.read.finding.weigher import Asked, Weighed, Weigher

ABOUT = 0.3
"""Shared tokens of all tokens from which two stretches are about the same words."""
_MOST = 6.0
"""Log-odds beyond which more is not more."""
SIGNS = (
    *("kind", "by_rule", "speaker", "date", "places", "actor", "counts", "many_counts"),
    *("same_speaker", "same_date", "same_places", "top_kind", "target"),
    *OF_DRAFT,
)
"""What a claim's confidence is computed from."""


class Proposal(NamedTuple):
    """A claim in question: its stretch and kind as numbers, how likely it is, and the rules' draft, if it is theirs."""

    stretch: int
    kind: int
    likely: float
    draft: Draft | None


class Chosen(NamedTuple):
    """A claim with the signs of how far to believe it, in the order of SIGNS."""

    draft: Draft
    signs: tuple[float, ...]


def choose(found: Finds, weigher: Weigher, limits: Limits) -> list[Chosen]:
    """The claims of a page, in text order."""
    if not found.stretches:
        return []
    weighed = weigher.weigh(found)
    proposals = proposed(found, weighed, limits)
    if not proposals:
        return []
    asked = Asked(np.array([one.stretch for one in proposals]), np.array([one.kind for one in proposals]))
    linked = weigher.link(found, weighed, asked)
    chosen = []
    for row, proposal in enumerate(proposals):
        flags = linked.flags[row]
        draft = proposal.draft or drafted(found, proposal.stretch, proposal.kind, flags, limits)
        filled = fill(found, draft, proposal.stretch, linked, row, limits)
        chosen.append(Chosen(filled.draft, _signs(proposal, filled, weighed.kinds[proposal.stretch])))
    return sorted(_once(chosen), key=lambda one: (one.draft.pieces[0], one.draft.at))


def proposed(found: Finds, weighed: Weighed, limits: Limits) -> list[Proposal]:
    """The rules' drafts that are likely enough, and the likeliest stretches that lie apart from them."""
    numbers = {(span.start, span.end): number for number, span in enumerate(found.stretches)}
    kept = []
    for draft in found.settled:
        stretch, kind = numbers[draft.pieces[0]], kind_number(draft.kind, draft.change)
        around = overlaps(found.sheet.stretch_tokens, draft.pieces[0]) >= ABOUT
        if float(weighed.kinds[around].max()) >= limits.drop:
            kept.append(Proposal(stretch, kind, float(weighed.kinds[stretch, kind]), draft))
    told = defaultdict[int, list[Proposal]](list)
    for one in kept:
        told[found.stretches[one.stretch].sentence].append(one)
    rows, columns = np.nonzero(weighed.kinds >= limits.add)
    for row, column in sorted(zip(rows.tolist(), columns.tolist(), strict=True), key=lambda at: -weighed.kinds[at]):
        beside = told[found.stretches[row].sentence]  # a stretch lies in one sentence
        if all(_apart(found, row, column, one, limits) for one in beside):
            beside.append(Proposal(row, column, float(weighed.kinds[row, column]), None))
            kept.append(beside[-1])
    return kept


def _apart(found: Finds, stretch: int, kind: int, other: Proposal, limits: Limits) -> bool:
    """Whether a stretch tells of something else than a proposal: of another kind, or by other words."""
    one, two = found.stretches[stretch], found.stretches[other.stretch]
    shared = min(one.end, two.end) - max(one.start, two.start)
    if KINDS[kind][0] != KINDS[other.kind][0]:
        return shared <= limits.crowd * max(one.end - one.start, two.end - two.start)
    return shared <= limits.apart * min(one.end - one.start, two.end - two.start)


def _signs(proposal: Proposal, filled: Fillings, kinds: Numbers) -> tuple[float, ...]:
    draft = filled.draft
    return (
        _odds(proposal.likely),
        float(proposal.draft is not None),
        _odds(filled.likely["speaker"]),
        _odds(filled.likely[DATE]),
        _odds(filled.likely["places"]),
        _odds(filled.likely["actor"]),
        float(bool(draft.counts)),
        min(3.0, len(draft.counts)),
        float("speaker" not in filled.changed),
        float(DATE not in filled.changed),
        float("places" not in filled.changed),
        float(int(kinds.argmax()) == proposal.kind),
        _odds(filled.likely["target"]),
        *signs_of(draft),
    )


def _odds(likely: float) -> float:
    safe = min(max(likely, 1e-6), 1 - 1e-6)
    return float(np.clip(np.log(safe / (1 - safe)), -_MOST, _MOST))


def _once(chosen: list[Chosen]) -> Iterator[Chosen]:
    """Each claim once: what filling made alike is one."""
    seen = set()
    for one in chosen:
        draft = one.draft
        key = (draft.pieces, draft.kind, draft.change, draft.stance, tuple(speaker.text for speaker in draft.chain))
        if key not in seen:
            seen.add(key)
            yield one
