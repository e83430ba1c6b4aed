"""Filling: the slots of one claim from the mentions that are weighed for it."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from marsad.model.period import Period
from marsad.read.compose import share_of
from marsad.read.counting.counts import casualties
from marsad.read.draft import Draft
from marsad.read.finding.finds import Finds
from marsad.read.finding.kinds import KINDS
from marsad.read.finding.mentions import Mention
from marsad.read.finding.sheet import Numbers
from marsad.read.finding.weigher import Links
from marsad.read.naming.named import PlaceName
from marsad.read.naming.where import finest
from marsad.read.sentences import Range
from marsad.read.speech.said import Chain

RULE = "finder"
"""What stands as the rule of a claim that no rule found, and behind a rule's name where the finder changed a slot."""
ACTOR, TARGET, SPEAKER, DATE = "actor", "target", "speaker", "date"
_COLUMNS = (ACTOR, TARGET, SPEAKER, DATE)
KEPT = (SPEAKER, DATE)
"""Slots that are never emptied: a speaker or a day that the rules found gives way to another, and not to nothing.

Of what was taken away in posts more was right than wrong (docs/decisions/0121).
"""
_WORTH = 1e-4
"""A mention less likely than that fills nothing."""
_DENIES, _PROSPECT, _CUMULATIVE = range(3)


class Limits(msgspec.Struct, frozen=True):
    """From how likely a stretch is a claim, below what a draft is none, and by how much a filling must be better.

    `apart` and `crowd`: how much of its words a new claim may share with one of its kind, or of another.
    """

    add: float = 0.4
    drop: float = 0.03
    apart: float = 0.3
    crowd: float = 0.9
    place: float = 0.5
    actor: float = 0.0
    target: float = 0.0
    speaker: float = 0.3
    date: float = 0.0
    flag: float = 0.5
    cumulative: float = 0.4


class Fillings(NamedTuple):
    """A claim with its slots filled, how likely each filling is, and which of them the rules had otherwise."""

    draft: Draft
    likely: dict[str, float]
    changed: frozenset[str]


class Filled(NamedTuple):
    """A slot's mention, how likely it is, and whether the rules had another."""

    mention: Mention | None
    likely: float
    changed: bool


def fill(found: Finds, draft: Draft, stretch: int, linked: Links, row: int, limits: Limits) -> Fillings:  # noqa: PLR0913, PLR0917 - a row of what is linked
    """The draft with the slots that are likelier than the rules' own."""
    page, slots = found.page, linked.slots[row]
    own: dict[str, Range | Period | None] = {
        ACTOR: (draft.actor.start, draft.actor.end) if draft.actor else None,
        TARGET: (draft.target.start, draft.target.end) if draft.target else None,
        SPEAKER: (draft.chain[-1].start, draft.chain[-1].end) if draft.chain else None,
        DATE: draft.date,
    }
    chosen = {
        slot: filled(found.mentions, slots[:, column], own[slot], getattr(limits, slot), keep=slot in KEPT)
        for column, slot in enumerate(_COLUMNS)
    }
    places, sure = _places(found, linked.places[row], limits)
    changed = {slot for slot, one in chosen.items() if one.changed}
    if {place.text for place in places} != {place.text for place in draft.places}:
        changed.add("places")
    actor, target, voice, day = (chosen[slot].mention for slot in _COLUMNS)
    often = draft.extent == "cumulative" or float(linked.flags[row, _CUMULATIVE]) >= limits.cumulative
    draft = msgspec.structs.replace(
        draft,
        extent="cumulative" if often else "incident",
        actor=(actor and actor.party(page)) if ACTOR in changed else draft.actor,
        target=(target and target.sufferer(page)) if TARGET in changed else draft.target,
        chain=_chain(found, voice, stretch) if SPEAKER in changed else draft.chain,
        date=(day and day.period) if DATE in changed else draft.date,
        places=places if "places" in changed else draft.places,
        rule=f"{draft.rule}+{RULE}" if changed and draft.rule != RULE else draft.rule,
    )
    return Fillings(draft, {slot: one.likely for slot, one in chosen.items()} | {"places": sure}, frozenset(changed))


