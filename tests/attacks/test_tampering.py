"""An operator rewrites history: without the key what was signed shows it, with the key a copy held elsewhere does."""

import json
import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from forging import Lines, forge, lines_of
from sealed import fresh, intake, reading

from marsad.archive import verify as verifying
from marsad.archive.archive import Archive
from marsad.archive.entries import commitment
from marsad.archive.signed import vouched
from marsad.archive.signed.note import SigningKey
from marsad.archive.verify import verify
from marsad.model.canonical import canonical

EACH = 50
REWRITES = 100
Log = tuple[Lines, Lines]
Chance = random.Random


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tampered")
    with fresh(folder) as archive:
        for n in range(6):
            added = archive.add_reports([intake(f"r{n}-{m}", f"نص {n} {m}") for m in range(3)])
            archive.seal_readings([reading(acquisition.report) for acquisition in added])
    return folder / "record"


def edited(log: Log, chance: Chance) -> Log:
    """An entry says something else, its commitment and opening with it."""
    leaves, openings = log
    at = chance.randrange(1, len(leaves))
    leaf, opening = json.loads(leaves[at]), json.loads(openings[at])
    salt, said = f"{chance.randrange(1 << 128):032x}", '"forged"'
    leaf["commitments"]["report"] = commitment(bytes.fromhex(salt), said)
    opening["open"]["report"] = [salt, said]
    return with_line(leaves, at, canonical(leaf)), with_line(openings, at, canonical(opening))


def back_dated(log: Log, chance: Chance) -> Log:
    leaves, openings = log
    at = chance.randrange(1, len(leaves))
    leaf = json.loads(leaves[at])
    earlier = datetime.fromisoformat(leaf["logged"]) - timedelta(days=chance.randrange(1, 900))
    leaf["logged"] = earlier.isoformat().replace("+00:00", "Z")
    return with_line(leaves, at, canonical(leaf)), openings


def deleted(log: Log, chance: Chance) -> Log:
    at = chance.randrange(1, len(log[0]))
    return log[0][:at] + log[0][at + 1 :], renumbered(log[1][:at] + log[1][at + 1 :])


def inserted(log: Log, chance: Chance) -> Log:
    at, copied = chance.randrange(1, len(log[0])), chance.randrange(1, len(log[0]))
    leaves, openings = ([*lines[:at], lines[copied], *lines[at:]] for lines in log)
    return leaves, renumbered(openings)


def moved(log: Log, chance: Chance) -> Log:
    order = list(range(1, len(log[0])))
    at = order.pop(chance.randrange(len(order)))
    order.insert(chance.choice([n for n in range(len(order) + 1) if n != at - 1]), at)
    return [log[0][n] for n in [0, *order]], renumbered([log[1][n] for n in [0, *order]])


def exchanged(log: Log, chance: Chance) -> Log:
    first, second = chance.sample(range(1, len(log[0])), 2)
    order = list(range(len(log[0])))
    order[first], order[second] = second, first
    return [log[0][n] for n in order], renumbered([log[1][n] for n in order])


def shortened(log: Log, chance: Chance) -> Log:
    size = chance.randrange(1, len(log[0]))
    return log[0][:size], log[1][:size]


def with_line(lines: Lines, at: int, line: bytes) -> Lines:
    return [*lines[:at], line, *lines[at + 1 :]]


def renumbered(openings: Lines) -> Lines:
    return [canonical({**json.loads(line), "entry": n}) for n, line in enumerate(openings)]


ACTS: dict[str, Callable[[Log, Chance], Log]] = {
    "edit": edited,
    "back-date": back_dated,
    "delete": deleted,
    "insert": inserted,
    "reorder": moved,
    "swap two items": exchanged,
    "truncate": shortened,
}


def unseen(model: Path, record: Path, act: str, seed: int, *, times: int = EACH) -> list[int]:
    """In which tries an act, with a head that fits it, is not seen by verifying."""
    found = []
    log = lines_of(model)
    for number in range(times):
        chance = random.Random(f"{act}{seed}{number}")  # noqa: S311 - tries that can be had again
        shutil.copytree(model, record, copy_function=shutil.copy)
        forge(record, *ACTS[act](log, chance))
        found += [number] if verify(record).whole else []
        shutil.rmtree(record)
    return found


@pytest.mark.parametrize("act", ACTS)
def test_tampering_without_the_key_is_seen(model: Path, tmp_path: Path, act: str) -> None:
    assert unseen(model, tmp_path / "record", act, 1) == []


@pytest.mark.soak
@pytest.mark.parametrize("act", ACTS)
def test_tampering_without_the_key_is_seen_at_length(model: Path, tmp_path: Path, act: str) -> None:
    assert unseen(model, tmp_path / "record", act, 2, times=1000) == []


def test_a_mutant_that_trusts_the_head_alone_is_caught(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vouched.Vouched, "findings", lambda *_, **__: iter(()))
    assert unseen(model, tmp_path / "record", "truncate", 1, times=5)
    assert verifying.verify(model).whole


def rolled_back(model: Path, record: Path, number: int) -> str:
    """An older whole copy put back in place; the checkpoint of the newer one."""
    shutil.copytree(model, record)
    with Archive.open(record, write=True) as archive:
        archive.add_reports([intake(f"later-{number}")])
        note = archive.checkpoint()
    shutil.rmtree(record)
    shutil.copytree(model, record)
    return note


def test_a_rollback_is_seen_with_a_copy_held_elsewhere_and_not_without(model: Path, tmp_path: Path) -> None:
    for number in range(EACH):
        note = rolled_back(model, tmp_path / "record", number)
        assert verify(tmp_path / "record").whole  # stated in docs/record.md: nobody can tell without a copy
        found = verify(tmp_path / "record", copies={"/elsewhere": note}).findings
        assert [finding.what for finding in found] == ["entries are missing that were signed"]
        shutil.rmtree(tmp_path / "record")


def test_whoever_has_the_key_is_seen_against_any_copy_held_elsewhere(model: Path, tmp_path: Path) -> None:
    """A rewritten log that is signed anew: whole by itself, and not against a checkpoint of any earlier size."""
    key = SigningKey.parse((model / "keys" / "log.key").read_text())
    copies = {}
    for size in (8, 20, 37):
        leaves, openings = (lines[:size] for lines in lines_of(model))
        forge(Path(shutil.copytree(model, tmp_path / f"at{size}")), leaves, openings, key)
        copies[size] = (tmp_path / f"at{size}" / "log" / "checkpoint.note").read_text()
    for number in range(REWRITES):
        chance = random.Random(number)  # noqa: S311 - tries that can be had again
        act, size = (
            chance.choice(["delete", "insert", "reorder", "swap two items", "back-date"]),
            chance.choice([8, 20, 37]),
        )
        early = tuple(lines[:size] for lines in lines_of(model))
        changed = ACTS[act]((early[0], early[1]), chance)
        rest = lines_of(model)
        leaves, openings = changed[0] + rest[0][size:], renumbered(changed[1] + rest[1][size:])
        record = Path(shutil.copytree(model, tmp_path / "record", copy_function=shutil.copy))
        forge(record, leaves, openings, key)
        found = verify(record, copies={"/elsewhere": copies[size]}).findings
        assert "/elsewhere" in {finding.path for finding in found}, (number, act)
        shutil.rmtree(record)
