"""An index of places in a record is verified like any file of it."""

from pathlib import Path

import pytest
from placerows import COUNTRY, place
from sealed import fresh

from marsad.archive.verify import verify
from marsad.gazetteer.disk.build import build_disk_index

INDEX = "knowledge/places/world.index"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    with fresh(tmp_path) as archive:
        path = tmp_path / "record" / INDEX
        path.parent.mkdir(parents=True)
        build_disk_index([COUNTRY, *(place(f"xx-{n}", f"قرية {n}") for n in range(50))], path)
        archive.seal_overlays()
    return tmp_path / "record"


def test_an_index_is_sealed_and_whole(record: Path) -> None:
    assert verify(record).whole
    assert {path.name for path in (record / INDEX).parent.iterdir()} == {"world.index"}


def test_a_flipped_byte_of_an_index_is_named_wherever_it_is(record: Path) -> None:
    path = record / INDEX
    data = path.read_bytes()
    for at in range(0, len(data), 97):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert [finding.path for finding in verify(record).findings] == [INDEX]
    path.write_bytes(data)
    assert verify(record).whole


def test_an_index_that_is_gone_or_cut_is_named(record: Path) -> None:
    path = record / INDEX
    path.write_bytes(path.read_bytes()[:-1])
    assert [finding.path for finding in verify(record).findings] == [INDEX]
    path.unlink()
    assert [finding.path for finding in verify(record).findings] == [INDEX]
