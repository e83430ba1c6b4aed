"""Splink, given the table of weights, weighs every pair as the small function at home does."""

import json

import duckdb
import msgspec
import pyarrow as pa
from hand import WORLD
from motley import made_up, quoted

from marsad.reconcile.block import kind_groups
from marsad.reconcile.bulk import linker
from marsad.reconcile.bulk.columns import key_rows, row, schema
from marsad.reconcile.edge import Edge
from marsad.reconcile.meet import pairs
from marsad.reconcile.node import Node, nodes
from marsad.reconcile.pair import Comparer
from marsad.reconcile.weights import Weights, built_in


def both(known: dict[str, Node], weights: Weights) -> tuple[dict[tuple[str, str], Edge], dict[tuple[str, str], Edge]]:
    """Every blocked pair as it is weighed at home and in bulk."""
    comparer = Comparer(weights, WORLD)
    home = {(a, b): comparer.edge(known[a], known[b]) for a, b in pairs(known, weights)}
    with duckdb.connect() as connection:
        claims = pa.Table.from_pylist([row(node, WORLD) for node in known.values()], schema=schema())
        met = list(key_rows(known.values(), kind_groups(weights), weights))
        linker.load(connection, claims, met)
        linker.block(connection)
        linker.weigh(connection, weights)
        bulk = {(edge.one, edge.other): edge for edge in linker.edges(connection)}
    return home, bulk


def differing(home: dict[tuple[str, str], Edge], bulk: dict[tuple[str, str], Edge]) -> list[tuple[Edge, Edge]]:
    """Pairs that the two do not weigh alike."""
    return [
        (home[pair], bulk[pair])
        for pair in home
        if abs(home[pair].weight - bulk[pair].weight) > 1e-9 or home[pair].barred != bulk[pair].barred
    ]


def test_splink_weighs_as_the_function_at_home() -> None:
    weights = built_in()
    home, bulk = both(nodes(made_up(420), WORLD, weights.days.presumed, quoted), weights)
    assert home.keys() == bulk.keys()
    assert len(home) > 10_000
    assert differing(home, bulk) == []


def test_every_level_but_a_few_was_met() -> None:
    weights = built_in()
    known = nodes(made_up(420), WORLD, weights.days.presumed, quoted)
    comparer = Comparer(weights, WORLD)
    met = {(f, level) for a, b in pairs(known, weights) for f, level, _ in comparer.compare(known[a], known[b]).levels}
    assert {(f, level) for f, levels in weights.feature.items() for level in levels} - met <= {
        ("place", "none"),  # a text without any place
        ("place", "around"),  # our country has no two such places
    }


def test_a_level_that_keeps_apart_has_a_weight_of_its_own() -> None:
    weights = built_in()
    for bars in (weights.never, weights.alone):
        for feature, levels in bars.items():
            values = list(weights.feature[feature].values())
            assert all(values.count(weights.feature[feature][level]) == 1 for level in levels)


def test_another_table_is_told_from_this_one() -> None:
    weights = built_in()
    known = nodes(made_up(60), WORLD, weights.days.presumed, quoted)
    home, bulk = both(known, weights)
    comparer = Comparer(json_changed(weights), WORLD)
    changed = {pair: comparer.edge(known[pair[0]], known[pair[1]]) for pair in home}
    assert differing(changed, bulk)


def json_changed(weights: Weights) -> Weights:
    """The table with one weight moved by a millionth."""
    table = json.loads(msgspec.json.encode(weights))
    table["feature"]["kind"]["same"] += 1e-6
    return msgspec.convert(table, Weights)
