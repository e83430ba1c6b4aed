"""A file's bytes to items: plain text and JSON lines at once, any other format by its confined reader.

What a file holds is read in its turn, so deep and no deeper, so many and no more: an archive that holds itself, or a
thousand others, ends.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from marsad.archive.confined.client import confined
from marsad.archive.extract import NOT_ARABIC
from marsad.archive.format import Found, Part, Passed, Text
from marsad.archive.formats.readers import READERS, Known
from marsad.archive.items import (
    ID_LENGTH,
    Container,
    Given,
    Intake,
    Item,
    Problem,
    Unread,
    from_lines,
    from_text,
    taken,
)
from marsad.archive.label import label
from marsad.archive.letters import is_arabic
from marsad.archive.recognise import HEAD, LINES, recognise
from marsad.errors import InputError
from marsad.model.canonical import digest, file_digest
from marsad.model.report import Report
from marsad.model.sealed import TextBase

DEEPEST = 4
"""Archives inside one another."""
NESTED = 100
"""Archives in archives that lie in an archive themselves, for one input."""
PARTS = 50_000
"""Files that come out of one input."""
_NO_TEXT = "leave it out, or give the file that was meant"
_UNPACK = "unpack it yourself and add what is meant"


class Budget:
    """What is left of one input's allowance of files and of archives."""

    def __init__(self) -> None:
        self.parts = PARTS
        self.nested = NESTED

    @property
    def left(self) -> bool:
        """Whether anything is."""
        return self.parts >= 0 and self.nested >= 0

    def spend(self, depth: int, *, archive: bool) -> None:
        """Take one file off; InputError where nothing is left."""
        self.parts -= 1
        self.nested -= archive and depth > 1
        if depth > DEEPEST or self.nested < 0:
            raise InputError("it holds archives inside archives inside archives", mend=_UNPACK)
        if self.parts < 0:
            raise InputError(f"it holds more than {PARTS} files", mend=_UNPACK)


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be read: its bytes, or its path where it is large; `part` is what its carrier says of it."""

    data: bytes | Path
    name: str
    where: str
    depth: int = 0
    part: Part | None = None
    within: str = ""


def unfold(file: File, given: Given, budget: Budget | None = None) -> Iterator[Item]:
    """Every report, container and problem of a file; nothing raises for what is in it."""
    budget = budget or Budget()
    kind = recognise(_head(file.data), file.name, file.part.media if file.part else "")
    try:
        budget.spend(file.depth, archive=kind in READERS and READERS[kind].unpacks)
    except InputError as error:
        yield _unread(file, error, "")
        return
    if kind in READERS:
        yield from _Unfolding(file, given, budget, READERS[kind]).items()
    elif isinstance(file.data, Path):
        yield _unread(file, InputError("it is too large to be read as one text", mend="give it in parts"), "")
    elif kind == LINES:
        yield from (_lying(item, file) for item in from_lines(io.BytesIO(file.data), file.where, given))
    else:
        yield from (_lying(item, file) for item in from_text(file.data, file.where, given))


def _lying(item: Item, file: File) -> Item:
    """The item with what it lies in."""
    if file.within and isinstance(item, Intake | Unread):
        return msgspec.structs.replace(item, within=file.within)
    return item


class _Unfolding:
    """One file and its reader."""

    def __init__(self, file: File, given: Given, budget: Budget, known: Known) -> None:
        self._file, self._given, self._budget, self._known = file, given, budget, known
        self._digest = digest(file.data) if isinstance(file.data, bytes) else file_digest(file.data)
        self._held = known.holds or isinstance(file.data, Path)
        self._reports = 0
        self._own = False

    def items(self) -> Iterator[Item]:
        """The container, where it is one, and then what is in it."""
        found, opened = self._read(), False
        while self._budget.left:
            try:
                thing = next(found, None)
            except InputError as error:
                yield _unread(self._file, error, self._name)
                return
            if self._held and not opened:
                yield self._container()
            opened = True
            if thing is None:
                break
            yield from self._found(thing)
        if not self._own and not self._held:
            yield self._container() if self._reports else self._without_report()
        elif not self._reports:
            yield self._without_report()

    def _container(self) -> Container:
        file = self._file
        return Container(
            where=file.where, original=file.data, digest=self._digest, reader=self._name, within=file.within
        )

    @property
    def _name(self) -> str:
        return f"{self._known.reader.rpartition('.')[2].partition(':')[0]}/1"

    def _read(self) -> Iterator[Found]:
        data, known = self._file.data, self._known
        if isinstance(data, bytes):
            yield from confined().read(known.reader, data, self._file.name, known.limits)
        else:
            with data.open("rb") as opened:
                yield from confined().read(known.reader, opened, self._file.name, known.limits)

    def _found(self, found: Found) -> Iterator[Item]:
        if isinstance(found, Part):
            self._reports += 1
            name = label(found.name)
            where = f"{self._file.where}!{name}"
            depth = self._file.depth + 1
            part = File(data=found.data, name=name, where=where, depth=depth, part=found, within=self._digest)
            yield from unfold(part, self._given, self._budget)
        elif isinstance(found, Passed):
            where = f"{self._file.where}!{label(found.name)}" if found.name else self._file.where
            yield Problem(where=where, what=found.what, mend=found.mend, level="warning")
        elif found.text.strip():
            self._reports += 1
            self._own = True
            yield from self._text(found)

    def _text(self, text: Text) -> Iterator[Item]:
        """The report of a text; one without bytes of its own stands on those of the file that holds it."""
        file = self._file
        where = f"{file.where}#{text.locator}" if text.locator else file.where
        try:
            name = text.named or (digest(text.key.encode())[:ID_LENGTH] if text.key else self._given.name(where))
        except InputError as error:
            yield _unread(file, error, self._name)
            return
        own = text.text.encode() if self._held or isinstance(file.data, Path) else file.data
        notes = text.notes if is_arabic(text.text) else (*text.notes, NOT_ARABIC)
        yield from taken(
            Intake(
                report=self._given.fill(_report(text, name or "", file.part), own),
                original=self._digest if self._held else own,
                source=where,
                base=TextBase(text.extractor, text.encoding, notes=notes, unsure=text.unsure),
                within=self._digest if self._held else file.within,
            )
        )

    def _without_report(self) -> Problem:
        error = InputError("there is no text in it", mend=_NO_TEXT)
        if self._held:
            return Problem(where=self._file.where, what="there is no report in it", mend=_NO_TEXT)
        return _unread(self._file, error, self._name)


def _report(text: Text, name: str, part: Part | None) -> Report:
    """The report, with what its carrier says of it where it says nothing itself."""
    origins = dict(text.origins)
    said = {field: getattr(text, field) for field in ("captured", "outlet", "url")}
    for field in said if part else ():
        if said[field] is None and (value := getattr(part, field)) is not None:
            said[field], origins[field] = value, "carrier"
    meta = {**text.meta, "origins": origins} if origins else text.meta
    return Report(
        report=name, text=text.text, published=text.published, title=text.title, lang=text.lang, meta=meta, **said
    )


def _unread(file: File, error: InputError, reader: str) -> Unread:
    return Unread(
        where=file.where, what=error.what, mend=error.mend, original=file.data, reader=reader, within=file.within
    )


def _head(data: bytes | Path) -> bytes:
    if isinstance(data, bytes):
        return data[:HEAD]
    opened: BinaryIO
    with data.open("rb") as opened:
        return opened.read(HEAD)
