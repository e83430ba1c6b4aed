"""A sourced brief: every sentence says who says so, and every footnote leads to report, digest and words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.answer.changed import Earlier, moved
from marsad.answer.control import control
from marsad.answer.count import counts, is_total
from marsad.answer.footnotes import Footnotes
from marsad.answer.markdown import plain
from marsad.answer.phrasebook import Phrases, phrases
from marsad.answer.select import select
from marsad.answer.sentences import Sentences
from marsad.answer.sift import Sieve, by_claim, known_on
from marsad.answer.why import Text
from marsad.model.answer import Brief
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.event import Event
from marsad.model.sourced import SourcedClaim
from marsad.model.world import UNKNOWN_WORLD, World

DISPUTED = {"contested", "denied", "retracted"}


def brief(  # noqa: PLR0913 - what is known, what is asked, and what was known
    events: Iterable[Event],
    claims: Iterable[SourcedClaim],
    text: Text,
    asked: Asked = EVERYTHING,
    world: World = UNKNOWN_WORLD,
    *,
    earlier: Earlier | None = None,
) -> Brief:
    """A brief in the language asked for, about a place and a period (both optional), as Markdown.

    `claims` are `Reconciled.claims`: running totals and prospects without an event still stand in it. With `earlier`, a
    line for each figure says what has changed since.
    """
    claims = known_on(claims, asked.as_known_on)
    known = by_claim(claims)
    told = sorted(select(events, claims, asked, world), key=_in_order)
    words = phrases(asked.lang)
    notes = Footnotes(known, text, words)
    say = Sentences(words, notes, known)
    happenings = [event for event in told if event.kind != "control"]
    lines = counts(told, claims, asked, world)
    sections = {
        "changed": [say.moved(earlier.day, one) for one in moved(earlier, told, lines)] if earlier else [],
        "happened": [line for event in happenings if event.status not in DISPUTED for line in say.event(event)],
        "disputed": [line for event in happenings if event.status in DISPUTED for line in say.event(event)],
        "control": [line for span in control(claims, asked, world) for line in say.span(span)],
        "counts": [line for each in lines if each.events for line in say.sum(each)],
        "totals": [say.aside(known[claim]) for claim in _totals(told, known, asked, world)],
        "prospects": [say.aside(known[claim]) for claim in _prospects(told, known, asked, world)],
    }
    head = [f"# {words.heading['title'].format(about=_about(asked, told, words))}", "", *_preface(asked, words)]
    body = list(_sections(sections, words)) or [words.heading["nothing"], ""]
    sources = [f"## {words.heading['sources']}", "", *notes.lines(), ""] if notes.cited else []
    return Brief(lang=asked.lang, markdown="\n".join([*head, *body, *sources]), claims=tuple(notes.cited))


def _in_order(event: Event) -> tuple[str, str]:
    """By day, undated last."""
    day = event.date and (event.date.start or event.date.end)
    return (day.isoformat() if day else "~", event.event)


def _preface(asked: Asked, words: Phrases) -> list[str]:
    known = [words.heading["known"].format(day=words.on(asked.as_known_on))] if asked.as_known_on else []
    return [" ".join([words.heading["method"].format(rule=asked.rule), *known]), ""]


def _about(asked: Asked, told: Sequence[Event], words: Phrases) -> str:
    """The place by its name and the period, or the whole record."""
    names = {place.text for event in told for place in event.places if place.id == asked.place}
    where = [plain(min(names, default=asked.place))] if asked.place else []
    when = [words.when(asked.since, asked.until)] if asked.since or asked.until else []
    return words.comma.join([*where, *when]) or words.heading["everything"]


def _sections(sections: Mapping[str, Sequence[str]], words: Phrases) -> Iterator[str]:
    for heading, lines in sections.items():
        if lines:
            yield from (f"## {words.heading[heading]}", "", *lines, "")


def _totals(
    told: Sequence[Event], known: Mapping[str, Sequence[SourcedClaim]], asked: Asked, world: World
) -> list[str]:
    sieve = Sieve(asked, world)
    beside = {claim for event in told for claim in event.totals}
    return [c for c, told in sorted(known.items()) if is_total(told[0]) and (c in beside or sieve.claim(told[0]))]


def _prospects(
    told: Sequence[Event], known: Mapping[str, Sequence[SourcedClaim]], asked: Asked, world: World
) -> list[str]:
    sieve = Sieve(asked, world)
    beside = {claim for event in told for claim in event.prospects}
    asides = {claim: told[0] for claim, told in sorted(known.items()) if told[0].claim.modality == "prospect"}
    return [claim for claim, told in asides.items() if claim in beside or sieve.claim(told)]
