"""Which key signs for the log from which entry on: the first entry names one, and each hands over to the next."""

from marsad.archive.entries import Opened
from marsad.archive.kinds import ERASURE, KEY, RECORD
from marsad.archive.signed.checkpoint import Checkpoint, opened, read_checkpoint
from marsad.archive.signed.note import PublicKey, SigningKey, parts
from marsad.model.canonical import canonical, digest


class Keyring:
    """The log's keys, as its entries tell them one after the other."""

    def __init__(self) -> None:
        self.name = ""
        self._keys: list[tuple[int, PublicKey]] = []

    @property
    def current(self) -> PublicKey | None:
        """The key that signs now; None for a log that has none yet."""
        return self._keys[-1][1] if self._keys else None

    def at(self, size: int) -> PublicKey | None:
        """The key that signs for the first `size` entries."""
        return next((key for position, key in reversed(self._keys) if position < size), None)

    def all(self) -> list[PublicKey]:
        """Every key that has signed, the first one first."""
        return [key for _, key in self._keys]

    def positions(self, size: int) -> list[int]:
        """The entries among the first `size` that name a key."""
        return [position for position, _ in self._keys if position < size]

    def opened(self, note: str) -> Checkpoint:
        """The checkpoint that the key of its size has signed. Raises ValueError where that cannot be said of a note."""
        key = self.at(read_checkpoint(note).size)
        if key is None:
            raise ValueError("the log had no key then")
        return opened(note, key)

    def see(self, entry: Opened) -> None:
        """Take in the next entry. Raises ValueError where it bears no valid signature that it should bear."""
        facts, kind = entry.entry.facts, entry.kind
        if kind == RECORD and not self.name:
            self.name = log_name(str(facts.get("origin", "")))
            if "key" in facts:
                self._add(entry.position, PublicKey.parse(facts["key"]))
        elif kind == KEY:
            self._hand_over(entry, PublicKey.parse(facts["key"]))
        elif kind == ERASURE and self.current:
            said = statement(self.name, "erase", entry.position, erased_digest(facts["erased"]))
            _check(facts.get("note", ""), said, [self.current])

    def _hand_over(self, entry: Opened, following: PublicKey) -> None:
        said = statement(self.name, "key", entry.position, str(following))
        _check(entry.entry.facts["note"], said, [key for key in (self.current, following) if key])
        self._add(entry.position, following)

    def _add(self, position: int, key: PublicKey) -> None:
        if key.name != self.name:
            raise ValueError("the key is of another log")
        self._keys.append((position, key))


def log_name(origin: str) -> str:
    """A log's name, which its key and its checkpoints bear, from the random name in its first entry."""
    return f"marsad/{origin}"


def statement(name: str, what: str, position: int, detail: str) -> str:
    """What a signed entry has signed: the log, the kind of entry, its position, and a line of its own."""
    return f"{name}\n{what}\n{position}\n{detail}\n"


def erased_digest(erased: dict[str, list[str]]) -> str:
    """What stands for the values named in an erasure."""
    return digest(canonical(erased))


def signed_statement(said: str, *keys: SigningKey) -> str:
    """A statement as a note with a signature of each key."""
    return f"{said}\n" + "".join(key.line(said) for key in keys)


def _check(note: str, said: str, keys: list[PublicKey]) -> None:
    if parts(note)[0] != said or not all(key.signed(note) for key in keys):
        raise ValueError("it is not signed with this log's key")
