"""Indexes on disk as files: the same bytes for the same rows, written wholly or not at all, and damage is told."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from placerows import COUNTRY, place, rows, stored

from marsad.errors import RulebookError
from marsad.gazetteer.disk import build, form, joining, sorting
from marsad.gazetteer.disk import index as disk_index
from marsad.gazetteer.disk.build import build_disk_index
from marsad.gazetteer.disk.form import HEADER
from marsad.gazetteer.disk.index import DiskIndex
from marsad.gazetteer.disk.shelf import Shelf
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.knowledge import knowledge_digest
from marsad.gazetteer.place import PlaceRow

MANY = [COUNTRY, *(place(f"xx-{n}", f"قرية {n % 70}", f"كرم {n}", f"دير كرم {n % 9}") for n in range(700))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "places" / "mine.index"
    path.parent.mkdir()
    return path


def asked(index: DiskIndex, rows: list[PlaceRow]) -> None:
    """Ask for everything."""
    for row in rows:
        assert index.get(row.id) == row
        for name in (row.name_ar, *row.variants):
            assert row in index.exactly(name_key(name))


def test_what_was_built_is_told_and_found(path: Path) -> None:
    built = build_disk_index(iter(MANY), path)
    index = DiskIndex(path)
    assert (built.rows, built.names, built.size) == (701, 2101, path.stat().st_size)
    assert built.digest == hashlib.sha256(path.read_bytes()[HEADER:]).hexdigest() == index.header.digest.hex()
    assert (len(index), list(index.rows())) == (701, MANY)
    asked(index, MANY)
    index.check()
    assert [other.name for other in path.parent.iterdir()] == [path.name]


@given(rows(most=6))
@settings(deadline=None, max_examples=30)
def test_equal_rows_make_equal_bytes(places: list[PlaceRow]) -> None:
    assert stored(places).header == stored(places).header


def test_parts_on_disk_and_in_memory_make_the_same_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_disk_index(MANY, path)
    whole = path.read_bytes()
    monkeypatch.setattr(sorting, "_WAITING", 3)
    monkeypatch.setattr(build, "_BEGINNINGS", 2)
    monkeypatch.setattr(build, "_PIECE", form.ENTRY)
    build_disk_index(MANY, path)
    assert path.read_bytes() == whole


def test_hashes_that_meet_mix_no_names(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash with one bit of the name's: nearly every two names meet."""

    def poor(key: str) -> bytes:
        one_bit = bytes(7) + bytes([len(key) % 2])
        return one_bit if not key.startswith(form.ID) else hashlib.sha256(key.encode()).digest()[:8]

    for module in (build, joining, form, disk_index):
        monkeypatch.setattr(module, "key_hash", poor)
    few = MANY[:20]
    build_disk_index(few, path)
    index = DiskIndex(path)
    asked(index, few)
    assert index.exactly("كرم") == index.exactly("حلب") == ()
    assert [row.id for row in index.exactly(name_key("قرية 3"))] == ["xx-3"]


def test_a_key_whose_hash_is_another_keys_finds_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_disk_index(MANY, path)
    index = DiskIndex(path)
    shared, alone = form.key_hash(name_key("قرية 3")), form.key_hash(f"{form.ID}xx-3")
    monkeypatch.setattr(disk_index, "key_hash", lambda key: alone if key.startswith(form.ID) else shared)
    assert len(index.exactly(name_key("قرية 3"))) == 10
    assert index.exactly("حلب") == ()
    assert index.named("حلب").ids == ()
    assert index.get("xx-3") == MANY[4]
    assert index.get("xx-4") is None


def test_what_is_held_in_memory_is_checked_on_opening(path: Path) -> None:
    build_disk_index(MANY, path)
    header = DiskIndex(path).header
    for at in (header.buckets_at, header.filter_at, header.size - 1):
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(data)
        with pytest.raises(RulebookError, match="its buckets or its filter"):
            DiskIndex(path)
        data[at] ^= 1
        path.write_bytes(data)


def test_a_shelf_leaves_hidden_rows_out_and_the_first_index_counts() -> None:
    other = place("xx-1", "حلب")
    shelf = Shelf([stored(MANY[:3]), stored([COUNTRY, other])], {"xx-0"})
    assert shelf.get("xx-0") is None
    assert shelf.get("xx-1") == MANY[2]
    assert shelf.exactly(name_key("قرية 0")) == shelf.exactly("حلب") == ()
    assert list(shelf.rows()) == [COUNTRY, MANY[2]]
    assert shelf.count() == 2


def test_a_name_with_too_many_bearers_for_one_record_is_found_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "LARGEST", 100)
    build_disk_index(MANY, path)
    asked(DiskIndex(path), MANY)


def test_no_rows_make_an_index_that_finds_nothing(path: Path) -> None:
    build_disk_index([], path)
    index = DiskIndex(path)
    assert (index.get("xx"), index.exactly("حلب"), list(index.rows())) == (None, (), [])


