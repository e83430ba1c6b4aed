"""Which of a report's dates says when a claim happened.

A date among the claim's own words comes first, then one of its sentence, nearest by the words between. A date that
belongs to another happening (behind بعد and its like, in a relative clause about another noun, with a since that names
a happening) stays with it. No date is null: a happening told in the report's present has no day of its own (the
codebook's "date").
"""

from typing import Literal, NamedTuple

import msgspec

from marsad.arabic.calendar import days_from
from marsad.arabic.dates import LABEL, When
from marsad.grammar.lattice import Lattice
from marsad.model.period import Period
from marsad.read.sentences import Range

Reach = Literal["sentence", "claim", "prospect"]
_PER_MARK = 3
_PER_TURN = 60
_PER_VERB = 2
_PER_RELATIVE = 8
_SPOKEN = 12
_FARTHEST = 60
_BOUND_WITHIN = 12
_HEAD_WITHIN = 3
_MARKS = frozenset('،,؛;:-()«»"')
_HAPPENINGS = frozenset(
    {
        "strike_noun",
        "blast_noun",
        "fight_noun",
        "violence_noun",
        "deal_noun",
        "detain_noun",
        "flee_noun",
        "outcome_noun",
    }
)
_STOPS = frozenset("،,؛;")


class Dated(NamedTuple):
    """A date of a sentence: where it stands, what it says, the only words it dates (`home`) or does not (`barred`)."""

    start: int
    end: int
    when: When
    home: Range | None = None
    barred: Range | None = None


class Asked(NamedTuple):
    """What a claim asks for: its tokens, the word that names its happening, its sentence, and how far to look."""

    start: int
    end: int
    trigger: int
    sentence: Range
    reach: Reach


def date_for(  # noqa: PLR0913 - a claim's words, its trigger and its sentence are what composition has in hand
    lattice: Lattice, start: int, end: int, trigger: int, sentence: Range, *, reach: Reach = "sentence"
) -> Period | None:
    """When a claim's happening took place; null when nothing says.

    Tokens `[start, end)` are the claim's words and `sentence` those around them; `trigger` is the word that names the
    happening. With reach "claim" only the claim's own words count (states: "which X holds"); with "prospect" likewise,
    and a bare weekday lies ahead.
    """
    found = when_for(lattice, Asked(start, end, trigger, sentence, reach))
    if not found:
        return None
    return found.ahead if reach == "prospect" and found.ahead else found.period


def when_for(lattice: Lattice, asked: Asked) -> When | None:
    """As `date_for`, with what the words say beside the days (a running total is `since`)."""
    known = [d for d in dates_in(lattice, asked.sentence) if _may_date(d, asked)]
    inside = [d for d in known if asked.start <= d.start < asked.end]
    outside = [d for d in known if _reaches(d, asked)]
    for group in (inside, outside):
        costs = [(cost, d.start, d.when) for d in group if (cost := _cost(lattice, d, asked)) <= _FARTHEST]
        if costs:
            return min(costs, key=lambda c: c[:2])[2]
    return None


def dates_in(lattice: Lattice, sentence: Range) -> list[Dated]:
    """The dates that begin in a range of tokens, in order, each with the words that it belongs to."""
    found: list[Dated] = []
    for match in (m for at in range(*sentence) if (m := lattice.find(at, LABEL))):
        dated = Dated(match.start, match.end, match.data)
        last = found[-1] if found else None
        if dated.when.offset is not None:
            dated = _earlier(lattice, dated, found, sentence[1])
        elif last and _waits(last.when) and dated.when.role == "at" and _runs_on(lattice, last.end, match.start):
            found[-1] = _from_happening(last, dated)
            dated = dated._replace(home=(last.end, match.end))
        found.append(dated)
    return found


def _waits(when: When) -> bool:
    """Whether a date is a since that waits for the day of the happening that it names."""
    return when.open or when.role == "compare"


