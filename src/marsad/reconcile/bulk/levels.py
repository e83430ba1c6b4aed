"""Every feature of a pair as conditions in SQL, in the order in which they are tried: what `pair.py` says in Python.

The two are held equal by a test over real and made-up pairs; a condition reads the columns of `columns.py` with `_l`
and `_r` for the two claims.
"""

from collections.abc import Mapping
from typing import get_args

from marsad.model.vocabulary import Kind
from marsad.reconcile.bulk.columns import OUTCOMES
from marsad.reconcile.pair import COUNTS_BEST_FIRST, NIGHT, NOTABLE, WEEK
from marsad.reconcile.weights import Weights

Conditions = Mapping[str, str]
"""Level → condition; the last level is what is left."""

_BOTH = "(first_day_l IS NOT NULL AND last_day_l IS NOT NULL AND first_day_r IS NOT NULL AND last_day_r IS NOT NULL)"
_MEET = f"({_BOTH} AND first_day_l <= last_day_r AND first_day_r <= last_day_l)"
_ONE_REPORT = "list_has_any(reports_l, reports_r)"
_OPPOSED = (
    "(stand_side_l IS NOT NULL AND stand_side_r IS NOT NULL AND CASE WHEN stand_side_l = stand_side_r"
    " THEN holds_l <> holds_r ELSE holds_l AND holds_r AND NOT coalesce(share_l + share_r <= 1.01, false) END)"
)


def conditions(weights: Weights) -> dict[str, Conditions]:
    """Feature → its levels' conditions, in the order of the table's features."""
    return {
        "kind": _kind(weights),
        "change": {
            "held": "kind_l = 'control' AND kind_r = 'control'",
            "same": "change_l IS NOT DISTINCT FROM change_r",
            "other": "",
        },
        "place": _place(weights),
        "day": _day(weights),
        "counts": {level: f"{_counts()} = {at}" for at, level in enumerate(COUNTS_BEST_FIRST[:-1])} | {"none": ""},
        "actor": _actor(),
        "target": {
            "unknown": "target_name_l IS NULL OR target_name_r IS NULL",
            "same": _one_party("target"),
            "different": "",
        },
        "report": _report(),
        "means": _known("means"),
        "site": _known("site"),
        "wording": _wording(),
    }


def _kind(weights: Weights) -> Conditions:
    pairs: dict[str, list[str]] = {}
    for one in get_args(Kind):
        for other in get_args(Kind):
            pairs.setdefault(weights.related(one, other), []).append(f"'{one} {other}'")
    made = {
        level: f"kind_l || ' ' || kind_r IN ({', '.join(found)})" for level, found in pairs.items() if level != "other"
    }
    return made | {"other": ""}


def _place(weights: Weights) -> Conditions:
    own = "NOT (carried_l OR carried_r)"
    same, wide = "list_has_any(fine_keys_l, fine_keys_r)", "list_has_any(keys_l, keys_r)"
    inside = "(list_has_any(ancestors_l, fine_keys_r) OR list_has_any(ancestors_r, fine_keys_l))"
    inside_wide = (
        "(list_has_any(ancestors_l, wide_keys_r) OR list_has_any(ancestors_r, wide_keys_l)"
        " OR list_has_any(fine_ancestors_l, wholes_r) OR list_has_any(fine_ancestors_r, wholes_l))"
    )
    part = (
        "((open_l OR open_r) AND len(list_filter(names_l, lambda x: len(list_filter(names_r, lambda y: x.key <> y.key"
        " AND (x.open OR y.open) AND x.words <> y.words AND (list_has_all(x.words, y.words)"
        " OR list_has_all(y.words, x.words)))) > 0)) > 0)"
    )
    near, around = (_within(km) for km in (weights.distance.near, weights.distance.around))
    return {
        "none": "len(keys_l) = 0 OR len(keys_r) = 0",
        "same": f"{own} AND {same}",
        "inside": f"{own} AND {inside}",
        "wide": f"{own} AND {wide}",
        "part_name": f"{own} AND {part}",
        "near": f"{own} AND {near}",
        "inside_wide": f"{own} AND {inside_wide}",
        "around": f"{own} AND {around}",
        "unlike": f"{own} AND (open_l OR open_r)",
        "elsewhere": own,
        "carried": f"{same} OR {inside} OR (NOT {wide} AND ({part} OR {near}))",
        "carried_wide": f"{wide} OR {inside_wide}",
        "carried_off": "",
    }


def _within(km: float) -> str:
    """Any two points no farther apart than so many kilometres (haversine, mean Earth radius 6371 km)."""
    half = (
        "pow(sin(radians(y.lat - x.lat) / 2), 2) + cos(radians(x.lat)) * cos(radians(y.lat))"
        " * pow(sin(radians(y.lon - x.lon) / 2), 2)"
    )
    far = f"12742 * asin(sqrt({half})) <= {km}"
    return f"(len(list_filter(points_l, lambda x: len(list_filter(points_r, lambda y: {far})) > 0)) > 0)"


