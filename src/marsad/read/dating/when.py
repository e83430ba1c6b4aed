"""Which of a report's dates says when a claim happened.

A date among the claim's own words comes first, then one of its sentence, nearest by the words between. A date that
belongs to another happening (behind "after", in a relative clause about another noun, with a since that names
a happening) stays with it. No date is null: a happening told in the report's present has no day of its own (the
codebook's "date").
"""

from typing import Literal, NamedTuple

from marsad.arabic.dates import When
from marsad.grammar.lattice import Lattice
from marsad.grammar.lexicon import ARTICLE
from marsad.model.period import Period
from marsad.read.dating.dated import Dated, dates_in
from marsad.read.sentences import Range

Reach = Literal["sentence", "claim", "prospect"]
_PER_MARK = 3
_PER_TURN = 60
_PER_VERB = 2
_PER_RELATIVE = 8
_SPOKEN = 12
_FARTHEST = 60
"""Costs in words: of a pause, of a turn to another happening, of a verb or a relative clause between, of a day on which
something was said; and the cost beyond which a date is too far. The coded reports choose between wide ranges of these
no better than chance does: only the order of size matters."""
_HEAD_WITHIN = 3
"""Words between a relative pronoun and the noun that it is about."""
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


def _may_date(date: Dated, asked: Asked) -> bool:
    when = date.when
    if (when.now and asked.reach == "sentence") or not (
        when.offset is not None or when.role in {"at", "since", "until"}
    ):
        return False
    if asked.reach == "prospect" and when.ahead and date.start < asked.trigger:
        return False  # the day on which it was announced
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
        cost += _PER_TURN * _turns(lattice, at)
        if lattice.find(at, "relative"):
            cost += _PER_RELATIVE if before or _lets_through(lattice, at, asked.trigger, last) else _FARTHEST
    return cost


def _turns(lattice: Lattice, at: int) -> bool:
    """Whether "after" or "before" turns to another happening here; hours after it is the same day's."""
    turn = lattice.find(at, "date_role")
    if turn is None or turn.value not in {"after", "before"}:
        return False
    unit = lattice.find(turn.end, "date_unit")
    return unit is None or unit.value != "hour"


def _lets_through(lattice: Lattice, relative: int, trigger: int, date: int) -> bool:
    """Whether a date behind a relative clause may belong to a word before it: the clause is over, or of a happening."""
    verbs = sum(_verb(lattice, at) for at in range(relative, date))
    return verbs > 1 or _tells_happening(lattice, relative, trigger)


def _tells_happening(lattice: Lattice, relative: int, trigger: int) -> bool:
    """Whether a relative clause is about a happening ("the raids which …") and not about a place or a party."""
    named = lattice.tokens[trigger].key.startswith(ARTICLE) or not _acts(lattice, trigger)
    if relative - trigger <= _HEAD_WITHIN and named:
        return True
    nearby = range(max(trigger, relative - _HEAD_WITHIN), relative)
    return any(match.label in _HAPPENINGS for at in nearby for match in lattice.at[at])


def _acts(lattice: Lattice, at: int) -> bool:
    """Whether a word may be a verb: the lexicons of some kinds hold verbs and nouns together."""
    return any(match.label.endswith(("_verb", "_word")) for match in lattice.at[at])


def _verb(lattice: Lattice, at: int) -> bool:
    """Whether some lexicon of verbs knows a word."""
    return not lattice.known("_verb").isdisjoint(lattice.labels(at))


def _spoken(lattice: Lattice, date: Dated, sentence: Range) -> bool:
    """Whether the last verb before a date is one of saying: it was said then, and what is said may be older."""
    for at in range(date.start - 1, sentence[0] - 1, -1):
        if lattice.find(at, "speech_verb"):
            return True
        if _verb(lattice, at):
            return False
    return False
