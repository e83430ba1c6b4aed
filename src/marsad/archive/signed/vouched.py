"""Holding a log to what was signed for it: its keys, its latest checkpoint, stamped ones, and copies held elsewhere."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from marsad.archive.entries import Opened
from marsad.archive.findings import Finding
from marsad.archive.kinds import STAMP, STAMPED
from marsad.archive.log import ENTRIES, SIGNED
from marsad.archive.merkle import Tree
from marsad.archive.signed.checkpoint import opened as open_checkpoint
from marsad.archive.signed.checkpoint import read_checkpoint
from marsad.archive.signed.keyring import Keyring
from marsad.archive.signed.note import SigningKey
from marsad.archive.signed.signing import FOLLOWING, KEY_FILE

_LATEST = f"log/{SIGNED}"
_LOG = f"log/{ENTRIES}"


class Vouched:
    """Gathers keys and stamps while the log is read once; `findings` then says what does not hold."""

    def __init__(self, record: Path, copies: Mapping[str, str]) -> None:
        """`copies`: where each checkpoint that lay elsewhere came from → its note."""
        self.keys = Keyring()
        self.signed = 0
        self._record = record
        self._stamps: list[tuple[int, int, str, str]] = []
        self._copies = copies
        self._latest = _read(record / _LATEST)

    def see(self, opened: Opened) -> None:
        """The next entry. Raises ValueError, LookupError or TypeError where it is none of its kind."""
        self.keys.see(opened)
        if opened.kind == STAMP:
            facts = opened.entry.facts
            self._stamps.append((opened.position, int(facts["size"]), str(facts["root"]), opened.value(STAMPED) or ""))

    def findings(self, tree: Tree, *, log_is_damaged: bool) -> Iterator[Finding]:
        """What does not hold of the whole log's tree; of a log whose damage is told already, no more is said."""
        yield from self._own_key()
        notes = {position: _note(self._record, digest) for position, _, _, digest in self._stamps if digest}
        wanted = [_size(note) for note in (self._latest, *self._copies.values())]
        sizes = {*wanted, *(size for _, size, _, _ in self._stamps)}
        roots = {size: tree.root(0, size) for size in sizes if 0 < size <= tree.size}
        yield from (finding for finding in self._latest_note(roots) if finding.path != _LOG or not log_is_damaged)
        for position, size, root, _ in self._stamps:
            if roots.get(size, b"").hex() != root:
                yield Finding(f"{_LOG}:{position + 1}", "the log is not the one that was stamped")
            elif position in notes and self._wrong(notes[position], roots):
                yield Finding(f"{_LOG}:{position + 1}", "its checkpoint is not signed with this log's key")
        for where, note in self._copies.items():
            if wrong := self._wrong(note, roots):
                yield Finding(where, wrong)

    def _latest_note(self, roots: Mapping[int, bytes]) -> Iterator[Finding]:
        if not self._latest:
            if self.keys.at(1):
                yield Finding(_LATEST, "the signed checkpoint is missing")
        elif wrong := self._wrong(self._latest, roots):
            yield Finding(_LOG if wrong in {_OTHER_LOG, _SHORTER} else _LATEST, wrong)
        else:
            self.signed = _size(self._latest)

    def _wrong(self, note: str, roots: Mapping[int, bytes]) -> str:
        """Why a note does not vouch for this log; "" where it does."""
        try:
            said = read_checkpoint(note)
            key = self.keys.at(said.size)
            if said.origin != self.keys.name:
                return "it is a checkpoint of another log"
            if key is None or open_checkpoint(note, key) != said:
                return _NOT_SIGNED
        except ValueError:
            return _NOT_SIGNED if _size(note) else "the signed checkpoint is damaged"
        if said.size not in roots:
            return _SHORTER
        return "" if roots[said.size] == said.root else _OTHER_LOG

    def _own_key(self) -> Iterator[Finding]:
        path = self._record / KEY_FILE
        if (self._record / FOLLOWING).exists():
            yield Finding(FOLLOWING, "a key of an interrupted change; the next write settles it", grave=False)
            return
        text = _read(path)
        if not text and not path.exists():
            return
        try:
            if SigningKey.parse(text).public != self.keys.current:
                yield Finding(KEY_FILE, "this is not the key that the log names")
        except ValueError:
            yield Finding(KEY_FILE, "the key file is damaged")
        if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(KEY_FILE, "others than its owner may read it")


_OTHER_LOG = "the log is not the one that was signed"
_SHORTER = "entries are missing that were signed"
_NOT_SIGNED = "the checkpoint is not signed with this log's key"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _note(record: Path, digest: str) -> str:
    return _read(record / "objects" / digest[:2] / digest[2:])


def _size(note: str) -> int:
    try:
        return read_checkpoint(note).size
    except ValueError:
        return 0
