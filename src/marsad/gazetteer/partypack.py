"""Reading party packs (`parties/*.toml`) and checking that they hold together, each fault named by file and line."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.errors import RulebookError
from marsad.gazetteer.keys import name_key
from marsad.gazetteer.party import PARTY_KINDS, Forms, Party
from marsad.gazetteer.placepack import nearest

FORMS = "_forms.toml"
_OPENING = re.compile(r"^\s*\[\[party\]\]", re.MULTILINE)
_AT = re.compile(r"\$\.party\[(\d+)\]")
_WRONG_VALUE = re.compile(r"Invalid enum value '(.*?)'")
_WRONG_FIELD = re.compile(r"unknown field `(.*?)`")


class _Pack(msgspec.Struct, forbid_unknown_fields=True):
    party: tuple[Party, ...] = ()


class Entry(NamedTuple):
    """A party, the file that tells of it, and the line where it begins."""

    party: Party
    path: Path
    line: int

    @property
    def where(self) -> str:
        """File and line, as errors name them."""
        return f"{self.path}:{self.line}"

    def line_of(self, name: str) -> str:
        """File and line of the first mention of a name in this entry."""
        lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        quoted = f'"{name}"'
        for at, text in enumerate(lines[self.line - 1 :], start=self.line):
            if quoted in text:
                return f"{self.path}:{at}"
        return self.where


def read_parties(path: Path) -> Iterator[Entry]:
    """The parties of one pack; raises RulebookError where a field is missing, misspelt or of the wrong kind."""
    text = path.read_text(encoding="utf-8-sig")
    openings = [text.count("\n", 0, m.end()) + 1 for m in _OPENING.finditer(text)]
    try:
        pack = msgspec.toml.decode(text, type=_Pack)
    except msgspec.DecodeError as error:
        raise _named(path, openings, str(error)) from error
    for line, party in zip(openings, pack.party, strict=True):
        yield Entry(party, path, line)


def read_forms(path: Path) -> Forms:
    """The nouns of `_forms.toml`; raises RulebookError when it is not as described."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Forms)
    except msgspec.DecodeError as error:
        raise RulebookError(f"not a table of forms: {error}", where=str(path), mend="see docs/knowledge.md") from error


def _named(path: Path, openings: Sequence[int], message: str) -> RulebookError:
    at = _AT.search(message)
    line = openings[int(at[1])] if at and int(at[1]) < len(openings) else _toml_line(message)
    mend = "see docs/knowledge.md"
    if wrong := _WRONG_VALUE.search(message):
        mend = nearest(wrong[1], PARTY_KINDS)
    elif wrong := _WRONG_FIELD.search(message):
        mend = nearest(wrong[1], [field.name for field in msgspec.structs.fields(Party)])
    return RulebookError(message, where=f"{path}:{line}", mend=mend)


def _toml_line(message: str) -> int:
    found = re.search(r"line (\d+)", message)
    return int(found[1]) if found else 1


def check_parties(entries: Sequence[Entry]) -> None:
    """That ids are unique, and that no two parties of one country bear the same name."""
    ids: dict[str, Entry] = {}
    names: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        first = ids.setdefault(entry.party.id, entry)
        if first is not entry:
            raise RulebookError(
                f"id {entry.party.id!r} is taken",
                where=entry.line_of(entry.party.id),
                mend=f"the first is at {first.where}",
            )
        for country, name in _claimed(entry.party):
            holder = names.setdefault((country, name_key(name)), entry)
            if holder is not entry:
                raise RulebookError(
                    f"{name!r} names both {holder.party.id!r} and {entry.party.id!r}",
                    where=entry.line_of(name),
                    mend=f"leave it with one of them; the other is at {holder.line_of(name)}",
                )


def _claimed(party: Party) -> Iterator[tuple[str, str]]:
    for name in party.aliases:
        yield party.country or "", name
    for country in party.generic_countries:
        for name in party.generic:
            yield country, name
