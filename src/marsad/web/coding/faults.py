"""What the codebook (docs/codebook.md) does not allow in a claim, said so that the coder can mend it."""

from collections.abc import Iterator
from itertools import pairwise

from marsad.errors import InputError
from marsad.model.vocabulary import Change, Kind
from marsad.web.coding.form import Coding

CHANGES: dict[Kind, tuple[Change, ...]] = {
    "control": ("gained", "lost", "holds"),
    "detention": ("released",),
    "displacement": ("returned",),
    "siege": ("lifted",),
    "agreement": ("broken",),
}
"""What may change, by kind; control is nothing without a change, and other kinds have none."""


def faults(claim: Coding, text: str) -> Iterator[InputError]:
    """Everything that is wrong with a claim; `where` of each is the field in which to mend it."""
    yield from _change(claim)
    yield from _evidence(claim, len(text))
    yield from _names(claim, len(text))
    yield from _days(claim)
    yield from _counts(claim)
    yield from _parts(claim)
    if claim.share is not None and (claim.kind != "control" or not 0 < claim.share <= 1):
        yield InputError("a share says which part of a place is held", where="share", mend="0.67 of control, else none")


def _change(claim: Coding) -> Iterator[InputError]:
    allowed = CHANGES.get(claim.kind, ())
    if claim.change is None and claim.kind == "control":
        yield InputError("control always has a change", where="change", mend="choose gained, lost or holds")
    elif claim.change is not None and claim.change not in allowed:
        mend = f"choose {' or '.join(allowed)}, or none" if allowed else "leave it out"
        yield InputError(f"{claim.kind} has no change {claim.change!r}", where="change", mend=mend)


def _evidence(claim: Coding, length: int) -> Iterator[InputError]:
    if not claim.evidence:
        yield InputError("a claim stands on words of the text", where="evidence", mend="select them")
    spans = sorted(claim.evidence)
    if any(not 0 <= start < end <= length for start, end in spans):
        yield _outside("evidence")
    elif any(start < end for (_, end), (start, _) in pairwise(spans)):
        yield InputError("two pieces of evidence overlap", where="evidence", mend="select each word once")


def _names(claim: Coding, length: int) -> Iterator[InputError]:
    named = {"sources": claim.sources, "actor": (claim.actor,), "target": (claim.target,), "places": claim.places}
    for field, words in named.items():
        for word in words:
            if isinstance(word, str) and not word.strip():
                yield InputError("a name without letters", where=field, mend="select its words, or leave it out")
            elif isinstance(word, tuple) and not 0 <= word[0] < word[1] <= length:
                yield _outside(field)


def _outside(field: str) -> InputError:
    return InputError("words outside the text", where=field, mend="select them anew")


def _days(claim: Coding) -> Iterator[InputError]:
    if claim.date is None:
        return
    start, end = claim.date.start, claim.date.end
    if start is None and end is None:
        yield InputError("a date without a day", where="date", mend="give a day, or leave the date out")
    elif start is not None and end is not None and start > end:
        yield InputError("the last day comes before the first", where="date", mend="exchange them")


def _counts(claim: Coding) -> Iterator[InputError]:
    for count in claim.counts:
        low, high = count.low, count.high
        if low is None and high is None:
            yield InputError(
                "a count without a number", where="counts", mend="an unknown number is no count: delete it"
            )
        elif (low or 0) < 0 or (high is not None and high < (low or 0)):
            yield InputError("a count that no number fits", where="counts", mend="the low number comes first, from 0")


def _parts(claim: Coding) -> Iterator[InputError]:
    for at, count in enumerate(claim.counts):
        if count.part_of is None:
            continue
        if not 0 <= count.part_of < len(claim.counts) or _returns(claim, at):
            yield InputError(
                "a count that is part of no other", where="counts", mend="name another count of this claim"
            )
        else:
            whole = claim.counts[count.part_of]
            if count.low is not None and whole.high is not None and count.low > whole.high:
                mend = "check both, or which of them contains the other"
                yield InputError("a part that is larger than its whole", where="counts", mend=mend)


def _returns(claim: Coding, at: int) -> bool:
    """Whether a count is in the end a part of itself."""
    seen = {at}
    whole = claim.counts[at].part_of
    while whole is not None and 0 <= whole < len(claim.counts):
        if whole in seen:
            return True
        seen.add(whole)
        whole = claim.counts[whole].part_of
    return False