def filled(
    names: Sequence[Mention], likely: Numbers, own: Range | Period | None, margin: float, *, keep: bool
) -> Filled:
    """The likeliest filling of a slot: the rules' own unless another is likelier by the margin.

    Mentions of one name stand together. A filling that is no mention is as likely as nothing is. `keep`: nothing is no
    filling where the rules have one.
    """
    sums: dict[object, float] = {}
    best: dict[object, tuple[float, Mention]] = {}
    for number in np.flatnonzero(likely[1:] > _WORTH).tolist():
        name, odds = names[number], float(likely[number + 1])
        key = _called(name)
        sums[key] = sums.get(key, 0.0) + odds
        if odds > best.get(key, (-1.0, name))[0]:
            best[key] = odds, name
    mine = (
        None if own is None else next((name for name in names if own == (name.period or (name.start, name.end))), None)
    )
    none = float(likely[0])
    top = max(sums, key=lambda key: sums[key], default=None)
    held = none if mine is None else sums.get(_called(mine), 0.0)
    if top is None or sums[top] <= none:
        changed = own is not None and none - held >= margin and not keep
        return Filled(None, none, changed=True) if changed else Filled(None, held, changed=False)
    changed = (mine is None or top != _called(mine)) and sums[top] - held >= margin
    return Filled(best[top][1], sums[top], changed=True) if changed else Filled(None, held, changed=False)


def _called(name: Mention) -> object:
    """What makes mentions one filling: a day's period, a name's words."""
    return name.period if name.when else name.text


def _chain(found: Finds, voice: Mention | None, stretch: int) -> Chain:
    """Who says it: the chain that ends with a speaker where the rules heard one, else the speaker alone."""
    if voice is None:
        return ()
    speeches, start = found.page.speeches, found.stretches[stretch].start
    near = [one.chain for one in speeches.near(start) if one.chain and one.chain[-1].text == voice.text]
    tokens = (voice.start, voice.end)
    far = [one.chain for one in speeches if one.chain and (one.chain[-1].start, one.chain[-1].end) == tokens]
    return next(iter((*near, *far)), (voice.voice(),))


def _places(found: Finds, likely: Numbers, limits: Limits) -> tuple[tuple[PlaceName, ...], float]:
    """The places of a claim, each name once and none that holds another of them; and how sure the least sure is."""
    chosen: dict[str, Mention] = {}
    sure = 1.0
    for number in np.argsort(-likely, kind="stable").tolist():
        name, odds = found.mentions[number], float(likely[number])
        if not name.named or name.text in chosen or any(_overlap(name, other) for other in chosen.values()):
            continue
        sure = min(sure, max(odds, 1 - odds))
        if odds < limits.place:
            break
        chosen[name.text] = name
    places = sorted((name.place(found.page) for name in chosen.values()), key=lambda place: place.start)
    return tuple(finest(places, found.page.inside)), sure


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def drafted(found: Finds, stretch: int, number: int, flags: Numbers, limits: Limits) -> Draft:
    """A claim that no rule found, with what its words say for themselves."""
    lattice, span = found.page.lattice, found.stretches[stretch]
    kind, change = KINDS[number]
    return Draft(
        kind=kind,
        change=change,
        stance="denies" if flags[_DENIES] >= limits.flag else "asserts",
        modality="prospect" if flags[_PROSPECT] >= limits.flag else "actual",
        extent="cumulative" if flags[_CUMULATIVE] >= limits.flag else "incident",
        chain=(),
        actor=None,
        target=None,
        places=(),
        share=share_of(lattice, span.start, span.end) if kind == "control" else None,
        date=None,
        counts=tuple(casualties(lattice, span.start, span.end)),
        pieces=((span.start, span.end),),
        at=span.start,
        sentence=span.sentence,
        strength=0,
        definite=False,
        general=False,
        goes_on=False,
        rule=RULE,
        means=next((match.value for match in lattice.within("means", span.start, span.end)), None),
    )
