import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hand import people, told
from sealed import ticking

from marsad.errors import MarsadError, RecordError
from marsad.model.event import Event, Reconciled
from marsad.model.report import Report
from marsad.model.sealed import Acquisition, Logged
from marsad.store.compare import Difference, compare
from marsad.store.schema import SCHEMA
from marsad.store.store import Row, State, Update
from marsad.store.stores.sqlite import SqliteStore, replacing, side_files
from marsad.store.words import given as read_back
from marsad.store.words import stored

FLIPS = 500


def update(reports: int = 40) -> Update:
    """A record's worth of rows."""
    clock = ticking()
    claims = tuple(
        told("shelling", ["mill", "city"][n % 2], 1 + n % 9, [people(n)], by=["مرصد"], report=f"r{n % reports}")
        for n in range(3 * reports)
    )
    events = tuple(
        Event(event=sourced.claim.id, kind="shelling", places=sourced.claim.places, claims=(sourced.claim.id,))
        for sourced in sorted(claims, key=lambda sourced: sourced.claim.id)
    )
    return Update(
        state=State(reports + 1, "ab" * 32),
        entries=tuple(Logged(position=n, kind="report", logged=clock()) for n in range(reports + 1)),
        reports=tuple(
            Acquisition(
                report=Report(report=f"r{n}", text=f"قصف رقم {n} " * 20, title="عنوان"),
                position=n + 1,
                logged=clock(),
                object=f"{n:064x}",
                text_digest=f"{n:064x}",
            )
            for n in range(reports)
        ),
        reconciled=Reconciled(claims=claims, events=events, aliases={"old": events[0].event}),
    )


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "record.sqlite"
    with SqliteStore(path) as store:
        store.apply(update())
    return path


@pytest.fixture
def path(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(model, tmp_path / "record.sqlite"))


def differences(path: Path, model: Path) -> list[Difference]:
    with SqliteStore(path) as present, SqliteStore(model, write=False) as anew:
        return list(compare(present, anew))


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_equal_projections_do_not_differ(path: Path, model: Path) -> None:
    assert differences(path, model) == []


CHANGES = {
    "UPDATE claims SET stance = 'denies' WHERE report = 'r3' AND number = 1": ("claims", "r3, 1", "gives it: stance"),
    "UPDATE reports SET title = 'عنوان ' WHERE position = 7": ("reports", "7", "gives it: title"),
    "UPDATE claim_places SET lat = 36, lon = NULL WHERE report = 'r3' AND number = 1": (
        "claim_places",
        "r3, 1, 0",
        "gives it: lat, lon",
    ),
    "DELETE FROM reports WHERE position = 40": ("reports", "40", "missing from the projection"),
    "DELETE FROM entries WHERE position = 0": ("entries", "0", "missing from the projection"),
    "INSERT INTO aliases VALUES ('older', 'x')": ("aliases", "older", "the log does not give it"),
    "UPDATE meta SET value = '9' WHERE name = 'size'": ("meta", "size", "gives it: value"),
    "CREATE VIEW v AS SELECT 1": ("(definitions)", "view, v", "the log does not give it"),
    "CREATE TRIGGER t AFTER INSERT ON claims BEGIN DELETE FROM meta; END": (
        "(definitions)",
        "trigger, t",
        "the log does not give it",
    ),
    "DROP INDEX ix_claims_id": ("(definitions)", "index, ix_claims_id", "missing from the projection"),
}


@pytest.mark.parametrize("statement", CHANGES)
def test_a_changed_row_is_named_by_table_and_key(path: Path, model: Path, statement: str) -> None:
    run(path, statement)
    (difference,) = differences(path, model)
    table, key, what = CHANGES[statement]
    assert (difference.table, difference.key) == (table, key)
    assert what in difference.what


