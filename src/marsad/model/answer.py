"""Answers: a line of counts, a span of control, the way back from a number to the words, a brief."""

from datetime import date

import msgspec

from marsad.model.attachment import Attachment
from marsad.model.claim import Claim
from marsad.model.event import Event
from marsad.model.judged import JudgementLine
from marsad.model.name import Name, Place, Span
from marsad.model.vocabulary import ControlState, CountRule, Group, Kind, Outcome


class RunningTotal(msgspec.Struct, frozen=True, kw_only=True):
    """A source's own total over a period, listed beside a count and never added to it."""

    claim: str
    source: str
    places: tuple[str, ...]
    low: int | None
    high: int | None
    start: date | None = msgspec.field(name="from", default=None)
    end: date | None = msgspec.field(name="to", default=None)


class Ruled(msgspec.Struct, frozen=True):
    """What another rule makes of a line of counts."""

    rule: CountRule
    low: int | None
    best: int | None
    high: int | None


class CountLine(msgspec.Struct, frozen=True, kw_only=True):
    """People of one outcome and group over events; a key that was not asked for is null.

    `place` is an id, or the name where no gazetteer knows it; `period` is a day, month or year in ISO form, "from/to"
    for an event that no such period holds, or "unknown". `party` is an id or a name, "disputed" or "unknown". `low`
    adds up what is known at least (a happening told for a region and again for a town inside it counts once); `high`
    is null where a source sets no upper bound. `unquantified`: events that tell of such people with no usable figure.
    `sensitivity`: the line by every rule, where that was asked for. Rule `bounds` alone names the claims that bind
    either end, and sets of claims that cannot all be true.
    """

    place: str | None = None
    period: str | None = None
    kind: Kind | None = None
    party: str | None = None
    source: str | None = None
    outcome: Outcome
    group: Group
    low: int | None
    best: int | None
    high: int | None
    rule: CountRule = "range"
    unquantified: int = 0
    events: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    totals: tuple[RunningTotal, ...] = ()
    sensitivity: tuple[Ruled, ...] = ()
    binds_low: tuple[str, ...] = ()
    binds_high: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, ...], ...] = ()


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to hold a place (`holds` true) or not to (false), by whom, and in which claims."""

    party: Name | None
    holds: bool
    speakers: tuple[str, ...]
    claims: tuple[str, ...]


class ControlSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to hold a place from one day to another (both inclusive), null where no day is known.

    A span lasts until somebody says otherwise or nobody has spoken for long; `last_said` is the last day spoken of.
    `state`: `held` (all who speak agree), `contested` (they do not; see `positions`), `lost` (by whom is said, to whom
    is not), `unknown` (nobody speaks). `share` is the part of the place that is meant, null for all of it; `touching`
    are claims about places inside this one that name another holder in the same days.
    """

    place: Place
    state: ControlState
    holder: Name | None = None
    start: date | None = msgspec.field(name="from", default=None)
    end: date | None = msgspec.field(name="to", default=None)
    last_said: date | None = None
    share: float | None = None
    positions: tuple[Position, ...] = ()
    claims: tuple[str, ...] = ()
    touching: tuple[str, ...] = ()


class Quote(msgspec.Struct, frozen=True):
    """Words of a report: where they stand in its text, and the words, null where the text is not to be had."""

    span: Span
    words: str | None


class ClaimWords(msgspec.Struct, frozen=True, kw_only=True):
    """A claim led back to its words, its report, the digest of the text, and the rule that read it.

    `attachments`: photos, videos and documents that belong to it or to its report. `judgements`: what people said of
    it; `read`: how it was read, where one of them changed it. `aside`: why it counts for nothing, where it does not.
    """

    claim: str
    says: Claim
    report: str
    outlet: str | None
    published: date | None
    text_digest: str
    quotes: tuple[Quote, ...]
    rule: str
    rulebook: str
    attachments: tuple[Attachment, ...] = ()
    judgements: tuple[JudgementLine, ...] = ()
    read: Claim | None = None
    aside: str = ""


class Step(msgspec.Struct, frozen=True):
    """One figure of a source: in which claim, published when, and whether a later one superseded it."""

    claim: str
    low: int | None
    high: int | None
    published: date | None
    superseded: bool


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says of one toll, oldest first: only its latest figures count."""

    source: str
    outcome: Outcome
    group: Group
    steps: tuple[Step, ...]


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """Where an answer comes from: the count line or event asked about, its events, its claims and their words.

    `what` is "event", "claim" or "counts". `updates`: figures that later ones of the same source superseded.
    """

    about: str
    what: str
    line: CountLine | None = None
    events: tuple[Event, ...] = ()
    claims: tuple[ClaimWords, ...] = ()
    totals: tuple[ClaimWords, ...] = ()
    updates: tuple[Update, ...] = ()


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A sourced brief in one language, as Markdown with numbered footnotes; `claims` are those it cites, in order."""

    lang: str
    markdown: str
    claims: tuple[str, ...] = ()