@pytest.mark.parametrize(
    ("added", "what"),
    [
        (place("xx", "مثنى"), "id 'xx' comes twice"),
        (place("xx-a", "ا", parent="xx-b"), "no parent 'xx-b' of 'xx-a'"),
        (place("xx-a", "ا", parent=None), "'xx-a' lies in nothing"),
        (place("xx-a", "ا", parent="xx-a"), "'xx-a' lies in itself"),
        (place("xx-a", "\ud800"), "half a letter"),
        (place("xx-a", "ا" * (1 << 22)), "too many names"),
    ],
)
def test_rows_that_do_not_hold_together_write_nothing(path: Path, added: PlaceRow, what: str) -> None:
    build_disk_index(MANY, path)
    before = path.read_bytes()
    with pytest.raises(RulebookError, match=what) as told:
        build_disk_index([COUNTRY, added], path)
    assert told.value.where == str(path)
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_a_loop_of_parents_is_told_and_known_parents_are_taken(path: Path) -> None:
    loop = [place("xx-a", "ا", parent="xx-b"), place("xx-b", "ب", parent="xx-a")]
    with pytest.raises(RulebookError, match="lies in itself"):
        build_disk_index(loop, path)
    build_disk_index(loop, path, known={"xx-b"})


def test_an_importer_that_fails_leaves_what_was_there(path: Path) -> None:
    def broken() -> Iterator[PlaceRow]:
        yield from MANY
        raise OSError("the disk is full")

    build_disk_index(MANY[:3], path)
    with pytest.raises(OSError, match="full"):
        build_disk_index(broken(), path)
    assert len(DiskIndex(path)) == 3
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_an_open_index_goes_on_while_another_takes_its_place(path: Path) -> None:
    build_disk_index(MANY, path)
    index = DiskIndex(path)
    build_disk_index(MANY[:3], path)
    asked(index, MANY)
    assert len(DiskIndex(path)) == 3


def test_every_cut_is_told(path: Path) -> None:
    build_disk_index(MANY[:5], path)
    data = path.read_bytes()
    for length in (*range(200), len(data) - 1):
        path.write_bytes(data[:length])
        with pytest.raises(RulebookError) as told:
            DiskIndex(path)
        assert str(path) in told.value.where
        assert told.value.mend


def test_a_file_that_is_cut_while_it_is_open_is_told(path: Path) -> None:
    build_disk_index(MANY, path)
    index = DiskIndex(path)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(RulebookError, match="ends too early"):
        index.get("xx-600")


def test_a_foreign_a_newer_and_a_missing_file_are_told(path: Path) -> None:
    with pytest.raises(RulebookError, match="cannot be read"):
        DiskIndex(path)
    path.write_bytes(b"id,name_ar,name_en\n" * 100)
    with pytest.raises(RulebookError, match="no index of places"):
        DiskIndex(path)
    build_disk_index(MANY, path)
    data = bytearray(path.read_bytes())
    data[8] = form.FORM + 1
    path.write_bytes(data)
    with pytest.raises(RulebookError, match="newer") as told:
        DiskIndex(path)
    assert told.value.mend == "update Marsad"


@given(st.integers(0), st.integers(1, 255))
@settings(deadline=None, max_examples=200)
def test_a_flipped_byte_is_told_and_never_gives_another_row(at: int, flip: int) -> None:
    """On opening, on asking, or at the latest by `check`; what is found in spite of it is right."""
    path = Path(stored_once())
    data = bytearray(path.read_bytes())
    at %= len(data)
    data[at] ^= flip
    hurt = path.with_name("hurt.index")
    hurt.write_bytes(data)
    told = 0
    try:
        index = DiskIndex(hurt)
        index.check()
    except RulebookError:
        told += 1
    assert told or form.HEADER > at >= form._FIELDS.size + 4
    for row in MANY[:9]:
        try:
            index = DiskIndex(hurt)
            assert index.get(row.id) in {row, None}
            found = index.exactly(name_key(row.name_ar))
            assert set(found) <= {other for other in MANY if row.name_ar in {other.name_ar, *other.variants}}
        except RulebookError:
            told += 1


@pytest.fixture(scope="module", autouse=True)
def one_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An index that tests may read, for those that hypothesis runs again and again."""
    path = tmp_path_factory.mktemp("places") / "whole.index"
    build_disk_index(MANY[:9], path)
    _ONCE.append(str(path))


_ONCE: list[str] = []


def stored_once() -> str:
    return _ONCE[-1]


def test_an_index_beside_the_packs_is_asked_after_them_and_before_the_world(path: Path) -> None:
    town = next(row for row in load_gazetteer().rows() if row.id.startswith("geonames-"))
    known = {row.id for row in load_gazetteer(towns=False).rows()}
    mine = place("sy-test-farm", "مزرعة الاختبار", parent="sy-gov-aleppo", country="SY")
    listed = place(town.id, "اسم آخر", parent=town.parent, country=town.country)
    hidden = place("sy-aleppo", "مزرعة الاختبار", parent="sy-gov-aleppo", country="SY")
    build_disk_index([mine, listed, hidden], path, known)
    gazetteer = load_gazetteer(path.parents[1])
    assert gazetteer.on_disk
    assert [row.id for row in gazetteer.find("بمزرعة الاختبار")] == ["sy-test-farm"]
    assert gazetteer.get(town.id) == listed
    assert gazetteer.get("sy-aleppo") != hidden
    assert gazetteer.needs_cue("مزرعة الاختبار")
    assert not gazetteer.needs_cue("حلب")


def test_the_digest_of_what_is_known_changes_with_an_index(path: Path) -> None:
    build_disk_index(MANY[:3], path)
    before = knowledge_digest(path.parents[1])
    build_disk_index(MANY[:4], path)
    assert len({before, knowledge_digest(path.parents[1]), knowledge_digest()}) == 3
