"""Nouns to rows and back: the one place that knows which column holds what."""

from datetime import datetime
from typing import Any

import msgspec

from marsad.model.canonical import canonical, parse
from marsad.model.claim import Claim
from marsad.model.event import Event
from marsad.model.judgement import Judgement
from marsad.model.reading import Reading
from marsad.model.report import Report
from marsad.model.sealed import Acquisition, Logged, SealedJudgement, SealedReading, TextBase
from marsad.model.sourced import SourcedClaim

Values = dict[str, Any]


def entry_row(logged: Logged) -> Values:
    """A line of the log."""
    return {"position": logged.position, "kind": logged.kind, "logged": moment(logged.logged)}


def report_row(acquisition: Acquisition) -> Values:
    """A version of a report."""
    report = acquisition.report
    return {
        "position": acquisition.position,
        "report": report.report,
        "current": True,
        "logged": moment(acquisition.logged),
        "object": acquisition.object,
        "text_digest": acquisition.text_digest,
        "source": acquisition.source,
        "base": _json(acquisition.base),
        "published": report.published,
        "captured": report.captured and moment(report.captured),
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "lang": report.lang,
        "meta": _json(report.meta),
        "text": report.text,
    }


def acquisition(row: Any) -> Acquisition:  # noqa: ANN401 - a row of SQLAlchemy
    """The version of a report that a row holds."""
    report = Report(
        report=row.report,
        text=row.text,
        published=row.published,
        captured=row.captured and time(row.captured),
        outlet=row.outlet,
        title=row.title,
        url=row.url,
        lang=row.lang,
        meta=parse(row.meta.encode(), dict),
    )
    return Acquisition(
        report=report,
        position=row.position,
        logged=time(row.logged),
        object=row.object,
        text_digest=row.text_digest,
        source=row.source,
        base=parse(row.base.encode(), TextBase),
    )


def reading_row(sealed: SealedReading) -> Values:
    """The latest reading of a report."""
    reading = sealed.reading
    return {
        "of": sealed.of,
        "position": sealed.position,
        "logged": moment(sealed.logged),
        "claims_digest": sealed.claims_digest,
        "reader": reading.reader,
        "rulebook": reading.rulebook,
        "knowledge": reading.knowledge,
        "reading": _json(reading),
    }


def sealed_reading(row: Any) -> SealedReading:  # noqa: ANN401 - a row of SQLAlchemy
    """The reading that a row holds."""
    return SealedReading(
        reading=parse(row.reading.encode(), Reading),
        position=row.position,
        logged=time(row.logged),
        of=row.of,
        claims_digest=row.claims_digest,
    )


def judgement_row(sealed: SealedJudgement) -> Values:
    """A judgement."""
    judgement = sealed.judgement
    return {
        "position": sealed.position,
        "logged": moment(sealed.logged),
        "verdict": judgement.verdict,
        "author": judgement.author,
        "judgement": _json(judgement),
    }


def sealed_judgement(row: Any) -> SealedJudgement:  # noqa: ANN401 - a row of SQLAlchemy
    """The judgement that a row holds."""
    judgement = parse(row.judgement.encode(), Judgement)
    return SealedJudgement(judgement=judgement, position=row.position, logged=time(row.logged))


def sourced_claim(row: Any) -> SourcedClaim:  # noqa: ANN401 - a row of SQLAlchemy
    """The judged claim that a row holds."""
    return SourcedClaim(
        claim=parse(row.claim.encode(), Claim),
        report=row.report,
        text_digest=row.text_digest,
        published=row.published,
        outlet=row.outlet,
        logged=row.logged and time(row.logged),
    )


def event(row: Any) -> Event:  # noqa: ANN401 - a row of SQLAlchemy
    """The event that a row holds."""
    return parse(row.document.encode(), Event)


def moment(when: datetime) -> str:
    """A time as text, ISO 8601; UTC ends in Z."""
    return str(msgspec.to_builtins(when))


def time(text: str) -> datetime:
    """The time that `moment` wrote."""
    return msgspec.convert(text, datetime)


def _json(value: Any) -> str:  # noqa: ANN401 - any noun
    return canonical(value).decode()
