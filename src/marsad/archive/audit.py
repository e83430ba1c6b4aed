"""Reading the whole log with suspicion: every line, every commitment, the root, and what each entry holds on to."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from marsad.archive.entries import (
    OBJECT,
    Entry,
    Opened,
    Openings,
    Proven,
    misfits,
    read_entry,
    read_openings,
    sensible,
)
from marsad.archive.findings import Finding
from marsad.archive.head import Head, read_head
from marsad.archive.kinds import ERASURE, OVERLAY, READING, RECORD, REPORT, erased_by
from marsad.archive.log import ENTRIES, HEAD, OPENINGS
from marsad.archive.merkle import HASH, Tree, leaf_hash
from marsad.archive.objects import is_digest
from marsad.archive.signed.vouched import Vouched
from marsad.errors import RecordError


class Audit:
    """One pass over `log/`; what it learns on the way is what the files beside the log are then held to."""

    def __init__(self, record: Path, copies: Mapping[str, str] | None = None) -> None:
        """`copies`: checkpoints that lay elsewhere, by where they came from."""
        self.findings: list[Finding] = []
        self.objects: dict[str, int] = {}
        self.overlays: dict[str, str] = {}
        self.erased = 0
        self._folder = record / "log"
        self._hashes = bytearray()
        self.vouched = Vouched(record, copies or {})
        self._reports: set[int] = set()
        self._unopened = 0
        self._unseen: set[int] = set()
        self._absent: dict[int, set[str]] = {}
        self._tombstones: dict[int, set[str]] = {}

    @property
    def entries(self) -> int:
        """Entries looked at."""
        return len(self._hashes) // HASH

    def run(self) -> None:
        """Look at everything; `findings` then hold what is wrong."""
        head = self._head()
        try:
            with (self._folder / ENTRIES).open("rb") as leaves, (self._folder / OPENINGS).open("rb") as openings:
                for _ in range(head.size):
                    leaf, opening = leaves.readline(), openings.readline()
                    if not leaf.endswith(b"\n"):
                        break
                    self._line(leaf[:-1], opening)
                self._rest(ENTRIES, leaves.read())
                self._rest(OPENINGS, openings.read())
        except OSError as error:
            self._find(Path(error.filename).name, f"it cannot be read: {error.strerror}")
        tree = Tree(bytes(self._hashes))
        self._settle(head, tree.root().hex())
        damaged = any(finding.path == f"log/{ENTRIES}" and finding.grave for finding in self.findings)
        self.findings += self.vouched.findings(tree, log_is_damaged=damaged)

    def _head(self) -> Head:
        try:
            return read_head(self._folder / HEAD)
        except RecordError as error:
            self._find(HEAD, error.what)
            return Head(size=1 << 62, root="", check="")

    def _line(self, leaf: bytes, opening: bytes) -> None:
        position = self.entries
        self._hashes += leaf_hash(leaf)
        entry = openings = None
        try:
            entry = read_entry(leaf)
        except msgspec.DecodeError as error:
            self._find(f"{ENTRIES}:{position + 1}", f"this line is damaged: {error}")
        try:
            openings = read_openings(opening.removesuffix(b"\n"), position) if opening else None
        except msgspec.DecodeError as error:
            self._find(f"{OPENINGS}:{position + 1}", f"this line is damaged: {error}")
        self._unopened += not opening
        if entry and openings:
            self._pair(position, entry, openings)
        else:
            self._unseen.add(position)

    def _pair(self, position: int, entry: Entry, openings: Openings) -> None:
        if absent := entry.commitments.keys() - openings.open.keys():
            self._absent[position] = absent
        if wrong := misfits(entry, openings):
            for name in wrong:
                self._find(f"{OPENINGS}:{position + 1}", f"the value of {name!r} does not match the log")
            trusted = {name: opening for name, opening in openings.open.items() if name not in wrong}
            openings = Openings(entry=position, open=trusted)
        opened = Proven(position, entry, openings)
        try:
            with sensible(opened):
                self._learn(opened)
        except RecordError as error:
            self._find(f"{ENTRIES}:{position + 1}", error.what)

    def _learn(self, opened: Opened) -> None:
        """What an entry holds on to: objects of every kind of entry, and what the kinds say that are known."""
        position, facts, kind = opened.position, opened.entry.facts, opened.kind
        self.vouched.see(opened)
        if (kind == RECORD) != (position == 0):
            self._find(f"{ENTRIES}:{position + 1}", "a record begins with an entry of kind 'record', and has one")
        for name, digest in opened.objects().items():
            if not is_digest(digest):
                raise ValueError(f"the value of {name!r} is no digest")
            self.objects.setdefault(digest, position)
        if kind == REPORT:
            self._reports.add(position)
        elif kind == READING and facts["of"] not in self._reports:
            self._find(f"{ENTRIES}:{position + 1}", f"it reads entry {facts['of']}, which is no report before it")
        elif kind == OVERLAY and opened.has("path"):
            self.overlays[opened.value("path")] = opened.value(OBJECT) or ""
        elif kind == ERASURE:
            for target, names in erased_by(opened).items():
                self._tombstones.setdefault(target, set()).update(names)

    def _rest(self, name: str, data: bytes) -> None:
        """What lies behind the head; a writer that was interrupted leaves it, and the next one settles it."""
        if data:
            self._find(name, f"{len(data)} bytes of an interrupted write at its end, never acknowledged", grave=False)

    def _settle(self, head: Head, root: str) -> None:
        """Size, root and erasures, when all lines have been seen."""
        if head.root and self.entries < head.size:
            missing = head.size - self.entries
            self._find(ENTRIES, f"{missing} entries are missing at its end: the head speaks of {head.size}")
        elif head.root and root != head.root:
            self._find(ENTRIES, "it is not the log of its head: an entry was changed, added, removed or moved")
        if self._unopened:
            self._find(OPENINGS, f"{self._unopened} lines are missing at its end")
        targets = {target for target in self._tombstones if target < self.entries} - self._unseen
        for position in sorted(self._absent.keys() | targets):
            absent, erased = self._absent.get(position, set()), self._tombstones.get(position, set())
            self.erased += len(absent & erased)
            where = f"{OPENINGS}:{position + 1}"
            for name in sorted(absent - erased):
                self._find(where, f"the value of {name!r} is missing, and no erasure accounts for it")
            for name in sorted(erased - absent):
                self._find(where, f"the value of {name!r} was to be erased and is still there; the next write does it")

    def _find(self, name: str, what: str, *, grave: bool = True) -> None:
        self.findings.append(Finding(f"log/{name}", what, grave))
