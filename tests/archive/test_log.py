import errno
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sealed import Died, dies_at

from marsad.archive.entries import Draft
from marsad.archive.head import read_head
from marsad.archive.log import ENTRIES, HEAD, OPENINGS, Log
from marsad.archive.merkle import leaf_hash, tree_root
from marsad.errors import RecordError

WHEN = datetime(2016, 12, 6, 8, tzinfo=UTC)
FIRST = Draft("record", {"form": 1})


def draft(value: str) -> Draft:
    return Draft("note", {}, {"value": value})


def opened(folder: Path, *, write: bool = False) -> tuple[Log, list[str]]:
    log = Log(folder, write=write)
    return log, [entry.value("value") for entry in log.load()][1:]


def values(folder: Path, *, write: bool = False) -> list[str]:
    log, found = opened(folder, write=write)
    assert [log.get(position).value("value") for position in range(1, log.size)] == found
    log.close()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Log.create(tmp_path, FIRST, WHEN)
    return tmp_path


def added(folder: Path, *batches: list[str]) -> None:
    log, _ = opened(folder, write=True)
    for batch in batches:
        log.append([draft(value) for value in batch], WHEN)
    log.close()


def test_what_is_appended_is_there_in_order(folder: Path) -> None:
    added(folder, ["a", "b"], [], ["c"])
    added(folder, ["d"])
    assert values(folder) == ["a", "b", "c", "d"]
    leaves = (folder / ENTRIES).read_bytes().splitlines()
    head = read_head(folder / HEAD)
    assert (head.size, head.root) == (5, tree_root([leaf_hash(leaf) for leaf in leaves]).hex())


def test_a_log_that_is_only_read_cannot_be_written_to(folder: Path) -> None:
    log, _ = opened(folder)
    with pytest.raises(RecordError, match="not open for writing"):
        log.append([draft("a")], WHEN)
    log.close()


