"""Units: runs of clauses that tell of one happening, from its trigger to what came of it.

A clause of results ("which killed …") or of casualties alone goes on with the clause before it. Triggers of one
clause are one unit where the weaker only colours the stronger, several where they tell of different kinds; what is
told aside, in a relative clause or by an adjective ("the besieged town"), is a small unit of its own inside the larger.
"""

from itertools import pairwise

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.read.clauses import PAUSES, Clause
from marsad.read.triggers import VERB, WEAK, Trigger

STRIKES = frozenset({"airstrike", "shelling", "explosion", "chemical", "clash", "violence"})
"""Kinds that a passing word may colour: of two in one clause the stronger trigger decides."""

REACH = 4
"""Tokens before an aside in which the name that it speaks of is looked for."""


class Unit(msgspec.Struct, frozen=True):
    """Tokens `[start, end)` around a main trigger; `others` are triggers that it absorbed."""

    start: int
    end: int
    main: Trigger
    others: tuple[Trigger, ...] = ()
    aside: bool = False


def units(lattice: Lattice, clauses: list[Clause], triggers: list[Trigger]) -> list[Unit]:
    """The units of a sentence, in order."""
    found: list[Unit] = []
    asides: list[Unit] = []
    for clause in clauses:
        inside = [t for t in triggers if clause.start <= t.at < clause.end]
        told = [t for t in inside if t.kind != "toll"]
        aside = [t for t in told if t.aside and len(told) > 1] if any(not t.aside for t in told) else []
        asides += [_aside(lattice, clause, trigger) for trigger in aside]
        told = [t for t in told if t not in aside]
        before = found[-1] if found else None
        if before and _goes_on(clause, before, inside, told):
            found[-1] = _joined(before, clause, inside, told)
        elif inside:
            found += _split(lattice, clause, told or inside, inside)
    return sorted((*found, *asides), key=lambda unit: (unit.main.at, unit.start))


def _goes_on(clause: Clause, before: Unit, inside: list[Trigger], told: list[Trigger]) -> bool:
    """Whether a clause carries the unit before it on: results, more casualties, or nothing of its own."""
    if clause.opener == "casualty" and before.main.kind == "toll":
        return True
    if told:
        return clause.opener == "result" and all(t.strength == WEAK for t in told)
    return clause.opener in ("result", "casualty", "explain") or not inside


def _joined(unit: Unit, clause: Clause, inside: list[Trigger], told: list[Trigger]) -> Unit:
    """The unit with a clause more; where it only counted people, the clause's happening becomes what it tells."""
    others = (*unit.others, *inside)
    if unit.main.kind == "toll" and told:
        main = max(told, key=lambda t: t.strength)
        return Unit(unit.start, clause.end, main, (unit.main, *(t for t in others if t is not main)))
    return msgspec.structs.replace(unit, end=clause.end, others=others)


def _aside(lattice: Lattice, clause: Clause, trigger: Trigger) -> Unit:
    """What is told aside: from the name before it to the next pause."""
    start = trigger.start
    for at in range(trigger.start - 1, max(clause.start, trigger.start - REACH) - 1, -1):
        if lattice.find(at, "place") or lattice.find(at, "party"):
            start = at
            break
    end = trigger.end
    while end < clause.end and lattice.tokens[end].key not in PAUSES:
        end += 1
    return Unit(start, end, trigger, aside=True)


def _split(lattice: Lattice, clause: Clause, told: list[Trigger], inside: list[Trigger]) -> list[Unit]:
    """One unit for each main trigger of a clause."""
    mains: list[Trigger] = []
    for trigger in told:
        rival = next((m for m in mains if _same_happening(lattice, clause, m, trigger)), None)
        if rival is None:
            mains.append(trigger)
        elif WEAK in (trigger.strength, rival.strength) and trigger.strength > rival.strength:
            mains[mains.index(rival)] = trigger
    mains = [m for m in mains if not _circumstance(lattice, clause, m, mains)] or mains[:1]
    mains.sort(key=lambda m: m.at)
    if len(mains) == 1:
        return [Unit(clause.start, clause.end, mains[0], tuple(t for t in inside if t is not mains[0]))]
    return _shared(lattice, clause, mains, inside)


def _shared(lattice: Lattice, clause: Clause, mains: list[Trigger], inside: list[Trigger]) -> list[Unit]:
    """The clause's tokens shared out among its main triggers, parted at the joint nearest before each."""
    cuts = [clause.start, *(_joint(lattice, one.at, two.start) for one, two in pairwise(mains))]
    cuts.append(clause.end)
    return [
        Unit(start, max(end, main.end), main, tuple(t for t in inside if start <= t.at < end and t is not main))
        for main, start, end in zip(mains, cuts, cuts[1:], strict=False)
    ]


def _joint(lattice: Lattice, one: int, two: int) -> int:
    """Where the words of a later trigger begin: at the nearest conjunction, pause or word of cause before it."""
    for at in range(two, one, -1):
        if lattice.tokens[at - 1].key in PAUSES or lattice.find(at, "cause_word"):
            return at
        if any(match.prefix.startswith(("و", "ف")) for match in lattice.at[at]):
            return at
    return two


def _same_happening(lattice: Lattice, clause: Clause, one: Trigger, other: Trigger) -> bool:
    """Whether two triggers of a clause tell of one thing: of one kind, unless each has a place of its own after it."""
    if (one.kind, one.change) == (other.kind, other.change):
        first, second = sorted((one.at, other.at))
        return not (
            _placed(lattice, first, second) and _placed(lattice, second, clause.end) and _after(lattice, second)
        )
    return one.kind in STRIKES and other.kind in STRIKES and WEAK in (one.strength, other.strength)


def _placed(lattice: Lattice, start: int, end: int) -> bool:
    return any(lattice.find(at, "place") for at in range(start + 1, end))


def _after(lattice: Lattice, at: int) -> bool:
    """Whether a word of cause or time ("after", "amid") or a conjunction parts a trigger from what stands before it."""
    return any(
        lattice.find(back, "cause_word") or lattice.find(back, "connector")
        for back in range(max(0, at - REACH), at + 1)
    )


def _circumstance(lattice: Lattice, clause: Clause, trigger: Trigger, mains: list[Trigger]) -> bool:
    """A verbal noun after "after", "amid" or "during" is no claim of its own unless it names a place (codebook, 3)."""
    if len(mains) == 1 or trigger.strength == VERB:
        return False
    if not any(lattice.find(at, "cause_word") for at in range(max(clause.start, trigger.start - 3), trigger.start)):
        return False
    later = min((m.at for m in mains if m.at > trigger.at), default=clause.end)
    return not _placed(lattice, trigger.at, later)
