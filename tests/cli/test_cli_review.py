"""`marsad pair` and `marsad review`: why two are one, and what a person is asked first."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

Run = Callable[..., Any]
REPORTS = [
    ("a", "2016-12-06", "قال المرصد السوري إن خمسة مدنيين قُتلوا أمس بقصف على حي الشعار في حلب."),
    ("b", "2016-12-07", "قال الدفاع المدني إن عشرين مدنيا قُتلوا أمس بقصف على شرق حلب."),
    ("c", "2016-12-06", "قال الدفاع المدني إن مدنيين قُتلوا أمس بقصف على حي الشعار في حلب."),
]


@pytest.fixture
def record(marsad: Run) -> Run:
    lines = [{"report": i, "published": day, "outlet": f"وكالة {i}", "text": text} for i, day, text in REPORTS]
    data = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    assert marsad("add", "-", "--record", "rec", stdin=data).code == 0
    return marsad


def questions(marsad: Run) -> list[dict[str, Any]]:
    ran = marsad("review", "--list", "--record", "rec", "--format", "jsonl")
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def pairs(asked: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    return {tuple(one["claims"]) for one in asked}


def pair_at(asked: list[dict[str, Any]]) -> int:
    """How many questions come before the first that is about two claims."""
    return next(at for at, one in enumerate(asked) if len(one["claims"]) > 1)


def test_a_pair_is_taken_apart_to_its_sum_in_both_languages(record: Run, marsad_process: Run) -> None:
    ran = record("events", "--record", "rec", "--format", "jsonl")
    claims = [claim for line in ran.out.splitlines() for claim in json.loads(line)["claims"]]
    answer = json.loads(record("pair", claims[0], claims[1], "--record", "rec", "--format", "jsonl").out)
    weighed = answer["weighed"]
    assert weighed["weight"] == pytest.approx(weighed["prior"] + sum(f["weight"] for f in weighed["features"]))
    assert {f["feature"] for f in weighed["features"]} >= {"kind", "place", "day", "counts", "actor", "report"}
    jsonschema.Draft202012Validator(json.loads(record("schema", "pair").out)).validate(answer)
    page = record("pair", claims[0], claims[1], "--record", "rec").text
    assert f"{weighed['weight']:+.2f}" in page
    assert "Sum:" in page
    arabic = marsad_process("--lang", "ar", "pair", claims[0], claims[1], "--record", "rec").text
    assert f"{weighed['weight']:+.2f}" in arabic
    assert "المجموع" in arabic
    assert "mean the same" in record("pair", claims[0], claims[0], "--record", "rec").err


def test_questions_come_most_useful_first_and_an_answer_is_not_asked_again(record: Run) -> None:
    asked = questions(record)
    assert asked
    worth = [one["usefulness"] for one in asked]
    assert worth == sorted(worth, reverse=True)
    validator = jsonschema.Draft202012Validator(json.loads(record("schema", "doubts").out))
    for one in asked:
        validator.validate(one)
    first = tuple(asked[0]["claims"])
    ran = record("review", "--by", "layla", "--record", "rec", stdin=b"what?\nu cannot tell\nq\n")
    assert ran.code == 0
    assert "That is no answer" in ran.err
    assert "Judgements made: 1" in ran.text
    assert first not in pairs(questions(record))
    line = json.loads(record("judge", "list", "--record", "rec", "--format", "jsonl").out)
    assert (line["verdict"], line["author"], line["reason"]) == ("unsure", "layla", "cannot tell")
    assert record("verify", "--record", "rec").code == 0


def test_an_answer_in_arabic_through_a_pipe_joins_or_parts(record: Run, marsad_process: Run) -> None:
    asked = questions(record)
    before = pair_at(asked)
    first = asked[before]
    keys = "ت\n" * before + ("م" if first["together"] else "و") + " لسبب\nخ\n"
    ran = marsad_process("--lang", "ar", "review", "--by", "ليلى", "--record", "rec", stdin=keys.encode())
    assert ran.code == 0, ran.err
    answer = json.loads(record("pair", *first["claims"], "--record", "rec", "--format", "jsonl").out)
    assert answer["decision"] == ("judged different" if first["together"] else "judged same")
    assert answer["judgements"][0]["author"] == "ليلى"


def test_a_bad_correction_is_told_and_asked_again_and_a_good_one_is_made(record: Run) -> None:
    script = (
        "n\n" * pair_at(questions(record))
        + "c 1 counts=killed:9-3\nc nothing\nc 1 counts=killed:civilian:6 as printed\nq\n"
    )
    ran = record("review", "--by", "layla", "--record", "rec", stdin=script.encode())
    assert ran.code == 0
    assert "above its high end" in ran.err
    assert "which of the two" in ran.err
    line = json.loads(record("judge", "list", "--record", "rec", "--format", "jsonl").out)
    assert (line["verdict"], line["reason"], line["fields"]["counts"][0]["low"]) == ("correct", "as printed", 6)


def test_nothing_answered_changes_nothing(record: Run) -> None:
    before = record("judge", "list", "--record", "rec", "--format", "jsonl").out
    ran = record("review", "--by", "layla", "--record", "rec")
    assert "Nothing was judged" in ran.text
    assert record("judge", "list", "--record", "rec", "--format", "jsonl").out == before
    assert "needs its author" in record("review", "--record", "rec").err