def _runs_on(lattice: Lattice, start: int, end: int) -> bool:
    """Whether few words and no pause stand between two dates."""
    return end - start <= _BOUND_WITHIN and not any(lattice.tokens[at].key in _STOPS for at in range(start, end))


def _from_happening(since: Dated, day: Dated) -> Dated:
    """As in "since the attack began in May": from that day, for all but the attack itself."""
    period = Period(day.when.period.start, since.when.period.end, "range")
    when = msgspec.structs.replace(since.when, period=period, open=False)
    return since._replace(when=when, barred=(since.end, day.end))


def _earlier(lattice: Lattice, dated: Dated, known: list[Dated], stop: int) -> Dated:
    """As in "three days after the attack": it came so long before the day that the sentence gave, or its report."""
    day = next((d.when.period.start for d in known if d.when.role == "at" and d.when.period.start), None)
    when = dated.when
    if day:
        then = days_from(day, -(when.offset or 0))
        when = msgspec.structs.replace(when, period=Period(then, then, "day"))
    home = next((at for at in range(dated.end, stop) if lattice.tokens[at].key in _STOPS), stop)
    return dated._replace(when=when, home=(dated.end, home))


def _may_date(date: Dated, asked: Asked) -> bool:
    when = date.when
    if (when.now and asked.reach == "sentence") or not (
        when.offset is not None or when.role in {"at", "since", "until"}
    ):
        return False
    if date.home and not date.home[0] <= asked.trigger < date.home[1]:
        return False
    return not (date.barred and date.barred[0] <= asked.trigger < date.barred[1])


def _reaches(date: Dated, asked: Asked) -> bool:
    """Whether a date outside a claim's words may date it: a stretch, or one with a loose end, only from before."""
    if asked.reach != "sentence" or date.when.role == "until":
        return False
    return date.start < asked.trigger or (not date.when.since and date.when.period.start is not None)


def _cost(lattice: Lattice, date: Dated, asked: Asked) -> int:
    """How far a date stands from the word that it may date: in words, pauses and turns to another happening."""
    before = date.start < asked.trigger
    first, last = (date.end, asked.trigger) if before else (asked.trigger + 1, date.start)
    cost = last - first + _SPOKEN * (before and _spoken(lattice, date, asked.sentence))
    for at in range(first, last):
        cost += _PER_MARK * (lattice.tokens[at].key in _MARKS) + _PER_VERB * _verb(lattice, at)
        turn = lattice.find(at, "date_role")
        cost += _PER_TURN * (turn is not None and turn.value in {"after", "before"})
        if lattice.find(at, "relative"):
            cost += _PER_RELATIVE if before or _lets_through(lattice, at, asked.trigger, last) else _FARTHEST
    return cost


def _lets_through(lattice: Lattice, relative: int, trigger: int, date: int) -> bool:
    """Whether a date behind a relative clause may belong to a word before it: the clause is over, or of a happening."""
    verbs = sum(_verb(lattice, at) for at in range(relative, date))
    return verbs > 1 or _tells_happening(lattice, relative, trigger)


def _tells_happening(lattice: Lattice, relative: int, trigger: int) -> bool:
    """Whether a relative clause is about a happening ("the raids which …") and not about a place or a party."""
    acts = any(match.label.endswith(("_verb", "_word")) for match in lattice.at[trigger])
    if relative - trigger <= _HEAD_WITHIN and not acts:
        return True
    nearby = range(max(trigger, relative - _HEAD_WITHIN), relative)
    return any(match.label in _HAPPENINGS for at in nearby for match in lattice.at[at])


def _verb(lattice: Lattice, at: int) -> bool:
    """Whether some lexicon of verbs knows a word."""
    return any(match.label.endswith("_verb") for match in lattice.at[at])


def _spoken(lattice: Lattice, date: Dated, sentence: Range) -> bool:
    """Whether the last verb before a date is one of saying: it was said then, and what is said may be older."""
    for at in range(date.start - 1, sentence[0] - 1, -1):
        if lattice.find(at, "speech_verb"):
            return True
        if _verb(lattice, at):
            return False
    return False
