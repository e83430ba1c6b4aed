"""The worked case, a newspaper's page on the battle of Aleppo, through every command."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SEED = "seeds/000_c61c90c4b29bbaca.txt"
GIVEN = ("--published", "2016-12-06", "--outlet", "الخليج", "--id", "seed")


def jsonl(out: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def text(shared: Path) -> str:
    return (shared / SEED).read_bytes().decode("utf-8-sig")


@pytest.fixture
def claims(marsad: Run, shared: Path) -> list[dict[str, Any]]:
    ran = marsad("read", shared / SEED, *GIVEN)
    assert ran.code == 0
    (reading,) = jsonl(ran.out)
    assert (reading["report"], reading["published"], reading["outlet"]) == ("seed", "2016-12-06", "الخليج")
    return list(reading["claims"])


@pytest.fixture
def record(marsad: Run, shared: Path) -> str:
    assert marsad("add", shared / SEED, *GIVEN, "--record", "rec").code == 0
    return "rec"


def test_read_keeps_who_says_who_denies_and_the_words(claims: list[dict[str, Any]], text: str) -> None:
    assert len(claims) >= 10
    assert len({claim["id"] for claim in claims}) == len(claims)
    assert {claim["stance"] for claim in claims} == {"asserts", "denies"}
    assert {claim["scope"] for claim in claims} == {"incident", "cumulative"}
    assert len({claim["kind"] for claim in claims}) >= 4
    assert len({claim["sources"][0]["text"] for claim in claims if claim["sources"]}) >= 4
    for claim in claims:
        for name in (*claim["sources"], *claim["places"], claim["actor"], claim["target"]):
            if name and name["span"]:
                start, end = name["span"]
                assert 0 <= start < end <= len(text)
        for start, end in claim["evidence"]:
            assert text[start:end].strip() == text[start:end] != ""


def test_events_come_of_every_claim_that_tells_one(marsad: Run, record: str, claims: list[dict[str, Any]]) -> None:
    events = jsonl(marsad("events", "--record", record, "--format", "jsonl").out)
    told = {claim for event in events for claim in event["claims"]}
    assert told == {c["id"] for c in claims if c["scope"] == "incident" and c["modality"] == "actual"}
    assert any(event["status"] in {"contested", "denied"} for event in events)
    assert all(event["reports"] == ["seed"] for event in events)
    assert "column" not in marsad("events", "--record", record).text


def test_running_totals_are_never_added_to_incidents(marsad: Run, record: str, claims: list[dict[str, Any]]) -> None:
    totals = {c["id"] for c in claims if c["scope"] == "cumulative"}
    lines = jsonl(marsad("counts", "--record", record, "--format", "jsonl").out)
    assert lines
    assert not totals & {claim for line in lines for claim in line["claims"]}
    assert {total["claim"] for line in lines for total in line["totals"]} <= totals
    assert any(line["totals"] for line in lines)


def test_control_says_who_holds_what_and_who_says_otherwise(marsad: Run, record: str) -> None:
    spans = jsonl(marsad("control", "--record", record, "--format", "jsonl").out)
    assert len({span["place"]["text"] for span in spans}) >= 3
    assert all(span["positions"] for span in spans if span["state"] == "held")
    assert any(len(span["positions"]) > 1 for span in spans)


def test_why_leads_from_every_event_to_the_words(marsad: Run, record: str, text: str) -> None:
    events = marsad("events", "--record", record, "--format", "jsonl").out
    answers = jsonl(marsad("why", "-", "--record", record, "--format", "jsonl", stdin=events).out)
    assert [answer["about"] for answer in answers] == [event["event"] for event in jsonl(events)]
    for answer in answers:
        assert answer["claims"]
        for claim in answer["claims"]:
            assert claim["report"] == "seed"
            assert all(quote["words"] == text[slice(*quote["span"])] for quote in claim["quotes"])


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_brief_gives_each_sentence_its_footnote(marsad_process: Run, shared: Path, lang: str) -> None:
    assert marsad_process("add", shared / SEED, *GIVEN, "--record", "rec").code == 0
    page = marsad_process("--lang", lang, "brief", "--record", "rec").text
    assert page.startswith("# ")
    assert page.count("[^1]") >= 2
    assert "الخليج" in page


def test_exports_hold_the_events(marsad: Run, record: str) -> None:
    features = json.loads(marsad("export", "geojson", "--record", record).out)["features"]
    assert len(features) >= len(jsonl(marsad("events", "--record", record, "--format", "jsonl").out))
    assert marsad("export", "acled", "--record", record, "--output", "events.csv").code == 0
    rows = list(csv.DictReader(io.StringIO(Path("events.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) >= 3
    assert all("الخليج" in row["source"].split("; ") for row in rows)


def test_the_record_is_whole_and_rebuilds(marsad: Run, record: str) -> None:
    assert marsad("verify", "--record", record).code == 0
    before = marsad("events", "--record", record, "--format", "jsonl").out
    assert marsad("rebuild", "--record", record).code == 0
    assert marsad("events", "--record", record, "--format", "jsonl").out == before
    assert marsad("verify", "--record", record).code == 0
