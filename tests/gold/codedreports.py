"""Reports that people coded, joined with their texts: offsets and fields lie here, the words in ../shared."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

CODED = Path(__file__).with_name("coded")
TEXTS = ("reports.jsonl", "organisations.jsonl")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The lines of one file of coded reports, as they are kept."""
    with (CODED / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@lru_cache(maxsize=1)
def texts(shared: Path) -> dict[str, dict[str, Any]]:
    """The corpus by id."""
    found: dict[str, dict[str, Any]] = {}
    for file in TEXTS:
        with (shared / "corpus" / file).open(encoding="utf-8") as lines:
            found |= {row["report"]: row for row in map(json.loads, lines)}
    return found


def coded(shared: Path, name: str) -> dict[str, dict[str, Any]]:
    """Coded reports as the codebook writes them, by id, with text, day and outlet."""
    return {row["report"]: _worded(row, texts(shared)[row["report"]]) for row in rows(name)}


def _worded(row: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    text = source["text"]
    claims = [{slot: _words(slot, value, text) for slot, value in claim.items()} for claim in row["claims"]]
    return {**{key: source.get(key) for key in ("report", "published", "outlet", "text")}, "claims": claims}


def _words(slot: str, value: Any, text: str) -> Any:
    if slot in {"actor", "target"}:
        return _name(value, text)
    if slot in {"sources", "places"}:
        return [_name(name, text) for name in value]
    if slot == "counts":
        return [{**count, "place": _name(count["place"], text)} for count in value]
    return value


def _name(name: str | list[int] | None, text: str) -> str | None:
    """A name's words: offsets where they stand in the report, else as the coder gave them."""
    return text[name[0] : name[1]] if isinstance(name, list) else name
