"""Each command prints what its JSON Schema says, every field and no other."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from marsad.model.schema import SHAPES

REPORTS = [
    {
        "report": "a",
        "published": "2016-12-06",
        "outlet": "وكالة أ",
        "text": "قال المرصد السوري لحقوق الإنسان إن خمسة مدنيين بينهم طفلان قُتلوا أمس بقصف قوات النظام على حي الشعار. "
        "ونفى مصدر عسكري ذلك. وسيطرت قوات النظام على حي الميسر.",
    },
    {"report": "b", "published": "2016-12-07", "text": "قُتل سبعة مدنيين بقصف على حي الشعار يوم الاثنين."},
]
COMMANDS = {
    "claims": ("read", "-"),
    "events": ("events", "--record", "rec", "--format", "jsonl"),
    "counts": ("counts", "--by", "place,month", "--by", "source", "--record", "rec", "--format", "jsonl"),
    "control": ("control", "--record", "rec", "--format", "jsonl"),
}


@pytest.fixture
def reports(marsad: Callable[..., Any]) -> bytes:
    data = b"".join(json.dumps(report, ensure_ascii=False).encode() + b"\n" for report in REPORTS)
    assert marsad("add", "-", "--record", "rec", stdin=data).code == 0
    return data


def schema(marsad: Callable[..., Any], shape: str) -> Any:
    ran = marsad("schema", shape)
    assert ran.code == 0
    return json.loads(ran.out)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_a_schema_is_one(marsad: Callable[..., Any], shape: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(marsad, shape))


@pytest.mark.parametrize("shape", sorted(COMMANDS))
def test_each_line_is_as_its_schema_says(marsad: Callable[..., Any], reports: bytes, shape: str) -> None:
    ran = marsad(*COMMANDS[shape], stdin=reports)
    validator = jsonschema.Draft202012Validator(schema(marsad, shape))
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert lines
    for line in lines:
        validator.validate(line)
        with pytest.raises(jsonschema.ValidationError):
            validator.validate({name: line[name] for name in list(line)[1:]})
        with pytest.raises(jsonschema.ValidationError):
            validator.validate({**line, "more": 1})


@pytest.mark.usefixtures("reports")
def test_why_is_as_its_schema_says_for_events_claims_and_numbers(marsad: Callable[..., Any]) -> None:
    validator = jsonschema.Draft202012Validator(schema(marsad, "why"))
    events = marsad("events", "--record", "rec", "--format", "jsonl").out
    numbers = marsad("counts", "--record", "rec", "--format", "jsonl").out
    claim = json.loads(events.splitlines()[0])["claims"][0]
    for asked in (events, numbers):
        ran = marsad("why", "-", claim[:12], "--record", "rec", "--format", "jsonl", stdin=asked)
        answers = [json.loads(line) for line in ran.out.splitlines()]
        assert len(answers) == len(asked.splitlines()) + 1
        for answer in answers:
            validator.validate(answer)
            assert answer["claims"] or answer["totals"]
