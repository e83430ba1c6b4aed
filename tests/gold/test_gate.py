"""The gold gate: accuracy may not fall under its pinned floors, nor the gold change unseen."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

REQUIRED = {"seed": 0.65, "dev": 0.48, "dev unseen": 0.52, "careful dev unseen": 0.55, "careful kept out": 0.58}
"""All slots F1 that the project promises at least."""


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_gate", Path(__file__).with_name("gate.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_accuracy_holds(gate: ModuleType, shared: Path) -> None:
    pinned = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    assert gate.digests(shared) == pinned["gold"], "the gold changed: measure anew and update the floors"
    figures = gate.measure(shared)
    assert gate.fallen(pinned["floors"], figures) == []
    assert {part: figures[part]["all slots"] for part in REQUIRED if figures[part]["all slots"] < REQUIRED[part]} == {}


def test_a_fall_is_seen_and_noise_is_not(gate: ModuleType) -> None:
    assert gate.fallen({"dev": {"kind": 0.6}}, {"dev": {"kind": 0.55}})
    assert not gate.fallen({"dev": {"kind": 0.6}}, {"dev": {"kind": 0.599}})
