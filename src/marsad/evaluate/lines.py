"""Coded reports out of JSON lines: as the codebook shows them, as `marsad code` saves them, or as `marsad read` prints.

A name may stand as a string, as {"text": …} or as [start, end) in the text; evidence as a quotation or as [start, end);
a text in the line itself or, told by its digest, in another file.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date
from typing import TypeVar

import msgspec

from marsad.errors import Doubt, InputError, MarsadError
from marsad.model.canonical import parse, text_digest
from marsad.model.coded import CodedClaim, CodedCount, CodedReport, Days
from marsad.model.name import Span
from marsad.model.sound import contradiction
from marsad.model.vocabulary import Change, Kind, Modality, Scope, Stance

T = TypeVar("T")
Complain = Callable[[MarsadError], None]
Line = tuple[str, bytes]
"""Where a line stands ("file:3"), and its bytes."""


class _Named(msgspec.Struct, frozen=True):
    text: str | None = None


class _Spanned(msgspec.Struct, frozen=True):
    span: Span | None = None
    start: int | None = None
    end: int | None = None


class _Period(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    start: date | None = None
    end: date | None = None


_When = _Period | date | None
_Name = str | _Named | Span | None
_Evidence = str | _Spanned | Span


class _Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it is written; what one program leaves out and the other writes as null is the same."""

    kind: Kind
    change: Change | None = None
    stance: Stance | None = None
    modality: Modality | None = None
    scope: Scope | None = None
    sources: list[_Name] | None = None
    actor: _Name = None
    target: _Name = None
    places: list[_Name] | None = None
    share: float | None = None
    date: _When = None
    counts: list[CodedCount] | None = None
    evidence: list[_Evidence] | None = None


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A line whose words may still be wanting; `where` is its place in its file."""

    report: str
    text: str | None = None
    text_digest: str | None = None
    published: date | None = None
    outlet: str | None = None
    done: bool = True
    claims: list[_Claim]
    where: str = ""


class _Text(msgspec.Struct, frozen=True):
    report: str
    text: str
    published: date | None = None
    outlet: str | None = None


def coded(lines: Iterable[Line], complain: Complain) -> dict[str, Given]:
    """The coded reports of a file by their ids; a line that is none, or whose report stood before, is told and left."""
    found: dict[str, Given] = {}
    for where, line in lines:
        try:
            given = _parsed(line, Given, where)
        except InputError as error:
            complain(error)
            continue
        if given.report in found:
            mend = "leave one of the two; the first is taken"
            complain(InputError(f"report {given.report!r} stands twice", where=where, mend=mend))
        elif not given.done:
            what = f"report {given.report!r} is not coded to its end, and is left out"
            complain(InputError(what, where=where, mend="finish it in `marsad code`"))
        else:
            found[given.report] = msgspec.structs.replace(given, where=where)
    return found


def texts(lines: Iterable[Line], wanted: Container[str], complain: Complain) -> dict[str, Given]:
    """Texts of the wanted reports by their ids, as lines without claims; a line that gives none is told and left."""
    found: dict[str, Given] = {}
    for where, line in lines:
        try:
            row = _parsed(line, _Text, where)
        except InputError as error:
            complain(error)
            continue
        if row.report in wanted:
            known = Given(report=row.report, text=row.text, published=row.published, outlet=row.outlet, claims=[])
            found.setdefault(row.report, known)
    return found


def worded(given: Given, others: Iterable[Given | None], complain: Complain) -> CodedReport:
    """The report with its words, its own or those of the first other that has them; InputError where it needs them."""
    known = [given, *(other for other in others if other is not None)]
    text = next((one.text for one in known if one.text), "")
    _same_words(known, given.where)
    report = CodedReport(
        report=given.report,
        text=text,
        text_digest=text_digest(text) if text else given.text_digest,
        published=next((one.published for one in known if one.published), None),
        outlet=next((one.outlet for one in known if one.outlet), None),
    )
    return msgspec.structs.replace(report, claims=tuple(claims_of(given, text, complain)))


def claims_of(given: Given, text: str, complain: Complain) -> Iterator[CodedClaim]:
    """The line's claims with names as words and evidence as offsets; one that contradicts itself is told and left."""
    for number, claim in enumerate(given.claims):
        where = f"{given.where}, claim {number}"
        days = _days(claim.date)
        if wrong := contradiction(days, claim.share, claim.counts or ()):
            complain(Doubt(f"a claim is left out: {wrong}", where=where, mend="correct it in `marsad code`"))
            continue
        yield CodedClaim(
            kind=claim.kind,
            change=claim.change,
            stance=claim.stance,
            modality=claim.modality,
            scope=claim.scope,
            sources=tuple(_names(claim.sources, text, where)),
            actor=_name(claim.actor, text, where),
            target=_name(claim.target, text, where),
            places=tuple(_names(claim.places, text, where)),
            share=claim.share,
            date=days,
            counts=tuple(claim.counts or ()),
            evidence=tuple(_spans(claim.evidence, text, where, complain)),
        )


