"""Fields that a judgement sets: a claim as somebody corrected it, or one that somebody added."""

from collections.abc import Mapping

import msgspec

from marsad.model.claim import Claim, identified
from marsad.model.judgement import ClaimPointer
from marsad.reconcile.sound import unsound

READER_OWNED = frozenset(("id", "rule", "rulebook", "evidence", "confidence", "field_confidence"))
"""Fields that no judgement sets: a claim keeps its id, its words and how it was read."""
SETTABLE = frozenset(field.encode_name for field in msgspec.structs.fields(Claim)) - READER_OWNED
ADDED = "judgement: add"
"""What stands in place of a rule in a claim that somebody added."""


def corrected(claim: Claim, fields: Mapping[str, object]) -> Claim:
    """The claim with these fields; ValueError where they are none of a claim's, or make one that contradicts itself."""
    _settable(fields)
    return _sound(msgspec.convert({**msgspec.to_builtins(claim), **fields}, Claim))


def added(pointer: ClaimPointer, fields: Mapping[str, object]) -> Claim:
    """A claim of these fields on the words pointed at, with its id; ValueError likewise."""
    _settable(fields)
    told = {**fields, "kind": pointer.kind, "evidence": pointer.evidence, "rule": ADDED}
    return identified(_sound(msgspec.convert(told, Claim)), pointer.text_digest)


def _settable(fields: Mapping[str, object]) -> None:
    """A typo must not pass for a correction."""
    if wrong := sorted(fields.keys() - SETTABLE):
        raise ValueError(f"no such field can be set: {', '.join(wrong)}")


def _sound(claim: Claim) -> Claim:
    if wrong := unsound(claim):
        raise ValueError(wrong)
    return claim
