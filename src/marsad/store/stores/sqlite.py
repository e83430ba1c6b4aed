"""The projection in one SQLite file of the record, with the standard library's engine set to survive a power cut."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, event

from marsad.errors import RecordError
from marsad.store.core import REBUILD, CoreStore
from marsad.store.store import Row

SAFE = ("mmap_size=0", "trusted_schema=OFF", "cell_size_check=ON")
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", *SAFE)
"""WAL lets readers go on while one writes; with any `synchronous` below FULL a power cut takes what was committed."""
BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite names the files of one database."""
DEFINITIONS = "(definitions)"
"""Under which name the tables' own definitions stand among the rows: before every table of ours."""
WAIT_SECONDS = 30


def side_files(name: str) -> tuple[str, ...]:
    """Names of all files that a database of this name may consist of."""
    return tuple(f"{name}{ending}" for ending in BESIDE)


class StoredText(bytes):
    """The bytes of a text: of a type of its own, since one flipped bit makes a text a blob of the same bytes."""

    __slots__ = ()


class SqliteStore(CoreStore):
    """A store in one file, made where there is none; without `write` nothing is made and nothing can be changed."""

    def __init__(self, path: Path, *, write: bool = True) -> None:
        if not write and not path.exists():
            raise RecordError("the projection is missing", where=str(path), mend=REBUILD)
        engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _writer if write else _onlooker)
        self.path = path
        try:
            super().__init__(engine, str(path), write=write, errors=(sqlite3.Error,))
        except BaseException:
            engine.dispose()
            raise

    def rows(self) -> Iterator[Row]:
        """Every row of every table, of foreign ones too, and the tables' own definitions, in a fixed order."""
        try:
            with closing(_reader(self.path)) as connection:
                yield from _rows(connection)
        except sqlite3.Error as error:
            what = f"the projection cannot be read on: {error}"
            raise RecordError(what, where=str(self.path), mend=REBUILD) from error

    def faults(self) -> list[str]:
        """What SQLite itself finds wrong: broken pages, an index that does not match its table."""
        try:
            with closing(_reader(self.path)) as connection:
                found = connection.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.Error as error:
            return [str(error)]
        lines = [line.decode("utf-8", "replace") for (line,) in found]
        return [] if lines == ["ok"] else lines


@contextmanager
def replacing(path: Path) -> Iterator[SqliteStore]:
    """A store built in a folder beside `path`, which takes its place when all went well, and else leaves it alone."""
    folder = path.with_name(f"{path.name}.tmp")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        with SqliteStore(folder / path.name) as store:
            yield store
        _put_in_place(folder / path.name, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(fresh: Path, path: Path) -> None:
    """Rename, once nothing is left of the old file's log: SQLite would replay it into the new one."""
    try:
        for name in side_files(path.name)[1:]:
            path.with_name(name).unlink(missing_ok=True)
        fresh.replace(path)
        if os.name != "nt":
            folder = os.open(path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    except OSError as error:
        what = f"the new projection cannot take its place: {error.strerror}"
        raise RecordError(what, where=str(path), mend="end what uses the old one, and try again") from error


def _writer(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _onlooker(connection: Any, _: object) -> None:  # noqa: ANN401 - likewise
    for pragma in (*SAFE, "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing and hands out text as the bytes that are stored."""
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS)
    _onlooker(connection, None)
    connection.text_factory = StoredText
    return connection


def _rows(connection: sqlite3.Connection) -> Iterator[Row]:
    definitions = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    tables = []
    for kind, name, of, definition in connection.execute(definitions):
        yield Row(DEFINITIONS, (kind, name), {"tbl_name": of, "sql": definition})
        if kind == b"table":
            tables.append(name.decode("utf-8", "replace"))
    for table in sorted(tables):
        yield from _table_rows(connection, table)


def _table_rows(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Rows in the order of the table's key, or of all columns where it has none."""
    info = connection.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
    names = [name.decode() for _, name, *_ in info]
    key = [name for _, name in sorted((rank, name.decode()) for _, name, _, _, _, rank in info if rank)] or names
    columns, order = ", ".join(map(_quoted, names)), ", ".join(map(_quoted, key))
    query = f"SELECT {columns} FROM {_quoted(table)} ORDER BY {order}"  # noqa: S608 - quoted names of the database itself
    for values in connection.execute(query):
        row = dict(zip(names, values, strict=True))
        yield Row(table, tuple(row.pop(name) if len(key) < len(names) else row[name] for name in key), row)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
