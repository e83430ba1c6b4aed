"""Composition: from a sentence's units to drafts of claims, each slot from the words that the unit gives it."""

from collections.abc import Iterator
from typing import NamedTuple

from marsad.grammar.lattice import Lattice
from marsad.grammar.rules import Rules
from marsad.model.period import Period
from marsad.model.vocabulary import Scope as Extent
from marsad.model.vocabulary import Stance
from marsad.read.clauses import clauses
from marsad.read.counting.counts import Casualty, casualties
from marsad.read.dating.when import Reach, date_for
from marsad.read.draft import Draft, Page
from marsad.read.naming.named import PartyName
from marsad.read.naming.roles import actor_of, places_of, subject_of, target_of
from marsad.read.naming.stage import scene_of
from marsad.read.sentences import Range
from marsad.read.speech.speech import Speech, modality_at, stance_at, voices_at
from marsad.read.triggers import VERB, Trigger, find_triggers
from marsad.read.units import Unit, units


def compose(page: Page, rules: Rules) -> list[Draft]:
    """Every draft of a page, in text order."""
    found: list[Draft] = []
    for number, sentence in enumerate(page.sentences):
        for unit in units_of(page.lattice, sentence, rules):
            found += _drafts(page, unit, sentence, number)
    return found


def units_of(lattice: Lattice, sentence: Range, rules: Rules) -> list[Unit]:
    """The units of a sentence, in order."""
    triggers = find_triggers(lattice, sentence, rules)
    return units(lattice, clauses(lattice, sentence), triggers) if triggers else []


def _drafts(page: Page, unit: Unit, sentence: Range, number: int) -> Iterator[Draft]:
    """One draft for each voice that says or denies what a unit tells; the outlet's own where nobody is named."""
    at = unit.main.at
    voices: list[Speech | None] = [*voices_at(page.speeches.near(at), at)]
    for speech in voices or [None]:
        standing = stance_at(speech, page.scopes.near(at), at)
        if standing != "unclaimed":
            yield _draft(page, unit, Voice(speech, standing), Sentence(number, sentence))


class Voice(NamedTuple):
    """A speech, or None for the outlet's own voice, and what it says of a happening."""

    speech: Speech | None
    stance: Stance


class Sentence(NamedTuple):
    """A sentence's number and tokens."""

    number: int
    tokens: Range


def _draft(page: Page, unit: Unit, voice: Voice, sentence: Sentence) -> Draft:
    lattice, main, speech = page.lattice, unit.main, voice.speech
    start, end = _evidence(unit, speech)
    counts = tuple(casualties(lattice, start, end))
    modality = modality_at(page.scopes.near(main.at), main.at)
    reach: Reach = "prospect" if modality == "prospect" else "claim" if unit.aside else "sentence"
    date = date_for(lattice, start, end, main.at, sentence.tokens, reach=reach)
    scene = scene_of(lattice, start, end, main.at, main.kind)
    actor, target, places = actor_of(lattice, scene), target_of(scene), places_of(scene, page.inside)
    if actor is None and main.goes_on and start > sentence.tokens[0]:
        actor = subject_of(lattice, scene_of(lattice, sentence.tokens[0], start, start, main.kind))
    places = places or page.antecedents.places(lattice, start, end)[:1]
    return Draft(
        kind=main.kind,
        change=main.change,
        stance=voice.stance,
        modality=modality,
        extent=_extent(date, counts, main),
        chain=speech.chain if speech else (),
        actor=actor and page.antecedents.party(actor),
        target=page.antecedents.party(target) if isinstance(target, PartyName) else target,
        places=tuple(places),
        share=share_of(lattice, start, end) if main.kind == "control" else None,
        date=date,
        counts=counts,
        pieces=((start, end),),
        at=main.at,
        sentence=sentence.number,
        strength=_strength(lattice, unit),
        definite=main.definite,
        general=main.general,
        goes_on=main.goes_on,
        rule=main.rule.id,
        means=next((match.value for match in lattice.within("means", start, end)), None),
    )


def _strength(lattice: Lattice, unit: Unit) -> int:
    """How far the unit stands for a claim; a verb of happening ("broke out", "came under") tells what a noun names."""
    if lattice.within("occur_verb", unit.start, unit.end):
        return VERB
    return max(trigger.strength for trigger in (unit.main, *unit.others))


def _evidence(unit: Unit, speech: Speech | None) -> Range:
    """The unit's tokens without the words that introduce its speaker."""
    start = unit.start
    if speech and not speech.closing and unit.start < speech.start <= min(unit.main.start, unit.main.at):
        start = speech.start
    return start, unit.end


def _extent(date: Period | None, counts: tuple[Casualty, ...], trigger: Trigger) -> Extent:
    """A running total is counted, or a happening repeated, over a period or since an event (codebook, "scope")."""
    if date is None or date.precision != "range" or not (counts or trigger.plural):
        return "incident"
    if date.start is None or date.end is None:
        return "cumulative"
    return "cumulative" if (date.end - date.start).days > LONGEST_INCIDENT else "incident"


LONGEST_INCIDENT = 2
"""Days that one happening with counts may last before its count is a total over a period."""


def share_of(lattice: Lattice, start: int, end: int) -> float | None:
    """The part of a place that is meant, where the words give one."""
    return next((float(match.data.share) for match in lattice.within("share", start, end)), None)