def _day(weights: Weights) -> Conditions:
    slack, recall = weights.days.slack, weights.days.recall
    early = "(first_day_l IS NULL OR last_day_r IS NULL OR first_day_l <= last_day_r)"
    late = "(first_day_r IS NULL OR last_day_l IS NULL OR first_day_r <= last_day_l)"
    lengths = " OR ".join(f"last_day_{side} - first_day_{side} >= {WEEK}" for side in "lr")
    known = " OR ".join(
        f"(presumed_{a} AND coalesce(said_{a} - last_day_{b} BETWEEN 0 AND {recall}, false))" for a, b in ("lr", "rl")
    )
    return {
        "undated": f"NOT {_BOTH} AND {early} AND {late} AND {_ONE_REPORT}",
        "present": f"{_MEET} AND (presumed_l OR presumed_r) AND {_present('l', 'r')} AND {_present('r', 'l')}",
        "presumed": f"{_MEET} AND (presumed_l OR presumed_r)",
        "long": f"{_MEET} AND ({lengths})",
        "same": f"{_MEET} AND first_day_l = first_day_r AND last_day_l = last_day_r AND first_day_l = last_day_l",
        "overlap": _MEET,
        "adjacent": f"{_BOTH} AND first_day_l - last_day_r <= {slack} AND first_day_r - last_day_l <= {slack}",
        "recalled": f"{_BOTH} AND ({known})",
        "apart": "",
    }


def _present(a: str, b: str) -> str:
    days = f"first_day_{b} AND last_day_{b} AND last_day_{b} - first_day_{b} < {NIGHT}"
    return (
        f"CASE WHEN NOT presumed_{a} THEN true WHEN presumed_{b} THEN said_{a} = said_{b}"
        f" ELSE said_{a} BETWEEN {days} END"
    )


def _counts() -> str:
    """The place in COUNTS_BEST_FIRST of the most telling level over all outcomes."""
    return f"least({', '.join(_figure(outcome) for outcome in OUTCOMES)})"


def _figure(outcome: str) -> str:
    at = {level: place for place, level in enumerate(COUNTS_BEST_FIRST)}
    lows = [f"{outcome}_low_{side}" for side in "lr"]
    highs = [f"{outcome}_high_{side}" for side in "lr"]
    (low, other_low), (high, other_high) = lows, highs
    return (
        f"CASE WHEN {low} IS NULL OR {other_low} IS NULL THEN {at['none']}"
        f" WHEN {low} = {other_low} AND {high} = {other_high} AND {low} = {high}"
        f" THEN CASE WHEN {low} >= {NOTABLE} THEN {at['equal']} ELSE {at['equal_small']} END"
        f" WHEN ({high} IS NULL OR {high} >= {other_low}) AND ({other_high} IS NULL OR {other_high} >= {low})"
        f" THEN {at['compatible']}"
        f" WHEN greatest({low}, {other_low}) <= 2 * least({low}, {other_low}) THEN {at['update']}"
        f" ELSE {at['conflict']} END"
    )


def _one_party(role: str) -> str:
    both_known = f"{role}_id_l IS NOT NULL AND {role}_id_r IS NOT NULL"
    return f"CASE WHEN {both_known} THEN {role}_id_l = {role}_id_r ELSE {role}_name_l = {role}_name_r END"


def _actor() -> Conditions:
    control = "(kind_l = 'control' AND kind_r = 'control')"
    missing = "(actor_name_l IS NULL OR actor_name_r IS NULL)"
    return {
        "opposed": _OPPOSED,
        "unknown": f"{missing} OR ({control} AND actor_side_l IS DISTINCT FROM actor_side_r)",
        "same": f"{control} OR ({_one_party('actor')})",
        "side": "actor_side_l = actor_side_r",
        "different": "",
    }


def _report() -> Conditions:
    voices = ("inner_voices_l, inner_voices_r", "inner_voices_l, relayed_r", "relayed_l, inner_voices_r")
    one_voice = " OR ".join(f"list_has_any({pair})" for pair in voices)
    figures = " OR ".join(f"{_counts()} = {COUNTS_BEST_FIRST.index(level)}" for level in ("update", "conflict"))
    elsewhere = "(len(keys_l) > 0 AND len(keys_r) > 0 AND NOT list_has_any(keys_l, keys_r))"
    apart = f"{_OPPOSED} OR ({_BOTH} AND NOT {_MEET}) OR {elsewhere} OR {figures}"
    return {
        "different": f"NOT {_ONE_REPORT}",
        "same_text": f"NOT ({one_voice})",
        "told_apart": f"stance_l = stance_r AND ({apart})",
        "same_voice": "",
    }


def _known(column: str) -> Conditions:
    left, right = f"{column}_l", f"{column}_r"
    return {"unknown": f"{left} IS NULL OR {right} IS NULL", "same": f"{left} = {right}", "different": ""}


def _wording() -> Conditions:
    both = "len(list_intersect(words_l, words_r))"
    either = f"(len(words_l) + len(words_r) - {both})"
    return {
        "unknown": "len(words_l) = 0 OR len(words_r) = 0",
        "unlike": f"10 * {both} < {either}",
        "alike": f"10 * {both} < 3 * {either}",
        "copied": "",
    }