def test_a_foreign_table_is_named_with_its_rows(path: Path, model: Path) -> None:
    run(path, "CREATE TABLE notes (a, b)", "INSERT INTO notes VALUES (1, 'x')")
    found = [(difference.table, difference.key) for difference in differences(path, model)]
    assert found == [("(definitions)", "table, notes"), ("notes", "1, x")]


@pytest.mark.parametrize("value", ["CAST(claim AS BLOB)", "x'00'", "1", "1.5"])
def test_a_row_of_another_type_differs_and_cannot_be_read(path: Path, model: Path, value: str) -> None:
    run(path, f"UPDATE claims SET claim = {value} WHERE report = 'r3' AND number = 1")  # noqa: S608 - values of the test
    assert ("claims", "r3, 1") in [(difference.table, difference.key) for difference in differences(path, model)]
    with SqliteStore(path) as store, pytest.raises(RecordError, match="the projection cannot be used"):
        list(store.claims())


def test_an_index_that_lies_is_seen_though_every_row_is_right(path: Path, model: Path) -> None:
    two = "('ix_claims_id', 'ix_claims_kind')"
    total = f"(SELECT sum(rootpage) FROM sqlite_master WHERE name IN {two})"  # noqa: S608 - names of the test
    exchange = f"UPDATE sqlite_master SET rootpage = {total} - rootpage WHERE name IN {two}"  # noqa: S608 - likewise
    run(path, "PRAGMA writable_schema=ON", exchange)
    found = differences(path, model)
    assert found
    assert {(difference.table, difference.key) for difference in found} == {("", "")}
    assert all("the database itself" in difference.what for difference in found)


def test_values_are_not_shown(path: Path, model: Path) -> None:
    run(path, "UPDATE reports SET title = 'a private name' WHERE position = 7")
    assert "private" not in str(differences(path, model))


def values(path: Path) -> list[object]:
    """All that a reader of the projection could be told."""
    with SqliteStore(path, write=False) as store:
        return [store.state(), *store.reports(), *store.judgements(), store.reconciled(), *store.readings()]


def harm(folder: Path, sees: Callable[[Path, list[Row]], bool]) -> tuple[int, int]:
    """Of single bits flipped in a projection: how many are not seen, and how many of these change what is read."""
    chance = random.Random(11)  # noqa: S311 - a test that can be run again
    with SqliteStore(folder / "model.sqlite") as store:
        store.apply(update(8))
        rows = list(store.rows())
    data = (folder / "model.sqlite").read_bytes()
    before = values(folder / "model.sqlite")
    path = folder / "flipped.sqlite"
    unseen = harmful = 0
    for _ in range(FLIPS):
        flipped = bytearray(data)
        bit = chance.randrange(8 * len(data))
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        if not sees(path, rows):
            unseen += 1
            harmful += read_or_not(path) != before
    return unseen, harmful


def read_or_not(path: Path) -> list[object]:
    """All that a reader is told, or that it is told nothing."""
    try:
        return values(path)
    except (MarsadError, ValueError):
        return []


def test_a_flipped_bit_that_changes_what_is_read_is_seen(tmp_path: Path) -> None:
    unseen, harmful = harm(tmp_path, seen)
    assert harmful == 0
    assert unseen < FLIPS * 0.8


def test_a_mutant_that_trusts_the_databases_own_check_is_caught(tmp_path: Path) -> None:
    _, harmful = harm(tmp_path, sound)
    assert harmful > 0


