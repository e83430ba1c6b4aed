import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sealed import Died, dies_at

from marsad.archive.files import CHUNK, write_files
from marsad.archive.objects import Objects, is_digest
from marsad.errors import RecordError
from marsad.model.canonical import digest


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    made = Objects(tmp_path / "objects")
    made.create()
    return made


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Objects:
    made = Objects(tmp_path_factory.mktemp("kept") / "objects")
    made.create()
    return made


@given(blobs=st.lists(st.binary(max_size=200), max_size=5))
def test_what_is_sealed_is_what_is_read(kept: Objects, blobs: list[bytes]) -> None:
    names = kept.put(blobs)
    assert names == [digest(blob) for blob in blobs]
    assert [kept.get(name) for name in names] == blobs


def test_an_object_lies_read_only_under_its_digest(objects: Objects) -> None:
    (name,) = objects.put([b"bytes"])
    path = objects.folder / name[:2] / name[2:]
    assert path.read_bytes() == b"bytes"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert is_digest(path.parent.name + path.name)


def test_more_than_a_chunk_is_sealed_at_once(objects: Objects) -> None:
    blobs = [str(number).encode() for number in range(2 * CHUNK + 3)]
    assert [objects.get(name) for name in objects.put(blobs)] == blobs
    assert not list(objects.leftovers())


def test_a_changed_object_is_never_handed_out(objects: Objects) -> None:
    (name,) = objects.put([b"bytes"])
    objects.path(name).chmod(0o600)
    objects.path(name).write_bytes(b"bytez")
    with pytest.raises(RecordError, match="has changed since it was sealed") as caught:
        objects.get(name)
    assert name[2:] in caught.value.where
    objects.put([b"bytes"])
    assert objects.get(name) == b"bytes"


def test_a_missing_object_is_named(objects: Objects) -> None:
    (name,) = objects.put([b"bytes"])
    objects.remove([name])
    with pytest.raises(RecordError, match="is missing"):
        objects.get(name)


@pytest.mark.parametrize("name", ["", "ab", "AB" * 32, "zz" * 32, "ab" * 33, "../" + "ab" * 31])
def test_only_a_digest_is_a_digest(name: str) -> None:
    assert not is_digest(name)
    with pytest.raises(RecordError, match="no digest of an object"):
        Objects(Path("objects")).get(name)


def test_a_folder_is_synced_even_if_the_object_is_there(objects: Objects, monkeypatch: pytest.MonkeyPatch) -> None:
    (name,) = objects.put([b"bytes"])
    synced: list[Path] = []
    monkeypatch.setattr("marsad.archive.objects.sync_folder", synced.append)
    objects.put([b"bytes"])
    assert synced == [objects.path(name).parent]


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_disk_that_refuses_is_named_and_leaves_nothing_half(
    objects: Objects, monkeypatch: pytest.MonkeyPatch, call: str, step: int
) -> None:
    blobs = [bytes([number]) * 100 for number in range(3)]
    with monkeypatch.context() as patch:
        dies_at(patch, step, OSError(errno.ENOSPC, "No space left on device"), call)
        if step < 3 or call == "fsync":
            with pytest.raises(RecordError, match="the disk refuses: No space left on device"):
                objects.put(blobs)
        else:
            objects.put(blobs)
    assert not list(objects.leftovers())
    for path in objects.folder.glob("*/*"):
        assert digest(path.read_bytes()) == path.parent.name + path.name
    assert [objects.get(name) for name in objects.put(blobs)] == blobs


def test_bytes_are_durable_before_they_get_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def noting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            order.append(name)
            return real(*args)

        return call

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    write_files([(tmp_path / "a", b"1"), (tmp_path / "b", b"2")])
    assert order == ["fsync", "fsync", "replace", "replace", "fsync"]


def test_a_death_in_between_leaves_only_temporary_files(objects: Objects, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "unlink", lambda _: None)
    with monkeypatch.context() as patch:
        dies_at(patch, 1, Died(), "fsync")
        with pytest.raises(Died):
            objects.put([b"one", b"two"])
    assert {path.suffix for path in objects.folder.glob("*/*")} == {".tmp"}
    assert [objects.get(name) for name in objects.put([b"one", b"two"])] == [b"one", b"two"]


def test_a_file_is_sealed_as_its_bytes_are(objects: Objects, tmp_path: Path) -> None:
    source = tmp_path / "large"
    source.write_bytes(b"bytes" * 700_000)
    name = objects.put_file(source)
    assert name == digest(source.read_bytes())
    assert objects.get(name) == source.read_bytes()
    assert objects.check(name) == 3_500_000
    assert stat.S_IMODE(objects.path(name).stat().st_mode) == 0o400
    before = objects.path(name).stat().st_ino
    assert objects.put_file(source) == name
    assert objects.path(name).stat().st_ino == before, "what is there already is not written again"
    assert not list(objects.leftovers())


def test_a_damaged_copy_of_a_file_is_replaced(objects: Objects, tmp_path: Path) -> None:
    source = tmp_path / "large"
    source.write_bytes(b"bytes")
    name = objects.put_file(source)
    objects.path(name).chmod(0o600)
    objects.path(name).write_bytes(b"bytez")
    with pytest.raises(RecordError, match="has changed"):
        objects.check(name)
    assert objects.put_file(source) == name
    assert objects.check(name) == 5


def test_a_file_that_cannot_be_copied_leaves_nothing(
    objects: Objects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "large"
    source.write_bytes(b"bytes")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RecordError, match="No space left"):
        objects.put_file(source)
    assert not [path for path in objects.folder.rglob("*") if path.is_file()]
