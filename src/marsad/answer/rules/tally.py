"""An event's counts: each independent voice's latest figures, gathered and given to a rule by its name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from marsad.answer.figures import Figure, Row, figures
from marsad.answer.rule import Account, Rule
from marsad.answer.rules.acled import acled
from marsad.answer.rules.agreed import agreed
from marsad.answer.rules.airwars import airwars
from marsad.answer.rules.ibc import ibc
from marsad.answer.rules.spread import spread
from marsad.answer.rules.ucdp import ucdp
from marsad.arabic.fold import fold_key
from marsad.model.event import EventCount
from marsad.model.sourced import SourcedClaim
from marsad.model.vocabulary import GROUP_PARENT, CountRule, Outcome
from marsad.model.voice import is_named, voices

Said = tuple[Figure, SourcedClaim]
"""A figure, and the claim that gives it."""
RULES: dict[CountRule, Rule] = {
    "range": spread,
    "acled": acled,
    "ucdp": ucdp,
    "airwars": airwars,
    "ibc": ibc,
    "bounds": agreed,
}
"""Every rule by its name; docs/decisions/0060 gives the published text behind each."""


def tally(claims: Iterable[SourcedClaim], rule: CountRule = "range") -> tuple[EventCount, ...]:
    """The counts of one event, a row for each outcome × group that its asserting claims tell of and the rule counts."""
    account = account_of(claims)
    rows = (RULES[rule](row, account) for row in sorted(account.rows, key=in_order))
    return tuple(row for row in rows if row is not None)


def in_order(row: Row) -> tuple[int, int]:
    """Where a row stands in an answer: persons first, then the groups inside."""
    return (_OUTCOMES.index(row[0]), _GROUPS.index(row[1]))


_OUTCOMES: tuple[Outcome, ...] = (
    "killed", "injured", "casualties", "missing", "detained", "released", "displaced", "rescued",
)  # fmt: skip
_GROUPS = ("person", *(group for group in GROUP_PARENT if group != "person"))


def account_of(claims: Iterable[SourcedClaim]) -> Account:
    """What the voices of one event tell: of each the figures of its latest day.

    A voice that denies later has none any more. One without a name is told apart by outlet: "local sources" here do not
    correct "local sources" there.
    """
    claims = list(claims)
    voice = voices(claims, fold_key)
    standing = _standing(claims, voice)
    rows: defaultdict[Row, dict[str, Sequence[Figure]]] = defaultdict(dict)
    for (row, who, _), (_, told) in _latest(standing, voice).items():
        rows[row][who] = [*rows[row].get(who, ()), *dict.fromkeys(figure for figure, _ in told)]
    return Account(
        rows=dict(rows),
        voices=frozenset(voice[sourced.claim.id] for sourced in standing),
        disputed=any(sourced.claim.stance == "denies" for sourced in claims),
    )


def latest(claims: Iterable[SourcedClaim]) -> dict[Row, list[Said]]:
    """By row, the latest figures of each voice that stands by what it says, with the claims that give them."""
    claims = list(claims)
    voice = voices(claims, fold_key)
    rows: defaultdict[Row, list[Said]] = defaultdict(list)
    for (row, _, _), (_, told) in _latest(_standing(claims, voice), voice).items():
        rows[row] += told
    return dict(rows)


def _latest(
    standing: Iterable[SourcedClaim], voice: Mapping[str, str]
) -> dict[tuple[Row, str, str], tuple[date, list[Said]]]:
    """By row, voice and (for one without a name) outlet, the figures of the latest day."""
    kept: dict[tuple[Row, str, str], tuple[date, list[Said]]] = {}
    for sourced in standing:
        day = sourced.published or date.min
        apart = "" if is_named(sourced) else sourced.outlet or sourced.report
        for row, figure in figures(sourced.claim.counts).items():
            key = (row, voice[sourced.claim.id], apart)
            before = kept.get(key)
            if before is None or before[0] < day:
                kept[key] = (day, [(figure, sourced)])
            elif before[0] == day:
                before[1].append((figure, sourced))
    return kept


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
