"""How an event stands, as a user sees it: one source, several, contested with who says what, denied, taken back."""

import json
from collections.abc import Callable
from typing import Any

REPORTS = [
    ("one", "2016-01-06", "أ", "قُتل أربعة مدنيين أمس بقصف على مدينة درعا."),
    ("two", "2016-04-06", "أ", "قال المرصد السوري إن خمسة مدنيين قُتلوا أمس بقصف على حي الشعار في حلب."),
    ("three", "2016-04-06", "ب", "قال الدفاع المدني إن سبعة مدنيين قُتلوا أمس بقصف على حي الشعار في حلب."),
    ("four", "2016-07-06", "أ", "قُتل ثلاثة أشخاص أمس بقصف على مدينة إدلب."),
    ("five", "2016-07-06", "ب", "نفى مصدر عسكري مقتل ثلاثة أشخاص أمس بقصف على مدينة إدلب."),
    ("six", "2016-09-06", "ب", "نفى مصدر عسكري مقتل ستة مدنيين أمس بقصف على مدينة الرقة."),
    ("seven", "2016-11-04", "أ", "قال الدفاع المدني إن تسعة مدنيين قُتلوا أمس بقصف على مدينة حماة."),
    ("eight", "2016-11-08", "أ", "نفى الدفاع المدني مقتل تسعة مدنيين في 3 نوفمبر 2016 بقصف على مدينة حماة."),
]


def test_each_event_stands_as_its_sources_say(marsad: Callable[..., Any]) -> None:
    lines = [{"report": i, "published": day, "outlet": f"وكالة {o}", "text": text} for i, day, o, text in REPORTS]
    data = b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)
    assert marsad("add", "-", "--record", "rec", stdin=data).code == 0
    out = marsad("events", "--record", "rec", "--format", "jsonl").out
    events = {tuple(event["reports"]): event for event in map(json.loads, out.splitlines())}
    assert {reports: event["status"] for reports, event in events.items()} == {
        ("one",): "single-source",
        ("three", "two"): "corroborated",
        ("five", "four"): "contested",
        ("six",): "denied",
        ("eight", "seven"): "retracted",
    }
    contested = marsad("why", events["five", "four"]["event"], "--record", "rec").text
    assert "وكالة أ asserts" in contested
    assert "مصدر عسكري denies" in contested
    assert events["six",]["counts"] == events["eight", "seven"]["counts"] == []
    assert len(events["eight", "seven"]["claims"]) == 2
