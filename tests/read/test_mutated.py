"""Texts that no newspaper prints: whatever is cut, doubled, shuffled or strewn in, reading ends and spans slice."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import marsad
from marsad.model.claim import Claim
from marsad.model.name import Span
from marsad.model.report import Report
from marsad.read.reader import load_reader

READER = load_reader()
SAMPLES = Path(marsad.__file__).parent / "samples" / "reports.jsonl"
STREWN = [
    *("«", "»", '"', "(", ")", "[", ":", "،", ".", "…", "\n", "\n\n", "#", "_"),
    *("\u200f", "\u202b", "\u0651", "\u0640", "\ud800"),
    *("و", "ف", "ب", "ل", "ال", "وبال", "لل", "12", "١٢٣", "3.500", "1/2", "٪"),
    *("نفى", "قال", "وأضاف", "قتل", "بينهم", "إن"),
]  # fmt: skip


@lru_cache(maxsize=1)
def sentences() -> list[str]:
    """The samples' sentences with the one behind each."""
    whole = "\n".join(json.loads(line)["text"] for line in SAMPLES.read_text(encoding="utf-8").splitlines())
    parts = [part.strip() for part in whole.replace("\n", ".").split(".") if len(part.split()) > 4]
    return [f"{one}. {other}." for one, other in zip(parts, parts[1:] + parts[:1], strict=True)]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A text of the samples after up to six mutations of its words."""
    words = draw(st.sampled_from(sentences())).split(" ")
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(words) - 1))
        match draw(st.integers(0, 6)):
            case 0:
                del words[at : at + draw(st.integers(1, 4))]
            case 1:
                words[at:at] = words[at : at + 4]
            case 2:
                words[at] = words[at][: len(words[at]) // 2]
            case 3:
                words.insert(at, draw(st.sampled_from(STREWN)))
            case 4:
                words[at] = draw(st.sampled_from(STREWN)) + words[at]
            case 5:
                other = draw(st.integers(0, len(words) - 1))
                words[at], words[other] = words[other], words[at]
            case _:
                words[at] = words[at] + words[(at + 1) % len(words)]
        words = words or [""]
    return " ".join(words)


def spans(claim: Claim) -> list[Span]:
    """Every span that a claim carries."""
    names = [*claim.sources, claim.actor, claim.target, *claim.places, *(count.place for count in claim.counts)]
    return [
        *claim.evidence,
        *(name.span for name in names if name is not None and name.span is not None),
        *(count.span for count in claim.counts if count.span is not None),
    ]


def holds(text: str) -> None:
    """Reading a text ends, and all that its claims point to is words of it."""
    reading = READER.read(Report(report="m", text=text, published=date(2016, 12, 5)))
    for claim in reading.claims:
        for start, end in spans(claim):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()


@given(mutated())
@settings(max_examples=5000, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_mutated_texts_are_read(text: str) -> None:
    holds(text)


@pytest.mark.soak
@given(mutated())
@settings(max_examples=100_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_more_mutated_texts_are_read(text: str) -> None:
    holds(text)
