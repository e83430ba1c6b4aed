"""A name as the report writes it, with the id that a pack or gazetteer gives it."""

import msgspec

from marsad.model.vocabulary import PlacePrecision

Span = tuple[int, int]
"""`[start, end)` in code points into the report's text."""


class Name(msgspec.Struct, frozen=True, omit_defaults=False):
    """A source, actor or target: the report's words, an id where a pack knows it, and where the words stand.

    A name carried over from before ("وأضاف") has the span of its antecedent, which lies outside the evidence.
    """

    text: str
    id: str | None = None
    span: Span | None = None


class Place(msgspec.Struct, frozen=True):
    """A place as named, resolved as far as the gazetteer honestly can: degrees WGS 84, or null."""

    text: str
    id: str | None = None
    span: Span | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
