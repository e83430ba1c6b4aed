"""Nodes as a table: one row a claim, with all that the comparisons in SQL ask for, and its keys of blocking."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

from marsad.arabic.fold import fold_key
from marsad.model.holding import side_key
from marsad.model.name import Name
from marsad.model.vocabulary import Kind, Outcome
from marsad.model.world import World
from marsad.reconcile.block import Key, keys
from marsad.reconcile.node import Node
from marsad.reconcile.weights import Weights

if TYPE_CHECKING:
    from pyarrow import Schema

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


def schema() -> "Schema":
    """The table's columns and types for Arrow; a column that is empty throughout has a type all the same."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    text, texts = pa.string(), pa.list_(pa.string())
    name = pa.struct([("key", text), ("words", texts), ("open", pa.bool_())])
    point = pa.struct([("lat", pa.float64()), ("lon", pa.float64())])
    types = {
        **dict.fromkeys(
            (
                "keys",
                "fine_keys",
                "wide_keys",
                "ancestors",
                "fine_ancestors",
                "wholes",
                "inner_voices",
                "relayed",
                "reports",
                "words",
            ),
            texts,
        ),
        **dict.fromkeys(("carried", "open", "presumed", "holds"), pa.bool_()),
        **dict.fromkeys(("first_day", "last_day", "said"), pa.int32()),
        **{f"{outcome}_{end}": pa.int64() for outcome in OUTCOMES for end in ("low", "high")},
        "names": pa.list_(name),
        "points": pa.list_(point),
        "share": pa.float64(),
    }
    plain = (
        "unique_id", "kind", "change", "stance", "actor_id", "actor_name", "actor_side", "target_id", "target_name",
        "stand_side", "means", "site",
    )  # fmt: skip
    return pa.schema({**dict.fromkeys(plain, text), **types})


def row(node: Node, world: World) -> dict[str, Any]:
    """The node's columns; days as ordinals, names folded."""
    claim, spots, window = node.claim, node.spots, node.window
    return {
        "unique_id": node.id,
        "kind": claim.kind,
        "change": claim.change,
        "stance": claim.stance,
        "carried": node.carried,
        "keys": [spot.key for spot in spots],
        "fine_keys": [spot.key for spot in spots if not spot.wide],
        "wide_keys": [spot.key for spot in spots if spot.wide],
        "ancestors": sorted({above for spot in spots for above in spot.ancestors}),
        "fine_ancestors": sorted({above for spot in spots if not spot.wide for above in spot.ancestors}),
        "wholes": [spot.whole for spot in spots if spot.wide],
        "open": any(spot.key.startswith("~") for spot in spots),
        "names": [{"key": spot.key, "words": sorted(spot.words), "open": spot.key.startswith("~")} for spot in spots],
        "points": [
            {"lat": spot.lat, "lon": spot.lon}
            for spot in spots
            if not (spot.wide or spot.lat is None or spot.lon is None)
        ],
        "first_day": window.start,
        "last_day": window.end,
        "presumed": window.presumed,
        "said": node.said,
        **_figures(node),
        **_party("actor", claim.actor),
        "actor_side": side_key(claim.actor, world.side, fold_key),
        **_party("target", claim.target),
        "stand_side": node.stand.side if node.stand else None,
        "holds": node.stand.holds if node.stand else None,
        "share": node.stand.share if node.stand else None,
        "inner_voices": sorted(node.inner),
        "relayed": sorted(node.relayed),
        "reports": sorted(node.reports),
        "means": claim.means,
        "site": claim.site,
        "words": sorted(node.words),
    }


def _figures(node: Node) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for outcome in OUTCOMES:
        low, high = node.figures.get(outcome, (None, None))
        found[f"{outcome}_low"], found[f"{outcome}_high"] = low, high
    return found


def _party(role: str, name: Name | None) -> dict[str, str | None]:
    return {f"{role}_id": name.id if name else None, f"{role}_name": fold_key(name.text) if name else None}


def key_rows(nodes: Iterable[Node], groups: Mapping[Kind, str], weights: Weights) -> Iterator[tuple[str, str, bool]]:
    """(claim, key, whether it owns the key): what `block.pairs` meets on, for a join."""
    for node in nodes:
        for key, owns in keys(node, groups[node.claim.kind], weights):
            yield node.id, _text(key), owns


def _text(key: Key) -> str:
    return "\x1f".join(str(part) for part in key)
