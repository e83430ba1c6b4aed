"""The casualty ledger's rules: from what each source says to a range.

Rule `range`: of each independent voice the latest figure; `low` is the smallest of their lower ends, `high` the largest
of their upper ends (null where a voice sets none), `best` the exact figure that most voices give, a tie going to the
lower one; where none is exact, the smallest lower end. Unknown is not 0: what nobody tells of has no row.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from marsad.answer.figures import Figure, Row, figures
from marsad.arabic.fold import fold_key
from marsad.model.event import EventCount
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import GROUP_PARENT, CountRule, Outcome
from marsad.model.voice import is_named, voices

Voiced = Mapping[str, Sequence[Figure]]
"""Each independent voice's latest figures for one row; two of one day are both kept."""


def tally(claims: Iterable[SourcedClaim], rule: CountRule = "range") -> tuple[EventCount, ...]:
    """The counts of one event, a row for each outcome × group that its asserting claims tell of."""
    told: defaultdict[Row, dict[str, Sequence[Figure]]] = defaultdict(dict)
    for (row, voice), found in latest(claims).items():
        told[row].setdefault(voice, [])
        told[row][voice] = [*told[row][voice], *found]
    rows = sorted(told, key=in_order)
    return tuple(RULES[rule](row, _firm(told[row])) for row in rows)


def in_order(row: Row) -> tuple[int, int]:
    """Where a row stands in an answer: persons first, then the groups inside."""
    return (_OUTCOMES.index(row[0]), _GROUPS.index(row[1]))


_OUTCOMES: tuple[Outcome, ...] = (
    "killed", "injured", "casualties", "missing", "detained", "released", "displaced", "rescued",
)  # fmt: skip
_GROUPS = ("person", *(group for group in GROUP_PARENT if group != "person"))


def latest(claims: Iterable[SourcedClaim]) -> dict[tuple[Row, str], list[Figure]]:
    """By row and voice, the figures of the voice's latest day; a voice that denies later has none any more.

    A voice without a name is told apart by outlet: "local sources" here do not correct "local sources" there.
    """
    claims = list(claims)
    voice = voices(claims, fold_key)
    kept: dict[tuple[Row, str, str], tuple[date, list[Figure]]] = {}
    for sourced in _standing(claims, voice):
        day = sourced.published or date.min
        apart = "" if is_named(sourced) else sourced.outlet or sourced.report
        for row, figure in figures(sourced.claim.counts).items():
            key = (row, voice[sourced.claim.id], apart)
            before = kept.get(key)
            if before is None or before[0] < day:
                kept[key] = (day, [figure])
            elif before[0] == day and figure not in before[1]:
                before[1].append(figure)
    found: defaultdict[tuple[Row, str], list[Figure]] = defaultdict(list)
    for (row, who, _), (_, told) in kept.items():
        found[row, who] += told
    return dict(found)


def _standing(claims: Sequence[SourcedClaim], voice: Mapping[str, str]) -> list[SourcedClaim]:
    """Asserting claims of voices that have not denied since."""
    denied: defaultdict[str, date] = defaultdict(lambda: date.min)
    for sourced in claims:
        if sourced.claim.stance == "denies" and sourced.published:
            who = voice[sourced.claim.id]
            denied[who] = max(denied[who], sourced.published)
    return [
        sourced
        for sourced in claims
        if sourced.claim.stance == "asserts" and denied[voice[sourced.claim.id]] <= (sourced.published or date.max)
    ]


def _firm(told: Voiced) -> Voiced:
    """What voices tell outright; bounds that only follow count where nobody does."""
    outright = {voice: [f for f in found if f.told] for voice, found in told.items()}
    return {voice: found for voice, found in outright.items() if found} or told


def _range(row: Row, told: Voiced) -> EventCount:
    every = [figure for found in told.values() for figure in found]
    lows = [figure.low for figure in every if figure.low is not None]
    highs = [figure.high for figure in every]
    return EventCount(
        outcome=row[0],
        group=row[1],
        low=min(lows, default=None) if len(lows) == len(every) else None,
        best=_best(told),
        high=None if None in highs else max(high for high in highs if high is not None),
        rule="range",
    )


def _best(told: Voiced) -> int | None:
    votes: Counter[int] = Counter()
    for found in told.values():
        votes.update(
            {figure.low for figure in found if figure.told and figure.low == figure.high and figure.low is not None}
        )
    if votes:
        return min(votes, key=lambda figure: (-votes[figure], figure))
    return min((f.low for found in told.values() for f in found if f.told and f.low is not None), default=None)


RULES: dict[CountRule, Callable[[Row, Voiced], EventCount]] = {"range": _range}
"""Every rule by its name; each goes from the voices' latest figures to one row."""
