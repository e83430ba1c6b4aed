"""Objects, log and index together: opening, committing, closing."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from marsad.archive.entries import FORM, Draft, Opened
from marsad.archive.envelope import RECIPIENTS
from marsad.archive.files import TEMPORARY, make_folder, sync_folder
from marsad.archive.index import Index
from marsad.archive.kinds import RECORD, STAMPED, TOKEN
from marsad.archive.lock import Lock
from marsad.archive.log import Clock, Log
from marsad.archive.objects import Objects
from marsad.archive.signed import signing
from marsad.archive.signed.checkpoint import Checkpoint
from marsad.archive.signed.note import SigningKey
from marsad.errors import RecordError

LOCK = "write.lock"
OVERLAY_FOLDERS = ("rules", "knowledge")
OVERLAY_FILES = ("settings.toml", RECIPIENTS)


class Ledger:
    """A record's sealed part. Whoever opened it closes it."""

    def __init__(self, path: Path, clock: Clock, lock: Lock | None) -> None:
        self.path = path
        self.objects = Objects(path / "objects")
        self._clock = clock
        self._lock = lock
        if lock and lock.after_death:
            self._sweep()
        self.load()

    @classmethod
    def create(cls, path: Path, clock: Clock) -> "Ledger":
        """A new record, open for writing; RecordError where one is, or where other files lie."""
        if not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            make_folder(path)
        _refuse_strangers(path)
        lock = Lock(path / LOCK, clock())
        try:
            _refuse_record(path)
            Objects(path / "objects").create()
            draft = _empty(path / f"log{TEMPORARY}")
            signing.begin(path, draft, secrets.token_hex(16), clock().astimezone(UTC))
            draft.rename(path / "log")
            sync_folder(path)
            return cls(path, clock, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path, clock: Clock, *, write: bool) -> "Ledger":
        """A record that is there; for writing under its lock."""
        if not (path / "log").is_dir():
            raise RecordError("there is no record here", where=str(path), mend="`marsad add` begins one")
        lock = Lock(path / LOCK, clock()) if write else None
        try:
            return cls(path, clock, lock)
        except BaseException:
            if lock:
                lock.release()
            raise

    def load(self) -> None:
        """Read the log from its beginning."""
        self.log = Log(self.path / "log", write=self._lock is not None)
        try:
            self.index = Index()
            guard = signing.Guard(self.log.folder) if self._lock else None
            for opened in self.log.load():
                if opened.position == 0:
                    self._check_form(opened)
                self.index.see(opened)
                if guard:
                    guard.see(opened.position + 1, self.log.counted)
            if guard:
                guard.settle(self.index.keys)
                signing.settle_following(self.path, self.index.keys)
        except BaseException:
            self.log.close()
            raise

    def commit(self, drafts: Sequence[Draft]) -> list[Opened]:
        """Log drafts with one commit; their objects are sealed before. Returns when all is durable."""
        added = self.log.append(drafts, self._clock().astimezone(UTC))
        for opened in added:
            self.index.see(opened)
        return added

    def stamps_after(self, position: int) -> list[Opened]:
        """The stamps of the smallest stamped checkpoint that covers an entry: when it existed at the latest."""
        stamps = [self.log.get(at) for at in self.index.stamps]
        whole = [stamp for stamp in stamps if stamp.has(STAMPED) and stamp.has(TOKEN)]
        covering = [stamp for stamp in whole if stamp.entry.facts["size"] > position]
        first = min((stamp.entry.facts["size"] for stamp in covering), default=0)
        return [stamp for stamp in covering if stamp.entry.facts["size"] == first]

    def key(self, given: Path | None = None) -> SigningKey | None:
        """The key that signs for the log, from its own file or one given; None where there is none."""
        return signing.key_of(self.path, self.index.keys, given)

    def signed_size(self) -> int:
        """How many entries the latest checkpoint speaks of; 0 where there is none."""
        return signing.Guard(self.log.folder).size

    def sign(self, given: Path | None = None) -> None:
        """Sign the log as it is, where its key is at hand; what it signed before is a beginning of it (see `load`)."""
        key = self.key(given)
        if key and self.signed_size() < self.log.size:
            checkpoint = Checkpoint(key.name, self.log.size, bytes.fromhex(self.log.root()))
            signing.write_note(self.log.folder, checkpoint.signed(key))

    def close(self) -> None:
        """Let go of the files and of the lock."""
        self.log.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def _check_form(self, first: Opened) -> None:
        where = str(self.path / "log")
        if first.entry.kind != RECORD:
            raise RecordError("this log does not begin as a record does", where=where, mend="`marsad verify` says more")
        if first.entry.facts.get("form") != FORM:
            raise RecordError("this record was made by a newer Marsad", where=where, mend="install that version")

    def _sweep(self) -> None:
        """Remove the temporary files of a writer that died; what recovery has cut off stays."""
        folders = (self.path / "log", self.path / signing.FOLDER)
        for path in [*self.objects.leftovers(), *(path for folder in folders for path in folder.glob(f"*{TEMPORARY}"))]:
            if not path.name.endswith(f".cut{TEMPORARY}"):
                with suppress(OSError):
                    path.unlink()


def _refuse_strangers(path: Path) -> None:
    ours = {"objects", "log", signing.FOLDER, *OVERLAY_FOLDERS, *OVERLAY_FILES}
    names = sorted(item.name for item in path.iterdir() if item.suffix not in {TEMPORARY, ".lock"})
    if strangers := [name for name in names if name not in ours]:
        what = f"the folder holds other files ({strangers[0]}), and a record wants one of its own"
        raise RecordError(what, where=str(path), mend="choose an empty folder")


def _refuse_record(path: Path) -> None:
    if (path / "log").exists():
        raise RecordError("there is a record already", where=str(path), mend="open it, or choose another folder")


def _empty(folder: Path) -> Path:
    """An empty folder; what lies in it is of a creation that was interrupted."""
    make_folder(folder)
    for path in folder.iterdir():
        path.unlink()
    return folder
