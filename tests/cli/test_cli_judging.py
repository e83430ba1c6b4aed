"""What a person judges, as a person does it: put into force, shown by name, undone, and alive after everything."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

Run = Callable[..., Any]
BY = ("--by", "layla", "--record", "rec")
REPORTS = [
    ("a", "2016-12-06", "قال المرصد السوري إن خمسة مدنيين قُتلوا أمس بقصف على حي الشعار في حلب. وذكرت حريقا في السوق."),
    ("b", "2016-12-06", "قال الدفاع المدني إن سبعة مدنيين قُتلوا أمس بقصف على حي الشعار في حلب."),
    ("c", "2016-12-08", "قال المرصد السوري إن ثمانية مدنيين قُتلوا يوم الاثنين بقصف على حي الشعار في حلب."),
    ("d", "2017-02-03", "اعتقلت قوات الأمن أربعين شخصا أمس في مدينة درعا."),
]  # fmt: skip


@pytest.fixture
def record(marsad: Run) -> Run:
    """The command, on a record of four reports: three tell one event, and the fourth another."""
    lines = [{"report": i, "published": day, "outlet": f"وكالة {i}", "text": text} for i, day, text in REPORTS]
    data = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    assert marsad("add", "-", "--record", "rec", stdin=data).code == 0
    return marsad


def events(marsad: Run) -> list[dict[str, Any]]:
    ran = marsad("events", "--record", "rec", "--format", "jsonl")
    return [json.loads(line) for line in ran.out.splitlines()]


def why(marsad: Run, about: str) -> dict[str, Any]:
    ran = marsad("why", about, "--record", "rec", "--format", "jsonl")
    assert ran.code == 0, ran.err
    return dict(json.loads(ran.out))


def judged(marsad: Run, *words: str) -> dict[str, Any]:
    ran = marsad("judge", *words, *BY, "--format", "jsonl")
    assert ran.code == 0, ran.err
    return dict(json.loads(ran.out))


def killed(event: dict[str, Any]) -> tuple[int | None, int | None]:
    (row,) = [c for c in event["counts"] if (c["outcome"], c["group"]) == ("killed", "civilian")]
    return row["low"], row["high"]


def of(marsad: Run, report: str) -> dict[str, Any]:
    return next(event for event in events(marsad) if report in event["reports"])


def test_same_undo_and_what_outlives_a_rebuild_and_a_backup(record: Run) -> None:
    here, there = of(record, "a"), of(record, "d")
    line = judged(record, "same", here["event"], there["event"], "--reason", "one report mistook the town")
    assert (line["author"], line["state"], line["reason"]) == ("layla", "in force", "one report mistook the town")
    (event,) = events(record)
    assert event["reports"] == ["a", "b", "c", "d"]
    told = record("why", here["event"], "--record", "rec").text
    assert told.count("judged one event by layla") == 2
    assert "one report mistook the town" in told
    assert record("rebuild", "--record", "rec").code == 0
    assert events(record) == [event]
    assert record("verify", "--record", "rec").code == 0
    assert record("backup", "b.age", "--new-key", "b.key", "--record", "rec").code == 0
    assert record("restore", "b.age", "--key", "b.key", "--record", "rec2").code == 0
    again = record("judge", "list", "--record", "rec2", "--format", "jsonl").out
    assert json.loads(again) == line
    judged(record, "undo", line["judgement"][:8])
    assert len(events(record)) == 2
    states = [
        json.loads(one)["state"] for one in record("judge", "list", *BY[2:], "--format", "jsonl").out.splitlines()
    ]
    assert states == ["undone", "in force"]
    assert "undone already" in record("judge", "undo", line["judgement"], *BY).err
    pair = record("pair", here["event"], there["event"], "--record", "rec", "--format", "jsonl")
    assert json.loads(pair.out)["judgements"] == []


def test_a_correction_moves_the_count_and_says_so(record: Run) -> None:
    event = of(record, "b")
    claim = next(c for c in why(record, event["event"])["claims"] if c["report"] == "b")
    assert killed(event) == (7, 8)
    line = judged(record, "correct", claim["claim"], "counts=killed:civilian:6")
    after = why(record, event["event"])
    assert killed(after["events"][0]) == (6, 8)
    now = next(c for c in after["claims"] if c["report"] == "b")
    assert [j["judgement"] for j in now["judgements"]] == [line["judgement"]]
    assert (now["read"]["counts"][0]["low"], now["says"]["counts"][0]["low"]) == (7, 6)
    page = record("why", event["event"], "--record", "rec").text
    assert "judged corrected by layla" in page
    assert "counts=killed:civilian:6" in page
    assert "read before that as: shelling, killed 7 (civilians)" in page
    schema = json.loads(record("schema", "judgements").out)
    jsonschema.Draft202012Validator(schema).validate(line)


def test_later_figures_of_one_source_supersede_and_both_are_shown(record: Run) -> None:
    answer = why(record, of(record, "a")["event"])
    chain = next(u for u in answer["updates"] if u["group"] == "civilian")
    assert [(s["low"], s["published"], s["superseded"]) for s in chain["steps"]] == [
        (5, "2016-12-06", True),
        (8, "2016-12-08", False),
    ]
    assert killed(answer["events"][0]) == (7, 8)
    assert {c["report"] for c in answer["claims"]} == {"a", "b", "c"}
    assert "superseded" in record("why", answer["about"], "--record", "rec").text


def test_a_rejected_claim_is_out_and_why_says_by_whom(record: Run) -> None:
    claim = of(record, "d")["claims"][0]
    judged(record, "reject", claim, "--reason", "another war")
    assert len(events(record)) == 1
    page = record("why", claim, "--record", "rec").text
    assert "counts for nothing: somebody rejected it" in page
    assert "judged rejected by layla" in page


def test_who_is_no_longer_sure_binds_nobody(record: Run) -> None:
    here, there = (why(record, of(record, "a")["event"])["claims"][at]["claim"] for at in (0, 1))
    judged(record, "different", here, there)
    assert json.loads(record("pair", here, there, *BY[2:], "--format", "jsonl").out)["decision"] == "judged different"
    judged(record, "unsure", here, there)
    assert not json.loads(record("pair", here, there, *BY[2:], "--format", "jsonl").out)["decision"].startswith(
        "judged"
    )


def test_a_missed_claim_is_added_on_its_words(record: Run) -> None:
    judged(record, "add", "a", "kind=explosion", "places=حلب", "counts=injured:2+", "--words", "حريقا في السوق")
    (event,) = [event for event in events(record) if event["kind"] == "explosion"]
    (claim,) = why(record, event["event"])["claims"]
    assert claim["quotes"][0]["words"] == "حريقا في السوق"
    assert (claim["rule"], claim["judgements"][0]["verdict"]) == ("judgement: add", "add")
    assert record("rebuild", "--record", "rec").code == 0
    assert event in events(record)


def test_a_contradiction_is_told_by_name(record: Run) -> None:
    by_report = {c["report"]: c["claim"] for c in why(record, of(record, "a")["event"])["claims"]}
    far = of(record, "d")["claims"][0]
    first = judged(record, "different", by_report["a"], far)
    second = judged(record, "same", by_report["a"], by_report["b"])
    ran = record("judge", "same", by_report["b"], far, *BY)
    assert ran.code == 0
    assert first["judgement"] in ran.err
    assert second["judgement"] in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("same", "zzz", "yyy"), "no event and no claim has the id 'zzz'"),
        (("correct", "CLAIM", "knid=shelling"), "has no field 'knid'"),
        (("correct", "CLAIM", "id=x"), "has no field 'id'"),
        (("correct", "CLAIM", 'field_confidence={"date":1}'), "has no field 'field_confidence'"),
        (("correct", "CLAIM", "kind=picnic"), "'picnic' is no kind"),
        (("correct", "CLAIM", "counts=killed:9-3"), "low end (9) above its high end (3)"),
        (("correct", "CLAIM", "counts=killed:many"), "'killed:many' is no count"),
        (("correct", "CLAIM", "counts=killed:3,killed:child:9:of=0"), "exceeds its whole"),
        (("correct", "CLAIM", "date=2016-12-05..2016-12-01"), "before it starts"),
        (("correct", "CLAIM", "date=soon"), "'soon' is no day"),
        (("correct", "CLAIM", "share=1.5"), "no fraction"),
        (("correct", "CLAIM", 'places=[{"text":"x","id":"nowhere"}]'), "no place has the id 'nowhere'"),
        (("correct", "CLAIM", "places=[{"), "is no JSON"),
        (("correct", "CLAIM", "counts"), "is no FIELD=VALUE"),
        (("add", "a", "kind=clash", "--words", "ليس هنا"), "do not stand in the report"),
        (("add", "a", "kind=clash", "--words", "ال"), "times in the report"),
        (("add", "a", "kind=clash", "--span", "5-100000"), "outside the text"),
        (("add", "a", "counts=killed:9-3", "kind=clash", "--span", "0-4"), "above its high end"),
        (("add", "zz", "kind=clash", "--span", "0-4"), "holds no report 'zz'"),
        (("undo", "zz"), "no judgement has the id 'zz'"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_logged(
    record: Run, words: tuple[str, ...], said: str
) -> None:
    claim = of(record, "d")["claims"][0]
    ran = record("judge", *(claim if word == "CLAIM" else word for word in words), *BY)
    assert ran.code == 1
    assert said in ran.err
    assert record("judge", "list", *BY[2:], "--format", "jsonl").out == b""


def test_a_judgement_needs_its_author(record: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = of(record, "d")["claims"][0]
    monkeypatch.delenv("MARSAD_AUTHOR", raising=False)
    assert "needs its author" in record("judge", "reject", claim, "--record", "rec").err
    monkeypatch.setenv("MARSAD_AUTHOR", "omar")
    assert "by omar" in record("judge", "reject", claim, "--record", "rec").text
