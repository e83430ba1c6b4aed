"""The archive against a model of it in plain dictionaries: any order of acts gives what the model says."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sealed import intake, reading, ticking

from marsad.archive.archive import Archive
from marsad.archive.verify import verify
from marsad.model.canonical import text_digest
from marsad.model.judgement import ClaimPointer, Judgement

NAMES = st.sampled_from("abcd")
MADE = datetime(2016, 12, 6, tzinfo=UTC)


class Machine(RuleBasedStateMachine):
    """`texts`: what each report says now; `read`: which were read as they are now; `judged`: reasons in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.synced = patch.object(os, "fsync", lambda _: None)  # the disk is not what is tried here
        self.synced.start()
        self.folder = Path(mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108 - it is fast
        self.clock = ticking()
        self.archive = Archive.create(self.folder / "record", clock=self.clock)
        self.texts: dict[str, str] = {}
        self.read: set[str] = set()
        self.judged: list[tuple[str, str]] = []

    @rule(name=NAMES, version=st.integers(0, 2))
    def ingest(self, name: str, version: int) -> None:
        text = f"نص {name} {version}"
        known = any(found.report.report == name and found.report.text == text for found in self.archive.acquisitions())
        self.archive.add_reports([intake(name, text)])
        if not known:
            self.texts[name] = text
            self.read.discard(name)

    @rule(name=NAMES)
    def read_report(self, name: str) -> None:
        found = self.archive.report(name)
        if found:
            self.archive.seal_readings([reading(found.report)])
            self.read.add(name)

    @rule(name=NAMES, reason=st.sampled_from("xyz"))
    def review(self, name: str, reason: str) -> None:
        if name in self.texts:
            digest = text_digest(self.texts[name])
            about = (ClaimPointer(digest, ((0, 3),), "clash"),)
            self.archive.seal_judgement(Judgement(verdict="reject", about=about, author="x", made=MADE, reason=reason))
            self.judged.append((name, reason))

    @rule(name=NAMES)
    def erase(self, name: str) -> None:
        if name in self.texts:
            self.archive.erase_report(name, author="x", ground="y")
            del self.texts[name]
            self.read.discard(name)
            self.judged = [(about, reason) for about, reason in self.judged if about != name]

    @rule()
    def rotate(self) -> None:
        self.archive.rotate_key()

    @rule()
    def restart(self) -> None:
        self.archive.sign()
        self.archive.close()
        self.archive = Archive.open(self.folder / "record", write=True, clock=self.clock)

    @rule()
    def look(self) -> None:
        self.archive.sign()
        assert verify(self.folder / "record").findings == ()

    @invariant()
    def agrees(self) -> None:
        assert {found.report.report: found.report.text for found in self.archive.reports()} == self.texts
        assert {sealed.reading.report for sealed in self.archive.readings()} == self.read
        assert [sealed.judgement.reason for sealed in self.archive.judgements()] == [why for _, why in self.judged]

    def teardown(self) -> None:
        self.archive.close()
        self.synced.stop()
        shutil.rmtree(self.folder)


Machine.TestCase.settings = settings(max_examples=200, stateful_step_count=50, deadline=None, derandomize=True)
TestArchive = Machine.TestCase


def test_a_mutant_that_drops_a_review_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine()
    machine.ingest("a", 0)
    monkeypatch.setattr(Archive, "seal_judgement", lambda *_: None)
    machine.review("a", "x")
    with pytest.raises(AssertionError):
        machine.agrees()
    machine.teardown()