def wants_words(given: Given) -> bool:
    """Whether a line quotes its report or points into it for a name, so that it says nothing without the text."""
    return any(isinstance(value, str) for claim in given.claims for value in claim.evidence or ()) or any(
        isinstance(name, tuple)
        for claim in given.claims
        for name in (*(claim.sources or ()), *(claim.places or ()), claim.actor, claim.target)
    )


def _parsed(line: bytes, kind: type[T], where: str) -> T:
    try:
        return parse(line, kind)
    except msgspec.DecodeError as error:
        what = f"the line is no coded report: {error}"
        raise InputError(what, where=where, mend="docs/codebook.md says what the fields hold") from error


def _same_words(known: Iterable[Given], where: str) -> None:
    """Offsets are worth nothing in other words than those that were coded."""
    digests = {one.text_digest for one in known if one.text_digest} | {
        text_digest(one.text) for one in known if one.text
    }
    if len(digests) > 1:
        what = "the report was coded from another text than the one given"
        raise InputError(what, where=where, mend="give the text whose sha256 is its `text_digest`")


def _names(values: Iterable[_Name] | None, text: str, where: str) -> Iterator[str]:
    for value in values or ():
        if name := _name(value, text, where):
            yield name


def _name(value: _Name, text: str, where: str) -> str | None:
    """A name's words; an empty one is none."""
    if isinstance(value, tuple):
        return _within(value, text, where)
    return (value.text if isinstance(value, _Named) else value) or None


def _within(span: Span, text: str, where: str) -> str:
    start, end = span
    if not 0 <= start < end <= len(text):
        what = f"[{start}, {end}) lies outside the text, which has {len(text)} characters"
        raise InputError(what, where=where, mend="count code points from 0; the end is not included")
    return text[start:end]


def _spans(values: Iterable[_Evidence] | None, text: str, where: str, complain: Complain) -> Iterator[Span]:
    """Offsets of the evidence; a quotation that is not in the text is told and stands for nothing."""
    for value in values or ():
        if isinstance(value, str):
            at = text.find(value)
            if at >= 0:
                yield at, at + len(value)
            else:
                mend = "quote the report letter for letter, or give [start, end)"
                complain(Doubt("a quotation does not stand in the text", where=where, mend=mend))
        else:
            yield _offsets(value, text, where)


def _offsets(value: _Spanned | Span, text: str, where: str) -> Span:
    span = value if isinstance(value, tuple) else value.span or (value.start, value.end)
    start, end = span
    if start is None or end is None:
        what = "a piece of evidence has no offsets"
        raise InputError(what, where=where, mend='write it as [start, end), {"span": [start, end]} or a quotation')
    if text:
        _within((start, end), text, where)
    return start, end


def _days(value: _When) -> Days | None:
    """From and to; none where neither is known."""
    if isinstance(value, date):
        return value, value
    return (value.start, value.end) if value and (value.start or value.end) else None
