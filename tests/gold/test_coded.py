"""The reports that people coded for Marsad: whole, of reports that may be seen, by the codebook, and agreed upon."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest
from codedreports import coded, rows, texts
from gate import scorer

from marsad.model import vocabulary
from marsad.read.holdout import held_out

FILES = ("news", "organisations", "first", "second")
CHANGES = {
    "control": {"gained", "lost", "holds"},
    "detention": {"released"},
    "displacement": {"returned"},
    "siege": {"lifted"},
    "agreement": {"broken"},
}
SLOTS = {"kind", "change", "stance", "modality", "scope", "sources", "actor", "target", "places", "date", "counts"}
WORDS = ("kind", "stance", "modality", "scope")
LEAST_AGREED = 0.85
"""All slots F1 of two coders who read the same reports apart from each other."""


@pytest.mark.parametrize("name", FILES)
def test_coded_reports_may_be_seen_and_are_those_that_were_read(shared: Path, name: str) -> None:
    found = list(rows(name))
    assert len({row["report"] for row in found}) == len(found)
    for row in found:
        assert not held_out(row["report"])
        text = texts(shared)[row["report"]]["text"]
        assert hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == row["text_digest"]
        assert set(row) == {"report", "text_digest", "coder", "claims"}
        for claim in row["claims"]:
            assert problems(claim, len(text)) == [], (row["report"], claim)


def problems(claim: dict[str, Any], length: int) -> list[str]:
    """What a coded claim has that the codebook does not know."""
    spans = [span for slot in ("evidence", "sources", "places") for span in claim[slot] if isinstance(span, list)]
    spans += [claim[slot] for slot in ("actor", "target") if isinstance(claim[slot], list)]
    found = [f"span {span}" for span in spans if not 0 <= span[0] < span[1] <= length]
    if not claim["evidence"] or set(claim) - SLOTS - {"evidence", "share"}:
        found.append("slots")
    found += [slot for slot in WORDS if claim[slot] not in get_args(getattr(vocabulary, slot.capitalize()))]
    unchanged = set() if claim["kind"] == "control" else {None}
    if claim.get("change") not in CHANGES.get(claim["kind"], set()) | unchanged:
        found.append("change")
    wholes = range(len(claim["counts"]))
    for at, count in enumerate(claim["counts"]):
        known = count["outcome"] in get_args(vocabulary.Outcome) and count["group"] in get_args(vocabulary.Group)
        part = count["part_of"]
        if not known or (part is not None and (part not in wholes or part == at)):
            found.append("count")
        if (count["low"], count["high"]) == (None, None) or (count["low"] or 0) > (count["high"] or float("inf")):
            found.append("range")
    return found


def test_a_wrong_claim_is_noticed() -> None:
    claim = next(row["claims"][0] for row in rows("news") if row["claims"])
    broken = json.loads(json.dumps(claim)) | {"change": "renamed", "evidence": [[5, 5]]}
    assert {"change", "span [5, 5]"} <= set(problems(broken, 1000))


def test_two_coders_agree(shared: Path) -> None:
    score = scorer(shared)
    first, second = coded(shared, "first"), coded(shared, "second")
    assert first.keys() == second.keys()
    table, _ = score.score(first, second)
    assert table["all slots"]["f1"] >= LEAST_AGREED


def test_every_kind_and_denials_are_there() -> None:
    claims = [claim for name in FILES[:2] for row in rows(name) for claim in row["claims"]]
    kinds = Counter(claim["kind"] for claim in claims)
    assert set(kinds) == set(get_args(vocabulary.Kind))
    assert min(kinds.values()) >= 25
    assert sum(claim["stance"] == "denies" for claim in claims) >= 80
