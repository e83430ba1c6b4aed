"""Counts of people, as the codebook wants them: outcome, group, bounds, and part of which other count."""

from typing import cast

import msgspec

from marsad.arabic.numbers import Quantity
from marsad.grammar.lattice import Lattice
from marsad.model.vocabulary import Group, Outcome
from marsad.read.counting.counted import PEOPLE_OPENERS, people_at
from marsad.read.counting.harm import LOSSES
from marsad.read.counting.outcomes import Sentence
from marsad.read.counting.people import ONE, People
from marsad.read.counting.quantities import mark_numbers
from marsad.read.counting.tally import Tally
from marsad.read.sentences import Range

_ALONE = ("child", "woman")
"""Groups that one of tells nothing of others: a child and seven others are not eight children."""
_SAID = ("counted", "number", "dual", "plural", "other")


class Casualty(msgspec.Struct, frozen=True, gc=False):
    """People counted, at tokens `[start, end)`; `part_of` indexes the list that it stands in.

    `place_at` is the token from which on a place of the count's own may stand ("38 of them in …"), or None.
    """

    outcome: Outcome
    group: Group
    low: int | None
    high: int | None
    part_of: int | None
    start: int
    end: int
    place_at: int | None = None


class Told(msgspec.Struct, frozen=True, gc=False):
    """The data of a `casualty` match; `like` and `whole` are tokens of other counts, or -1; `party` as in People."""

    outcome: Outcome
    group: Group | None
    quantity: Quantity
    party: int
    like: int
    whole: int
    place_at: int | None


def mark_counts(lattice: Lattice, sentences: list[Range]) -> None:
    """Add `number` and `share`, `people` (data: People) for counted or plural people, and `casualty` (data: Told)."""
    mark_numbers(lattice)
    carried: Tally | None = None
    for span in sentences:
        people = _people(lattice, span)
        if people:
            tallies = Sentence(lattice, people, span).run()
            carried = _mark(lattice, tallies, carried)


def _people(lattice: Lattice, span: Range) -> dict[int, People]:
    """The people of a sentence by their first token."""
    found: dict[int, People] = {}
    done = 0
    for at in lattice.where(PEOPLE_OPENERS | {"outcome_verb"}, *span):
        if at < done:
            continue
        idiom = lattice.find(at, "outcome_verb")
        if idiom is not None and idiom.end > at + 1:
            done = idiom.end  # words for people inside it count nobody: "its victims were"
            continue
        ranked = lattice.find(at - 1, "person_rank") is not None
        people = None if ranked or lattice.find(at, "date") else people_at(lattice, at)
        if people is not None:
            found[at] = people
            done = people.end
            if people.form in _SAID:
                lattice.mark("people", people.group or "", at, people.end, people)
    return found


def _mark(lattice: Lattice, tallies: list[Tally], carried: Tally | None) -> Tally | None:
    """Mark the tallies that have an outcome; "others" in the next sentence go on from the last."""
    told = [t for t in tallies if t.outcome is not None]
    for at, tally in enumerate(told):
        like = _like(told, at, carried)
        data = Told(
            cast("Outcome", tally.outcome), tally.people.group, tally.quantity, tally.people.party,
            like.people.start if like else -1, tally.whole.people.start if tally.whole else -1, tally.place_at,
        )  # fmt: skip
        lattice.mark("casualty", data.outcome, tally.people.start, tally.people.end, data)
    return next((t for t in reversed(told) if t.whole is None), carried)


def _like(told: list[Tally], at: int, carried: Tally | None) -> Tally | None:
    """The count whose group one without a group shares: the one before it, else the one after it in the sentence."""
    if told[at].people.group is not None:
        return None
    whole = told[at].whole
    if whole is not None:
        return whole
    before = next((t for t in reversed(told[:at]) if t.whole is None and _alike(t, told[at])), None)
    after = _after(told, at)
    if before is not None and (after is None or before.clause == told[at].clause):
        return before
    return carried if after is None and told[at].people.others else after


def _after(told: list[Tally], at: int) -> Tally | None:
    """The count after one in the same clause that says the group of both: three killed and five of the police hurt."""
    before = told[at]
    for after in told[at + 1 :]:
        if after.whole is not None or after.clause != before.clause or not _alike(after, before):
            return None
        if before.people.form != "number" and after.people.start - before.people.end > 1:
            return None
        if after.people.group or after.people.party >= 0:
            return after
        before = after
    return None


def _alike(one: Tally, other: Tally) -> bool:
    """Whether two counts tell of one kind of fate: the wounded may go on from the dead, the driven out do not."""
    return one.outcome == other.outcome or {one.outcome, other.outcome} <= LOSSES


def casualties(lattice: Lattice, start: int, end: int) -> list[Casualty]:
    """The counts whose phrases lie in tokens `[start, end)`, in order."""
    found: dict[int, Told] = {m.start: m.data for m in lattice.within("casualty", start, end) if m.end <= end}
    order = {at: index for index, at in enumerate(found)}
    return [
        Casualty(
            told.outcome, group_of(lattice, told), told.quantity.low, told.quantity.high,
            order.get(told.whole) if _holds(found.get(told.whole), told) else None, at,
            _end(lattice, at), told.place_at,
        )
        for at, told in found.items()
    ]  # fmt: skip


def _holds(whole: Told | None, part: Told) -> bool:
    """Whether one count can hold another: what exceeds it is no part of it, whatever the words."""
    if whole is None or whole.outcome != part.outcome:
        return whole is not None
    most, least = whole.quantity.high, part.quantity.low
    return most is None or least is None or least <= most


def _end(lattice: Lattice, at: int) -> int:
    match = lattice.find(at, "casualty")
    return match.end if match else at + 1


def group_of(lattice: Lattice, told: Told) -> Group:
    """The group that words say, else that of an armed party they are taken from, else of the count they go on from."""
    seen: set[int] = set()
    group = told.group
    while True:
        if group in (None, "person") and told.party >= 0 and of_force(lattice, told.party):
            return "combatant"
        if group is not None or told.like < 0 or told.like in seen:
            return group or "person"
        seen.add(told.like)
        match = lattice.find(told.like, "casualty")
        if match is None:
            return "person"
        told = match.data
        group = "person" if told.group in _ALONE and told.quantity == ONE else told.group


def of_force(lattice: Lattice, at: int) -> bool:
    """Whether an armed party stands at a token, so that those counted "out of" it are combatants."""
    return lattice.find(at, "party") is not None or lattice.find(at, "person_force") is not None