def test_a_reader_sees_the_log_as_it_was_when_it_opened(folder: Path) -> None:
    added(folder, ["a"])
    reader = Log(folder, write=False)
    added(folder, ["b"])
    assert [entry.value("value") for entry in reader.load()] == [None, "a"]
    reader.close()


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_torn_end_loses_nothing_that_was_acknowledged(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Files cut anywhere behind the head, as a writer that died leaves them, and with rubbish in place of the rest."""
    folder = tmp_path_factory.mktemp("torn")
    Log.create(folder, FIRST, WHEN)
    added(folder, ["a", "b"])
    sizes = {name: (folder / name).stat().st_size for name in (ENTRIES, OPENINGS)}
    head = (folder / HEAD).read_bytes()
    added(folder, ["c", "d"])
    (folder / HEAD).write_bytes(head)
    for name, acknowledged in sizes.items():
        whole = (folder / name).read_bytes()
        at = data.draw(st.integers(acknowledged, len(whole)), label=name)
        rubbish = data.draw(st.sampled_from([b"", b"\x00" * 7, b"\x00\n", b"{}\n"]), label="rubbish")
        (folder / name).write_bytes(whole[:at] + rubbish)
    assert values(folder) == ["a", "b"]
    found = values(folder, write=True)
    assert found == ["a", "b", "c", "d"][: len(found)]
    assert len(found) >= 2
    added(folder, ["e"])
    assert values(folder) == [*found, "e"]


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), Died()])
@pytest.mark.parametrize("step", range(12))
def test_a_write_that_fails_at_any_step_is_not_acknowledged_and_heals(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: int, error: BaseException
) -> None:
    added(folder, ["a"])
    log, _ = opened(folder, write=True)
    said = []
    with monkeypatch.context() as patch:
        dies_at(patch, step, error, "fsync", "replace", "write", "chmod")
        try:
            said = log.append([draft("b"), draft("c")], WHEN)
        except (RecordError, Died):
            with pytest.raises(RecordError, match="not open for writing"):
                log.append([draft("d")], WHEN)
    log.close()
    found = values(folder, write=True)
    assert found[:1] == ["a"]
    assert found in (["a"], ["a", "b", "c"])
    assert not said or found == ["a", "b", "c"]
    assert (step < 7) == (not said)
    added(folder, ["e"])
    assert values(folder) == [*found, "e"]


def test_what_is_cut_off_is_set_aside(folder: Path) -> None:
    added(folder, ["a"])
    size = (folder / ENTRIES).stat().st_size
    with (folder / ENTRIES).open("ab") as file:
        file.write(b'{"half')
    assert values(folder, write=True) == ["a"]
    assert (folder / f"{ENTRIES}.{size}.cut.tmp").read_bytes() == b'{"half'
    assert (folder / ENTRIES).stat().st_size == size


def test_openings_alone_are_no_entries(folder: Path) -> None:
    added(folder, ["a"])
    whole = (folder / OPENINGS).read_bytes()
    with (folder / OPENINGS).open("ab") as file:
        file.write(b'{"entry":2,"open":{}}\n')
    assert values(folder, write=True) == ["a"]
    assert (folder / OPENINGS).read_bytes() == whole


OTHERS: list[Callable[[bytes], bytes]] = [
    lambda line: line.replace(b'"\\"b\\""', b'"\\"x\\""'),
    lambda line: line.replace(b'"value":', b'"volue":'),
    lambda line: line.replace(b"]", b'],"wider":["",""]'),
    lambda _: b'{"entry":2,"open":{}}\n',
]


@pytest.mark.parametrize("other", OTHERS)
def test_an_unacknowledged_entry_with_other_openings_is_cut_off(folder: Path, other: Callable[[bytes], bytes]) -> None:
    added(folder, ["a"])
    head = (folder / HEAD).read_bytes()
    added(folder, ["b"])
    (folder / HEAD).write_bytes(head)
    lines = (folder / OPENINGS).read_bytes().splitlines(keepends=True)
    assert other(lines[-1]) != lines[-1]
    (folder / OPENINGS).write_bytes(b"".join([*lines[:-1], other(lines[-1])]))
    assert values(folder, write=True) == ["a"]


@pytest.mark.parametrize("name", [ENTRIES, OPENINGS])
def test_a_shortened_log_is_refused_and_left_as_it_is(folder: Path, name: str) -> None:
    added(folder, ["a", "b"])
    short = b"".join((folder / name).read_bytes().splitlines(keepends=True)[:2])
    (folder / name).write_bytes(short)
    with pytest.raises(RecordError, match="ends after 2 entries, and its head speaks of 3"):
        opened(folder, write=True)
    assert (folder / name).read_bytes() == short


def test_exchanged_entries_are_refused(folder: Path) -> None:
    log, _ = opened(folder, write=True)
    log.append([Draft("note", {"n": 1}), Draft("note", {"n": 2})], WHEN)
    log.close()
    first, second, third = (folder / ENTRIES).read_bytes().splitlines(keepends=True)
    (folder / ENTRIES).write_bytes(first + third + second)
    with pytest.raises(RecordError, match="not the one that its head speaks of"):
        opened(folder)


def test_a_damaged_line_is_named(folder: Path) -> None:
    added(folder, ["a", "b"])
    for name in (OPENINGS, ENTRIES):
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        (folder / name).write_bytes(lines[0] + b"[" + lines[1] + lines[2])
        with pytest.raises(RecordError, match=f"{name}:2: this line is damaged"):
            opened(folder)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda head: {**head, "size": head["size"] + 1}, "damaged"),
        (lambda head: {**head, "root": "0" * 64}, "damaged"),
        (lambda head: {**head, "v": 2}, "newer Marsad"),
        (lambda head: {**head, "extra": 1}, "damaged"),
        (lambda _: [], "damaged"),
    ],
)
def test_a_changed_head_is_told_from_a_changed_log(folder: Path, change: object, says: str) -> None:
    head = json.loads((folder / HEAD).read_bytes())
    (folder / HEAD).write_text(json.dumps(change(head), separators=(",", ":"), sort_keys=True) + "\n")  # type: ignore[operator]
    with pytest.raises(RecordError, match=says) as caught:
        opened(folder)
    assert caught.value.where.endswith(HEAD)


def test_a_missing_head_is_named(folder: Path) -> None:
    (folder / HEAD).unlink()
    with pytest.raises(RecordError, match=r"head\.json: the log's head cannot be read"):
        opened(folder)
