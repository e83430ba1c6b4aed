"""The atom of the record: one assertion, by one source, about one thing (see docs/codebook.md)."""

import msgspec

from marsad.model.canonical import canonical, digest
from marsad.model.count import Count
from marsad.model.name import Name, Place, Span
from marsad.model.period import Period
from marsad.model.vocabulary import Change, Group, Kind, Modality, Scope, Stance

CLAIM_ID_LENGTH = 24
"""Hexadecimal digits of a claim's id: 96 bits, no collision to fear below 10^12 claims."""


class Person(msgspec.Struct, frozen=True):
    """Somebody named or described in a claim; a restricted class, withheld from public exports."""

    role: str
    sex: str | None = None
    age: str | None = None
    group: Group = "person"
    span: Span | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Who says (or denies) that what happened, where, when, to how many, and in which words.

    `confidence`: how likely kind, innermost source, places, date and counts are all right; `field_confidence`: how
    likely each field is.
    """

    id: str = ""
    kind: Kind
    change: Change | None = None
    stance: Stance = "asserts"
    modality: Modality = "actual"
    scope: Scope = "incident"
    sources: tuple[Name, ...] = ()
    actor: Name | None = None
    target: Name | None = None
    places: tuple[Place, ...] = ()
    share: float | None = None
    date: Period | None = None
    counts: tuple[Count, ...] = ()
    evidence: tuple[Span, ...]
    means: str | None = None
    site: str | None = None
    persons: tuple[Person, ...] = ()
    confidence: float | None = None
    field_confidence: dict[str, float] | None = None
    rule: str = ""
    rulebook: str = ""


def claim_id(text_digest: str, claim: Claim) -> str:
    """Hash of what the claim says and where; the rulebook is left out, so a re-reading that agrees keeps the id."""
    said = {
        "text": text_digest,
        "evidence": claim.evidence,
        "kind": claim.kind,
        "change": claim.change,
        "stance": claim.stance,
        "modality": claim.modality,
        "scope": claim.scope,
        "sources": [name.text.encode("utf-8", "surrogatepass").hex() for name in claim.sources],
        "counts": [(c.outcome, c.group, c.low, c.high, c.part_of) for c in claim.counts],
    }
    return digest(canonical(said))[:CLAIM_ID_LENGTH]


def identified(claim: Claim, text_digest: str) -> Claim:
    """The claim with its id filled in."""
    return msgspec.structs.replace(claim, id=claim_id(text_digest, claim))
