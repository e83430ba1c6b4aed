"""Judgements put into force: corrections, rejections and additions on claims, same and different on pairs.

Judgements are folded in the order in which they were made; a later one on the same claim or pair takes the earlier
one's place, so that nothing is ever edited. What cannot be put into force is named, and the rest goes on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import msgspec

from marsad.model.claim import Claim
from marsad.model.event import SetAside
from marsad.model.judgement import Applied, ClaimPointer, Judgement
from marsad.model.name import Span
from marsad.model.reading import Reading
from marsad.model.sourced import SourcedClaim
from marsad.reconcile.block import Pair
from marsad.reconcile.bonds import pair_of
from marsad.reconcile.setting import added, corrected
from marsad.reconcile.undoing import standing


class Judged(msgspec.Struct, frozen=True):
    """Claims with all judgements in force; `pairs` the latest first, True for one event, False for two.

    `by`: judged pair → the judgement's id, those judged unsure too. `applied`: which judgements are in force on which
    claim, in the order of claims and, on each, of time.
    """

    claims: tuple[SourcedClaim, ...]
    rejected: tuple[str, ...]
    pairs: dict[Pair, bool]
    by: dict[Pair, str]
    applied: tuple[Applied, ...]
    orphaned: tuple[SetAside, ...]


def judged(claims: Iterable[SourcedClaim], judgements: Iterable[Judgement], readings: Iterable[Reading] = ()) -> Judged:
    """Fold the judgements, oldest first, over the claims."""
    bench = _Bench(claims, readings)
    kept = standing(judgements)
    for made, judgement in kept.judgements.items():
        bench.take(made, judgement)
    return bench.done(kept.orphaned)


class _Bench:
    """The state of the fold."""

    def __init__(self, claims: Iterable[SourcedClaim], readings: Iterable[Reading]) -> None:
        self._told: defaultdict[str, list[SourcedClaim]] = defaultdict(list)
        self._read: dict[str, list[SourcedClaim]] = {}
        self._of_text: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
        self._homes: defaultdict[str, dict[str, SourcedClaim | Reading]] = defaultdict(dict)
        self._rejected: set[str] = set()
        self._pairs: dict[Pair, tuple[bool | None, str]] = {}
        self._on: defaultdict[str, list[str]] = defaultdict(list)
        self._orphaned: list[SetAside] = []
        for reading in readings:
            self._homes[reading.text_digest][reading.report] = reading
        for sourced in claims:
            self._put(sourced)
        self._read = {claim: list(told) for claim, told in self._told.items()}

    def _put(self, sourced: SourcedClaim) -> None:
        told = self._told[sourced.claim.id]
        if sourced in told:
            return
        told.append(sourced)
        self._of_text[sourced.text_digest][sourced.claim.id] = sourced.claim
        self._homes[sourced.text_digest][sourced.report] = sourced

    def take(self, made: str, judgement: Judgement) -> None:
        """Put one judgement into force, or say why it cannot be; `made` is its id."""
        if judgement.verdict == "add":
            self._add(made, judgement)
            return
        found = [self._find(pointer) for pointer in judgement.about]
        if not found or None in found:
            self._orphan(made, "the claim that it speaks of is not in the record")
            return
        claims = [claim for claim in found if claim is not None]
        if judgement.verdict in {"same", "different", "unsure"}:
            self._pair(made, judgement, claims)
            return
        for claim in claims:
            if judgement.verdict == "reject":
                self._rejected.add(claim)
                self._on[claim].append(made)
            else:
                self._correct(made, judgement, claim)

    def _find(self, pointer: ClaimPointer) -> str | None:
        """The claim pointed at: by id, else the only one of its kind on just these words, else on half of them."""
        here = self._of_text.get(pointer.text_digest, {})
        if pointer.claim in here:
            return pointer.claim
        alike = [(claim.id, claim.evidence) for claim in here.values() if claim.kind == pointer.kind]
        exact = [claim for claim, evidence in alike if evidence == pointer.evidence]
        near = exact or [claim for claim, evidence in alike if _shared_words(evidence, pointer.evidence)]
        return near[0] if len(near) == 1 else None

    def _pair(self, made: str, judgement: Judgement, claims: list[str]) -> None:
        pairs = [pair_of(one, other) for one, other in combinations(sorted(set(claims)), 2)]
        if not pairs and judgement.verdict == "unsure":
            self._on[claims[0]].append(made)
        elif not pairs:
            self._orphan(made, "it speaks of one claim alone")
        for pair in pairs:
            self._pairs.pop(pair, None)
            self._pairs[pair] = (_SAYS[judgement.verdict], made)

    def _correct(self, made: str, judgement: Judgement, claim: str) -> None:
        """Set the fields given; none given takes back what was corrected and a rejection."""
        if not judgement.fields:
            self._told[claim] = list(self._read.get(claim, self._told[claim]))
            self._rejected.discard(claim)
            self._on[claim] = [made]
            return
        try:
            told = [msgspec.structs.replace(s, claim=corrected(s.claim, judgement.fields)) for s in self._told[claim]]
        except (msgspec.ValidationError, ValueError) as wrong:
            self._orphan(made, f"its fields do not make a claim: {wrong}")
            return
        self._told[claim] = told
        self._on[claim].append(made)

    def _add(self, made: str, judgement: Judgement) -> None:
        pointer = judgement.about[0] if len(judgement.about) == 1 else None
        homes = self._homes.get(pointer.text_digest, {}) if pointer else {}
        if pointer is None or not homes:
            self._orphan(made, "the text that it adds a claim to is not in the record")
            return
        try:
            claim = added(pointer, judgement.fields)
        except (msgspec.ValidationError, ValueError) as wrong:
            self._orphan(made, f"its fields do not make a claim: {wrong}")
            return
        self._rejected.discard(claim.id)
        self._on[claim.id].append(made)
        if claim.id in self._told:
            return
        for report in sorted(homes):
            self._put(_at_home(claim, homes[report]))
        self._read[claim.id] = list(self._told[claim.id])

    def _orphan(self, made: str, why: str) -> None:
        self._orphaned.append(SetAside(made, why))

    def done(self, orphaned: Iterable[SetAside]) -> Judged:
        """The claims in force, sorted, and what was not put into force, after what is known already."""
        kept = [sourced for claim, told in self._told.items() if claim not in self._rejected for sourced in told]
        pairs = {pair: said for pair, said in reversed(self._pairs.items()) if not self._rejected & set(pair)}
        lost = sorted({made for pair, (_, made) in self._pairs.items() if pair not in pairs})
        return Judged(
            claims=tuple(sorted(kept, key=lambda s: (s.claim.id, s.report, s.outlet or ""))),
            rejected=tuple(sorted(self._rejected)),
            pairs={pair: same for pair, (same, _) in pairs.items() if same is not None},
            by={pair: made for pair, (_, made) in pairs.items()},
            applied=tuple(self._applied({pair: made for pair, (_, made) in self._pairs.items() if pair in pairs})),
            orphaned=(*orphaned, *self._orphaned, *(SetAside(made, _REJECTED) for made in lost)),
        )

    def _applied(self, pairs: Mapping[Pair, str]) -> Iterator[Applied]:
        on = {claim: list(made) for claim, made in self._on.items()}
        for pair, made in pairs.items():
            for claim in pair:
                on.setdefault(claim, []).append(made)
        for claim in sorted(on):
            yield from (Applied(claim, made) for made in dict.fromkeys(on[claim]))


_SAYS = {"same": True, "different": False, "unsure": None}
_REJECTED = "a claim that it speaks of is rejected"


def _shared_words(here: tuple[Span, ...], there: tuple[Span, ...]) -> bool:
    """Whether at least half of the letters of either are in both."""
    one = {at for start, end in here for at in range(start, end)}
    other = {at for start, end in there for at in range(start, end)}
    return 2 * len(one & other) >= max(len(one), len(other), 1)


def _at_home(claim: Claim, home: SourcedClaim | Reading) -> SourcedClaim:
    logged = home.logged if isinstance(home, SourcedClaim) else None
    return SourcedClaim(
        claim=claim,
        report=home.report,
        text_digest=home.text_digest,
        published=home.published,
        outlet=home.outlet,
        logged=logged,
    )
