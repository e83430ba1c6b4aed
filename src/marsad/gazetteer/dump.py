"""Large GeoNames dumps, read line by line where they lie: a file as large as the world's is never held in memory."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from marsad.errors import InputError
from marsad.gazetteer.importer import Row, Source
from marsad.gazetteer.importers.geonames import GeoNames

LARGE = 32 << 20
"""Bytes of text from which on a dump is large: some 250,000 rows."""
_AREA = "\tA\t"
_LOOK = 1 << 16
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Dump(NamedTuple):
    """A file, and its member where it is a zip."""

    path: Path
    member: str = ""

    def rows(self) -> Iterator[Row]:
        """Every line as what it says of a place. InputError where the file cannot be read."""
        with self._opened() as file:
            yield from GeoNames().read(_lines(file), self.path.name)

    def areas(self) -> Iterator[Row]:
        """The lines of countries, governorates and the like alone (feature class A)."""
        with self._opened() as file:
            yield from GeoNames().read((line for line in _lines(file) if _AREA in line), self.path.name)

    def first(self) -> Source:
        """The beginning of the text."""
        with self._opened() as file:
            return Source(self.path.name, file.read(_LOOK))

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        try:
            if not self.member:
                with self.path.open("rb") as file:
                    yield file
            else:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                    yield file
        except OSError as error:
            what = f"it cannot be read: {error.strerror}"
            raise InputError(what, where=str(self.path), mend="check the name and who may read it") from error
        except _DAMAGED as error:
            raise InputError(f"the zip is damaged: {error}", where=str(self.path), mend="get it again") from error


def _lines(file: IO[bytes]) -> Iterable[str]:
    return io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="\n")


def large_dump(path: Path) -> Dump | None:
    """The dump that a file is or, zipped, holds; None for anything else, and for one that is not large."""
    try:
        found = Dump(path, _largest(path)) if zipfile.is_zipfile(path) else Dump(path)
        large = bool(found.member) or (not zipfile.is_zipfile(path) and path.stat().st_size >= LARGE)
        return found if large and GeoNames().recognises(found.first()) else None
    except (InputError, OSError, *_DAMAGED):
        return None


def _largest(path: Path) -> str:
    """The name of the largest file in a zip, where it is large; "" else."""
    with zipfile.ZipFile(path) as archive:
        found = max(archive.infolist(), key=lambda item: item.file_size, default=None)
    return found.filename if found is not None and found.file_size >= LARGE else ""
