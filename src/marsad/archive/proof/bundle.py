"""What a stranger needs to check log entries: openings, objects and inclusion proof of each, and the checkpoint."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from marsad.archive.entries import MEND, Opened
from marsad.archive.kinds import REPORT, STAMPED, TOKEN
from marsad.archive.ledger import Ledger
from marsad.archive.log import ENTRIES, SIGNED
from marsad.archive.merkle import Tree, leaf_hash
from marsad.archive.proof.bag import Bag
from marsad.archive.proof.leaving import leaving, may_leave
from marsad.archive.signed.checkpoint import Checkpoint, read_checkpoint
from marsad.errors import InputError, RecordError
from marsad.model.canonical import canonical

_OBJECTS = "data/objects/"
Notes = Mapping[str, str]
"""Checkpoints, by where they came from."""


def write_bundle(
    ledger: Ledger,
    positions: Collection[int],
    target: Path,
    *,
    made: datetime,
    earlier: Notes,
) -> int:
    """Write a bag that proves these entries to `target`, and return how many entries it holds.

    `earlier`: checkpoints that others hold, by where they came from, to show that the log is a continuation of each.
    RecordError where an entry is not signed for yet, or may not leave the record.
    """
    tree, now, note = _signed(ledger)
    chosen = sorted({0, *ledger.index.keys.positions(now.size), *positions})
    bag = Bag(target)
    try:
        lines: list[bytes] = []
        said: list[str] = []
        for position in chosen:
            entry = _showable(ledger, position, now.size)
            lines.append(_item(ledger, entry, tree.inclusion(position)))
            _put_objects(bag, ledger, entry)
            said += _times(ledger, entry)
        bag.add("data/items.jsonl", b"".join(lines))
        bag.add("data/checkpoint.note", note.encode())
        bag.add("data/keys.txt", "".join(f"{key}\n" for key in ledger.index.keys.all()).encode())
        _put_earlier(bag, ledger, tree, _history(ledger, sorted(positions), earlier))
        _put_words(bag, str(ledger.index.keys.at(now.size)), said)
        bag.finish({"Bagging-Date": made.date().isoformat(), "External-Identifier": now.origin})
    except BaseException:
        bag.drop()
        raise
    return len(chosen)


def showable(ledger: Ledger) -> list[int]:
    """Positions of all entries that may leave the record."""
    return [position for position in range(ledger.log.size) if may_leave(ledger.log.get(position))]


def _signed(ledger: Ledger) -> tuple[Tree, Checkpoint, str]:
    """The tree that the latest checkpoint is of, the checkpoint and its note."""
    path = ledger.log.folder / SIGNED
    try:
        note = path.read_text(encoding="utf-8")
        now = ledger.index.keys.opened(note)
    except OSError as error:
        raise RecordError("the signed checkpoint is missing", where=str(path), mend="`marsad checkpoint`") from error
    except ValueError as error:
        raise RecordError("the signed checkpoint is damaged", where=str(path), mend=MEND) from error
    with (ledger.log.folder / ENTRIES).open("rb") as file:
        tree = Tree(b"".join(leaf_hash(line[:-1]) for line, _ in zip(file, range(now.size), strict=False)))
    if tree.size != now.size or tree.root() != now.root:
        raise RecordError("the log is not the one that was signed", where=str(path), mend=MEND)
    return tree, now, note


def _showable(ledger: Ledger, position: int, size: int) -> Opened:
    where = f"log/{ENTRIES}:{position + 1}"
    if position >= min(size, ledger.log.size):
        raise RecordError("this entry is not signed for yet", where=where, mend="`marsad checkpoint` signs the log")
    entry = ledger.log.get(position)
    if not may_leave(entry):
        raise RecordError(f"an entry of kind {entry.entry.kind!r} may not leave the record", where=where)
    return leaving(entry)


def _item(ledger: Ledger, entry: Opened, proof: Sequence[bytes]) -> bytes:
    """A line that holds an entry as it was logged, what opens it as far as that may leave, and the way to the root."""
    leaf, _ = ledger.log.raw(entry.position)
    said = {
        "position": entry.position,
        "leaf": leaf.decode(),
        "openings": canonical(entry.openings).decode(),
        "proof": [hashed.hex() for hashed in proof],
    }
    return canonical(said) + b"\n"


def _put_objects(bag: Bag, ledger: Ledger, entry: Opened) -> None:
    for digest in entry.objects().values():
        ledger.objects.check(digest)
        if bag.copy(f"{_OBJECTS}{digest}", ledger.objects.path(digest)) != digest:
            raise RecordError("a sealed object has changed", where=str(ledger.objects.path(digest)), mend=MEND)


def _history(ledger: Ledger, chosen: Sequence[int], given: Notes) -> Iterator[tuple[str, bytes]]:
    """Earlier checkpoints, each with its token (or b""): those given, and for each entry the first stamp after it."""
    for where, note in given.items():
        try:
            ledger.index.keys.opened(note)
        except ValueError as error:
            mend = "name a note that `marsad checkpoint` of this record printed"
            raise InputError("this is no checkpoint of this record", where=where, mend=mend) from error
        yield note, b""
    stamps = {stamp.position: stamp for position in chosen for stamp in ledger.stamps_after(position)}
    for _, stamp in sorted(stamps.items()):
        yield ledger.objects.get(stamp.value(STAMPED)).decode(), ledger.objects.get(stamp.value(TOKEN))


def _put_earlier(bag: Bag, ledger: Ledger, tree: Tree, earlier: Iterator[tuple[str, bytes]]) -> None:
    tokens: dict[int, int] = {}
    for note, token in earlier:
        size = read_checkpoint(note).size
        if size > tree.size:
            raise InputError("this checkpoint is newer than the record's own", where=str(ledger.path), mend=MEND)
        bag.add(f"data/earlier/{size}.note", note.encode())
        bag.add(f"data/earlier/{size}.proof", "".join(f"{part.hex()}\n" for part in tree.consistency(size)).encode())
        if token:
            tokens[size] = tokens.get(size, 0) + 1
            bag.add(f"data/earlier/{size}.{tokens[size]}.tsr", token)


def _times(ledger: Ledger, entry: Opened) -> Iterator[str]:
    """A report's four times beside the claimed one, each from who says so."""
    if entry.kind == REPORT:
        stamped = next((stamp.entry.facts.get("time", "?") for stamp in ledger.stamps_after(entry.position)), "-")
        told = (entry.value(name) or "-" for name in ("report", "published", "captured"))
        yield " | ".join([str(entry.position), *told, entry.entry.logged.isoformat(), str(stamped)]) + "\n"


def _put_words(bag: Bag, key: str, said: Sequence[str]) -> None:
    here = files("marsad.archive.proof")
    words = (here / "readme.txt").read_text(encoding="utf-8")
    bag.add("README.txt", words.replace("{key}", key).replace("{items}", "".join(said)).encode("utf-8", "replace"))
    bag.add("check.py", (here / "check.py").read_bytes())
