"""From any event, claim or count line back to the claims and their exact words."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from marsad.answer.naming import meant
from marsad.answer.sift import by_claim
from marsad.answer.updates import updates
from marsad.model.answer import ClaimWords, CountLine, Quote, Update, Why
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim

Text = Callable[[str], str | None]
"""The text with this digest, or None where it is not to be had (erased, sealed away)."""


def why(
    about: str | CountLine,
    events: Iterable[Event],
    claims: Iterable[SourcedClaim],
    text: Text,
    *,
    aliases: Mapping[str, str] | None = None,
) -> Why:
    """What an event id (former ones included), a claim id or a count line stands on; first letters will do for an id.

    An event's id is that of one of its claims: the event is meant, unless no event bears it. Raises InputError as
    `naming.meant` does.
    """
    known = by_claim(claims)
    by_id = {event.event: event for event in events}
    if isinstance(about, CountLine):
        return _of_line(about, by_id, known, text)
    about = meant(about, [*by_id, *(aliases or {})], known)
    event = by_id.get(about) or by_id.get((aliases or {}).get(about, ""))
    if event is not None:
        beside = _words((*event.totals, *event.prospects), known, text)
        chains = (*_updates(event.claims, known), *_updates(event.totals, known))
        told = _words(event.claims, known, text)
        return Why(about=about, what="event", events=(event,), claims=told, totals=beside, updates=chains)
    standing = tuple(e for e in by_id.values() if about in {*e.claims, *e.totals, *e.prospects})
    return Why(about=about, what="claim", events=standing, claims=_words([about], known, text))


def _updates(ids: Iterable[str], known: Mapping[str, Sequence[SourcedClaim]]) -> tuple[Update, ...]:
    return updates(sourced for claim in ids for sourced in known.get(claim, ()))


def _of_line(
    line: CountLine, by_id: Mapping[str, Event], known: Mapping[str, Sequence[SourcedClaim]], text: Text
) -> Why:
    return Why(
        about=f"{line.outcome} {line.group}",
        what="counts",
        line=line,
        events=tuple(by_id[event] for event in line.events if event in by_id),
        claims=_words(line.claims, known, text),
        totals=_words((total.claim for total in line.totals), known, text),
    )


def _words(ids: Iterable[str], known: Mapping[str, Sequence[SourcedClaim]], text: Text) -> tuple[ClaimWords, ...]:
    """Each claim in each report that makes it, with its words."""
    return tuple(words(sourced, text) for claim in ids for sourced in known.get(claim, ()))


def words(sourced: SourcedClaim, text: Text) -> ClaimWords:
    """The claim with its words cut from the text by its spans."""
    claim, whole = sourced.claim, text(sourced.text_digest)
    quotes = (Quote((start, end), None if whole is None else whole[start:end]) for start, end in claim.evidence)
    return ClaimWords(
        claim=claim.id,
        says=claim,
        report=sourced.report,
        outlet=sourced.outlet,
        published=sourced.published,
        text_digest=sourced.text_digest,
        quotes=tuple(quotes),
        rule=claim.rule,
        rulebook=claim.rulebook,
    )
