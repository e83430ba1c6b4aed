"""Settling: a report's drafts against one another.

What one leaves out it takes from the happening told before, and what one voice tells twice is kept once, in the most
detailed telling (codebook, "What makes a claim", 4).
"""

import msgspec

from marsad.arabic.fold import fold_key
from marsad.read.dating.carried import CARRIED_KINDS, Told, carried
from marsad.read.draft import Draft

NEAR = 3
"""Sentences back in which the antecedent of a happening without place or date is looked for."""


def settle(drafts: list[Draft]) -> list[Draft]:
    """Drafts that are claims, completed and without repetitions, in text order."""
    kept: list[Draft] = []
    for raw in drafts:
        before = kept[-WINDOW:]
        draft = _of_kind(raw, before)
        whole = _completed(draft, before)
        if not _particular(draft, whole):
            continue
        twin = next((other for other in before if _repeats(whole, other)), None)
        if twin is None:
            kept.append(whole)
        elif _detail(whole) > _detail(twin):
            kept[kept.index(twin, max(0, len(kept) - WINDOW))] = whole
    return sorted(map(_placed, kept), key=lambda draft: (draft.pieces[0], draft.at))


def _placed(draft: Draft) -> Draft:
    """The draft without places that it has from a happening told before, where that had several.

    Of several happenings told each at its place the next is seldom at all of them: of 265 places so taken over in the
    coded reports 52 were right, of a lone one nearly half.
    """
    own = any(start <= place.start < end for place in draft.places for start, end in draft.pieces)
    return draft if own or len(draft.places) < 2 else msgspec.structs.replace(draft, places=())  # noqa: PLR2004 - several


WINDOW = 64
"""Claims back in which a repetition or an antecedent is looked for: more than a page of news holds."""


def _of_kind(draft: Draft, before: list[Draft]) -> Draft:
    """The draft with the kind of the happening that it points back to: "the attack", or people counted and no more."""
    points_back = draft.kind == "toll" or (draft.definite and draft.general)
    if not points_back:
        return draft
    near = [other for other in before if draft.sentence - other.sentence <= NEAR and other.kind in HAPPENINGS]
    named = [other for other in near if draft.kind in ("toll", "clash") or other.kind in COLOURS.get(draft.kind, ())]
    return msgspec.structs.replace(draft, kind=named[-1].kind) if named else draft


HAPPENINGS = frozenset({"clash", "airstrike", "shelling", "explosion", "chemical", "violence"})
"""Kinds that people come to harm by."""
COLOURS = {"shelling": ("airstrike", "chemical"), "airstrike": ("chemical",)}
"""A general word may stand for a kind named before: "the shelling" for an air raid."""


def _particular(own: Draft, whole: Draft) -> bool:
    """Whether a draft says something of a particular happening, state or toll (codebook, "What makes a claim", 1).

    What is denied is particular: somebody has said it before.
    """
    if own.kind == "toll":
        return bool(own.counts)
    denied = own.stance == "denies"
    if own.kind in STATES:
        return bool(own.places) or bool(whole.places and own.actor) or denied
    own_words = bool(own.places) + bool(own.actor) + bool(own.date) + 2 * bool(own.counts) + bool(own.target)
    return own_words + own.strength + denied >= ENOUGH


ENOUGH = 2
"""Words of its own and strength of its trigger that make a claim; what less gives was wrong more often than right."""


def _completed(draft: Draft, before: list[Draft]) -> Draft:
    """The draft with what it leaves out taken from the same happening told shortly before."""
    source = _antecedent(draft, before)
    if source is not None:
        draft = msgspec.structs.replace(
            draft,
            places=draft.places or source.places,
            actor=draft.actor or (source.actor if draft.definite else None),
        )
    if draft.actor is None and draft.goes_on and draft.kind in DONE:
        doers = [other.actor for other in before if other.sentence == draft.sentence and _one_voice(draft, other)]
        draft = msgspec.structs.replace(draft, actor=doers[-1] if doers else None)
    if draft.date is not None or draft.kind not in CARRIED_KINDS:
        return draft
    return msgspec.structs.replace(
        draft, date=carried(_told(draft), [_told(other) for other in before if other.kind == draft.kind])
    )


DONE = frozenset({"control", "siege", "clash", "airstrike", "shelling"})
"""Kinds whose doer is left out where it is the one just named ("and took the quarter", "their capture of it")."""


def _one_voice(one: Draft, other: Draft) -> bool:
    return [speaker.text for speaker in one.chain] == [speaker.text for speaker in other.chain]


def _told(draft: Draft) -> Told:
    places = frozenset(key for place in draft.places for key in (*place.ids, fold_key(place.text)))
    return Told(draft.kind, places, bool(draft.counts), draft.date, draft.definite)


def _antecedent(draft: Draft, before: list[Draft]) -> Draft | None:
    """The nearest happening of its kind before a draft, unless the draft names another place than it.

    Of who holds, takes or besieges "it", the place is the last one told of, whatever happened there.
    """
    if draft.kind in STATES and not draft.places:
        told = [other for other in before if draft.sentence - other.sentence <= 1 and other.places]
        return told[-1] if told else None
    near = [other for other in before if draft.sentence - other.sentence <= NEAR and other.kind == draft.kind]
    if not near or (draft.places and not _share_place(draft, near[-1])):
        return None
    return near[-1]


STATES = frozenset({"control", "siege"})


def _share_place(one: Draft, other: Draft) -> bool:
    return bool({place.text for place in one.places} & {place.text for place in other.places})


def _repeats(draft: Draft, other: Draft) -> bool:
    """Whether two drafts are one assertion by one voice."""
    return (
        (draft.kind, draft.change, draft.stance, draft.modality, draft.extent)
        == (other.kind, other.change, other.stance, other.modality, other.extent)
        and [s.text for s in draft.chain[-1:]] == [s.text for s in other.chain[-1:]]
        and _agree([p.text for p in draft.places], [p.text for p in other.places])
        and _agree(
            [(c.outcome, c.group, c.low, c.high) for c in draft.counts],
            [(c.outcome, c.group, c.low, c.high) for c in other.counts],
        )
        and (draft.date is None or other.date is None or draft.date == other.date)
        and _same_name(draft, other)
    )


def _agree(one: list[object], other: list[object]) -> bool:
    """Whether one list says nothing that the other does not."""
    return set(one) <= set(other) or set(other) <= set(one)


def _same_name(draft: Draft, other: Draft) -> bool:
    return draft.actor is None or other.actor is None or draft.actor.text == other.actor.text


def _detail(draft: Draft) -> int:
    return 2 * len(draft.counts) + len(draft.places)
