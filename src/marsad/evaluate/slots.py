"""A pair of claims slot by slot, as the MUC-4 template task counted: each filled slot is right, missing or spurious."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, get_args

from marsad.evaluate.names import same_party, same_place
from marsad.evaluate.pairing import speaker
from marsad.evaluate.spans import same_evidence
from marsad.model.coded import CodedClaim
from marsad.model.evaluation import Figures, Slot, Verdict

ALL = "all slots"
"""The name of the row over every slot but `claim`."""
SHARE = 0.05
"""Two shares are the same when they lie no further apart."""

Same = Callable[[Any, Any], bool]


def verdicts(gold: CodedClaim | None, read: CodedClaim | None) -> Iterator[Verdict]:
    """What becomes of each slot that either side fills; a claim without a pair has None on the other side."""
    for slot, value, same in _ONE:
        yield from _one(slot, gold and value(gold), read and value(read), same)
    for slot, values, same in _MANY:
        yield from _many(slot, values(gold) if gold else (), values(read) if read else (), same)


def tally(found: Iterable[Verdict]) -> Counter[tuple[str, str]]:
    """How many slots are right, missing and spurious: (slot, "right" | "missing" | "spurious") to times."""
    counted: Counter[tuple[str, str]] = Counter()
    for verdict in found:
        if verdict.right:
            counted[verdict.slot, "right"] += 1
        else:
            counted[verdict.slot, "missing"] += verdict.gold is not None
            counted[verdict.slot, "spurious"] += verdict.read is not None
    return counted


def table(counted: Counter[tuple[str, str]]) -> dict[str, Figures]:
    """The figures of each slot, and of all slots together."""
    slots = get_args(Slot)
    rows = {slot: figures(*_sums(counted, [slot])) for slot in slots}
    return rows | {ALL: overall(counted)}


def overall(counted: Counter[tuple[str, str]]) -> Figures:
    """The figures of all slots; `claim` is left out, since `kind` says it again."""
    return figures(*_sums(counted, [slot for slot in get_args(Slot) if slot != "claim"]))


def figures(right: int, missing: int, spurious: int) -> Figures:
    """Precision, recall and F1, 0 where nothing is there to be right about."""
    precision = right / (right + spurious) if right + spurious else 0.0
    recall = right / (right + missing) if right + missing else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Figures(round(precision, 4), round(recall, 4), round(f1, 4), right + missing, right + spurious)


def _sums(counted: Counter[tuple[str, str]], slots: Sequence[str]) -> tuple[int, ...]:
    return tuple(sum(counted[slot, fate] for slot in slots) for fate in ("right", "missing", "spurious"))


def _one(slot: Slot, gold: object, read: object, same: Same) -> Iterator[Verdict]:
    """A slot with one value or none on either side."""
    if gold is not None or read is not None:
        yield Verdict(slot, gold, read, gold is not None and read is not None and same(gold, read))


def _many(slot: Slot, gold: Sequence[object], read: Sequence[object], same: Same) -> Iterator[Verdict]:
    """A slot with several values: each is matched once, in the order of gold."""
    left = list(read)
    for value in gold:
        hit = next((index for index, other in enumerate(left) if same(value, other)), None)
        yield Verdict(slot, value, None if hit is None else left.pop(hit), hit is not None)
    yield from (Verdict(slot, None, value, right=False) for value in left)


def _equal(one: object, other: object) -> bool:
    return one == other


def _unless(value: str | None, plain: str) -> str | None:
    """A value that says something: not the plain one."""
    return None if value == plain else value


def _parts(claim: CodedClaim) -> list[tuple[object, object]]:
    """Each count that is part of another, with that one."""
    return [
        (count.figure, claim.counts[count.part_of].figure)
        for count in claim.counts
        if count.part_of is not None and count.part_of < len(claim.counts)
    ]


_ONE: tuple[tuple[Slot, Callable[[CodedClaim], Any], Same], ...] = (
    ("claim", lambda _: True, _equal),
    ("kind", lambda claim: (claim.kind, claim.change), _equal),
    ("evidence", lambda claim: claim.evidence, same_evidence),
    ("denial", lambda claim: _unless(claim.stance, "asserts"), _equal),
    ("prospect", lambda claim: _unless(claim.modality, "actual"), _equal),
    ("cumulative", lambda claim: _unless(claim.scope, "incident"), _equal),
    ("speaker", speaker, same_party),
    ("actor", lambda claim: claim.actor, same_party),
    ("target", lambda claim: claim.target, same_party),
    ("share", lambda claim: claim.share, lambda one, other: abs(one - other) <= SHARE),
    ("date", lambda claim: claim.date, _equal),
)
_MANY: tuple[tuple[Slot, Callable[[CodedClaim], Sequence[Any]], Same], ...] = (
    ("source", lambda claim: claim.sources[:-1], same_party),
    ("place", lambda claim: claim.places, same_place),
    ("count", lambda claim: [count.figure for count in claim.counts], _equal),
    ("part", _parts, _equal),
)
