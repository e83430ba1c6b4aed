"""A hostile file ends its reader and nothing else: each limit is held by what comes of exceeding it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hostile
import msgspec
import pytest

from marsad.archive.confined.client import Confined
from marsad.archive.format import Limits, Text
from marsad.errors import InputError

LIMITS = Limits(seconds=1, memory=160 << 20, output=8 << 20)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Confined]:
    paths = (str(Path(hostile.__file__).parent), os.environ.get("PYTHONPATH"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in paths if path))  # an empty one means "here"
    room = Confined()
    yield room
    room.close()


def read(room: Confined, reader: str, data: bytes = b"") -> list[object]:
    return list(room.read(f"hostile:{reader}", data, "a.txt", LIMITS))


@pytest.mark.parametrize(
    ("reader", "what"),
    [
        ("spins", "more than 1 seconds"),
        ("sleeps", "more than 1 seconds"),
        ("eats", "more than 160 MB of memory"),
        ("pours", "unfolds to more than 8 MB"),
        ("falls", "its reader failed on it (SIGSEGV)"),
        ("leaves", "its reader failed on it (exit 0)"),
        ("raises", "its reader failed on it (NotImplementedError)"),
        ("refuses", "the file is a bomb"),
        ("lies", "its reader failed on it (noise)"),
    ],
)
def test_what_goes_wrong_in_the_child_is_a_reason_and_the_next_file_is_read(
    room: Confined, reader: str, what: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(room, reader)
    assert what in caught.value.what
    assert caught.value.mend
    assert room.last.memory <= (LIMITS.memory + (64 << 20))
    (text,) = read(room, "words", "قصف".encode())
    assert isinstance(text, Text)
    assert text.text == "a.txt: قصف"


def test_a_library_that_is_missing_names_the_extra(room: Confined) -> None:
    with pytest.raises(InputError, match="needs the package nowhere") as caught:
        list(room.read("nowhere.reader:read", b"", "a", LIMITS))
    assert "marsad[formats]" in caught.value.mend


def test_a_server_that_dies_is_started_again(room: Confined) -> None:
    read(room, "words")
    assert room._process
    room._process.kill()
    room._process.wait()
    with pytest.raises(InputError, match="failed on it"):
        read(room, "words")
    assert len(read(room, "words")) == 1


def test_what_a_reader_starts_ends_with_it(room: Confined, tmp_path: Path) -> None:
    read(room, "starts", str(tmp_path / "left").encode())
    assert room._process
    children = Path(f"/proc/{room._process.pid}/task/{room._process.pid}/children")
    if children.exists():
        assert not children.read_text().split()


def test_a_folder_that_a_user_stands_in_is_not_imported_from(
    room: Confined, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('a hostile file was run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(read(room, "words")) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the filter of calls is Linux's")
@pytest.mark.parametrize(
    ("act", "programs", "said"),
    [
        ("asks", False, "Operation not permitted"),
        ("asks", True, "Operation not permitted"),
        ("whispers", False, "Operation not permitted"),
        ("spies", False, "Operation not permitted"),
        ("starts", False, "Operation not permitted"),
        ("starts", True, "done"),
    ],
)
def test_a_child_has_no_network_and_starts_no_program(room: Confined, act: str, programs: bool, said: str) -> None:  # noqa: FBT001 - a column
    limits = msgspec.structs.replace(LIMITS, programs=programs)
    (text,) = room.read("hostile:tries", b"", act, limits)
    assert isinstance(text, Text)
    assert text.text == said


def test_a_mutant_without_the_filter_is_caught(room: Confined, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "from marsad.archive.confined import child\nchild.forbid = lambda **_: False\n"
    (tmp_path / "sitecustomize.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    (text,) = room.read("hostile:tries", b"", "asks", LIMITS)
    assert isinstance(text, Text)
    assert text.text == "done"


def test_a_long_file_may_take_longer() -> None:
    limits = Limits(seconds=4, pace=1000, most=60)
    assert [limits.time(size) for size in (0, 10_000, 10_000_000)] == [4, 14, 60]
