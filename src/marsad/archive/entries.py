"""The lines of the log: what each kind says openly, and what it only commits to.

A line of `log/entries.jsonl` is a leaf of the tree: canonical JSON with `v`, `kind`, `logged`, `facts` (open) and
`commitments` (name → SHA-256(salt ‖ value)). The line of the same number in `log/openings.jsonl` holds the salts and
values, so that a value can be erased and the tree stays valid.
"""

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from marsad.errors import RecordError
from marsad.model.canonical import canonical, parse

FORM = 1
"""Form of the record on disk, named by the log's first entry."""
SALT_BYTES = 16
OBJECT = "object"
"""A value of this name, or one that begins with it and a dot, is the digest of a sealed object."""

Random = Callable[[int], bytes]
T = TypeVar("T")


class Draft(msgspec.Struct, frozen=True):
    """An entry to be: `facts` stand in the log for ever, `values` are committed to; a value of None is left out."""

    kind: str
    facts: dict[str, Any] = {}
    values: dict[str, Any] = {}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A leaf; `v` is the version of its kind's facts and values. Unknown ones are kept and passed over."""

    v: int
    kind: str
    logged: datetime
    facts: dict[str, Any]
    commitments: dict[str, str]


class Openings(msgspec.Struct, frozen=True, kw_only=True):
    """What opens an entry's commitments: name → (salt in hexadecimal, value as JSON text); the erased is absent."""

    entry: int
    open: dict[str, tuple[str, str]]


class Opened(msgspec.Struct, frozen=True):
    """An entry with its openings, whose values are checked against their commitments as they are asked for."""

    position: int
    entry: Entry
    openings: Openings

    @property
    def kind(self) -> str:
        """The entry's kind, or "" where this version of Marsad does not know the entry's version."""
        return self.entry.kind if self.entry.v == 1 else ""

    def has(self, name: str) -> bool:
        """Whether a value is there: it was given and has not been erased."""
        return name in self.openings.open

    def value(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """A value, or None where there is none (or none any more)."""
        text = self.text(name)
        return None if text is None else json.loads(text)

    def text(self, name: str) -> str | None:
        """A value as the JSON text that was committed to. RecordError where it does not match the log."""
        opening = self.openings.open.get(name)
        if opening is None:
            return None
        if not opens(opening, self.entry.commitments.get(name, "")):
            where = f"log/openings.jsonl:{self.position + 1}"
            raise RecordError(f"the value of {name!r} does not match the log", where=where, mend=MEND)
        return opening[1]

    def names(self) -> list[str]:
        """Names of the values that are there, in order."""
        return sorted(self.openings.open)

    def objects(self) -> dict[str, str]:
        """Name → digest of every object that the entry holds on to."""
        named = [name for name in self.openings.open if name.startswith(OBJECT)]
        return {name: str(self.value(name)) for name in named if name.partition(".")[0] == OBJECT}


class Proven(Opened, frozen=True):
    """One whose openings were all held to the log before."""

    def text(self, name: str) -> str | None:
        """A value as the JSON text that was committed to."""
        opening = self.openings.open.get(name)
        return None if opening is None else opening[1]


MEND = "`marsad verify` names all that is damaged; restore it from a copy of the record"


class sensible:  # noqa: N801 - a context manager, written as a class because it is entered a million times
    """Reading an entry's facts and values: RecordError names the line where they are not those of its kind."""

    __slots__ = ("_opened",)

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, LookupError | TypeError | ValueError | AttributeError | msgspec.MsgspecError):
            what = f"this is no entry of kind {self._opened.entry.kind!r}: {error}"
            raise RecordError(what, where=f"log/entries.jsonl:{self._opened.position + 1}", mend=MEND) from error


def commitment(salt: bytes, value: str) -> str:
    """SHA-256(salt ‖ value): hides the value from all who lack the salt, and binds the log to it."""
    return sha256(salt + value.encode()).hexdigest()


def opens(opening: tuple[str, str], committed: str) -> bool:
    """Whether a salt and value are those that the log committed to, in the one spelling that the record writes."""
    salt, value = opening
    try:
        raw = bytes.fromhex(salt)
        return sha256(raw + value.encode()).hexdigest() == committed and raw.hex() == salt
    except ValueError:  # no hexadecimal, or half a surrogate pair
        return False


def value_text(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """A value as the JSON text to commit to."""
    return canonical(value).decode()


def write_entry(draft: Draft, position: int, logged: datetime, random: Random) -> tuple[bytes, bytes]:
    """The draft as its two lines, without line ends: the leaf, and what opens it."""
    texts = {name: value_text(value) for name, value in draft.values.items() if value is not None}
    salts = {name: random(SALT_BYTES) for name in sorted(texts)}
    entry = Entry(
        v=1,
        kind=draft.kind,
        logged=logged,
        facts=draft.facts,
        commitments={name: commitment(salts[name], text) for name, text in texts.items()},
    )
    openings = Openings(entry=position, open={name: (salts[name].hex(), text) for name, text in texts.items()})
    return canonical(entry), canonical(openings)


def read_entry(line: bytes) -> Entry:
    """A leaf's line. Raises msgspec.DecodeError for anything but the canonical spelling."""
    return _exactly(line, Entry)


def read_openings(line: bytes, position: int) -> Openings:
    """The openings' line of a position. Raises msgspec.DecodeError for anything but the canonical spelling."""
    openings = _exactly(line, Openings)
    if openings.entry != position:
        raise msgspec.DecodeError(f"it speaks of entry {openings.entry}")
    return openings


def misfits(entry: Entry, openings: Openings) -> list[str]:
    """Names of the openings that do not match the log, in order."""
    said = entry.commitments
    return sorted([name for name, opening in openings.open.items() if not opens(opening, said.get(name, ""))])


def _exactly(line: bytes, kind: type[T]) -> T:
    value = parse(line, kind)
    if canonical(value) != line:
        raise msgspec.DecodeError("it is not spelt as the record spells it")
    return value
