"""The nouns of the record as short words in a table's cell."""

from collections.abc import Iterable, Mapping, Sequence

from marsad.cli.words import words
from marsad.model.answer import ControlSpan, Position
from marsad.model.count import Count
from marsad.model.event import Event, EventCount
from marsad.model.name import Name, Place
from marsad.model.period import Period
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import GROUP_PARENT
from marsad.web import wording
from marsad.web.wording import DASH, number, span

SHOWN = 6
"""Ids or totals that one cell shows."""

say = words()
__all__ = ["DASH", "number", "span"]


def days(period: Period | None) -> str:
    """One day as it is, several as "from – to", an open end as "…", nothing where nothing is known."""
    return "" if period is None else span(period.start, period.end)


def places(named: Iterable[Place]) -> str:
    """Places by the report's own words."""
    return say("comma").join(place.text for place in named)


def few(things: Sequence[str], between: str) -> str:
    """The first of many, and how many more there are; JSON lines hold them all."""
    more = [f"+{len(things) - SHOWN}"] if len(things) > SHOWN else []
    return between.join([*things[:SHOWN], *more])


def name(named: Name | None) -> str:
    """A name by the report's own words; empty where the report gives none."""
    return named.text if named else ""


def sides(actor: Name | None, target: Name | None) -> str:
    """Actor and target, as far as they are said."""
    return " → ".join(side for side in (name(actor), name(target)) if side)


def people(counted: Iterable[EventCount | Count]) -> str:
    """Each outcome with its range and group, "killed 3–12 (civilians)", but no sum that only repeats its part."""
    lines = tuple(counted)
    return say("comma").join(
        say(
            "toll",
            outcome=say(f"outcome.{line.outcome}"),
            n=number(line.low, line.high) + ("?" if isinstance(line, Count) and line.awaits else ""),
            group=say(f"group.{line.group}"),
        )
        for line in lines
        if not any(_repeats(line, part) for part in lines)
    )


def _repeats(line: EventCount | Count, part: EventCount | Count) -> bool:
    """Whether a line is the same figure as a part of it, one group further up the tree."""
    group = GROUP_PARENT[part.group]
    while group is not None and group != line.group:
        group = GROUP_PARENT[group]
    return group is not None and (line.outcome, line.low, line.high) == (part.outcome, part.low, part.high)


def who(outcome: str, group: str) -> str:
    """Outcome and group in the user's language: "killed (children)"."""
    return say("who", outcome=say(f"outcome.{outcome}"), group=say(f"group.{group}"))


def kind(kind: str, change: str | None) -> str:
    """Kind and, where there is one, change."""
    return wording.kind(kind, change, say)


def speaker(sourced: SourcedClaim) -> str:
    """Who says a claim, from the outside in; the outlet where it speaks in its own voice."""
    chain = [source.text for source in sourced.claim.sources]
    return " ← ".join(chain) or sourced.outlet or sourced.report


def voices(event: Event, claims: Mapping[str, Iterable[SourcedClaim]], stance: str) -> str:
    """Who asserts or who denies an event, each named once, in the order of their claims."""
    told = (sourced for claim in event.claims for sourced in claims.get(claim, ()))
    return say("comma").join(dict.fromkeys(speaker(claim) for claim in told if claim.claim.stance == stance))


def held(line: ControlSpan) -> str:
    """Who is said to hold a place, or who contends for it."""
    if line.holder is not None:
        return name(line.holder)
    return say(f"state.{line.state}")


def position(said: Position) -> str:
    """One side of a disagreement about a place: the party, and who names it."""
    key = "position.holds" if said.holds else "position.not"
    return say(key, party=name(said.party) or "?", speakers=say("comma").join(said.speakers))
