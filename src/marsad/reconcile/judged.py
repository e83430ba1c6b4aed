"""Judgements put into force: corrections, rejections and additions on claims, same and different on pairs.

Judgements are folded in the order in which they were made; a later one on the same claim or pair takes the earlier
one's place, so undoing is one more judgement and nothing is ever edited.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC
from itertools import combinations

import msgspec

from marsad.model.canonical import canonical
from marsad.model.claim import Claim, identified
from marsad.model.event import SetAside
from marsad.model.judgement import ClaimPointer, Judgement
from marsad.model.name import Span
from marsad.model.reading import Reading
from marsad.model.sourced import SourcedClaim
from marsad.reconcile.block import Pair
from marsad.reconcile.cluster import pair_of

_READER_OWNED = {"id", "rule", "rulebook", "evidence"}
"""Fields that no correction sets: a claim keeps its id and its words."""


class Judged(msgspec.Struct, frozen=True):
    """Claims with all judgements in force; `pairs` the latest first, True for one event."""

    claims: tuple[SourcedClaim, ...]
    rejected: tuple[str, ...]
    pairs: dict[Pair, bool]
    orphaned: tuple[SetAside, ...]


def judged(claims: Iterable[SourcedClaim], judgements: Iterable[Judgement], readings: Iterable[Reading] = ()) -> Judged:
    """Fold the judgements, oldest first, over the claims."""
    bench = _Bench(claims, readings)
    for judgement in sorted(judgements, key=order):
        bench.take(judgement)
    return bench.done()


def order(judgement: Judgement) -> tuple[str, bytes]:
    """By the moment it was made, UTC; a moment without zone is taken as UTC. Equal moments by content."""
    made = judgement.made if judgement.made.tzinfo else judgement.made.replace(tzinfo=UTC)
    return made.astimezone(UTC).isoformat(timespec="microseconds"), canonical(judgement)


def called(judgement: Judgement) -> str:
    """How a message names a judgement."""
    return f"{judgement.verdict} of {judgement.made.isoformat()}"


class _Bench:
    """The state of the fold."""

    def __init__(self, claims: Iterable[SourcedClaim], readings: Iterable[Reading]) -> None:
        self._told: defaultdict[str, list[SourcedClaim]] = defaultdict(list)
        self._read: dict[str, list[SourcedClaim]] = {}
        self._of_text: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
        self._homes: defaultdict[str, dict[str, SourcedClaim | Reading]] = defaultdict(dict)
        self._rejected: set[str] = set()
        self._pairs: dict[Pair, bool] = {}
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

    def take(self, judgement: Judgement) -> None:
        """Put one judgement into force, or report why it cannot be."""
        if judgement.verdict == "add":
            self._add(judgement)
            return
        found = [self._find(pointer) for pointer in judgement.about]
        if not found or None in found:
            self._orphan(judgement, "the claim that it speaks of is not in the record")
            return
        claims = [claim for claim in found if claim is not None]
        if judgement.verdict in {"same", "different", "unsure"}:
            self._pair(judgement, claims)
            return
        for claim in claims:
            if judgement.verdict == "reject":
                self._rejected.add(claim)
            else:
                self._correct(judgement, claim)

    def _find(self, pointer: ClaimPointer) -> str | None:
        """The claim pointed at: by id, else the only one of its kind on just these words, else on half of them."""
        here = self._of_text.get(pointer.text_digest, {})
        if pointer.claim in here:
            return pointer.claim
        alike = [(claim.id, claim.evidence) for claim in here.values() if claim.kind == pointer.kind]
        exact = [claim for claim, evidence in alike if evidence == pointer.evidence]
        near = exact or [claim for claim, evidence in alike if _shared_words(evidence, pointer.evidence)]
        return near[0] if len(near) == 1 else None

    def _pair(self, judgement: Judgement, claims: list[str]) -> None:
        pairs = [pair_of(one, other) for one, other in combinations(sorted(set(claims)), 2)]
        if not pairs:
            self._orphan(judgement, "it speaks of one claim alone")
        for pair in pairs:
            self._pairs.pop(pair, None)
            if judgement.verdict != "unsure":
                self._pairs[pair] = judgement.verdict == "same"

    def _correct(self, judgement: Judgement, claim: str) -> None:
        """Set the fields given; none given takes back what was corrected and a rejection."""
        if not judgement.fields:
            self._told[claim] = list(self._read.get(claim, self._told[claim]))
            self._rejected.discard(claim)
            return
        try:
            self._told[claim] = [_corrected(sourced, judgement.fields) for sourced in self._told[claim]]
        except (msgspec.ValidationError, ValueError) as wrong:
            self._orphan(judgement, f"its fields do not make a claim: {wrong}")

    def _add(self, judgement: Judgement) -> None:
        pointer = judgement.about[0] if len(judgement.about) == 1 else None
        homes = self._homes.get(pointer.text_digest, {}) if pointer else {}
        if pointer is None or not homes:
            self._orphan(judgement, "the text that it adds a claim to is not in the record")
            return
        try:
            claim = _added(pointer, judgement.fields)
        except (msgspec.ValidationError, ValueError) as wrong:
            self._orphan(judgement, f"its fields do not make a claim: {wrong}")
            return
        self._rejected.discard(claim.id)
        if claim.id in self._told:
            return
        for report in sorted(homes):
            self._put(_at_home(claim, homes[report]))
        self._read[claim.id] = list(self._told[claim.id])

    def _orphan(self, judgement: Judgement, why: str) -> None:
        self._orphaned.append(SetAside(called(judgement), why))

    def done(self) -> Judged:
        """The claims in force, sorted, and what was not put into force."""
        kept = [sourced for claim, told in self._told.items() if claim not in self._rejected for sourced in told]
        return Judged(
            claims=tuple(sorted(kept, key=lambda s: (s.claim.id, s.report, s.outlet or ""))),
            rejected=tuple(sorted(self._rejected)),
            pairs={pair: same for pair, same in reversed(self._pairs.items()) if not self._rejected & set(pair)},
            orphaned=tuple(self._orphaned),
        )


def _shared_words(here: tuple[Span, ...], there: tuple[Span, ...]) -> bool:
    """Whether at least half of the letters of either are in both."""
    one = {at for start, end in here for at in range(start, end)}
    other = {at for start, end in there for at in range(start, end)}
    return 2 * len(one & other) >= max(len(one), len(other), 1)


def _corrected(sourced: SourcedClaim, fields: Mapping[str, object]) -> SourcedClaim:
    _settable(fields)
    claim = msgspec.convert({**msgspec.to_builtins(sourced.claim), **fields}, Claim)
    return msgspec.structs.replace(sourced, claim=claim)


def _settable(fields: Mapping[str, object]) -> None:
    """Refuse a field that a claim has not, or that no one may set: a typo must not pass for a correction."""
    known = {field.encode_name for field in msgspec.structs.fields(Claim)}
    if wrong := sorted(fields.keys() - (known - _READER_OWNED)):
        raise ValueError(f"no such field can be set: {', '.join(wrong)}")


def _added(pointer: ClaimPointer, fields: Mapping[str, object]) -> Claim:
    _settable(fields)
    told = {**fields, "kind": pointer.kind, "evidence": pointer.evidence, "rule": "judgement: add"}
    return identified(msgspec.convert(told, Claim), pointer.text_digest)


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
