"""Every figure of ours is the figure of the scorer with which the gold was made."""

import copy
import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from coding import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad import pipeline
from marsad.errors import MarsadError
from marsad.evaluate.names import _generic, _heads, same_party, same_place
from marsad.model.canonical import canonical
from marsad.model.coded import CodedCount
from marsad.model.evaluation import Measure, Third
from marsad.model.report import Report
from marsad.model.sound import contradiction
from marsad.model.vocabulary import Kind
from marsad.read.reader import load_reader

GOLD = ("dev", "posts", "seed")
Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer_beside", shared / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def golds(shared: Path) -> dict[str, Rows]:
    def rows(name: str) -> Rows:
        lines = (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        return {row["report"]: row for row in map(json.loads, filter(str.strip, lines))}

    return {name: rows(name) for name in GOLD}


@pytest.fixture(scope="session")
def readings(golds: dict[str, Rows]) -> dict[str, Rows]:
    def read(row: dict[str, Any]) -> dict[str, Any]:
        known = {key: row.get(key) for key in ("report", "text", "published", "outlet")}
        built: dict[str, Any] = json.loads(canonical(load_reader().read(msgspec.convert(known, Report))))
        return built

    return {name: {key: read(row) for key, row in rows.items()} for name, rows in golds.items()}


def ours(folder: Path, gold: Rows, read: Rows, asked: Measure) -> dict[str, Any]:
    """Our figures, through files as a user has them; nothing may be left out on the way."""
    files = [str(write(folder / name, rows.values())) for name, rows in (("gold.jsonl", gold), ("read.jsonl", read))]
    told: list[MarsadError] = []
    found = pipeline.evaluate((files[0], files[1]), asked, overlay=None, complain=told.append, tick=lambda: None)
    assert not [str(error.what) for error in told]
    built: dict[str, Any] = msgspec.to_builtins(found.slots)
    return built


PARTS: list[tuple[Third | None, Kind | None]] = [
    (third, only) for third in (None, "seen", "unseen") for only in (None, "shelling", "control", "toll")
]


@pytest.mark.parametrize("name", GOLD)
def test_figures_of_the_reader_are_the_scorers(
    scorer: ModuleType,
    golds: dict[str, Rows],
    readings: dict[str, Rows],
    tmp_path: Path,
    name: str,
) -> None:
    for third, only in PARTS:
        gold = {key: row for key, row in golds[name].items() if not third or scorer.unseen(key) == (third == "unseen")}
        if gold:
            expected, _ = scorer.score(gold, readings[name], only)
            assert ours(tmp_path, golds[name], readings[name], Measure(third=third, only=only)) == expected


def changed(row: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """A second coding of a report: claims left out, doubled, moved and misread, in any order."""
    claims = [copy.deepcopy(claim) for claim in row["claims"] for _ in range(draw.choice([0, 1, 1, 1, 2]))]
    for claim in claims:
        for change in draw.sample(CHANGES, draw.randrange(4)):
            change(claim, row["text"], draw)
    draw.shuffle(claims)
    return {"report": row["report"], "claims": claims}


def _kind(claim: dict[str, Any], _: str, draw: random.Random) -> None:
    claim["kind"], claim["change"] = draw.choice([("clash", None), ("control", "gained"), ("toll", None)])
    claim["stance"] = draw.choice(["asserts", "denies"])
    claim["modality"] = draw.choice(["actual", "prospect"])
    claim["scope"] = draw.choice(["incident", "cumulative"])


def _words(claim: dict[str, Any], text: str, draw: random.Random) -> None:
    start = draw.randrange(len(text))
    claim["evidence"] = [[start, draw.randrange(start + 1, len(text) + 1)] for _ in range(draw.randrange(3))]


def _names(claim: dict[str, Any], text: str, draw: random.Random) -> None:
    words = text.split()
    some = [" ".join(draw.sample(words, min(len(words), draw.randrange(1, 4)))) for _ in range(3)]
    claim["actor"] = draw.choice([None, some[0], {"text": some[0]}])
    claim["target"], claim["places"] = draw.choice([None, claim.get("actor"), some[1]]), some[: draw.randrange(3)]
    claim["sources"] = [*(claim.get("sources") or []), some[2]][draw.randrange(2) :]


def _spelling(claim: dict[str, Any], _: str, draw: random.Random) -> None:
    """Names as another writer spells them: a word less, an article more, another alif."""
    for slot in ("sources", "places"):
        claim[slot] = [_respelt(name, draw) for name in claim.get(slot) or []]


def _respelt(name: Any, draw: random.Random) -> Any:
    words = (name["text"] if isinstance(name, dict) else name).split()
    kept = [word for word in words if draw.random() > 1 / 4] or words
    return " ".join(draw.choice(["", "ال", "و", "لل"]) + word.replace("أ", "ا") for word in kept)


def _figures(claim: dict[str, Any], _: str, draw: random.Random) -> None:
    counts = claim.get("counts") or []
    claim["counts"] = [count for count in counts if draw.random() > 1 / 4]
    for count in claim["counts"]:
        count["low"], count["high"] = draw.choice([(count["low"], count["high"]), (2, None), (None, 9)])
        count["part_of"] = draw.choice([None, 0, 1])
    if contradiction(None, None, msgspec.convert(claim["counts"], list[CodedCount])):
        for count in claim["counts"]:
            count["part_of"] = None  # a claim that contradicts itself is left out, and told
    claim["date"] = draw.choice(
        [None, "2016-12-05", {"from": None, "to": "2016-12-06"}, {"from": None, "to": None}, claim.get("date")]
    )
    claim["share"] = draw.choice([None, 0.5, 0.54, 0.66])


CHANGES = [_kind, _words, _names, _spelling, _figures]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), name=st.sampled_from(GOLD))
def test_figures_of_other_codings_are_the_scorers(
    scorer: ModuleType, golds: dict[str, Rows], tmp_path: Path, seed: int, name: str
) -> None:
    draw = random.Random(seed)  # noqa: S311 - a coding is no secret
    gold = {key: row for key, row in golds[name].items() if draw.random() > 1 / 2} or golds[name]
    read = {key: changed(row, draw) for key, row in gold.items()}
    expected, _ = scorer.score(gold, read)
    assert ours(tmp_path, gold, read, Measure()) == expected


LETTERS = st.text(st.sampled_from("ابتثنوليةىأإفكحمدر ال\u064f\u064b\u0640 .-ـ7a"), max_size=14)
WORDS = st.sampled_from(
    ["قوات", "جيش", "حي", "مدينة", "الشعار", "للجيش", "سوريا", "السورية", "تركي", "تركيا", "المرصد", "لحقوق", "وحلب"]
)
NAMES = st.one_of(LETTERS, st.lists(st.one_of(WORDS, LETTERS), max_size=8).map(" ".join))


@settings(max_examples=600)
@given(one=NAMES, other=NAMES)
def test_names_are_compared_as_the_scorer_does(scorer: ModuleType, one: str, other: str) -> None:
    assert same_party(one, other) == scorer.same_party(one, other)
    assert same_place(one, other) == scorer.same_place(one, other)


def test_the_word_lists_are_the_scorers(scorer: ModuleType) -> None:
    assert _heads() == scorer.HEADS
    assert _generic() == scorer.GENERIC