def sound(path: Path, _rows: list[Row]) -> bool:
    """Whether SQLite itself finds fault with a database."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)])
    except sqlite3.DatabaseError:
        return True


def seen(path: Path, rows: list[Row]) -> bool:
    """Whether opening or comparing tells that a projection is not the one with these rows."""

    class Anew:
        def rows(self) -> Iterator[Row]:
            return iter(rows)

    try:
        with SqliteStore(path, write=False) as present:
            return next(compare(present, Anew()), None) is not None
    except RecordError:
        return True


RUBBISH = [b"no database at all, but long enough to look at" * 30, b"SQLite format 3\x00" + b"\xff" * 2000]


@pytest.mark.parametrize("data", RUBBISH)
def test_what_is_no_database_is_refused_with_a_way_out(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "record.sqlite"
    path.write_bytes(data)
    for write in (True, False):
        with pytest.raises(RecordError, match="the projection cannot be used") as caught:
            SqliteStore(path, write=write)
        assert caught.value.where == str(path)
        assert "marsad rebuild" in caught.value.mend


def test_a_projection_of_another_form_is_refused(path: Path) -> None:
    assert SCHEMA == 1
    run(path, "UPDATE meta SET value = '2' WHERE name = 'schema'")
    with pytest.raises(RecordError, match="the form of another Marsad"):
        SqliteStore(path)


def test_an_onlooker_makes_and_changes_nothing(path: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="the projection is missing"):
        SqliteStore(tmp_path / "none.sqlite", write=False)
    assert not (tmp_path / "none.sqlite").exists()
    (tmp_path / "empty.sqlite").touch()
    with pytest.raises(RecordError, match="the form of another Marsad"):
        SqliteStore(tmp_path / "empty.sqlite", write=False)
    with SqliteStore(path, write=False) as store:
        assert store.state().size == 41
        with pytest.raises(RecordError):
            store.apply(Update(state=State(1, "")))


def test_readers_go_on_while_one_writes(path: Path) -> None:
    with SqliteStore(path) as writer, SqliteStore(path, write=False) as reader:
        claims = reader.claims()
        next(claims)
        writer.apply(Update(state=State(50, "x"), reconciled=Reconciled()))
        assert sum(1 for _ in claims) == 119
        assert list(reader.claims()) == []


def test_it_is_set_to_survive_a_power_cut(path: Path) -> None:
    with SqliteStore(path) as store, store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA mmap_size").scalar() == 0


def names(folder: Path) -> Iterator[str]:
    return (item.name for item in sorted(folder.iterdir()))


def test_a_new_projection_takes_the_place_of_the_old_when_it_is_done(path: Path) -> None:
    with SqliteStore(path) as old:
        old.apply(Update(state=State(99, "old")))
    stale = path.with_name("record.sqlite-wal")
    stale.write_bytes(b"frames of the old one")
    with replacing(path) as fresh:
        fresh.apply(update(3))
        assert stale.exists()
    assert list(names(path.parent)) == ["record.sqlite"]
    with SqliteStore(path) as store:
        assert store.state() == State(4, "ab" * 32)


def test_a_new_projection_that_fails_leaves_the_old_one(path: Path) -> None:
    def fail() -> None:
        with replacing(path) as fresh:
            fresh.apply(update(3))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(names(path.parent)) == ["record.sqlite"]
    with SqliteStore(path) as store:
        assert store.state().size == 41


def test_a_new_projection_passes_over_what_one_that_was_killed_left(path: Path) -> None:
    folder = path.with_name("record.sqlite.tmp")
    folder.mkdir()
    (folder / "record.sqlite").write_bytes(b"half")
    with replacing(path) as fresh:
        fresh.apply(update(3))
    assert list(names(path.parent)) == ["record.sqlite"]


def test_the_files_of_a_database_are_known_by_name() -> None:
    assert side_files("r.sqlite") == ("r.sqlite", "r.sqlite-wal", "r.sqlite-shm", "r.sqlite-journal")


@pytest.mark.parametrize("text", ["", "قصف", "\x00", "\ud800", "\x01", '\x01"x"', 'a\x00b\udfff"\\'])
def test_what_a_database_cannot_hold_is_written_so_that_it_can(text: str) -> None:
    assert read_back(stored(text)) == text
    stored(text).encode()
    assert "\x00" not in stored(text)
    assert (stored(text) == text) == (text in {"", "قصف"})
