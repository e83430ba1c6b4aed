"""Splink's model made from the table of weights, and the pairs that it weighs on DuckDB."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from marsad.errors import InputError
from marsad.reconcile.bulk.levels import Conditions, conditions
from marsad.reconcile.edge import Edge
from marsad.reconcile.weights import Weights

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import Table

_U = 2.0**-20
"""Splink takes a weight as the logarithm of m/u: one u for all levels leaves room for every weight of the table."""
CLAIMS, KEYS, PAIRS, EDGES = "marsad_claims", "marsad_keys", "marsad_pairs", "marsad_edges"


def settings(weights: Weights) -> dict[str, Any]:
    """Splink's settings: a comparison for each feature, a level for each condition, weights as in the table."""
    odds = 2.0**weights.prior
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": odds / (1 + odds),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "comparisons": [_comparison(name, levels, weights) for name, levels in conditions(weights).items()],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "1=0", "sql_dialect": "duckdb"}],
    }


def _comparison(feature: str, levels: Conditions, weights: Weights) -> dict[str, Any]:
    table = weights.feature[feature]
    return {
        "output_column_name": feature,
        "comparison_description": feature,
        "comparison_levels": [
            {
                "sql_condition": condition or "ELSE",
                "label_for_charts": level,
                "m_probability": _U * 2.0 ** table[level],
                "u_probability": _U,
            }
            for level, condition in levels.items()
        ],
    }


def load(connection: "DuckDBPyConnection", claims: "Table", met: Iterable[tuple[str, str, bool]]) -> None:
    """Lay the claims and their keys of blocking into the database."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    names = ("claim", "key", "owns")
    table = pa.table(dict(zip(names, map(list, zip(*met, strict=True)), strict=True)))
    for name, given in ((CLAIMS, claims), (KEYS, table)):
        connection.register("given", given)
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given").fetchall()  # noqa: S608 - names of our own
        connection.unregister("given")


def block(connection: "DuckDBPyConnection") -> None:
    """The pairs worth comparing, from the table of keys: owners meet owners and visitors of one key."""
    connection.execute(
        f"CREATE OR REPLACE TABLE {PAIRS} AS SELECT DISTINCT '0' AS match_key, least(a.claim, b.claim) AS join_key_l,"  # noqa: S608 - names of our own
        f" greatest(a.claim, b.claim) AS join_key_r FROM {KEYS} a JOIN {KEYS} b USING (key)"
        " WHERE a.owns AND a.claim <> b.claim AND (NOT b.owns OR a.claim < b.claim)"
    ).fetchall()


def weigh(connection: "DuckDBPyConnection", weights: Weights) -> None:
    """Have Splink weigh the pairs; leaves a table of edges: both claims, the weight, and whether they keep apart."""
    try:
        from splink import DuckDBAPI, Linker, SettingsCreator  # noqa: PLC0415 - heavy, and an extra
    except ImportError as missing:
        what = "reconciling in bulk needs Splink, which is not installed"
        raise InputError(what, mend="install it with `pip install 'marsad[bulk]'`") from missing
    api = DuckDBAPI(connection)
    linker = Linker(api.register(CLAIMS), SettingsCreator(**settings(weights)))
    linker.table_management.register_blocked_pairs_for_predict(api.register(PAIRS))
    weighed = linker.inference.predict(warning_mode="never")
    never = _bars(weights, weights.never)
    alone = _bars(weights, weights.alone)
    connection.execute(
        f"CREATE OR REPLACE TABLE {EDGES} AS SELECT unique_id_l AS one, unique_id_r AS other, match_weight AS weight,"  # noqa: S608 - likewise
        f" ({never}) OR (match_weight <= 0 AND ({alone})) AS barred FROM {weighed.physical_name}"
    ).fetchall()
    weighed.drop_table_from_database_and_remove_from_cache()


def _bars(weights: Weights, bars: Mapping[str, tuple[str, ...]]) -> str:
    """Splink hands back weights, not levels: a level that keeps apart has a weight that no other of its feature has."""
    marks = [
        f"abs(mw_{feature} - {weights.feature[feature][level]}) < 1e-9" for feature in bars for level in bars[feature]
    ]
    return " OR ".join(marks) or "false"


def edges(connection: "DuckDBPyConnection") -> Iterator[Edge]:
    """The weighed pairs."""
    cursor = connection.execute(f"SELECT one, other, weight, barred FROM {EDGES}")  # noqa: S608 - likewise
    while rows := cursor.fetchmany(1 << 16):
        yield from (Edge(*row) for row in rows)
