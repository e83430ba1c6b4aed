"""The sentences of a brief: who says what, side by side, each with its footnotes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from marsad.answer.changed import Moved
from marsad.answer.footnotes import Footnotes
from marsad.answer.markdown import plain
from marsad.answer.phrasebook import Phrases
from marsad.model.answer import ControlSpan, CountLine, Position
from marsad.model.claim import Claim
from marsad.model.count import Count
from marsad.model.event import Event
from marsad.model.name import Name, Place
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import Kind
from marsad.model.voice import speaker


class Sentences:
    """Makes lines of Markdown from answers; cites as it speaks."""

    def __init__(self, words: Phrases, notes: Footnotes, known: Mapping[str, Sequence[SourcedClaim]]) -> None:
        self._words, self._notes, self._known = words, notes, known

    def event(self, event: Event) -> Iterator[str]:
        """The event in a line, and below it each voice once for all the claims in which it says the same."""
        words = self._words
        yield "- " + words.say(
            "event",
            when=words.during(event.date),
            where=self._where(event.places),
            what=words.what(event.kind, event.change),
            status=words.status[event.status],
        )
        said: dict[tuple[str, str, str], list[str]] = {}
        for claim in event.claims:
            for told in self._known.get(claim, ()):
                facts = self._facts(told.claim, event.kind)
                said.setdefault((told.claim.stance, self._who(told), facts), []).append(claim)
        for (stance, who, facts), claims in sorted(said.items()):
            yield "  - " + words.say(stance, who=who, facts=facts, notes=self._notes.cite(claims))

    def aside(self, told: Sequence[SourcedClaim]) -> str:
        """A running total or a prospect, in one line."""
        claim = told[0].claim
        return "- " + self._words.say(
            "prospect" if claim.modality == "prospect" else "total",
            who=self._who(told[0]),
            where=self._where(claim.places),
            when=self._words.during(claim.date),
            facts=self._facts(claim, None),
            notes=self._notes.cite([claim.id]),
        )

    def span(self, span: ControlSpan) -> Iterator[str]:
        """Who is said to hold a place; where sources disagree, each of them in a line."""
        words = self._words
        where, when = self._share(span), words.when(span.start, span.end)
        if span.state == "contested":
            yield "- " + words.say("contested", where=where, when=when)
            for position in span.positions:
                yield "  - " + self._position(position)
        elif span.state == "unknown":
            yield "- " + words.say("gap", where=where, when=when)
        else:
            party = self._party(span.holder or span.positions[0].party)
            who = words.comma.join(plain(name) for name in sorted({n for p in span.positions for n in p.speakers}))
            notes = self._notes.cite(span.claims)
            yield "- " + words.say(span.state, where=where, when=when, party=party, who=who, notes=notes)

    def _position(self, position: Position) -> str:
        return self._words.say(
            "holds" if position.holds else "holds_not",
            party=self._party(position.party),
            who=self._words.comma.join(plain(who) for who in position.speakers),
            notes=self._notes.cite(position.claims),
        )

    def sum(self, line: CountLine) -> Iterator[str]:
        """A count over events, in one line."""
        words = self._words
        number = len(line.events)
        events = words.sentence["events_one"] if number == 1 else words.say("events", n=number)
        yield "- " + words.say(
            "sum",
            outcome=words.outcome[line.outcome],
            group=words.group[line.group],
            number=words.how_many(line.low, line.high),
            events=events,
            notes=self._notes.cite(line.claims),
        )

    def moved(self, day: date, one: Moved) -> str:
        """A figure as it was known on an earlier day, and as it is now."""
        words = self._words
        return "- " + words.say(
            "moved",
            outcome=words.outcome[one.now.outcome],
            group=words.group[one.now.group],
            number=words.how_many(one.now.low, one.now.high),
            day=words.on(day),
            was=words.how_many(one.was.low, one.was.high) if one.was else words.number["unknown"],
            n=one.new,
        )

    def _who(self, told: SourcedClaim) -> str:
        """The one who says it, and through whom."""
        via = [plain(name.text) for name in told.claim.sources[:-1]]
        who = plain(speaker(told))
        return self._words.say("via", who=who, via=self._words.comma.join(via)) if via else who

    def _facts(self, claim: Claim, kind: Kind | None) -> str:
        """What the claim tells of: its kind where that is not said already, how many, by and against whom."""
        words = self._words
        counted = [self._count(count, claim.counts) for count in claim.counts]
        parties = [
            words.say(role, party=self._party(party))
            for role, party in (("actor", claim.actor), ("target", claim.target))
            if party
        ]
        what = [words.what(claim.kind, claim.change)] if claim.kind != kind else []
        facts = [*what, *([words.comma.join(counted)] if counted else []), *parties]
        return words.semicolon.join(facts) or words.sentence["so"]

    def _count(self, count: Count, counts: Sequence[Count]) -> str:
        """How many; a part of another count says so, since it is not to be added to it."""
        words = self._words
        part = count.part_of is not None and counts[count.part_of].outcome == count.outcome
        return words.say(
            "part" if part else "count",
            outcome=words.outcome[count.outcome],
            number=words.how_many(count.low, count.high),
            group=words.group[count.group],
        )

    def _party(self, party: Name | None) -> str:
        return plain(party.text) if party else self._words.sentence["nobody"]

    def _where(self, places: Iterable[Place]) -> str:
        named = [plain(place.text) for place in places]
        return self._words.comma.join(named) or self._words.place["unknown"]

    def _share(self, span: ControlSpan) -> str:
        where = self._where([span.place])
        return where if span.share is None else self._words.say("share", percent=round(100 * span.share), where=where)
