"""Units: runs of clauses that tell of one happening, from its trigger to what came of it.

A clause of results ("which killed …") or of casualties alone goes on with the clause before it. Triggers of one clause are
one unit where the weaker only colours the stronger, and several where they tell of different kinds.
"""

import msgspec

from marsad.grammar.lattice import Lattice
from marsad.read.clauses import Clause
from marsad.read.triggers import Trigger

STRIKES = frozenset({"airstrike", "shelling", "explosion", "chemical", "clash", "violence"})
"""Kinds that a passing word may colour: of two in one clause the stronger trigger decides."""


class Unit(msgspec.Struct, frozen=True):
    """Tokens `[start, end)` around a main trigger; `others` are triggers that it absorbed."""

    start: int
    end: int
    main: Trigger
    others: tuple[Trigger, ...] = ()


def units(lattice: Lattice, clauses: list[Clause], triggers: list[Trigger]) -> list[Unit]:
    """The units of a sentence, in order."""
    found: list[Unit] = []
    for clause in clauses:
        inside = [t for t in triggers if clause.start <= t.at < clause.end]
        told = [t for t in inside if t.kind != "toll"]
        if not told and found and _goes_on(clause, inside):
            found[-1] = _longer(found[-1], clause.end, inside)
        elif clause.opener == "result" and found:
            found[-1] = _longer(found[-1], clause.end, inside)
        elif inside:
            found += _split(lattice, clause, told or inside, inside)
    return found


def _goes_on(clause: Clause, inside: list[Trigger]) -> bool:
    """Whether a clause without a happening of its own carries the one before it on."""
    return clause.opener in ("result", "joined", "explain") or not inside


def _longer(unit: Unit, end: int, more: list[Trigger]) -> Unit:
    return msgspec.structs.replace(unit, end=end, others=(*unit.others, *more))


def _split(lattice: Lattice, clause: Clause, told: list[Trigger], inside: list[Trigger]) -> list[Unit]:
    """One unit for each main trigger of a clause."""
    mains: list[Trigger] = []
    for trigger in told:
        rival = next((m for m in mains if _same_happening(m, trigger)), None)
        if rival is None:
            mains.append(trigger)
        elif _stronger(trigger, rival):
            mains[mains.index(rival)] = trigger
    mains = [m for m in mains if not _circumstance(lattice, clause, m, mains)] or mains[:1]
    if len(mains) == 1:
        return [Unit(clause.start, clause.end, mains[0], tuple(t for t in inside if t is not mains[0]))]
    return _share(clause, mains, inside)


def _share(clause: Clause, mains: list[Trigger], inside: list[Trigger]) -> list[Unit]:
    """The clause's tokens shared out among its main triggers; each reaches to the next one's start."""
    found = []
    for at, main in enumerate(mains):
        start = clause.start if at == 0 else main.start
        end = mains[at + 1].start if at + 1 < len(mains) else clause.end
        others = tuple(t for t in inside if start <= t.at < end and t is not main)
        found.append(Unit(start, max(end, main.end), main, others))
    return found


def _same_happening(one: Trigger, other: Trigger) -> bool:
    if (one.kind, one.change) == (other.kind, other.change):
        return True
    return one.kind in STRIKES and other.kind in STRIKES and 0 in (one.strength, other.strength)


def _stronger(one: Trigger, other: Trigger) -> bool:
    """Which of two triggers of one happening names its kind."""
    return one.strength > other.strength if 0 in (one.strength, other.strength) else False


def _circumstance(lattice: Lattice, clause: Clause, trigger: Trigger, mains: list[Trigger]) -> bool:
    """A verbal noun after "after", "amid" or "during" beside another trigger is no claim of its own (codebook, 3)."""
    if len(mains) == 1 or trigger.strength == STRENGTH_OF_VERB:
        return False
    return any(lattice.find(at, "cause_word") for at in range(max(clause.start, trigger.start - 2), trigger.start))


STRENGTH_OF_VERB = 2
